"""Where one's own journal ends, and what of its last segment is whole.

A crash can tear one thing only: the append that was being written, which nobody was told is saved. Whatever else is
wrong with a segment was done to it, and is left as it is: evidence, and perhaps events that can still be read.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from dutytui.rules import stamps
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.store.disk import Disk
from dutytui.store.lines import Line, follows, read_member
from dutytui.store.segments import CLOSING, OPENING, SegmentName, Texts, day_folders, segments_of_day, take_apart

SECTOR = 512
"""What a disk writes at once or not at all, in bytes; where it writes more at once, that is a multiple of it."""


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


def judge(content: bytes, writer: str, *, upto: int | None = None) -> Tail:
    """What of a segment's content stands.

    upto: number of the last acknowledged event, if known: what comes behind it counts as torn.
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
        if last and not follows(line, last):
            return _damaged(content, writer, texts.lines)
        end, last, count = behind, line, count + 1
        if not line.more:
            complete = (end, last, count)
    # Half a command is none, closed or not: a file that was mended is closed behind what its process left of one.
    whole = count == len(texts.lines) and texts.closed and not (last and last.more)
    if upto is None and count < len(texts.lines) and not is_torn(content, texts, count, writer, last):
        return _damaged(content, writer, texts.lines)
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


def is_torn(content: bytes, texts: Texts, at: int, writer: str, before: Line | None) -> bool:
    """Whether a power cut explains that a line can't be read: part of it never reached the disk, and nothing that was
    recorded later stands behind. A disk has spoilt any other, or somebody has changed it.

    at: its index; before: the line in front of it, None if there is none that can be read.
    """
    start = texts.ends[at - 1] if at else len(OPENING)
    lacks = _lacks_sector(content, start, texts.ends[at], begins=before is None or not before.more)
    return lacks and not _later_behind(texts.lines, at, writer, before)


def _lacks_sector(content: bytes, start: int, stop: int, *, begins: bool) -> bool:
    """Whether a sector of a line reads as it did before the append was written, over the closing and spaces behind it.

    begins: the append may begin here, so that only the end of its first sector, be it a byte, is not as it was.
    """
    before = (CLOSING if begins else b"").ljust(stop - start)
    place = start if begins else -(-start // SECTOR) * SECTOR
    while (edge := place - place % SECTOR + SECTOR) < stop:
        there = content[place:edge]
        if there == before[place - start : edge - start] or there == b"\0" * SECTOR:
            return True
        place = edge
    return False


def _later_behind(texts: list[bytes], at: int, writer: str, before: Line | None) -> bool:
    """Whether a later append follows an invalid line, which makes that line one that was acknowledged.

    The sectors of one append may reach the disk in any order, so whole lines behind a torn one prove nothing by
    themselves. But lines of one append share their moment, of which only the first is counted 0, and count down to the
    same end, behind which nothing stands.
    """
    ends = {before.seq + before.more} if before and before.more else set()
    for place in range(at + 1, len(texts)):
        line = _read_member(texts[place], writer, first=False)
        if line is None:
            continue
        if stamps.count(line.stamp) == 0 or (not line.more and place + 1 < len(texts)):
            return True
        ends.add(line.seq + line.more)
    return len(ends) > 1


def _damaged(content: bytes, writer: str, texts: list[bytes]) -> Tail:
    found = [line for text in texts if (line := _read_member(text, writer, first=text[:1] == b'"'))]
    last = max(found, key=lambda line: line.seq, default=None)
    return Tail(b"", len(found), last, b"", whole=False, damaged=True, size=len(content))
