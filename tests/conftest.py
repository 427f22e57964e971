"""What every test may use: a home of its own, and the shipped mall in a folder of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.desk import make_mall


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Nothing a test does may touch the real user's folders, nor another test's."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("DUTYTUI_HOME", str(home))
    monkeypatch.delenv("DUTYTUI_MALL", raising=False)
    return home


@pytest.fixture
def mall(tmp_path: Path) -> Path:
    return make_mall(tmp_path / "mall")
