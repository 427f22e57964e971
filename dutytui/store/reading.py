"""What one segment file says, and what several copies of it say together. Pure: bytes in, events and notices out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from dutytui.rules import stamps
from dutytui.rules.events import Event
from dutytui.store import notices
from dutytui.store.lines import Line, follows, read_member, signature, signed_bytes, to_event
from dutytui.store.notices import Notice
from dutytui.store.segments import take_apart
from dutytui.store.tail import NOTHING, Head

Verify = Callable[[bytes, bytes], bool]
"""(signature, message) → whether it is the writer's."""

_HOLE = re.compile(rb"[ \0]{64}|^}}[ \0]")
"""What a part of a line that never reached the disk leaves in it: the spaces or zeros that were there before."""


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
    torn = _torn_from(texts.lines, writer) if _may_be_torn(content, texts.ends) else None
    for number, text in enumerate(texts.lines[:torn], 1):
        line = _member(text, writer, first=number == 1)
        if line is None:
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
    if torn is not None:
        told.add(notices.TAIL_TORN, kept=len(found))
    elif not texts.closed:
        told.add(notices.TAIL_UNFINISHED, kept=len(found))
    if signatures is not Signatures.NONE and found:
        asked = found if signatures is Signatures.ALL else [*ends_of_runs, found[-1]]
        _check(asked, verify, told)
    events = tuple(to_event(line, writer) for line in found)
    return SegmentReading(path, writer, events, found[0].prev if found else "", tuple(told.notices))


def _may_be_torn(content: bytes, ends: list[int]) -> bool:
    """Whether `_HOLE` may find anything in the lines. It goes through them byte by byte, which takes longer than all
    else that is asked of a line; these are found at a glance."""
    end = ends[-1] if ends else 0
    return any(content.find(one, 0, end) >= 0 for one in _IN_A_HOLE)


_IN_A_HOLE = (b"\0", b" " * 64, b"\n}} ")


def _torn_from(texts: list[bytes], writer: str) -> int | None:
    """Index of the first line of an append that the power cut short, None if there is none: parts of it are missing,
    and nothing that was recorded later stands behind. (Only the first line of an append has a stamp that counts 0.)"""
    if not any(map(_HOLE.search, texts)):
        return None
    lines = [_member(text, writer, first=number == 0) for number, text in enumerate(texts)]
    bad = [number for number, line in enumerate(lines) if line is None]
    later = (line for line in lines[bad[0] + 1 :] if line) if bad else ()
    if any(stamps.count(line.stamp) == 0 for line in later):
        return None
    return bad[0] if any(_HOLE.search(texts[number]) for number in bad) else None


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
