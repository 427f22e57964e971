"""One segment file, line by line: which lines are what their writer wrote, and whether a crash explains the rest."""

from __future__ import annotations

import re
from dataclasses import field
from itertools import pairwise
from pathlib import Path

from dutytui.rules import stamps
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.store.disk import Reads
from dutytui.store.lines import Line, read_member
from dutytui.store.segments import CLOSING, OPENING, Texts, take_apart
from dutytui.verify.files import reason

_SECTOR = 512
"""Bytes that a disk writes at once or not at all; where it writes more at once, that is a multiple of it."""
_MORE_THAN_A_LINE = re.compile(rb'","sig":"[^"]{128}"}.')
_NUMBERED = re.compile(rb'"([0-9]{1,18})')
_LOOKS = 3
"""How often a file is read that its writer may be appending to at this moment."""


@dataclass(slots=True)
class Part:
    """lines: (line of the file, event) of those that are as written; changed: lines that are not, as runs (first,
    last); changed_file: the line at which it is no journal, 0 for none; unfinished: it ends in mid-line; unread: why it
    could not be read, "" if it could."""

    lines: list[tuple[int, Line]] = field(default_factory=list)
    changed: list[tuple[int, int]] = field(default_factory=list)
    changed_file: int = 0
    unfinished: bool = False
    unread: str = ""


def read_part(disk: Reads, path: Path, writer: str) -> Part:
    """Raises nothing."""
    try:
        for _ in range(_LOOKS):
            content = disk.read(path)
            if content.rstrip(b" ").endswith(CLOSING):
                break
    except OSError as error:
        return Part(unread=reason(error))
    return judge(content, writer)


def judge(content: bytes, writer: str) -> Part:
    texts = take_apart(content)
    if texts is None:
        # Laid out, or copied, and not a byte of it here yet: that is no journal, but nothing was changed either.
        begun = OPENING.startswith(content.rstrip(b" \0"))
        return Part(unfinished=begun, changed_file=0 if begun else 1)
    part = Part()
    bad: list[int] = []
    for index, text in enumerate(texts.lines):
        try:
            line = read_member(text, writer, first=index == 0)
        except ValueError:
            bad.append(index)
        else:
            part.lines.append((index + 2, line))
    torn = next((index for index in bad if _torn(content, texts, index, part.lines)), len(texts.lines))
    part.unfinished = torn < len(texts.lines)
    part.changed = _runs([index + 2 for index in bad if index < torn])
    if not texts.closed:
        last = part.lines[-1][1].seq if part.lines else 0
        if bad or _cut_short(content, texts, part.lines) or _begun(_tail(content), last):
            part.unfinished = True
        else:
            part.changed_file = len(texts.lines) + 2
    return part


def _tail(content: bytes) -> bytes:
    return content[content.rfind(b"\n") + 1 :].rstrip(b" \0")


def _cut_short(content: bytes, texts: Texts, good: list[tuple[int, Line]]) -> bool:
    """Whether of a last append the end is missing, and a sector before it as well."""
    start = texts.ends[-1] if texts.lines else len(OPENING)
    if start % _SECTOR == _SECTOR - 1 and _tail(content) == b",}":
        return True  # its first byte is there, and behind it the half of the closing that stood in the next sector
    goes_on = any(number == len(texts.lines) + 1 and line.more for number, line in good)
    return _missing(content, start, len(content.rstrip(b" \0")) + 1, begins=not goes_on)


def _begun(tail: bytes, last: int) -> bool:
    """Whether what stands behind the last newline is the beginning of an append, or of the closing, and no more."""
    if CLOSING.startswith(tail):
        return True
    if _MORE_THAN_A_LINE.search(tail):
        return False
    comma = b"," if last else b""
    found = _NUMBERED.match(tail)
    number = last + 1 if last or found is None else int(found[1])
    begun = b'%b"%d": {"seq":%d,' % (comma, number, number)
    return tail.startswith(begun) or begun.startswith(tail)


def _torn(content: bytes, texts: Texts, index: int, good: list[tuple[int, Line]]) -> bool:
    """Whether a power cut in the midst of the last append explains a line that can't be read: a sector of it is
    missing, and nothing that was recorded later stands behind.

    Of one append only the first event has a stamp that counts 0, and all of them count down to the same last one.
    """
    behind = [(number, line) for number, line in good if number > index + 2]
    before = [line for number, line in good if number == index + 1 and line.more]
    start = texts.ends[index - 1] if index else len(OPENING)
    if not _missing(content, start, texts.ends[index], begins=not before):
        return False
    one = {line.seq + line.more for line in (*before, *(line for _number, line in behind))}
    end = len(texts.lines) + 1
    later = any(stamps.count(line.stamp) == 0 or (number < end and not line.more) for number, line in behind)
    return not later and len(one) <= 1


def _missing(content: bytes, start: int, stop: int, *, begins: bool) -> bool:
    """Whether the line from `start` to `stop` holds a sector as it was before, all spaces or zeros. Where the append
    begins with it, the first may be cut to a byte, and the closing stood there."""
    as_it_was = (CLOSING + b" " * (stop - start)) if begins else b" " * (stop - start)
    edges = [start] if begins or start % _SECTOR == 0 else []
    edges += range((start // _SECTOR + 1) * _SECTOR, stop, _SECTOR)
    return any(content[at:end] in (as_it_was[at - start : end - start], b"\0" * _SECTOR) for at, end in pairwise(edges))


def _runs(numbers: list[int]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for number in numbers:
        if found and found[-1][1] == number - 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return found
