"""What brings the files of a share from machine to machine: one drive for all, or a sync program between copies of it.

The program carries single files, in any order, twice, half at first, and up to half a minute late where the machine is
connected; it makes conflict copies where two machines have changed a file, and now and then where they have not.
"""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from pathlib import Path

from tests.simulator.disks import SHARE, lay
from tests.store.faults import PowerDisk

Marks = dict[Path, bytes]
"""What each file was when a machine and the program last agreed on it."""


_LATEST = timedelta(seconds=30)


class SyncProgram:
    """`hub` is what has been carried up; `views` are the machines' copies by name, in the order they joined."""

    def __init__(self) -> None:
        self.hub: dict[Path, bytes] = {}
        self.views: dict[str, PowerDisk] = {}
        self.apart: set[str] = set()
        self._marks: dict[str, Marks] = {}
        self._half: dict[str, set[Path]] = {}
        self._waits: dict[tuple[str, Path], datetime] = {}
        self._conflicts = 0

    def joins(self, name: str, view: PowerDisk, marks: Marks | None = None) -> None:
        self.views[name] = view
        self._marks[name] = dict(marks or {})
        self._half[name] = set()

    def marks(self, name: str) -> Marks:
        return self._marks[name]

    def carry(self, chance: random.Random, likely: float, now: datetime) -> None:
        """Each file that is to be carried is, with this likelihood; what has waited for long enough surely is."""
        for name in self.views:
            self._finish(name)
            if name in self.apart:
                self._waits = {key: since for key, since in self._waits.items() if key[0] != name}
                continue
            self._up(name, chance, likely, now)
            self._down(name, chance, likely, now)

    def _is_late(self, name: str, path: Path, now: datetime) -> bool:
        return abs(now - self._waits.setdefault((name, path), now)) >= _LATEST

    @property
    def idle(self) -> bool:
        """Whether all copies are alike. Those of machines that are apart are not asked."""
        return all(
            view.files.get(path) == content
            for name, view in self.views.items()
            if name not in self.apart
            for path, content in self.hub.items()
        ) and all(
            bytes(content) == self.hub.get(path)
            for name, view in self.views.items()
            if name not in self.apart
            for path, content in view.files.items()
        )

    def _up(self, name: str, chance: random.Random, likely: float, now: datetime) -> None:
        view, marks = self.views[name], self._marks[name]
        for path, found in list(view.files.items()):
            if path in self._half[name] or marks.get(path) == found:
                continue
            if not self._is_late(name, path, now) and chance.random() > likely:
                continue
            self._waits.pop((name, path), None)
            content = bytes(found)
            there = self.hub.get(path)
            if there is not None and there not in (marks.get(path), content):
                copy = self._conflict_name(path)
                if chance.random() < 0.5:
                    self.hub[copy] = content
                    lay(view, path, there)
                    marks[path] = there
                    continue
                self.hub[copy] = there
            self.hub[path] = marks[path] = content

    def _down(self, name: str, chance: random.Random, likely: float, now: datetime) -> None:
        view, marks, half = self.views[name], self._marks[name], self._half[name]
        for path, content in list(self.hub.items()):
            if marks.get(path) == content:
                if chance.random() < 0.01:
                    lay(view, path, bytes(view.files.get(path, content)))  # once more: only its time of change is new
                continue
            changed_here = path in view.files and marks.get(path) != view.files[path] and path not in half
            if changed_here:
                continue
            late = self._is_late(name, path, now)
            if not late and chance.random() > likely:
                continue
            self._waits.pop((name, path), None)
            if likely < 1 and not late and chance.random() < 0.15:
                lay(view, path, content[: chance.randrange(len(content) + 1)])
                half.add(path)
                continue
            lay(view, path, content)
            half.discard(path)
            marks[path] = content

    def _finish(self, name: str) -> None:
        """What has come half stands whole soon, whatever happens to the line."""
        for path in sorted(self._half[name]):  # the same worlds whatever the order of hashes
            lay(self.views[name], path, self.hub[path])
            self._marks[name][path] = self.hub[path]
        self._half[name].clear()

    def _conflict_name(self, path: Path) -> Path:
        while True:
            self._conflicts += 1
            name = conflict_name(path, self._conflicts)
            if name not in self.hub:
                return name


def conflict_name(path: Path, number: int) -> Path:
    """As Syncthing, OneDrive and Nextcloud would call a copy."""
    stem, kind = path.name.removesuffix(".json"), number % 3
    at = f"{8 + number // 60:02d}{number % 60:02d}00"
    marks = (f".sync-conflict-20261123-{at}-ABCDEFG", f"-DESK{number}", f" (conflicted copy {number})")
    return path.with_name(f"{stem}{marks[kind]}.json")


def segments_on(view: PowerDisk) -> list[Path]:
    """The segments on a share, by path."""
    return segments_of(view, SHARE / "logs")


def segments_of(disk: PowerDisk, logs: Path) -> list[Path]:
    return sorted(path for path in disk.files if path.parent.parent == logs and path.suffix == ".json")
