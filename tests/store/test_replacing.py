"""A file that somebody holds open, as Windows denies to replace it: tried for 2.5 seconds, and no longer."""

from __future__ import annotations

from pathlib import Path

import pytest

from dutytui.store import disk
from dutytui.store.disk import Disk, publish


class Windows:
    """The system denies so many replacements, and what sleeps is counted. others: a system that has no such habit."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, denials: int, platform: str = "win32") -> None:
        self.denials = denials
        self.tried = 0
        self.slept = 0.0
        self._replace = Path.replace
        monkeypatch.setattr(disk.sys, "platform", platform)
        monkeypatch.setattr(disk.time, "sleep", self._sleeps)
        monkeypatch.setattr(Path, "replace", lambda source, target: self._replaces(source, target))

    def _sleeps(self, seconds: float) -> None:
        self.slept += seconds

    def _replaces(self, source: Path, target: Path) -> Path:
        self.tried += 1
        if self.tried <= self.denials:
            raise PermissionError(13, "held open")
        return self._replace(source, target)


@pytest.mark.parametrize("denials", [0, 1, 4])
def test_what_is_held_open_for_a_moment_is_replaced_once_it_is_let_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, denials: int
) -> None:
    path = tmp_path / "desk.0001.json"
    path.write_bytes(b"one")
    windows = Windows(monkeypatch, denials)
    publish(Disk(), path, b"two")
    assert (path.read_bytes(), windows.tried) == (b"two", denials + 1)
    assert [one.name for one in tmp_path.iterdir()] == [path.name]


def test_what_is_held_open_for_longer_is_left_for_the_next_look_and_stays_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "desk.0001.json"
    path.write_bytes(b"one")
    windows = Windows(monkeypatch, 1_000)
    with pytest.raises(PermissionError):
        publish(Disk(), path, b"two")
    assert path.read_bytes() == b"one"
    assert windows.slept == pytest.approx(2.5, abs=0.25)


def test_where_the_system_denies_nothing_of_the_kind_a_refusal_is_one_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "desk.0001.json"
    windows = Windows(monkeypatch, 1, "linux")
    with pytest.raises(PermissionError):
        publish(Disk(), path, b"two")
    assert (windows.tried, windows.slept) == (1, 0)
