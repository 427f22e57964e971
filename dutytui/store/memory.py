"""A disk that is a dictionary: the same journals and replicas, with nothing under them. For tests and simulations."""

from __future__ import annotations

import errno
import itertools
import os
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from dutytui.store.disk import READ_LIMIT, Disk, Entry, Lock


class MemoryLock:
    def __init__(self, held: set[Path], path: Path) -> None:
        self._held = held
        self._path = path

    def release(self) -> None:
        self._held.discard(self._path)


class Files(dict[Path, bytearray]):
    """Path → content. below: the same by the folder they lie in, and their names: most of what is asked is listings."""

    def __init__(self, files: Mapping[Path, bytearray] | None = None) -> None:
        super().__init__()
        self.below: dict[str, dict[str, bytearray]] = {}
        self.update(files or {})

    def __setitem__(self, path: Path, content: bytearray) -> None:
        super().__setitem__(path, content)
        folder, name = _place(path)
        self.below.setdefault(folder, {})[name] = content

    def __delitem__(self, path: Path) -> None:
        super().__delitem__(path)
        folder, name = _place(path)
        del self.below[folder][name]

    def pop(self, path: Path) -> bytearray:  # type: ignore[override]
        content = self[path]
        del self[path]
        return content

    def update(self, files: Mapping[Path, bytearray]) -> None:  # type: ignore[override]
        for path, content in files.items():
            self[path] = content


class MemoryDisk(Disk):
    """files: path → content, shared with every descriptor open on it; locks: those held."""

    AT_ONCE = 1

    def __init__(self) -> None:
        self.files = Files()
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
        wanted = str(folder)
        return [
            *_below(self, folder),
            *(name for parent, name in map(_place, self._folders) if parent == wanted and name),
        ]

    def entries(self, folder: Path) -> dict[str, Entry]:
        return {
            name: Entry(len(content), self._changes.get(id(content), 0))
            for name, content in _below(self, folder).items()
        }

    def exists(self, path: Path) -> bool:
        return path in self.files or path in self._folders or path == path.parent

    def is_link(self, path: Path) -> bool:  # noqa: ARG002 - a dictionary has none
        return False

    def free(self, folder: Path) -> int:  # noqa: ARG002 - there is always room
        return READ_LIMIT * READ_LIMIT

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


def _below(disk: MemoryDisk, folder: Path) -> dict[str, bytearray]:
    if not disk.exists(folder):
        raise _error(errno.ENOENT)
    return disk.files.below.get(str(folder), {})


@lru_cache(maxsize=4096)
def _place(path: Path) -> tuple[str, str]:
    return str(path.parent), path.name


def _error(number: int) -> OSError:
    return OSError(number, os.strerror(number))
