"""One segment file, line by line: which lines are what their writer wrote, and whether a crash explains the rest."""

from __future__ import annotations

import re
from dataclasses import field
from pathlib import Path

from dutytui.rules import stamps
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.store.disk import Reads
from dutytui.store.lines import Line, read_member
from dutytui.store.segments import CLOSING, OPENING, take_apart
from dutytui.verify.files import reason

_HOLE = re.compile(rb"[ \0]{64}|^}}[ \0]")
"""What a page that never reached the disk leaves in a line: the spaces or zeros that were there before."""
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
    bad: list[tuple[int, bytes]] = []
    for index, text in enumerate(texts.lines):
        try:
            line = read_member(text, writer, first=index == 0)
        except ValueError:
            bad.append((index + 2, text))
        else:
            part.lines.append((index + 2, line))
    if bad and _torn(bad, part.lines):
        part.unfinished = True
    else:
        part.changed = _runs([number for number, _text in bad])
    if not texts.closed:
        last = part.lines[-1][1].seq if part.lines else 0
        if bad or _begun(_tail(content), last):
            part.unfinished = True
        else:
            part.changed_file = len(texts.lines) + 2
    return part


def _tail(content: bytes) -> bytes:
    return content[content.rfind(b"\n") + 1 :].rstrip(b" \0")


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


def _torn(bad: list[tuple[int, bytes]], good: list[tuple[int, Line]]) -> bool:
    """Whether a power cut in the midst of the last append explains it: pages of it are missing, and nothing that was
    recorded later stands behind. (Only the first event of an append has a stamp that counts 0.)"""
    first = bad[0][0]
    later = any(number > first and stamps.count(line.stamp) == 0 for number, line in good)
    return not later and any(_HOLE.search(text) for _number, text in bad)


def _runs(numbers: list[int]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for number in numbers:
        if found and found[-1][1] == number - 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return found
