"""A whole copy of a mall folder as one zip file, made while desks are open, and proven before it gets its name.

Under ``mall/`` stand procedures, journals and archives, under ``terminal/`` what is this terminal's own. Keys are only
in it when they are asked for: whoever has them is this terminal.

A journal is only ever appended to; so of each part its whole commands are taken as they stand at that moment, and what
is written meanwhile is in the next copy. What is damaged is copied byte for byte: a copy mends nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import field
from datetime import datetime
from itertools import chain, count
from pathlib import Path
from typing import NamedTuple

import msgspec

from dutytui import __version__
from dutytui.keeping.zipping import NewZip, new_zip, pieces
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.store import archived
from dutytui.store.archived import OfFile
from dutytui.store.disk import Disk, Entry
from dutytui.store.lines import read_member
from dutytui.store.packed import Packed, UnfitError, is_safe, open_packed
from dutytui.store.segments import CLOSING, OPENING, day_folders, segment_name, take_apart
from dutytui.store.unreadable import NO_JSON

FORMAT = 1
KIND = "backup"
MANIFEST = "manifest.json"
MALL, TERMINAL = "mall/", "terminal/"

Progress = Callable[[int, int], object]
"""Told (files copied and proven, files in all)."""

_DEEPEST = 8
_ASIDE = re.compile(r".+\.json\.(torn|apart)-[0-9a-f]+")
_PASSING = re.compile(r".*\.(lock|new|tmp)|alive|crashes|cache", re.DOTALL)
"""What belongs to a process, or is being written at this moment."""
_OPEN = frozenset({"settings.json", "adopted.json", "roster.json", "drafts", "procedures"})
"""The terminal's own data that say nothing of its key, and are of use without it."""
_LOOKS = 3


class Contents(msgspec.Struct, frozen=True, kw_only=True):
    """What a backup says of itself. mall: the name of its folder; keys: whether the terminal's are in it."""

    format: int = FORMAT
    kind: str = ""
    made: str = ""
    program: str = ""
    mall: str = ""
    keys: bool = False
    files: dict[str, OfFile] = {}


class _Source(NamedTuple):
    """A file and its name in the copy."""

    name: str
    path: Path
    state: Entry


@dataclass(slots=True)
class Made:
    """left_out: files whose names are none on every system; size: bytes of the backup; removed: older ones."""

    path: Path
    files: int
    size: int
    left_out: list[Path] = field(default_factory=list)
    removed: list[Path] = field(default_factory=list)


