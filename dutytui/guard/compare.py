"""What a terminal remembers, against what is in its logs now; and parts that changed, against their neighbours.

For a worker thread. Only the newest parts of each journal are read, and those that changed; what can't be read just now
is unknown, never missing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field

from dutytui.rules.lazy_dataclass import dataclass
from dutytui.store import notices
from dutytui.store.notices import Notice
from dutytui.store.reading import SegmentReading
from dutytui.store.replica import Replica
from dutytui.store.segments import SegmentName

Heads = Mapping[str, tuple[int, str]]
_NEIGHBOURS = 50
"""Parts that are read only because one beside them changed, at most in one look."""


@dataclass(slots=True)
class Parts:
    """The files of the logs: writer → number → the one proper or, where there is none, a copy."""

    replica: Replica
    by_writer: dict[str, dict[int, SegmentName]] = field(default_factory=dict)

    @classmethod
    def of(cls, replica: Replica) -> Parts | None:
        """None where not every folder could be listed: then nothing can be said to be missing."""
        found = cls(replica)
        names = list(replica.segments())
        if replica.notices:
            return None
        for name in names:
            found.by_writer.setdefault(name.writer, {}).setdefault(name.number, name)
        return found

    def whole_to(self) -> dict[str, int]:
        """Writer → the number up to which no part is missing."""
        found = {}
        for writer, parts in self.by_writer.items():
            number = 0
            while number + 1 in parts:
                number += 1
            found[writer] = number
        return found

    def backwards(self, writer: str) -> Iterator[SegmentReading]:
        for _number, name in sorted(self.by_writer.get(writer, {}).items(), reverse=True):
            yield self.replica.read_segment(name.path)

    def ends(self, name: SegmentName) -> Ends:
        return Ends.of(name, self.replica.read_segment(name.path))

    def head(self, writer: str) -> tuple[int, str] | None:
        for reading in self.backwards(writer):
            if reading.events:
                return max((event.seq, event.id) for event in reading.events)
        return None


def missed(parts: Parts, heads: Heads, segments: Mapping[str, int]) -> Iterator[Notice]:
    """What was here and is not. heads and segments: as they are remembered."""
    for writer, known in sorted(heads.items()):
        notice = _missed(parts, writer, known)
        if notice is not None:
            yield notice
    for writer, count in sorted(segments.items()):
        here = parts.by_writer.get(writer, {})
        gone = next((number for number in range(1, count + 1) if number not in here), None)
        if here and gone is not None and gone < max(here):
            yield Notice(notices.SEGMENT_GONE, {"writer": writer, "number": gone})


def _missed(parts: Parts, writer: str, known: tuple[int, str]) -> Notice | None:
    head = 0
    for reading in parts.backwards(writer):
        if any(one.code in _SPEAKS_FOR_ITSELF for one in reading.notices):
            return None
        if not reading.events:
            continue
        head = max(head, *(event.seq for event in reading.events))
        if reading.events[0].seq <= known[0]:
            break
    else:
        reading = None
    if not head:
        return Notice(notices.JOURNAL_GONE, {"writer": writer, "known": known[0], "id": known[1]})
    if head < known[0]:
        return Notice(notices.HEAD_LOST, {"writer": writer, "seq": head, "known": known[0], "id": known[1]})
    same = [event.id for event in reading.events if event.seq == known[0]] if reading else []
    if same and known[1] not in same:
        return Notice(notices.HEAD_CHANGED, {"writer": writer, "seq": known[0], "id": known[1]})
    return None


_SPEAKS_FOR_ITSELF = frozenset(
    {notices.SEGMENT_UNREADABLE, notices.NOT_A_SEGMENT, notices.LINE_INVALID, notices.TAIL_TORN}
)
"""Where it can't be read nothing is known, and where it was edited or torn that is said already."""


@dataclass(frozen=True, slots=True)
class Ends:
    """Of a part that was read: what its first event is and follows, what its last is; odd: there are notices of it."""

    name: SegmentName
    first: int
    prev: str
    head: tuple[int, str]
    notices: tuple[Notice, ...]

    @classmethod
    def of(cls, name: SegmentName, reading: SegmentReading) -> Ends:
        first = reading.events[0].seq if reading.events else 0
        return cls(name, first, reading.prev, reading.head, reading.notices)


def unlinked(parts: Parts, changed: Iterable[Ends]) -> Iterator[Notice]:
    """Parts that are new or changed and do not go on where the one before ends, or are not gone on from."""
    read = {(ends.name.writer, ends.name.number): ends for ends in changed if not ends.name.copy}
    asked = 0
    for writer, number in sorted({(writer, at) for writer, one in read for at in (one, one + 1)}):
        here = parts.by_writer.get(writer, {})
        if number - 1 not in here or number not in here:
            continue
        asked += ((writer, number) not in read) + ((writer, number - 1) not in read)
        if asked > _NEIGHBOURS:
            return
        after = read.get((writer, number)) or parts.ends(here[number])
        before = read.get((writer, number - 1)) or parts.ends(here[number - 1])
        if not _go_on(before, after):
            # Read again: its writer may have gone on with it, or the share have mended it, after it was read first.
            before, after = parts.ends(here[number - 1]), parts.ends(here[number])
        if not _go_on(before, after):
            values = {
                "writer": writer,
                "file": str(after.name.path),
                "seq": after.first,
                "expected": before.head[0] + 1,
            }
            yield Notice(notices.CHAIN_BROKEN, values)


def _go_on(before: Ends, after: Ends) -> bool:
    """Also where one is odd in itself, which is told of it, or laid out and still empty."""
    odd = before.notices or after.notices or not before.first or not after.first
    return bool(odd) or (after.first, after.prev) == (before.head[0] + 1, before.head[1])
