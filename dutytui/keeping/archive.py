"""Days of past years packed into ``logs/archive/<year>.zip``, and taken out of it again.

Nothing of `logs` is removed before all of it was read back from the disk, byte for byte the same; and nothing that
`dutytui.verify` has not proven. Cut short at any moment, what was not finished is taken up by the next run: an archive
gets its name when it is whole, what stands loose *and* packed is removed when both are alike.

What may go on stays: the last part of each journal, parts that are not finished, this year and the last one.
"""

from __future__ import annotations

import contextlib
import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import field
from datetime import date
from itertools import count, groupby
from pathlib import Path
from typing import NamedTuple

import msgspec

from dutytui import __version__
from dutytui.keeping.zipping import new_zip
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.store import archived
from dutytui.store.archived import Archive, Archives, Manifest, archive_path, year_of
from dutytui.store.disk import Disk, Entry, make_folders, publish
from dutytui.store.lines import read_member
from dutytui.store.packed import UnfitError
from dutytui.store.segments import day_folders, segment_name, take_apart
from dutytui.verify.findings import Level
from dutytui.verify.whole import Report

Progress = Callable[[int, int], object]
"""Told (files packed and proven, files in all)."""

_ASIDE = re.compile(r".+\.json\.(torn|apart)-[0-9a-f]+")
_MINE = re.compile(r"[0-9]{4}(-[0-9]+)?\.zip\.new")
_BLOCKS = frozenset({"tail_unfinished"})
"""Findings that are not wrong, and of which nobody knows what they will be."""


class Loose(NamedTuple):
    """A file in a day's folder, as it was listed."""

    day: date
    path: Path
    state: Entry

    @property
    def name(self) -> str:
        """In an archive."""
        return f"{self.day.isoformat()}/{self.path.name}"

    @property
    def writer(self) -> str:
        return self.path.name.partition(".")[0]


class Left(NamedTuple):
    """What stays where it is. why: the code of a finding; ``last`` (its journal goes on from it) or ``unfinished``."""

    day: date
    file: str
    why: str

    @property
    def wrong(self) -> bool:
        return self.why not in ("last", "unfinished")


@dataclass(slots=True)
class Plan:
    """files: what is to be packed, by day; packed: what stands in an archive as well, byte for byte, and is only to be
    removed, with its SHA-256; left: what stays."""

    files: list[Loose] = field(default_factory=list)
    packed: dict[Loose, str] = field(default_factory=dict)
    left: list[Left] = field(default_factory=list)

    @property
    def days(self) -> list[date]:
        return sorted({one.day for one in self.files})

    @property
    def size(self) -> int:
        return sum(one.state.size for one in self.files)


class Made(NamedTuple):
    """An archive that was made. size: bytes of the files in it, packed: its own."""

    path: Path
    days: int
    files: int
    size: int
    packed: int


def latest(today: date) -> date:
    """What is recorded from that day on is never packed."""
    return date(today.year - 1, 1, 1)


def plan(disk: Disk, logs: Path, before: date, report: Report) -> Plan:
    """What would be packed of the days before `before` (exclusive). report: of a verification of these logs just now.

    Raises OSError where it can't all be listed.
    """
    found = Plan()
    ends = {chain.writer: _last_number(chain.place_of(chain.seq)[0]) for chain in report.journals}
    wrong = _wrong_days(report)
    archives = Archives(disk).of(logs)[0]
    for day in day_folders(disk, logs):
        if day >= before:
            break
        loose = _listed(disk, logs, day)
        bad = wrong.get(day) or next((wrong[one.writer] for one in loose if one.writer in wrong), "")
        if bad:
            found.left.append(Left(day, "", bad))
            continue
        for one in loose:
            content = disk.read(one.path)
            if _is_packed(disk, one.name, content, archives):
                found.packed[one] = _hash(content)
            elif why := _stays(one, content, ends):
                found.left.append(Left(day, one.path.name, why))
            else:
                found.files.append(one)
    return found


