"""Which segments stand in a `logs` folder, known without listing years of it at each look.

A folder of the past is listed once, and again when somebody asks for it; what has changed is told by name, size and
time of change. A listing that fails changes nothing of what was known.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from datetime import date
from pathlib import Path
from typing import NamedTuple

from dutytui.rules.lazy_dataclass import dataclass
from dutytui.store.disk import Entry, Reads
from dutytui.store.segments import SegmentName, Texts, folder_day, segment_name, take_apart
from dutytui.store.tail import Head

_NEWEST = 2
"""Folders at the end of the calendar that are listed at each look, whatever the day."""

_WRITTEN = Entry(-1, 0)
"""In place of what a listing would say of a file that was written since."""

_KEY = re.compile(rb',?"([0-9]{1,18})": ')
_ID = re.compile(rb'"id":"([0-9a-f]{64})","sig":"[0-9a-f]{128}"\}')


class Ends(NamedTuple):
    """What a segment begins and ends with, by its own word: numbers of the first and last whole line, id of the
    last."""

    first: int
    last: int
    id: str

    @property
    def head(self) -> Head:
        return Head(self.last, self.id)


@dataclass(frozen=True, slots=True)
class Changed:
    """What a look has found. names: new, or other than they were; gone: known before and not listed any more;
    unsure: days whose folder could not be listed, of which all that was known stands."""

    names: tuple[SegmentName, ...]
    gone: tuple[SegmentName, ...]
    unsure: tuple[date, ...] = ()


class Shelf:
    """logs: the folder."""

    def __init__(self, logs: Path, disk: Reads) -> None:
        self.logs = logs
        self.unlisted: set[date] = set()
        """Days whose folder was asked for and could never be listed yet: what stands there is unknown, not nothing."""
        self._disk = disk
        self._names: list[str] = []
        self._days: list[date] = []
        self._listed: dict[date, dict[str, Entry]] = {}
        self._segments: dict[str, dict[int, list[SegmentName]]] = {}
        self._ends: dict[Path, tuple[Entry, Ends | None]] = {}

    @property
    def newest(self) -> tuple[Path, ...]:
        """The folders at the end of the calendar, as the last look has found them."""
        return tuple(self.logs / day.isoformat() for day in self._days[-_NEWEST:])

    def look(self, since: date | None = None) -> Changed:
        """List the newest folders, those from `since` on (inclusive), and those that could never be listed.

        Raises OSError if `logs` can't be listed, or none of those folders; what was known then stands.
        """
        names = self._disk.names(self.logs)
        if names != self._names:
            self._names = names
            self._days = sorted(day for name in names if (day := folder_day(name)))
        days = self._days
        from_place = bisect_left(days, since) if since else len(days)
        wanted = days[max(min(from_place, len(days) - _NEWEST), 0) :]
        if self.unlisted:
            self.unlisted.intersection_update(days)
            wanted = sorted({*wanted, *self.unlisted})
        new: list[SegmentName] = []
        gone: list[SegmentName] = []
        unsure: list[date] = []
        refused: OSError | None = None
        for day in wanted:
            try:
                self._compare(day, new, gone)
            except OSError as error:
                unsure.append(day)
                refused = error
                if day not in self._listed:
                    self.unlisted.add(day)
            else:
                self.unlisted.discard(day)
        if refused and len(unsure) == len(wanted):
            raise refused
        return Changed(tuple(new), tuple(gone), tuple(unsure))

    def saw(self, name: SegmentName) -> None:
        """A segment that was put there just now, without listing its folder for it."""
        self._keep(name)
        self._ends.pop(name.path, None)

    def wrote(self, name: SegmentName) -> None:
        """As `saw`, by our own hand: if it is not listed at the next look, it is gone."""
        self.saw(name)
        self._listed.setdefault(name.day, {})[name.path.name] = _WRITTEN

    def writers(self) -> list[str]:
        return sorted(self._segments)

    def numbers(self, writer: str) -> list[int]:
        """The numbers of a writer's segments that are known of, in order."""
        return sorted(self._segments.get(writer, {}))

    def last_number(self, writer: str) -> int:
        return max(self._segments.get(writer, ()), default=0)

    def files(self, writer: str, number: int) -> list[SegmentName]:
        """The segment, then its conflict copies."""
        return self._segments.get(writer, {}).get(number, [])

    def ends(self, name: SegmentName) -> Ends | None:
        """None if not one whole line stands in it. Read again only when it has changed, or was cut short. Raises
        OSError."""
        entry = self._listed.get(name.day, {}).get(name.path.name)
        known = self._ends.get(name.path)
        if known and known[0] == entry:
            return known[1]
        content = self._disk.read(name.path)
        texts = take_apart(content)
        ends = _ends(texts)
        # What was caught half-written, or is longer by now than its listing says, is read again next time.
        if entry and texts and texts.closed and len(content) == entry.size:
            self._ends[name.path] = (entry, ends)
        return ends

    def last(self, writer: str) -> tuple[SegmentName, Ends] | None:
        """The last segment in which there is a line, the copy of it that goes furthest. Raises OSError."""
        for number in reversed(self.numbers(writer)):
            found = [(name, ends) for name in self.files(writer, number) if (ends := self.ends(name))]
            if found:
                return max(found, key=lambda one: one[1].last)
        return None

    def numbers_from(self, writer: str, seq: int) -> list[int]:
        """The numbers of the segments from the one that holds event `seq` on. Raises OSError."""
        numbers = self.numbers(writer)
        if seq <= 1:
            return numbers
        firsts = _Firsts(self, writer, numbers)
        return numbers[max(bisect_right(firsts, seq) - 1, 0) :]

    def _compare(self, day: date, new: list[SegmentName], gone: list[SegmentName]) -> None:
        folder = self.logs / day.isoformat()
        now = self._disk.entries(folder)
        before = self._listed.get(day, {})
        if now == before:
            return
        self._listed[day] = now
        for file, entry in now.items():
            if before.get(file) != entry and (name := shared_name(folder / file)):
                self._keep(name)
                new.append(name)
        for file in sorted(before.keys() - now.keys()):
            if name := shared_name(folder / file):
                self._forget(name)
                gone.append(name)

    def _keep(self, name: SegmentName) -> None:
        files = self._segments.setdefault(name.writer, {}).setdefault(name.number, [])
        if name not in files:
            files.append(name)
            files.sort(key=lambda one: (one.copy, one.path.name))

    def _forget(self, name: SegmentName) -> None:
        numbers = self._segments.get(name.writer, {})
        files = numbers.get(name.number, [])
        if name in files:
            files.remove(name)
        if not files:
            numbers.pop(name.number, None)


