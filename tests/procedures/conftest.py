"""A small valid mall, and ways to break it."""

from __future__ import annotations

import inspect
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from dutytui.procedures import load

HERE = Path(__file__).parent


@pytest.fixture
def mall(tmp_path: Path) -> Path:
    """A fresh copy of the small mall's checklists."""
    folder = tmp_path / "mall" / "checklists"
    shutil.copytree(HERE / "mall", folder)
    return folder


@pytest.fixture
def edit(mall: Path) -> Callable[[str, str, str], None]:
    """Replaces words in one file of the mall; the words must be there exactly once."""

    def replace(name: str, old: str, new: str) -> None:
        path = mall / name
        text = path.read_text("utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        path.write_text(text.replace(old, new), encoding="utf-8", newline="")

    return replace


_CHECK = inspect.unwrap(load.check)


@pytest.fixture(autouse=True)
def each_folder_is_checked_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """Checking is what is tested here."""
    monkeypatch.setattr(load, "check", _CHECK)