def pack(disk: Disk, logs: Path, wanted: Plan, made: str, progress: Progress | None = None) -> Iterator[Made]:
    """Do it, an archive each time. made: the moment, ISO. Raises OSError, and `UnfitError` where the disk gives back
    other bytes than were written: what was not removed yet then stands as before."""
    tidy(disk, logs)
    _remove(disk, wanted.packed)
    done, whole = 0, len(wanted.files)
    for year, files in groupby(wanted.files, key=lambda one: one.day.year):
        of_year, before = list(files), done
        path = next(path for number in count(1) if not disk.exists(path := archive_path(logs, year, number)))
        yield _pack(disk, path, of_year, made, _counting(progress, before, whole))
        done += len(of_year)


class Unpacked(NamedTuple):
    """gone: archives all of which stands as files again; aside: those that were damaged, by their new names; lacking:
    names of files that no archive of the year could give, and that do not stand there either."""

    gone: list[Path]
    aside: list[Path]
    lacking: list[str]


def unpack(disk: Disk, logs: Path, year: int, progress: Progress | None = None) -> Unpacked:
    """Put the days of a year back as they were, and remove its archives.

    A file that stands there stays. An archive that has anything that does not stand there then stays as well; one that
    is damaged gives what of it is whole, and is set aside. Raises OSError, and `UnfitError` for one that a newer
    version has made.
    """
    good, damaged = Archives(disk).of(logs)
    bad = [one for one in damaged if year_of(one.path) == year]
    if newer := next((one for one in bad if one.code == "newer"), None):
        raise UnfitError(newer.code, newer.path.name)
    gone: list[Path] = []
    spoilt = [one.path for one in bad]
    lacks: list[str] = []
    # The last archive that has a file counts: in an earlier one it may be shorter.
    for archive in reversed([one for one in good if year_of(one.path) == year]):
        stands, unread = _put_back(disk, logs, archive, progress)
        lacks += unread
        if unread:
            spoilt.append(archive.path)
        elif stands:
            gone.append(archive.path)
    for path in gone:
        disk.remove(path)
    aside = [_set_aside(disk, path) for path in sorted(spoilt)]
    return Unpacked(sorted(gone), aside, sorted(name for name in set(lacks) if not disk.exists(logs / name)))


def _put_back(disk: Disk, logs: Path, archive: Archive, progress: Progress | None) -> tuple[bool, list[str]]:
    """Whether all of it stands as files now, and the names of those that are damaged in it."""
    names = sorted(f"{day}/{file}" for day, files in archive.files.items() for file in files)
    stand, unread = True, []
    for done, name in enumerate(names, 1):
        try:
            content = archive.packed.read(disk, archive.path, name)
        except UnfitError:
            unread.append(name)
            continue
        if not disk.exists(logs / name):
            make_folders(disk, (logs / name).parent)
            publish(disk, logs / name, content)
        stand = _holds(disk.read(logs / name), content) and stand
        if progress:
            progress(done, len(names))
    return stand, unread


def _set_aside(disk: Disk, path: Path) -> Path:
    """Under a name that is no archive's. Nothing of it is lost: somebody may yet read more of it."""
    names = (path.with_name(f"{path.name}.damaged-{number}") for number in count(1))
    place = next(name for name in names if not disk.exists(name))
    disk.replace(path, place)
    disk.sync_folder(path.parent)
    return place


def _holds(content: bytes, other: bytes) -> bool:
    """Whether it is the other one, or has gone on from it."""
    if content == other:
        return True
    texts, before = take_apart(content), take_apart(other)
    return texts is not None and before is not None and texts.lines[: len(before.lines)] == before.lines


def tidy(disk: Disk, logs: Path) -> None:
    """Remove what a run that was cut short had begun to write."""
    with contextlib.suppress(FileNotFoundError):
        for name in disk.names(logs / archived.FOLDER):
            if _MINE.fullmatch(name):
                disk.remove(logs / archived.FOLDER / name)


# -- what is packed ---------------------------------------------------------------------------------------------------


