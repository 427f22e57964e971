"""What every test may use: a home of its own, and the shipped mall in a folder of its own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from dutytui.procedures import load
from dutytui.procedures.files import Files
from dutytui.procedures.load import Loaded
from dutytui.widgets.glyphs import use_plain
from tests.desk import make_mall


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Twice the cores: a robot user waits half of its time until the screen has drawn."""
    return 2 * (os.cpu_count() or 1)


_CHECKED: dict[tuple[str, tuple[str, ...], date], Loaded] = {}
_check = load.check


@pytest.fixture(autouse=True)
def each_folder_is_checked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Checking the shipped files takes a quarter of a second, and a thousand tests open a mall with the same ones.

    What comes of it is frozen and depends on the files and the date alone. The tests of checking itself do it anew.
    """

    def checked(files: Files, around: date) -> Loaded:
        key = (files.version, files.unknown, around)
        if key not in _CHECKED:
            _CHECKED[key] = _check(files, around)
        return _CHECKED[key]

    monkeypatch.setattr(load, "check", checked)


@pytest.fixture(autouse=True)
def a_robot_pauses_for_a_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    """What waits until somebody stops typing waits a hundredth of a second: a robot does nothing meanwhile."""
    monkeypatch.setattr("dutytui.screens.dialog._DRAFT_EVERY", 0.01)
    monkeypatch.setattr("dutytui.screens.capture_lines._PREVIEW_AFTER", 0.01)


@pytest.fixture(autouse=True)
def usual_glyphs() -> Iterator[None]:
    """What one test has drawn with the plain glyphs, the next one must not."""
    yield
    use_plain(False)


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
