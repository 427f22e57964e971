"""Where one's own journal ends, and what of its last segment is whole.

A crash can tear one thing only: the append that was being written, which nobody was told is saved. Whatever else is
wrong with a segment was done to it, and is left as it is: evidence, and perhaps events that can still be read.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from dutytui.rules import stamps
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.store.disk import Disk
from dutytui.store.lines import Line, follows, read_member
from dutytui.store.segments import CLOSING, OPENING, SegmentName, day_folders, segments_of_day, take_apart

Genuine = Callable[[Line], bool]

_HOLE = re.compile(rb"[ \0]{64}|^}")
"""What a part of a line that never reached the disk leaves in it: the spaces or zeros, or the closing, before it."""


class Head(NamedTuple):
    """A journal's last event: its number and hash; ``(0, "")`` before the first."""

    seq: int
    id: str


NOTHING = Head(0, "")


@dataclass(frozen=True, slots=True)
class Tail:
    """The last segment of one's own journal.

    content: its whole and valid part, without closing; count: events in it; last: the last of them;
    torn: bytes behind it that are to be set aside; whole: nothing is to be mended; damaged: leave this file alone;
    size: of the file.
    """

    content: bytes
    count: int
    last: Line | None
    torn: bytes
    whole: bool
    damaged: bool
    size: int


def own_segments(disk: Disk, logs: Path, writer: str) -> list[SegmentName]:
    """All segments of one's own journal by number; asks every day's folder. Raises OSError."""
    if not disk.exists(logs):
        return []
    found = [name for day in day_folders(disk, logs) for name in segments_of_day(disk, logs, day)]
    return sorted((name for name in found if name.writer == writer and not name.copy), key=lambda name: name.number)


def judge(content: bytes, writer: str, *, upto: int | None = None, genuine: Genuine | None = None) -> Tail:
    """What of a segment's content stands.

    upto: number of the last acknowledged event, if known: what comes behind it counts as torn; genuine: whether a
    line's signature is one's own, if that is to be asked.
    """
    texts = take_apart(content)
    if texts is None:
        return Tail(b"", 0, None, b"", whole=False, damaged=True, size=len(content))
    last: Line | None = None
    end, count = len(OPENING), 0
    complete = (end, last, count)
    for text, behind in zip(texts.lines, texts.ends, strict=True):
        line = _read_member(text, writer, first=count == 0)
        if line is None or (upto is not None and line.seq > upto):
            break
        if (last and not follows(line, last)) or (genuine and not genuine(line)):
            return _damaged(content, writer, texts.lines, genuine)
        end, last, count = behind, line, count + 1
        if not line.more:
            complete = (end, last, count)
    whole = count == len(texts.lines) and texts.closed
    bad = texts.lines[count:] if upto is None else []
    # An append is one write: where it was cut short something is missing, or the closing behind it.
    if _acknowledged_behind(bad, writer) or (bad and texts.closed and not any(map(_HOLE.search, bad))):
        return _damaged(content, writer, texts.lines, genuine)
    if not whole:
        # The append that was torn goes as a whole: nobody was told that it is saved, and half a command is none.
        end, last, count = complete
    torn = b"" if whole else content[end:].rstrip(b" ")
    return Tail(content[:end], count, last, torn.removeprefix(CLOSING), whole, damaged=False, size=len(content))


def _read_member(text: bytes, writer: str, *, first: bool) -> Line | None:
    try:
        return read_member(text, writer, first=first)
    except ValueError:
        return None


def _acknowledged_behind(texts: list[bytes], writer: str) -> bool:
    """Whether a later append follows an invalid line, which makes that line one that was acknowledged.

    The pages of one append may reach the disk in any order, so whole lines behind a torn one prove nothing by
    themselves; but lines of one append share their moment, and only the first of a moment is counted 0.
    """
    found = (_read_member(text, writer, first=False) for text in texts[1:])
    return any(line is not None and stamps.count(line.stamp) == 0 for line in found)


def _damaged(content: bytes, writer: str, texts: list[bytes], genuine: Genuine | None) -> Tail:
    found = [line for text in texts if (line := _read_member(text, writer, first=text[:1] == b'"'))]
    sound = [line for line in found if genuine is None or genuine(line)]
    last = max(sound, key=lambda line: line.seq, default=None)
    return Tail(b"", len(sound), last, b"", whole=False, damaged=True, size=len(content))
