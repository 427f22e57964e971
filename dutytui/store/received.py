"""When what others recorded came to this terminal, of what came late. Kept here alone, and lost with no harm.

A desk is closed at night, and what others record then is there in the morning: that is not late. Late is what was
recorded while this terminal stood open, now or before, and was not here within minutes.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple, Protocol

import msgspec

from dutytui.rules.sharing import Arrivals, Came, Reach, Sharing
from dutytui.rules.stamps import last_until
from dutytui.store.disk import put_lightly
from dutytui.store.unreadable import NO_JSON

FILE = "received.json"
AT_ONCE = timedelta(minutes=5)
"""What a share and a sync program may take, and still bring something at once."""
_MOST = 500
"""Stretches of journals that are kept: those that came last."""
_EVERY = timedelta(minutes=10)
"""How often it is noted that this terminal stands open."""


class Line(Protocol):
    @property
    def seq(self) -> int: ...
    @property
    def stamp(self) -> str: ...


class Arrival(Protocol):
    @property
    def writer(self) -> str: ...
    @property
    def lines(self) -> Sequence[Line]: ...


class _Row(NamedTuple):
    writer: str
    first: int
    last: int
    at: datetime


class _Kept(msgspec.Struct, frozen=True):
    """until: when this terminal last stood open and was behind in nothing that it knew of; had: writer → number of the
    last event that was here then."""

    until: datetime | None = None
    had: dict[str, int] = {}
    rows: tuple[_Row, ...] = ()


class Received:
    """folder: the terminal's local one. `beat` and `keep` are for the process that carries, the others `read`.

    `arrivals` is a value that any thread may take at any time.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE
        self._opened: datetime | None = None
        self._before: datetime | None = None
        self._written: datetime | None = None
        self.read()

    def read(self) -> None:
        """Another process may have written."""
        try:
            self._kept = msgspec.json.decode(self._path.read_bytes(), type=_Kept)
        except (OSError, *NO_JSON):
            self._kept = _Kept()
        self.arrivals = _by_writer(self._kept.rows)

    def beat(self, arrived: Iterable[Arrival], sharing: Sharing, now: datetime) -> None:
        """arrived: what was taken just now; sharing: how it stands after that."""
        if self._opened is None:
            self.read()
            self._opened, self._before = now, self._kept.until
        kept = self._kept
        rows = [row for one in arrived if one.writer not in sharing.own_writers for row in self._late(one, now)]
        caught_up = sharing.reach is not Reach.FIRST and not sharing.to_come
        self._kept = _Kept(now if caught_up else kept.until, dict(sharing.saved), (*kept.rows, *rows)[-_MOST:])
        if rows:
            self.arrivals = _by_writer(self._kept.rows)
        if rows or self._written is None or abs(now - self._written) >= _EVERY:
            self._written = now
            self.keep()

    def keep(self) -> None:
        """Leave on disk what is known. What can't be written is known until this process ends."""
        put_lightly(self._path, msgspec.json.encode(self._kept))

    def _late(self, one: Arrival, now: datetime) -> Iterator[_Row]:
        """Stamps rise within a journal, so what is late of it is at most two stretches: before this terminal was closed
        last, and since it was opened. What a disk had lost here and came back is not new."""
        assert self._opened is not None
        had = self._kept.had.get(one.writer, 0)
        lines = [line for line in one.lines if line.seq > had]
        stamps = [line.stamp for line in lines]
        closed = bisect_right(stamps, last_until(self._before - AT_ONCE)) if self._before else 0
        opened = max(closed, bisect_right(stamps, last_until(self._opened)))
        by_now = bisect_right(stamps, last_until(now - AT_ONCE))
        for begin, end in ((0, closed), (opened, by_now)):
            if begin < end:
                yield _Row(one.writer, lines[begin].seq, lines[end - 1].seq, now)


def _by_writer(rows: Iterable[_Row]) -> Arrivals:
    late: dict[str, tuple[Came, ...]] = {}
    for row in sorted(rows, key=lambda row: row.first):
        late[row.writer] = (*late.get(row.writer, ()), Came(row.first, row.last, row.at))
    return Arrivals(late)
