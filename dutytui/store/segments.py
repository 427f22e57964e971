"""Segment files: where they stand, how they are laid out, and one append.

``logs/<business day>/<writer>.<NNNN>.json``; numbers go on over days and are never used twice. Content::

    {"events": {
    "1": {…}
    ,"2": {…}
    }}                        … spaces up to the size it was laid out with

It is laid out once, in spaces; an append is one write over the closing braces, and `Disk.sync_data`. A comma stands
before its line, not behind, so that no byte of a line that was acknowledged is ever written again. The file is valid
JSON after each append. A file that *grows* can lose its last line in a power cut although it was synced.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import NamedTuple

from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.stamps import YEARS
from dutytui.store.disk import Disk, Reads, make_folders, publish

ROOM = 128 * 1024
MOST_EVENTS = 256
OPENING = b'{"events": {\n'
CLOSING = b"}}"
APART = ".apart-"
"""Begins what is behind the name of a file that is kept beside a segment since it says something else."""

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# What follows the number is a sync program's mark of a conflict copy: its content is judged, not its name.
_NAME = re.compile(r"([a-z0-9-]{2,24})\.([0-9]{4,9})([. (_~-].*)?\.json")


class SegmentName(NamedTuple):
    """A segment's place: day of its folder, writer, number; copy: a conflict copy beside the file proper."""

    day: date
    writer: str
    number: int
    path: Path
    copy: bool


def segment_path(logs: Path, day: date, writer: str, number: int) -> Path:
    return logs / day.isoformat() / f"{writer}.{number:04d}.json"


def day_folders(disk: Reads, logs: Path) -> list[date]:
    """The business days that have a folder, in order. Raises OSError."""
    return sorted(day for name in disk.names(logs) if (day := folder_day(name)))


def any_folder_after(disk: Reads, logs: Path, day: date) -> bool:
    """Whether a later business day has a folder, with few of years of names looked at. Raises OSError."""
    said = day.isoformat()
    return any(name > said and folder_day(name) for name in disk.names(logs))


def segments_of_day(disk: Reads, logs: Path, day: date) -> list[SegmentName]:
    """The segments in a day's folder by writer and number, copies after their original. Raises OSError."""
    folder = logs / day.isoformat()
    names = (segment_name(folder / name) for name in disk.names(folder))
    found = (name for name in names if name)
    return sorted(found, key=lambda name: (name.writer, name.number, name.copy, name.path.name))


def segment_name(path: Path) -> SegmentName | None:
    """What a path says of its segment; None if it is a sync program's temporary file, or nothing of ours."""
    match = _NAME.fullmatch(path.name)
    day = folder_day(path.parent.name)
    if match is None or day is None:
        return None
    return SegmentName(day, match[1], int(match[2]), path, match[3] is not None)


def folder_day(name: str) -> date | None:
    """The business day that a folder of journals is named after; None for any other name."""
    try:
        day = date.fromisoformat(name) if _DAY.fullmatch(name) else None
    except ValueError:
        return None
    return day if day and day.year in YEARS else None


class Texts(NamedTuple):
    """A segment's content taken apart, nothing of it judged yet.

    lines: between one newline and the next; ends: offset just behind each line's newline; closed: whether what
    follows the last newline is the closing and spaces, nothing else.
    """

    lines: list[bytes]
    ends: list[int]
    closed: bool


def take_apart(content: bytes) -> Texts | None:
    """None if the content does not begin as a segment does."""
    if not content.startswith(OPENING):
        return None
    lines = content[len(OPENING) :].split(b"\n")
    tail = lines.pop()
    ends = []
    end = len(OPENING)
    for line in lines:
        end += len(line) + 1
        ends.append(end)
    return Texts(lines, ends, tail.startswith(CLOSING) and not tail[len(CLOSING) :].strip(b" "))


def member(key: int, raw: bytes) -> bytes:
    """A document as a member of its table: comma first, newline last. The first member of a table loses its comma."""
    return b',"%d": %b\n' % (key, raw)


def rooms_for(size: int) -> int:
    """The size, in bytes, a file is laid out with so that `size` fits: the next whole number of rooms."""
    return -(-size // ROOM) * ROOM


@dataclass(slots=True)
class SegmentFile:
    """A laid-out file open for appending, by the one process that may.

    end: offset of the closing; size: of the whole file; count: members in the table that is appended to;
    unsure: the bytes before `end` that a process before this one wrote. They can be in memory only, and marked clean,
    if its last sync failed: the first append writes them again, the same bytes, and so makes them durable. Before its
    own, since a whole line behind a torn one says that this one was acknowledged. So can the file's name, if that
    process was killed just when it had laid it out.
    After any OSError from a method here, call `drop` and never use the descriptor again.
    """

    disk: Disk
    path: Path
    descriptor: int
    end: int
    size: int
    count: int
    unsure: bytes = b""

    @classmethod
    def lay_out(cls, disk: Disk, path: Path, content: bytes, count: int, *, spare: int = 0) -> SegmentFile:
        """Publish `content` (without its closing) in a new file with room for `spare` bytes at least, and open it."""
        size = rooms_for(len(content) + spare + len(CLOSING))
        make_folders(disk, path.parent)
        publish(disk, path, (content + CLOSING).ljust(size))
        return cls(disk, path, disk.open(path), len(content), size, count)

    def fits(self, members: bytes) -> bool:
        return self.end + len(members) + len(CLOSING) <= self.size

    def append(self, members: bytes, count: int) -> None:
        """Make whole members durable, all in one write. The caller has asked `fits`."""
        if self.unsure:
            self.disk.write(self.descriptor, self.unsure + CLOSING, self.end - len(self.unsure))
            self.disk.sync_data(self.descriptor)
            self.disk.sync_folder(self.path.parent)
            self.unsure = b""
        if self.count == 0:
            members = members[1:]
        self.disk.write(self.descriptor, members + CLOSING, self.end)
        self.disk.sync_data(self.descriptor)
        self.end += len(members)
        self.count += count

    def seal(self) -> None:
        """Cut the spaces off and close: this file is full."""
        length = self.end + len(CLOSING)
        if self.unsure:
            self.disk.write(self.descriptor, self.unsure + CLOSING, self.end - len(self.unsure))
        if length < self.size:
            self.disk.truncate(self.descriptor, length)
        if self.unsure or length < self.size:
            self.disk.sync(self.descriptor)
        if self.unsure:
            self.disk.sync_folder(self.path.parent)
        self.unsure = b""
        self.disk.close(self.descriptor)

    def drop(self) -> None:
        """Close without another word to the disk."""
        try:
            self.disk.close(self.descriptor)
        except OSError:
            # The descriptor is gone all the same, and what was acknowledged is on disk already.
            return


def set_aside(disk: Disk, path: Path, torn: bytes, *, private: bool = False) -> Path:
    """Keep bytes that are cut off a file in a new file beside it, durably; its path. Nothing is ever deleted."""
    number = 1
    while disk.exists(aside := path.with_name(f"{path.name}.torn-{number}")):
        number += 1
    publish(disk, aside, torn, private=private)
    return aside
