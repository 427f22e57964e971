"""What one segment file says, and what several copies of it say together. Pure: bytes in, events and notices out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import field
from enum import Enum
from pathlib import Path

from dutytui.rules.events import Event
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.store import notices
from dutytui.store.lines import Line, follows, read_member, signature, signed_bytes, to_event
from dutytui.store.notices import Notice
from dutytui.store.segments import take_apart
from dutytui.store.tail import NOTHING, Head, is_torn

Verify = Callable[[bytes, bytes], bool]
"""(signature, message) → whether it is the writer's."""


class Signatures(Enum):
    """Which signatures are checked.

    LAST: of each unbroken run of lines the last one, because the chain covers what is before it; ALL: every line's.
    """

    NONE = 0
    LAST = 1
    ALL = 2


@dataclass(frozen=True, slots=True)
class SegmentReading:
    """One file. events: those of its valid lines, in file order; prev: hash that their first one follows."""

    path: Path
    writer: str
    events: tuple[Event, ...] = ()
    prev: str = ""
    notices: tuple[Notice, ...] = ()

    @property
    def head(self) -> Head:
        return Head(self.events[-1].seq, self.events[-1].id) if self.events else NOTHING


def read_content(
    content: bytes, path: Path, writer: str, signatures: Signatures, verify: Verify | None
) -> SegmentReading:
    """Every valid line of a segment, but for a command at its end that is not there as a whole.

    What a power cut leaves of an append may be read before whoever takes up the journal has set it aside: nothing of it
    counts, and nobody has changed anything. verify is asked as `signatures` says, None if no key is known.
    """
    texts = take_apart(content)
    if texts is None:
        return SegmentReading(path, writer, notices=(Notice(notices.NOT_A_SEGMENT, {"file": str(path)}),))
    told = _Told(path, writer)
    found: list[Line] = []
    ends_of_runs: list[Line] = []
    whole_before = True
    torn = False
    for number, text in enumerate(texts.lines, 1):
        line = _member(text, writer, first=number == 1)
        if line is None:
            if torn := is_torn(content, texts, number - 1, writer, found[-1] if found and whole_before else None):
                break
            told.add(notices.LINE_INVALID, line=number)
            whole_before = False
            continue
        if found and not (whole_before and follows(line, found[-1])):
            ends_of_runs.append(found[-1])
            if whole_before:
                told.add(notices.CHAIN_BROKEN, writer=writer, seq=line.seq, expected=found[-1].seq + 1)
        whole_before = True
        found.append(line)
    while found and found[-1].more:
        found.pop()  # half a command is none: whoever takes up the journal sets it aside
    if torn or not texts.closed:
        told.add(notices.TAIL_TORN if torn else notices.TAIL_UNFINISHED, kept=len(found))
    if signatures is not Signatures.NONE and found:
        asked = found if signatures is Signatures.ALL else [*ends_of_runs, found[-1]]
        _check(asked, verify, told)
    events = tuple(to_event(line, writer) for line in found)
    return SegmentReading(path, writer, events, found[0].prev if found else "", tuple(told.notices))


def _member(text: bytes, writer: str, *, first: bool) -> Line | None:
    try:
        return read_member(text, writer, first=first)
    except ValueError:
        return None


def merge(readings: Iterable[SegmentReading]) -> tuple[list[Event], list[Notice]]:
    """The union of one writer's files: each event once, by number. Two events of one number are both kept, and told."""
    by_seq: dict[int, dict[str, Event]] = {}
    for reading in readings:
        for event in reading.events:
            by_seq.setdefault(event.seq, {}).setdefault(event.id, event)
    told = [
        Notice(notices.BRANCHED, {"writer": next(iter(same.values())).writer, "seq": seq})
        for seq, same in by_seq.items()
        if len(same) > 1
    ]
    return [event for _, same in sorted(by_seq.items()) for event in same.values()], told


@dataclass(slots=True)
class _Told:
    path: Path
    writer: str
    notices: list[Notice] = field(default_factory=list)

    def add(self, code: str, **values: object) -> None:
        self.notices.append(Notice(code, {"file": str(self.path), **values}))


def _check(asked: list[Line], verify: Verify | None, told: _Told) -> None:
    if verify is None:
        told.notices.append(Notice(notices.KEY_UNKNOWN, {"writer": told.writer}))
        return
    for line in asked:
        if not verify(signature(line), signed_bytes(line.id)):
            told.add(notices.SIGNATURE_WRONG, seq=line.seq)
