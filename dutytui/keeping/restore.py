"""A backup proven, and put into an empty folder.

Whatever the file is: nothing of it is written before all of it was read and is what it says, no name in it leads out
of the folder, and nothing is written over.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from dutytui.keeping.backup import MALL, MANIFEST, TERMINAL, Contents, Progress, contents_of
from dutytui.keeping.zipping import prove_member
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.store.disk import READ_LIMIT, Disk, Entry, make_folders, publish_all
from dutytui.store.packed import Packed, UnfitError, open_packed
from dutytui.verify.whole import Report, verify

_TOP = frozenset({"checklists", "logs"})
_AT_ONCE = 256
"""Files that are written before they are synced together."""


@dataclass(frozen=True, slots=True)
class Backup:
    """A file that says of itself that it is one. path: of it."""

    path: Path
    packed: Packed
    contents: Contents

    @property
    def size(self) -> int:
        """Bytes of what is in it."""
        return sum(of.size for of in self.contents.files.values())


def open_backup(disk: Disk, path: Path) -> Backup:
    """Look through it: names, sizes, whether it holds what it says and nothing else. Raises OSError, `UnfitError`."""
    size = disk.entries(path.parent).get(path.name)
    if size is None:
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path))
    packed = open_packed(disk, path, size.size)
    contents = contents_of(disk, path, packed)
    if missing := contents.files.keys() - packed.members.keys():
        raise UnfitError("missing", min(missing))
    if foreign := packed.members.keys() - contents.files.keys() - {MANIFEST}:
        raise UnfitError("foreign", min(foreign))
    for name in contents.files:
        top, _slash, rest = name.partition("/")
        if top + "/" not in (MALL, TERMINAL) or (top + "/" == MALL and PurePosixPath(rest).parts[0] not in _TOP):
            raise UnfitError("foreign", name)
    return Backup(path, packed, contents)


def prove(disk: Disk, backup: Backup, progress: Progress | None = None) -> Report:
    """Read all of it: each file by its SHA-256, then the journals as `dutytui.verify` does. Nothing is written.

    Raises OSError, and `UnfitError` where a file is not what was put into it. What was wrong with the records when the
    copy was made stands in the report.
    """
    whole = 2 * len(backup.contents.files)
    for done, (name, of) in enumerate(sorted(backup.contents.files.items()), 1):
        prove_member(disk, backup.path, backup.packed, name, of)
        if progress:
            progress(done, whole)

    def tell(done: int, files: int) -> None:
        if progress:
            progress(whole // 2 + done * (whole - whole // 2) // max(files, 1), whole)

    return verify(backup.path / "logs", disk=Inside(disk, backup), progress=tell)


def restore(disk: Disk, backup: Backup, folder: Path, local: Path | None, progress: Progress | None = None) -> None:
    """Put a backup that was proven into a folder that is empty or is not there yet.

    local: where the terminal's own data go, None for nowhere; what stands there must be nothing. The procedures come
    last: without them it is no mall folder, so one that was cut short is not taken for a whole one. Raises OSError and
    `UnfitError`; FileExistsError where the folder is not empty.
    """
    if disk.exists(folder) and disk.names(folder):
        raise FileExistsError(errno.ENOTEMPTY, os.strerror(errno.ENOTEMPTY), str(folder))
    make_folders(disk, folder / "logs")
    places = {MALL + "logs/": folder / "logs", MALL + "checklists/": folder / "checklists"}
    if local is not None:
        places = {TERMINAL: local, **places}
    done = 0
    for prefix, place in places.items():
        names = sorted(name for name in backup.contents.files if name.startswith(prefix))
        for some in _batches(backup, names):
            paths = {name: place.joinpath(*name.removeprefix(prefix).split("/")) for name in some}
            _write(disk, backup, paths, private=prefix == TERMINAL)
            done += len(some)
            if progress:
                progress(done, len(backup.contents.files))


class Inside:
    """A `disk.Reads` of what stands under ``mall/`` in a backup, as if its path were the mall folder."""

    def __init__(self, disk: Disk, backup: Backup) -> None:
        self._disk = disk
        self._backup = backup
        self._folders: dict[Path, dict[str, Entry | None]] = {}
        for name, of in backup.contents.files.items():
            if name.startswith(MALL):
                path = backup.path / name.removeprefix(MALL)
                self._folders.setdefault(path.parent, {})[path.name] = Entry(of.size, of.changed)
                while path != backup.path:
                    path = path.parent
                    self._folders.setdefault(path.parent, {}).setdefault(path.name, None)

    def read(self, path: Path) -> bytes:
        return self._backup.packed.read(self._disk, self._backup.path, self._name(path))

    def read_range(self, path: Path, size: int, offset: int) -> bytes:
        """Of what is stored as it is (an archive is) only these bytes are read."""
        name = self._name(path)
        member = self._backup.packed.members[name]
        if member.deflated:
            return self.read(path)[offset : offset + size]
        start = self._backup.packed.start(self._disk, self._backup.path, name)
        wanted = max(min(size, member.size - offset), 0)
        return self._disk.read_range(self._backup.path, wanted, start + offset)

    def names(self, folder: Path) -> list[str]:
        if folder not in self._folders:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(folder))
        return list(self._folders[folder])

    def entries(self, folder: Path) -> dict[str, Entry]:
        self.names(folder)
        return {name: entry for name, entry in self._folders[folder].items() if entry is not None}

    def exists(self, path: Path) -> bool:
        return path in self._folders or path.name in self._folders.get(path.parent, {})

    def _name(self, path: Path) -> str:
        name = MALL + path.relative_to(self._backup.path).as_posix()
        if name not in self._backup.contents.files:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path))
        return name


def _batches(backup: Backup, names: list[str]) -> Iterator[list[str]]:
    """Some files at a time; a large one by itself."""
    some: list[str] = []
    size = 0
    for name in names:
        if some and (len(some) == _AT_ONCE or size + backup.contents.files[name].size > READ_LIMIT):
            yield some
            some, size = [], 0
        some.append(name)
        size += backup.contents.files[name].size
    if some:
        yield some


def _write(disk: Disk, backup: Backup, paths: dict[str, Path], *, private: bool) -> None:
    for folder in dict.fromkeys(path.parent for path in paths.values()):
        make_folders(disk, folder)
    first = next(iter(paths))
    if backup.contents.files[first].size > READ_LIMIT:
        _write_large(disk, backup, first, paths[first])
        return
    contents = {path: backup.packed.read(disk, backup.path, name) for name, path in paths.items()}
    publish_all(disk, contents, private=private)


def _write_large(disk: Disk, backup: Backup, name: str, path: Path) -> None:
    make_folders(disk, path.parent)
    new = path.with_name(path.name + ".new")
    descriptor, at = disk.open(new, create=True), 0
    try:
        for chunk in backup.packed.chunks(disk, backup.path, name):
            disk.write(descriptor, chunk, at)
            at += len(chunk)
        disk.sync(descriptor)
    finally:
        disk.close(descriptor)
    disk.replace(new, path)
    disk.sync_folder(path.parent)
