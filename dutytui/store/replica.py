"""The read side of a mall's `logs/`: every writer's segments, by day, also of days that were packed (`archived`). It
opens nothing for writing and mends nothing.

What stands in other writers' files came over a share: half-copied, doubled, edited, or not for us at all. Whole valid
lines count, wherever they stand; whatever is odd becomes a `Notice`, never an exception. Hashes and the chain are
always checked; signatures cost 0.1 ms each and are checked when they are asked for.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import TypeVar

from dutytui.rules.events import JOURNAL_OPENED, Event
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.store import notices
from dutytui.store.archived import Archives
from dutytui.store.disk import Disk, Entry, Reads
from dutytui.store.keys import verifier
from dutytui.store.lines import read as read_line
from dutytui.store.lines import to_event
from dutytui.store.notices import Notice
from dutytui.store.reading import SegmentReading, Signatures, Verify, merge, read_content
from dutytui.store.segments import (
    CLOSING,
    OPENING,
    SegmentName,
    any_folder_after,
    day_folders,
    segment_name,
    segment_path,
    segments_of_day,
)
from dutytui.store.tail import NOTHING, Head

T = TypeVar("T")

_LOOKS = 3
"""How often a file is read that its writer may be appending to at this very moment."""


@dataclass(frozen=True, slots=True)
class DayReading:
    """Everything recorded in one day's folder, each event once, in the order that every terminal agrees on."""

    events: tuple[Event, ...]
    notices: tuple[Notice, ...]


@dataclass(frozen=True, slots=True)
class Audit:
    """All journals from their first event on. heads: writer → last event; notices: what is missing or odd."""

    heads: dict[str, Head]
    notices: tuple[Notice, ...]


