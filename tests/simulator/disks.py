"""The disks of the simulation: a terminal's own, which the power may leave at any moment, and the share as it is seen.

Everything is in memory and nothing is left to chance: what goes wrong, a schedule says.
"""

from __future__ import annotations

import errno
import os
import random
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from dutytui.store.disk import Disk, Entry, Lock
from tests.simulator.paths import place
from tests.store.faults import Killed, PowerDisk

SHARE = place("/share")
MALL = place("/mall")
LOGS = MALL / "logs"
OWN = MALL / "own"

REFUSING = {"gone": errno.ENOENT, "stale_handle": errno.ESTALE, "eio": errno.EIO, "eacces": errno.EACCES}
"""Moods in which the share answers every call with this errno."""

MOODS = (*REFUSING, "empty", "flaky", "full", "readonly", "stale", "torn", "a_folder")
_AMID = b'"more":1,'
"""In the line of the last event but one of a command."""
_WRITES = ("write", "make_folder", "replace", "create")


def error(number: int) -> OSError:
    return OSError(number, os.strerror(number))


def lay(disk: PowerDisk, path: Path, content: bytes) -> None:
    """Another program, or another machine, has put a file there; it is safe there."""
    for folder in path.parents:
        disk._folders.add(folder)
    found = bytearray(content)
    disk.files[path] = found
    disk._names = {**disk._names, path: found}
    disk._images[id(found)] = (found, bytearray(content))
    disk._changed(found)


def copied(disk: PowerDisk) -> PowerDisk:
    """The same files on another disk."""
    other = PowerDisk()
    other._folders = set(disk._folders)
    for path, content in disk.files.items():
        lay(other, path, bytes(content))
    return other


class Refusal(NamedTuple):
    """calls: those refused, () for all but `exists`; likely: each with this likelihood."""

    number: int
    calls: tuple[str, ...]
    likely: float
    chance: random.Random

    def hits(self, call: str) -> bool:
        wanted = call in self.calls if self.calls else call != "exists"
        return wanted and self.chance.random() < self.likely