def _listed(disk: Disk, logs: Path, day: date) -> list[Loose]:
    folder = logs / day.isoformat()
    found = (Loose(day, folder / name, state) for name, state in sorted(disk.entries(folder).items()))
    return [one for one in found if segment_name(one.path) or _ASIDE.fullmatch(one.path.name)]


def _is_packed(disk: Disk, name: str, content: bytes, archives: list[Archive]) -> bool:
    """Whether the last archive that has a file of that name has these bytes."""
    found = next((one for one in reversed(archives) if name in one.packed.members), None)
    return found is not None and found.packed.read(disk, found.path, name) == content


def _stays(one: Loose, content: bytes, ends: Mapping[str, int]) -> str:
    name, texts = segment_name(one.path), take_apart(content)
    if name is None:
        return ""
    if name.number >= ends.get(name.writer, 0):
        return "last"
    # One that was laid out and left may be gone on with.
    finished = texts is not None and texts.closed and not content.endswith(b" ")
    return "" if finished else "unfinished"


def _wrong_days(report: Report) -> dict[date | str, str]:
    """Day, or writer where a finding names no day → the code."""
    found: dict[date | str, str] = {}
    for one in report.findings:
        if one.level is Level.ODD and one.code not in _BLOCKS:
            continue
        try:
            found.setdefault(date.fromisoformat(one.file[:10]), one.code)
        except ValueError:
            found.setdefault(one.writer, one.code)
    found.pop("", None)
    return found


def _last_number(file: str) -> int:
    name = segment_name(Path(file))
    return name.number if name else 0


# -- doing it ---------------------------------------------------------------------------------------------------------


def _pack(disk: Disk, path: Path, files: list[Loose], made: str, tell: Callable[[int], object]) -> Made:
    make_folders(disk, path.parent)
    ends = _Ends()
    with new_zip(disk, path) as zipped:
        for done, one in enumerate(files, 1):
            content = disk.read(one.path)
            zipped.add(one.name, content, one.state.changed)
            ends.see(one.path, content)
            tell(done // 2)
        days = sorted({one.day for one in files})
        manifest = Manifest(made=made, program=__version__, files=zipped.files, heads=ends.heads)
        content = msgspec.json.format(msgspec.json.encode(manifest), indent=1)
        zipped.last(archived.MANIFEST, content, archived.comment_of(days))
        packed = zipped.prove()
        for done, one in enumerate(files, 1):
            if packed.read(disk, zipped.path, one.name) != disk.read(one.path):
                raise UnfitError("damaged", one.name)
            tell((len(files) + done) // 2)
        zipped.stand(path)
        size = zipped.size
    _remove(disk, {one: zipped.files[one.name].sha256 for one in files})
    return Made(path, len(days), len(files), sum(one.state.size for one in files), size)


class _Ends:
    """Which events of each writer are in it."""

    def __init__(self) -> None:
        self.heads: dict[str, tuple[int, int, str]] = {}

    def see(self, path: Path, content: bytes) -> None:
        name, texts = segment_name(path), take_apart(content)
        if name is None or name.copy or texts is None or not texts.lines:
            return
        first = read_member(texts.lines[0], name.writer, first=True)
        last = read_member(texts.lines[-1], name.writer, first=len(texts.lines) == 1)
        low, high, identity = self.heads.get(name.writer, (first.seq, 0, ""))
        high, identity = max((high, identity), (last.seq, last.id))
        self.heads[name.writer] = (min(low, first.seq), high, identity)


def _remove(disk: Disk, files: Mapping[Loose, str]) -> None:
    """What stands in an archive, and still has the bytes of this SHA-256; then folders that are empty."""
    for one, sha256 in files.items():
        if _hash(disk.read(one.path)) == sha256:
            disk.remove(one.path)
    for folder in dict.fromkeys(one.path.parent for one in files):
        if not disk.names(folder):
            disk.remove_folder(folder)


def _counting(progress: Progress | None, before: int, whole: int) -> Callable[[int], object]:
    return lambda more: progress(before + more, whole) if progress else None


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
