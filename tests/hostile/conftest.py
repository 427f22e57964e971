"""The malls that are written anew with such texts, played once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.snapshots.days import play
from tests.snapshots.requests import submit_them


@pytest.fixture(scope="session")
def malls(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """By moment; and ``asked``, a Monday with requests."""
    folder = tmp_path_factory.mktemp("plain")
    return {**play(folder), "asked": submit_them(folder)}
