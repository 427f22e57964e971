"""A disk that is a dictionary: the same journals and replicas, with nothing under them. For tests and simulations."""

from __future__ import annotations

import errno
import itertools
import os
from pathlib import Path

from dutytui.store.disk import READ_LIMIT, Disk, Entry, Lock


class MemoryLock:
    def __init__(self, held: set[Path], path: Path) -> None:
        self._held = held
        self._path = path

    def release(self) -> None:
        self._held.discard(self._path)


class MemoryDisk(Disk):
    """files: path → content, shared with every descriptor open on it; locks: those held."""

    AT_ONCE = 1

    def __init__(self) -> None:
        self.files: dict[Path, bytearray] = {}
        self.locks: set[Path] = set()
        self._folders: set[Path] = set()
        self._open: dict[int, bytearray] = {}
        self._changes: dict[int, int] = {}
        self._numbers = itertools.count(3)
        self._moments = itertools.count(1)

    def read(self, path: Path) -> bytes:
        content = self._file(path)
        if len(content) > READ_LIMIT:
            raise _error(errno.EFBIG)
        return bytes(content)

    def read_range(self, path: Path, size: int, offset: int) -> bytes:
        return bytes(self._file(path)[offset : offset + size])

    def names(self, folder: Path) -> list[str]:
        if not self.exists(folder):
            raise _error(errno.ENOENT)
        return [path.name for path in (*self.files, *self._folders) if path.parent == folder and path != folder]

    def entries(self, folder: Path) -> dict[str, Entry]:
        if not self.exists(folder):
            raise _error(errno.ENOENT)
        return {
            path.name: Entry(len(content), self._changes.get(id(content), 0))
            for path, content in self.files.items()
            if path.parent == folder
        }

    def exists(self, path: Path) -> bool:
        return path in self.files or path in self._folders or path == path.parent

    def make_folder(self, folder: Path) -> None:
        self._folders.add(folder)

    def open(self, path: Path, *, create: bool = False, private: bool = False) -> int:  # noqa: ARG002
        if create:
            if not self.exists(path.parent):
                raise _error(errno.ENOENT)
            self.files[path] = bytearray()
            self._changed(self.files[path])
        descriptor = next(self._numbers)
        self._open[descriptor] = self._file(path)
        return descriptor

    def write(self, descriptor: int, data: bytes, offset: int) -> None:
        content = self._opened(descriptor)
        content.extend(b"\0" * (offset - len(content)))
        content[offset : offset + len(data)] = data
        self._changed(content)

    def read_at(self, descriptor: int, size: int, offset: int) -> bytes:
        return bytes(self._opened(descriptor)[offset : offset + size])

    def is_open_as(self, descriptor: int, path: Path) -> bool:
        return self._opened(descriptor) is self._file(path)

    def sync_data(self, descriptor: int) -> None:
        self._opened(descriptor)

    def sync(self, descriptor: int) -> None:
        self._opened(descriptor)

    def sync_folder(self, folder: Path) -> None:
        if not self.exists(folder):
            raise _error(errno.ENOENT)

    def truncate(self, descriptor: int, size: int) -> None:
        del self._opened(descriptor)[size:]
        self._changed(self._opened(descriptor))

    def close(self, descriptor: int) -> None:
        self._opened(descriptor)
        del self._open[descriptor]

    def replace(self, source: Path, target: Path) -> None:
        self.files[target] = self._file(source)
        del self.files[source]

    def remove(self, path: Path) -> None:
        self._file(path)
        del self.files[path]

    def remove_folder(self, folder: Path) -> None:
        if self.names(folder):
            raise _error(errno.ENOTEMPTY)
        self._folders.discard(folder)

    def lock(self, path: Path, *, wait: float = 0) -> Lock | None:  # noqa: ARG002
        if path in self.locks:
            return None
        self.locks.add(path)
        return MemoryLock(self.locks, path)

    def _file(self, path: Path) -> bytearray:
        if path not in self.files:
            raise _error(errno.ENOENT)
        return self.files[path]

    def _changed(self, content: bytearray) -> None:
        self._changes[id(content)] = next(self._moments)

    def _opened(self, descriptor: int) -> bytearray:
        if descriptor not in self._open:
            raise _error(errno.EBADF)
        return self._open[descriptor]


def _error(number: int) -> OSError:
    return OSError(number, os.strerror(number))