class _Firsts:
    """The first numbers of segments, read as they are asked for."""

    def __init__(self, shelf: Shelf, writer: str, numbers: list[int]) -> None:
        self._shelf = shelf
        self._writer = writer
        self._numbers = numbers

    def __len__(self) -> int:
        return len(self._numbers)

    def __getitem__(self, index: int) -> int:
        # A segment without a line (laid out when the power went) begins where the next one does.
        for number in self._numbers[index:]:
            for name in self._shelf.files(self._writer, number):
                if ends := self._shelf.ends(name):
                    return ends.first
        return 1 << 62


def shared_name(path: Path) -> SegmentName | None:
    """As `segment_name`; a name that came back in capitals, from a system that folds them, is a copy of ours."""
    lowered = path.name.lower()
    if path.name == lowered:
        return segment_name(path)
    name = segment_name(path.with_name(lowered)) or segment_name(path)
    return name._replace(path=path, copy=True) if name else None


def raw_lines(texts: Texts | None) -> tuple[bytes, ...]:
    """The lines without their numbers; one whose number is not the right one for its place stays as it is."""
    if texts is None:
        return ()
    lines = texts.lines
    return tuple(
        line[found.end() :] if (found := _KEY.match(line)) and (line[:1] == b'"') == (place == 0) else line
        for place, line in enumerate(lines)
    )


def _ends(texts: Texts | None) -> Ends | None:
    if texts is None:
        return None
    numbered = [(int(found[1]), line) for line in (*texts.lines[:1], *texts.lines[-1:]) if (found := _KEY.match(line))]
    if not numbered:
        return None
    last, line = numbered[-1]
    identity = _ID.search(line, max(len(line) - 256, 0))
    return Ends(numbered[0][0], last, identity[1].decode() if identity else "")