def backup(
    disk: Disk,
    mall: Path,
    local: Path,
    target: Path,
    made: str,
    *,
    with_keys: bool = False,
    progress: Progress | None = None,
) -> Made:
    """Write and prove it. local: the terminal's own data; target: the file, which must not exist; made: the moment.

    Raises FileExistsError, OSError as the disks do, and `UnfitError` where what was written is not what comes back;
    then nothing stays behind.
    """
    if disk.exists(target):
        raise FileExistsError(str(target))
    every = [*_of_mall(disk, mall), *_of_terminal(disk, local, with_keys=with_keys)]
    wanted = [one for one in every if is_safe(one.name)]
    with new_zip(disk, target, private=True) as zipped:
        for done, one in enumerate(wanted, 1):
            _add(disk, zipped, one)
            if progress:
                progress(done // 2, len(wanted))
        called = mall.resolve().name
        contents = Contents(kind=KIND, made=made, program=__version__, mall=called, keys=with_keys, files=zipped.files)
        zipped.last(MANIFEST, msgspec.json.format(msgspec.json.encode(contents), indent=1))
        zipped.prove()
        if progress:
            progress(len(wanted), len(wanted))
        zipped.stand(target)
        left_out = [one.path for one in every if not is_safe(one.name)]
        return Made(target, len(zipped.files), zipped.size, left_out)


def target_in(disk: Disk, folder: Path, mall: Path, now: datetime) -> Path:
    """A free name in a folder, which sorts by the time that it was made."""
    stem = f"{_stem(mall)}-{now:%Y%m%d-%H%M%S}"
    names = chain([f"{stem}.zip"], (f"{stem}-{number}.zip" for number in count(2)))
    return next(path for name in names if not disk.exists(path := folder / name))


def prune(disk: Disk, newest: Path, mall: Path, keep: int) -> list[Path]:
    """Remove older backups of this mall folder beside `newest`, but for the newest `keep` (from 1 up); which they were.

    Only files with a name as `target_in` gives them, which say themselves what they are. Raises OSError.
    """
    named = re.compile(re.escape(_stem(mall)) + r"-([0-9]{8}-[0-9]{6})(?:-([0-9]{1,9}))?\.zip")
    matches = filter(None, map(named.fullmatch, disk.entries(newest.parent)))
    found = [match[0] for match in sorted(matches, key=lambda match: (match[1], int(match[2] or 1)))]
    removed = []
    for name in found[:-keep]:
        path = newest.parent / name
        if path != newest and _is_of(disk, path, mall):
            disk.remove(path)
            removed.append(path)
    return removed


def contents_of(disk: Disk, path: Path, packed: Packed) -> Contents:
    """What a backup says of itself. Raises OSError, and `UnfitError` (``no_backup``, ``newer``)."""
    if MANIFEST not in packed.members:
        raise UnfitError("no_backup")
    try:
        contents = msgspec.json.decode(packed.read(disk, path, MANIFEST), type=Contents)
    except NO_JSON as error:
        raise UnfitError("no_backup") from error
    if contents.kind != KIND or not any(name.startswith(MALL + "checklists/") for name in contents.files):
        raise UnfitError("no_backup")
    if contents.format > FORMAT:
        raise UnfitError("newer")
    return contents


# -- what is in it ----------------------------------------------------------------------------------------------------


def _of_mall(disk: Disk, mall: Path) -> Iterator[_Source]:
    """Journals last: what they say was recorded under procedures that are in it."""
    yield from _below(disk, mall / "checklists", MALL + "checklists/")
    logs = mall / "logs"
    if disk.exists(logs / archived.FOLDER):
        for name, state in sorted(disk.entries(logs / archived.FOLDER).items()):
            if name.endswith(".zip"):
                yield _Source(f"{MALL}logs/{archived.FOLDER}/{name}", logs / archived.FOLDER / name, state)
    for day in day_folders(disk, logs):
        folder = logs / day.isoformat()
        for name, state in sorted(disk.entries(folder).items()):
            if segment_name(folder / name) or _ASIDE.fullmatch(name):
                yield _Source(f"{MALL}logs/{folder.name}/{name}", folder / name, state)


def _of_terminal(disk: Disk, local: Path, *, with_keys: bool) -> Iterator[_Source]:
    for one in _below(disk, local, TERMINAL):
        if with_keys or one.name.split("/")[1] in _OPEN:
            yield one


def _below(disk: Disk, folder: Path, prefix: str, depth: int = 0) -> Iterator[_Source]:
    """The files of a folder and of those in it; nothing behind a link."""
    if depth > _DEEPEST or not disk.exists(folder):
        return
    files = disk.entries(folder)
    for name in sorted(disk.names(folder)):
        path = folder / name
        if _PASSING.fullmatch(name) or path.is_symlink():
            continue
        if name in files:
            yield _Source(prefix + name, path, files[name])
        else:
            yield from _below(disk, path, f"{prefix}{name}/", depth + 1)


def _add(disk: Disk, zipped: NewZip, one: _Source) -> None:
    if one.path.suffix == ".zip":
        zipped.add_as_it_is(one.name, pieces(disk, one.path, one.state.size), one.state.changed)
    elif segment_name(one.path):
        zipped.add(one.name, _whole(disk, one.path), one.state.changed)
    else:
        zipped.add(one.name, disk.read(one.path), one.state.changed)


def _whole(disk: Disk, path: Path) -> bytes:
    """A part with its whole commands, without the room behind them; as it is where it is not one."""
    for _ in range(_LOOKS):
        content = disk.read(path)
        texts = take_apart(content)
        if texts is not None and texts.closed:
            break
    name = segment_name(path)
    if texts is None or name is None:
        return content
    lines = texts.lines
    while lines:
        try:
            line = read_member(lines[-1], name.writer, first=len(lines) == 1)
        except ValueError:
            if texts.closed:
                return content  # it was changed, and not torn by being read at this moment
        else:
            if not line.more:
                break
        lines = lines[:-1]
    return OPENING + b"".join(line + b"\n" for line in lines) + CLOSING


def _stem(mall: Path) -> str:
    return re.sub(r"[^\w-]+", "-", mall.resolve().name)[:40] or "mall"


def _is_of(disk: Disk, path: Path, mall: Path) -> bool:
    try:
        packed = open_packed(disk, path, disk.entries(path.parent)[path.name].size)
        return contents_of(disk, path, packed).mall == mall.resolve().name
    except (OSError, UnfitError, KeyError):
        return False