class Replica:
    """logs: the folder. `notices` is what the last listing of folders came upon."""

    def __init__(self, logs: Path, *, disk: Reads | None = None) -> None:
        self.logs = logs
        self.notices: list[Notice] = []
        self._disk = Archives(disk or Disk())
        self._verifiers: dict[str, Verify] = {}

    def days(self) -> list[date]:
        """The days that have a folder, in order. Empty, with a notice, if the folder can't be listed."""
        self.notices.clear()
        return self._listed(self.logs, lambda: day_folders(self._disk, self.logs))

    def any_after(self, day: date) -> bool:
        """Whether a later day has a folder; no if the folder of all can't be listed."""
        self.notices.clear()
        return any(self._listed(self.logs, lambda: [any_folder_after(self._disk, self.logs, day)]))

    def segments(self, days: Iterable[date] | None = None) -> Iterator[SegmentName]:
        """The segments of these days (default: all) by day, writer and number, conflict copies after their original."""
        for day in self.days() if days is None else days:
            yield from self._segments_of(day)

    def states(self, day: date) -> dict[str, Entry]:
        """What a listing says of each file of a day: other when its content is. Empty where that can't be said now."""
        with contextlib.suppress(OSError):
            return self._disk.entries(self.logs / day.isoformat())
        return {}

    def read_day(self, day: date, *, signatures: Signatures = Signatures.NONE) -> DayReading:
        """A day's folder; a day without one is empty."""
        self.notices.clear()
        found = self._segments_of(day)
        told = list(self.notices)
        events: list[Event] = []
        for _, names in groupby(found, key=attrgetter("writer")):
            number, head = 0, NOTHING
            for joint in self._joints(names, signatures):
                events.extend(joint.events)
                told += joint.notices
                # Between two numbers that are not neighbours may lie a segment of another day: `audit` asks them all.
                if joint.number == number + 1 and number:
                    told += joint.link(head)
                number, head = joint.number, joint.head(head)
        events.sort(key=_order)
        return DayReading(tuple(events), tuple(told))

    def read_segment(self, path: Path, *, signatures: Signatures = Signatures.NONE) -> SegmentReading:
        """One file of `logs`."""
        name = segment_name(path)
        if name is None:
            return SegmentReading(path, "", notices=(Notice(notices.NOT_A_SEGMENT, {"file": str(path)}),))
        try:
            content = self._look(path)
        except OSError as error:
            unread = Notice(notices.SEGMENT_UNREADABLE, {"file": str(path), "reason": _reason(error)})
            return SegmentReading(path, name.writer, notices=(unread,))
        verify = None if signatures is Signatures.NONE else self._verifier(name.writer)
        return read_content(content, path, name.writer, signatures, verify)

    def read_event(self, day: date, writer: str, number: int, seq: int, identity: str) -> Event | None:
        """One event by its place; None if it can't be read there (now).

        Of the file proper only its line is taken apart and proven: a hundred are read in the time of one segment.
        """
        with contextlib.suppress(OSError, ValueError):
            content = self._disk.read(segment_path(self.logs, day, writer, number))
            start = content.index(b'"%d": {' % seq, len(OPENING) - 1)
            line = read_line(content[content.index(b"{", start) : content.index(b"\n", start)], writer)
            if line.id == identity:
                return to_event(line, writer)
        copies = (name for name in self._segments_of(day) if (name.writer, name.number) == (writer, number))
        events = (event for name in copies for event in self.read_segment(name.path).events)
        return next((event for event in events if event.id == identity), None)

    def audit(self, *, signatures: Signatures = Signatures.LAST) -> Audit:
        """Read everything and check that nothing is missing between a journal's first and last event."""
        names = sorted(self.segments(), key=lambda name: (name.writer, name.number, name.copy, name.path.name))
        told = list(self.notices)
        heads: dict[str, Head] = {}
        for writer, own in groupby(names, key=attrgetter("writer")):
            heads[writer] = NOTHING
            for joint in self._joints(own, signatures):
                told += joint.notices
                told += joint.link(heads[writer])
                heads[writer] = joint.head(heads[writer])
        return Audit(heads, tuple(told))

    def _joints(self, names: Iterable[SegmentName], signatures: Signatures) -> Iterator[_Joint]:
        for number, copies in groupby(names, key=attrgetter("number")):
            readings = [self.read_segment(name.path, signatures=signatures) for name in copies]
            events, branches = merge(readings)
            yield _Joint(number, readings, events, [*(told for one in readings for told in one.notices), *branches])

    def _look(self, path: Path) -> bytes:
        for _ in range(_LOOKS):
            content = self._disk.read(path)
            if content.rstrip(b" ").endswith(CLOSING):
                break
        return content

    def _segments_of(self, day: date) -> list[SegmentName]:
        folder = self.logs / day.isoformat()
        if not self._disk.exists(folder) and self._disk.exists(self.logs):
            return []
        return self._listed(folder, lambda: segments_of_day(self._disk, self.logs, day))

    def _listed(self, folder: Path, ask: Callable[[], list[T]]) -> list[T]:
        try:
            return ask()
        except FileNotFoundError:
            self.notices.append(Notice(notices.FOLDER_MISSING, {"folder": str(folder)}))
        except OSError as error:
            self.notices.append(Notice(notices.FOLDER_UNREADABLE, {"folder": str(folder), "reason": _reason(error)}))
        return []

    def _verifier(self, writer: str) -> Verify | None:
        """By the key that the journal's first event names; None if its first segment is not here."""
        if writer not in self._verifiers:
            opened = self._opened(writer)
            key = opened.data.get("key") if opened else None
            try:
                self._verifiers[writer] = verifier(str(key))
            except ValueError:
                return None
        return self._verifiers[writer]

    def _opened(self, writer: str) -> Event | None:
        days = self._listed(self.logs, lambda: day_folders(self._disk, self.logs))
        names = [name for day in days for name in self._segments_of(day) if name.writer == writer]
        for name in sorted(names, key=attrgetter("number")):
            # A first segment can be empty: laid out when the power went.
            if events := self.read_segment(name.path).events:
                return events[0] if events[0].seq == 1 and events[0].kind == JOURNAL_OPENED else None
        return None


@dataclass(frozen=True, slots=True)
class _Joint:
    """All files of one number of one writer: the segment, and its conflict copies if there are any."""

    number: int
    readings: list[SegmentReading]
    events: list[Event]
    notices: list[Notice]

    def head(self, before: Head) -> Head:
        return Head(self.events[-1].seq, self.events[-1].id) if self.events else before

    def link(self, before: Head) -> list[Notice]:
        """What there is to say if this segment does not go on just behind `before`."""
        if not self.events:
            return []
        first = self.events[0]
        starts = [one for one in self.readings if one.events and one.events[0].seq == first.seq]
        if first.seq == before.seq + 1 and any(one.prev == before.id for one in starts):
            return []
        values = {"writer": first.writer, "file": str(starts[0].path), "seq": first.seq, "expected": before.seq + 1}
        return [Notice(notices.CHAIN_BROKEN, values)]


def _order(event: Event) -> tuple[str, str, int]:
    return event.stamp, event.writer, event.seq


def _reason(error: OSError) -> str:
    return error.strerror or str(error)
