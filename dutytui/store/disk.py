"""The one seam to the operating system: everything the store asks of a disk, and nothing else.

Tests put faults in by subclassing `Disk`; `dutytui.store.memory` keeps files in memory behind the same methods. Every
method raises OSError and leaves the judgement to its caller; none retries, but for the one case named at `replace`.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol, TypeVar

T = TypeVar("T")

READ_LIMIT = 64 * 1024 * 1024
"""Longest file, in bytes, that is read; no file of ours comes near it."""

_BINARY: int = getattr(os, "O_BINARY", 0)
_REPLACE_PAUSES = (0.02, 0.05, 0.1, 0.2, 0.4, 0.8, 0.9)
_NO_FOLDER_SYNC = (errno.EINVAL, errno.ENOTSUP)


class Entry(NamedTuple):
    """What a listing says of a file: size in bytes; changed: a number that differs once its content does (mostly)."""

    size: int
    changed: int


class Lock(Protocol):
    """An exclusive lock between processes; gone with its process, however that ends."""

    def release(self) -> None: ...


class Reads(Protocol):
    """The reading half of a `Disk`: also what stands in a packed file (`packed`, `archived`) is read through it."""

    def read(self, path: Path) -> bytes: ...
    def read_range(self, path: Path, size: int, offset: int) -> bytes: ...
    def names(self, folder: Path) -> list[str]: ...
    def entries(self, folder: Path) -> dict[str, Entry]: ...
    def exists(self, path: Path) -> bool: ...


class Disk:
    """The real disk."""

    AT_ONCE = 16
    """Files that are synced at a time: measured, 64 small ones took a seventh of the time of one after another."""

    def read(self, path: Path) -> bytes:
        """The whole file, up to `READ_LIMIT`; opened, read and closed at once, so that others may replace it."""
        mode = path.stat().st_mode
        if stat.S_ISFIFO(mode) or stat.S_ISCHR(mode):
            # A pipe that somebody has put there would keep us waiting for ever, a device never end.
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
        with path.open("rb") as file:
            content = file.read(READ_LIMIT + 1)
        if len(content) > READ_LIMIT:
            raise OSError(errno.EFBIG, os.strerror(errno.EFBIG))
        return content

    def read_range(self, path: Path, size: int, offset: int) -> bytes:
        """Up to `size` bytes of a file of any length, from `offset` on; opened, read and closed at once."""
        with path.open("rb") as file:
            file.seek(offset)
            return file.read(size)

    def names(self, folder: Path) -> list[str]:
        """What stands in a folder, in no order."""
        return os.listdir(folder)  # noqa: PTH208 - a path object for each of 1,826 days takes longer than the listing

    def entries(self, folder: Path) -> dict[str, Entry]:
        """The files in a folder, folders left out. One that goes away while it is listed is not there."""
        found = {}
        with os.scandir(folder) as listed:
            for entry in listed:
                with contextlib.suppress(FileNotFoundError):
                    if entry.is_file():
                        status = entry.stat()
                        found[entry.name] = Entry(status.st_size, status.st_mtime_ns)
        return found

    def exists(self, path: Path) -> bool:
        return path.exists()

    def is_link(self, path: Path) -> bool:
        return path.is_symlink()

    def free(self, folder: Path) -> int:
        """Bytes that may still be written there."""
        import shutil  # late: a start loads no compressions

        return shutil.disk_usage(folder).free

    def make_folder(self, folder: Path) -> None:
        """Make a folder that may exist already; its parent must exist."""
        with contextlib.suppress(FileExistsError):
            folder.mkdir()

    def open(self, path: Path, *, create: bool = False, private: bool = False) -> int:
        """A descriptor for reading and writing; create: a new, empty file; private: for its owner only (0600)."""
        mode, flags = 0o600 if private else 0o666, os.O_RDWR | _BINARY
        if not create:
            return os.open(path, flags, mode)
        flags |= os.O_CREAT | os.O_EXCL
        try:
            return os.open(path, flags, mode)
        except FileExistsError:
            # Left by a process that was killed, or put there by somebody who may write to a shared folder: a link would
            # have us write over what it points at.
            path.unlink()
        return os.open(path, flags, mode)

    def write(self, descriptor: int, data: bytes, offset: int) -> None:
        """Write all of `data` at `offset`. A short write goes on; one that writes nothing is an error."""
        done = _write_at(descriptor, data, offset)
        while done < len(data):
            more = _write_at(descriptor, data[done:], offset + done)
            if more == 0:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            done += more

    def read_at(self, descriptor: int, size: int, offset: int) -> bytes:
        """Up to `size` bytes at `offset`."""
        return _read_at(descriptor, size, offset)

    def is_open_as(self, descriptor: int, path: Path) -> bool:
        """Whether the file that stands at `path` now is the one that was opened."""
        return os.path.samestat(os.fstat(descriptor), path.stat())

    def sync_data(self, descriptor: int) -> None:
        """Return when the file's bytes are on disk (and its size, if that changed).

        After an error the descriptor must not be used again: the pages are marked clean all the same.
        """
        _sync_data(descriptor)

    def sync(self, descriptor: int) -> None:
        """Return when the file and what the file system knows of it are on disk; after an error, see `sync_data`."""
        _sync(descriptor)

    def sync_all(self, descriptors: Sequence[int]) -> None:
        """`sync` of many files, several at once: what waits at the same time goes to the disk in one go."""
        self._each(self.sync, descriptors)

    def sync_folders(self, folders: Sequence[Path]) -> None:
        """`sync_folder` of many, several at once."""
        self._each(self.sync_folder, folders)

    def sync_folder(self, folder: Path) -> None:
        """Return when the names in a folder are on disk. Windows has no such call, some file systems refuse it."""
        if sys.platform == "win32":
            return
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        except OSError as error:
            if error.errno not in _NO_FOLDER_SYNC:
                raise
        finally:
            os.close(descriptor)

    def _each(self, sync: Callable[[T], None], things: Sequence[T]) -> None:
        if self.AT_ONCE == 1:
            for thing in things:
                sync(thing)
            return
        from concurrent.futures import ThreadPoolExecutor  # late: only what takes over years syncs so many

        with ThreadPoolExecutor(self.AT_ONCE) as pool:
            for _ in pool.map(sync, things):
                pass

    def truncate(self, descriptor: int, size: int) -> None:
        os.ftruncate(descriptor, size)

    def close(self, descriptor: int) -> None:
        os.close(descriptor)

    def replace(self, source: Path, target: Path) -> None:
        """Rename over `target`, at once or not at all.

        Windows denies it while another program (a scanner, a sync client) has the file open: tried for 2.5 seconds.
        """
        if sys.platform == "win32":
            for pause in _REPLACE_PAUSES:
                try:
                    return source.replace(target)
                except PermissionError:
                    time.sleep(pause)
        source.replace(target)
        return None

    def remove(self, path: Path) -> None:
        """Take a file away. Only what was packed and proven, or never counted, is ever taken away."""
        path.unlink()

    def remove_folder(self, folder: Path) -> None:
        """Take an empty folder away."""
        folder.rmdir()

    def lock(self, path: Path, *, wait: float = 0) -> Lock | None:
        """Take the lock that the file `path` stands for; None if another holds it for longer than `wait` seconds."""
        import filelock  # late: reading needs no lock

        lock = filelock.FileLock(path, thread_local=False)
        try:
            lock.acquire(timeout=wait)
        except filelock.Timeout:
            return None
        return lock


def make_folders(disk: Disk, folder: Path) -> None:
    """Make a folder and what is missing above it, each on disk in its parent before the next."""
    if not disk.exists(folder):
        make_folders(disk, folder.parent)
        disk.make_folder(folder)
    # Also when it stands there already: the call that made it may have failed just here.
    disk.sync_folder(folder.parent)


def publish(disk: Disk, path: Path, data: bytes, *, private: bool = False) -> None:
    """Write a whole file so that at every moment either the old or the new one stands there, also after a power cut."""
    new = path.with_name(path.name + ".new")
    descriptor = disk.open(new, create=True, private=private)
    try:
        disk.write(descriptor, data, 0)
        disk.sync(descriptor)
    finally:
        disk.close(descriptor)
    disk.replace(new, path)
    disk.sync_folder(path.parent)


def put_lightly(path: Path, data: bytes) -> bool:
    """As `publish`, of what nobody misses: not synced, and False where it can't be done. Its folder exists."""
    beside = path.with_name(path.name + ".new")
    try:
        beside.write_bytes(data)
        beside.replace(path)
    except OSError:
        return False
    return True


