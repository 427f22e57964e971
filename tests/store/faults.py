"""Disks that fail: an errno at the n-th call, a write that stops in its middle, a power cut."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from dutytui.store.disk import Disk
from dutytui.store.memory import Files, MemoryDisk

CALLS = (
    "read",
    "read_range",
    "names",
    "entries",
    "make_folder",
    "open",
    "write",
    "sync_data",
    "sync",
    "sync_folder",
    "truncate",
    "close",
    "replace",
    "remove",
    "remove_folder",
)


class Killed(BaseException):
    """The process ended here. Not an Exception: nothing may catch it and go on."""


class FailingDisk(MemoryDisk):
    """From call `at` on (0 is the next one), `times` calls raise what `fault` makes. A write gets half done."""

    def __init__(self) -> None:
        super().__init__()
        self.calls: list[str] = []
        self._at: int | None = None
        self._times = 1
        self._fault: Callable[[], BaseException] = Killed

    def arm(self, at: int | None, fault: Callable[[], BaseException] = Killed, times: int = 1) -> None:
        self.calls.clear()
        self._at, self._fault, self._times = at, fault, times


def _told(name: str) -> Callable[..., Any]:
    """A call of the memory's disk that is noted, and fails when its turn has come."""
    real = getattr(MemoryDisk, name)

    @functools.wraps(real)
    def call(self: FailingDisk, *arguments: Any, **options: Any) -> Any:
        number = len(self.calls)
        self.calls.append(name)
        if self._at is not None and self._at <= number < self._at + self._times:
            if name == "write":
                descriptor, data, offset = arguments
                real(self, descriptor, data[: len(data) // 2], offset)
            if name == "close":
                real(self, *arguments)
            raise self._fault()
        return real(self, *arguments, **options)

    return call


for _name in CALLS:
    setattr(FailingDisk, _name, _told(_name))


def os_error(number: int) -> Callable[[], OSError]:
    return lambda: OSError(number, os.strerror(number))


class CutDisk(Disk):
    """The real disk; once armed, the next write is killed after so many bytes."""

    def __init__(self) -> None:
        self.after: int | None = None
        self.written = 0

    def write(self, descriptor: int, data: bytes, offset: int) -> None:
        if offset:  # an append; whole files and notes are written from their beginning
            self.written = len(data)
        if self.after is None:
            return super().write(descriptor, data, offset)
        cut, self.after = data[: self.after], None
        super().write(descriptor, cut, offset)
        raise Killed


class PowerDisk(MemoryDisk):
    """Knows what is on disk and what only in memory, byte by byte and name by name.

    `cut` ends the power: of what was written and not synced any set of 512-byte sectors reached the disk, and of the
    names in a folder that was not synced any. `fail_sync` does what Linux does: it marks the bytes as written.
    """

    def __init__(self) -> None:
        super().__init__()
        self._images: dict[int, tuple[bytearray, bytearray]] = {}  # by id of a content: it (kept alive), and its image
        self._dirty: dict[int, list[tuple[int, int]]] = {}
        self._names: dict[Path, bytearray] = {}
        self._new_folders: set[Path] = set()

    def write(self, descriptor: int, data: bytes, offset: int) -> None:
        super().write(descriptor, data, offset)
        self._touch(descriptor, offset, offset + len(data))

    def truncate(self, descriptor: int, size: int) -> None:
        super().truncate(descriptor, size)
        self._touch(descriptor, size, size)

    def sync_data(self, descriptor: int) -> None:
        super().sync_data(descriptor)
        self._settle(self._opened(descriptor), lambda: True)

    sync = sync_data

    def fail_sync(self, descriptor: int) -> None:
        self._dirty[id(self._opened(descriptor))] = []
        raise OSError(5, os.strerror(5))

    def make_folder(self, folder: Path) -> None:
        if not self.exists(folder):
            self._new_folders.add(folder)
        super().make_folder(folder)

    def sync_folder(self, folder: Path) -> None:
        super().sync_folder(folder)
        self._names = {path: content for path, content in self._names.items() if path.parent != folder}
        self._names |= {path: content for path, content in self.files.items() if path.parent == folder}
        self._new_folders = {new for new in self._new_folders if new.parent != folder}

    def cut(self, reaches: Callable[[], bool]) -> None:
        """reaches: asked for every sector and every name that is not safe."""
        for path in sorted({*self.files, *self._names}):  # the same worlds whatever the order of hashes
            now, then = self.files.get(path), self._names.get(path)
            if now is not then and reaches():
                self._names = {**self._names, path: now} if now is not None else self._names
        for folder in [folder for folder in self._new_folders if not reaches()]:
            self._folders = {kept for kept in self._folders if not kept.is_relative_to(folder)}
            self._names = {path: kept for path, kept in self._names.items() if not path.is_relative_to(folder)}
        for content in self._names.values():
            self._settle(content, reaches)
            content[:] = self._images.get(id(content), (content, bytearray()))[1]
        self.files = Files(self._names)
        self._dirty.clear()
        self._new_folders.clear()
        self._open.clear()
        self.locks.clear()

    def _touch(self, descriptor: int, start: int, end: int) -> None:
        content = self._opened(descriptor)
        self._images.setdefault(id(content), (content, bytearray()))
        self._dirty.setdefault(id(content), []).append((start, end))

    def _settle(self, content: bytearray, reaches: Callable[[], bool]) -> None:
        """Bring what is dirty to the disk, each sector of it if it reaches it."""
        dirty = self._dirty.pop(id(content), [])
        if not dirty:
            return
        image = self._images[id(content)][1]
        if reaches():
            del image[len(content) :]
            image.extend(b"\0" * (len(content) - len(image)))
        sectors = {sector for start, end in dirty for sector in range(start // 512, -(-end // 512))}
        for start in (sector * 512 for sector in sorted(sectors)):
            if reaches() and start < len(image):
                part = content[start : min(start + 512, len(image))]
                image[start : start + len(part)] = part