class MachineDisk(Disk):
    """What the processes of one machine see: `local` below `MALL`, `share` below `SHARE`, each with its troubles.

    kill_in: so many calls from now the process that calls is killed, an own write left half done; refusal: what the
    local disk refuses just now; tears: the next own write of several events ends, with its process, behind one of them
    that is not the last of its command; mood: how the share is just now, "" for well.
    """

    def __init__(self, local: PowerDisk, share: PowerDisk) -> None:
        self.local = local
        self.share = share
        self.kill_in: int | None = None
        self.refusal: Refusal | None = None
        self.tears = False
        self.running: object = None
        self.holders: dict[Path, object] = {}
        self._mood = ""
        self._chance = random.Random(0)
        self._listings: dict[tuple[str, Path], object] = {}
        self._opened: dict[int, tuple[PowerDisk, int, Path]] = {}
        self._next = 3

    def share_is(self, mood: str, seed: int = 0) -> None:
        self._mood, self._chance = mood, random.Random(seed)
        self._listings.clear()

    @property
    def mood(self) -> str:
        return self._mood

    def drop(self, process: object) -> None:
        """A process is gone, and its locks with it."""
        for path in [path for path, holder in self.holders.items() if holder is process]:
            del self.holders[path]

    # -- what a process asks ----------------------------------------------------------------------------------------

    def read(self, path: Path) -> bytes:
        content = self._disk("read", path).read(path)
        if self._mood == "torn" and _shared(path) and path.suffix == ".json" and self._chance.random() < 0.5:
            return content[: self._chance.randrange(len(content) + 1)]
        return content

    def names(self, folder: Path) -> list[str]:
        disk = self._disk("names", folder)
        if self._mood == "empty" and folder == SHARE:
            return []
        return self._as_listed("names", folder, sorted(disk.names(folder)))

    def entries(self, folder: Path) -> dict[str, Entry]:
        return self._as_listed("entries", folder, self._disk("entries", folder).entries(folder))

    def exists(self, path: Path) -> bool:
        try:
            return self._disk("exists", path).exists(path)
        except OSError:
            return False

    def is_link(self, path: Path) -> bool:
        return False

    def free(self, folder: Path) -> int:
        return self.local.free(folder)

    def make_folder(self, folder: Path) -> None:
        self._disk("make_folder", folder).make_folder(folder)

    def open(self, path: Path, *, create: bool = False, private: bool = False) -> int:
        disk = self._disk("create" if create else "open", path)
        descriptor = disk.open(path, create=create, private=private)
        self._next += 1
        self._opened[self._next] = disk, descriptor, path
        return self._next

    def write(self, descriptor: int, data: bytes, offset: int) -> None:
        disk, inner, path = self._found(descriptor)
        try:
            self._disk("write", path)
        except (OSError, Killed):
            disk.write(inner, data[: len(data) // 2], offset)
            raise
        half = data.rfind(_AMID) if self.tears and path.is_relative_to(LOGS) and path.suffix == ".json" else -1
        if half >= 0:
            self.tears = False
            disk.write(inner, data[: data.index(b"\n", half) + 1], offset)
            raise Killed
        disk.write(inner, data, offset)

    def read_at(self, descriptor: int, size: int, offset: int) -> bytes:
        disk, inner, _path = self._found(descriptor)
        return disk.read_at(inner, size, offset)

    def is_open_as(self, descriptor: int, path: Path) -> bool:
        disk, inner, _path = self._found(descriptor)
        return disk.is_open_as(inner, path)

    def sync_data(self, descriptor: int) -> None:
        disk, inner, path = self._found(descriptor)
        try:
            self._disk("sync", path)
        except OSError:
            disk.fail_sync(inner)
        disk.sync_data(inner)

    sync = sync_data

    def sync_all(self, descriptors: Sequence[int]) -> None:
        for descriptor in descriptors:
            self.sync(descriptor)

    def sync_folders(self, folders: Sequence[Path]) -> None:
        for folder in folders:
            self.sync_folder(folder)

    def sync_folder(self, folder: Path) -> None:
        self._disk("sync_folder", folder).sync_folder(folder)

    def truncate(self, descriptor: int, size: int) -> None:
        disk, inner, path = self._found(descriptor)
        self._disk("truncate", path)
        disk.truncate(inner, size)

    def close(self, descriptor: int) -> None:
        disk, inner, _path = self._found(descriptor)
        del self._opened[descriptor]
        disk.close(inner)

    def replace(self, source: Path, target: Path) -> None:
        self._disk("replace", target).replace(source, target)

    def lock(self, path: Path, *, wait: float = 0) -> Lock | None:
        self._disk("lock", path)
        if path in self.holders:
            return None
        self.holders[path] = self.running
        if path not in self.local.files:
            lay(self.local, path, b"")
        return _Lock(self.holders, path)

    # -- inside -------------------------------------------------------------------------------------------------------

    def _disk(self, call: str, path: Path) -> PowerDisk:
        """The disk on which the path is; raises what the schedule has in mind for this call."""
        if self.kill_in is not None:
            self.kill_in -= 1
            if self.kill_in < 0:
                self.kill_in = None
                raise Killed
        if not _shared(path):
            if self.refusal is not None and self.refusal.hits(call):
                raise error(self.refusal.number)
            return self.local
        if self._mood:
            self._ask_mood(call, path)
        return self.share

    def _ask_mood(self, call: str, path: Path) -> None:
        mood = self._mood
        if mood in REFUSING:
            raise error(REFUSING[mood])
        if mood == "flaky" and self._chance.random() < 0.25:
            raise error(self._chance.choice((errno.EIO, errno.ESTALE, errno.ENOENT, errno.ETIMEDOUT)))
        if mood == "empty" and path != SHARE:
            raise error(errno.ENOENT)
        if mood == "full" and call == "write":
            raise error(errno.ENOSPC)
        if mood == "readonly" and call in _WRITES:
            raise error(errno.EROFS)
        if mood == "a_folder" and call in ("entries", "names", "read") and path.is_relative_to(SHARE / "logs" / "2026"):
            raise error(errno.EACCES)
        if mood == "a_folder" and call == "entries" and path.parent == SHARE / "logs":
            raise error(errno.EACCES)

    def _as_listed(self, call: str, folder: Path, now: object) -> object:
        """A listing that a network drive keeps for a while, and gives again."""
        if self._mood != "stale" or not _shared(folder):
            return now
        kept = self._listings.setdefault((call, folder), now)
        return dict(kept) if isinstance(kept, dict) else list(kept)

    def _found(self, descriptor: int) -> tuple[PowerDisk, int, Path]:
        if descriptor not in self._opened:
            raise error(errno.EBADF)
        return self._opened[descriptor]


class _Lock:
    def __init__(self, holders: dict[Path, object], path: Path) -> None:
        self._holders = holders
        self._path = path

    def release(self) -> None:
        self._holders.pop(self._path, None)


def _shared(path: Path) -> bool:
    return path.parts[1:2] == ("share",)
