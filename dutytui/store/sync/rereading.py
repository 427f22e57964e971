"""What is held here is read again bit by bit: a disk that spoils a line changes neither size nor time of a file.

One file each half minute, so that a day of a desk goes through some 1,700 of them: first those of the newest two days
that have any, then all others from another one on each day. What is found spoilt is told to `Gaps`, which mends it from
the share, and read again every ten minutes until it is whole.
"""

from __future__ import annotations

from collections import deque
from datetime import date, datetime, timedelta

from dutytui.store.disk import Reads
from dutytui.store.lines import Line, follows, read, read_member
from dutytui.store.reading import Verify
from dutytui.store.segments import SegmentName, take_apart
from dutytui.store.sync.held import Held
from dutytui.store.sync.taking import is_signed

EVERY = timedelta(seconds=30)
MOST = 16
"""Files that are read in one step, however long ago the last one was."""
_AGAIN = timedelta(minutes=10)
_A_DAY = 1500
"""So many of the older files further on the reading begins each day."""


class Rereading:
    """disk: reads what was packed, too."""

    def __init__(self, held: Held, disk: Reads) -> None:
        self._held = held
        self._disk = disk
        self._coming: deque[SegmentName] = deque()
        self._last: datetime | None = None
        self._spoilt: dict[SegmentName, datetime] = {}

    def step(self, now: datetime, today: date) -> None:
        """Read what is due; what is spoilt is in `Held.spoilt` then. now: as `Sync.step` counts the time."""
        if self._last is None:
            self._last = now
        due = min(int((now - self._last) / EVERY), MOST)
        if due <= 0:
            return
        self._last = now
        for name in self._next(due, today):
            self._read(name, now)
        for name, when in list(self._spoilt.items()):
            if abs(now - when) >= _AGAIN:
                self._read(name, now)

    def _next(self, count: int, today: date) -> list[SegmentName]:
        if not self._coming:
            self._coming.extend(in_turn(_names(self._held), today))
        return [self._coming.popleft() for _ in range(min(count, len(self._coming)))]

    def _read(self, name: SegmentName, now: datetime) -> None:
        self._spoilt.pop(name, None)
        try:
            content = self._disk.read(name.path)
            key, is_short = self._held.key(name.writer), self._is_short(name)
        except OSError:
            return  # gone or not to be read just now; what is gone is looked for by itself
        if is_short or is_spoilt(content, name.writer, self._held.verify(key) if key else None):
            self._spoilt[name] = now
            self._held.spoilt.add(name)
            self._held.part(name)  # where the journal stands is asked anew

    def _is_short(self, name: SegmentName) -> bool:
        """Whether lines lack between its last one and the first of the next segment: it is as it was some time ago."""
        behind = self._held.proper(name.writer, name.number + 1)
        if behind is None:
            return False
        ours, theirs = self._held.part(name).lines, self._held.part(behind).lines
        ends = read(ours[-1], name.writer).seq if ours else 0
        return bool(ours and theirs) and read(theirs[0], name.writer).seq > ends + 1


def _names(held: Held) -> list[SegmentName]:
    """Every segment that is here, without copies of it."""
    found = (held.proper(writer, number) for writer in held.writers() for number in held.numbers(writer))
    return [name for name in found if name]


def in_turn(names: list[SegmentName], today: date) -> list[SegmentName]:
    """In which order files are read: the newest two days, then the others, from another one on each day."""
    ordered = sorted(names, key=lambda name: (name.day, name.writer, name.number), reverse=True)
    days = sorted({name.day for name in names})[-2:]
    newest = [name for name in ordered if name.day in days]
    older = ordered[len(newest) :]
    begin = today.toordinal() * _A_DAY % len(older) if older else 0
    return [*newest, *older[begin:], *older[:begin]]


def is_spoilt(content: bytes, writer: str, verify: Verify | None) -> bool:
    """Whether a line in a segment is not what its writer wrote. verify: None if its key is not known."""
    texts = take_apart(content)
    if texts is None:
        return True
    last: Line | None = None
    for place, text in enumerate(texts.lines):
        try:
            line = read_member(text, writer, first=place == 0)
        except ValueError:
            return True
        if (last and not follows(line, last)) or (verify and not is_signed(line, verify)):
            return True
        last = line
    return False