def publish_all(disk: Disk, files: Mapping[Path, bytes], *, private: bool = False) -> None:
    """`publish` of many files, of which their folders' parents exist: much quicker than one by one.

    After an error some of them may stand there and others not; each is the old or the new one.
    """
    folders = list(dict.fromkeys(path.parent for path in files))
    new = [folder for folder in folders if not disk.exists(folder)]
    for folder in new:
        disk.make_folder(folder)
    if new:
        disk.sync_folders(list(dict.fromkeys(folder.parent for folder in new)))
    descriptors: list[int] = []
    try:
        for path, data in files.items():
            descriptors.append(disk.open(path.with_name(path.name + ".new"), create=True, private=private))
            disk.write(descriptors[-1], data, 0)
        disk.sync_all(descriptors)
    finally:
        for descriptor in descriptors:
            disk.close(descriptor)
    for path in files:
        disk.replace(path.with_name(path.name + ".new"), path)
    disk.sync_folders(folders)


if sys.platform == "win32" or not hasattr(os, "pwrite"):

    def _write_at(descriptor: int, data: bytes, offset: int) -> int:
        os.lseek(descriptor, offset, os.SEEK_SET)
        return os.write(descriptor, data)

    def _read_at(descriptor: int, size: int, offset: int) -> bytes:
        os.lseek(descriptor, offset, os.SEEK_SET)
        return os.read(descriptor, size)

else:

    def _write_at(descriptor: int, data: bytes, offset: int) -> int:
        return os.pwrite(descriptor, data, offset)

    def _read_at(descriptor: int, size: int, offset: int) -> bytes:
        return os.pread(descriptor, size, offset)


if sys.platform == "darwin":
    import fcntl

    def _sync(descriptor: int) -> None:
        # fsync on macOS stops at the drive's own cache; some file systems know nothing stronger.
        try:
            fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
        except OSError as error:
            if error.errno not in (errno.ENOTSUP, errno.EINVAL, errno.ENOTTY):
                raise
            os.fsync(descriptor)

else:

    def _sync(descriptor: int) -> None:
        os.fsync(descriptor)


_sync_data = os.fdatasync if hasattr(os, "fdatasync") and sys.platform != "darwin" else _sync
