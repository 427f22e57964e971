"""Hybrid logical clock: the time at which something was recorded, as text that sorts.

A stamp is UTC to the millisecond and a counter, of fixed width: ``2026-11-23T00:12:33.123Z-0003``. Stamps of one
journal rise strictly, whatever the terminal's clock does; across journals a stamp is later than every stamp its writer
had seen. Pure: `now` is an argument. "" stands for "no stamp yet" and sorts before all others.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

AHEAD_LIMIT = timedelta(minutes=10)
"""How far a stamp from elsewhere may lie beyond our clock and still be taken over (inclusive)."""

YEARS = range(1900, 9000)
"""Of whatever is recorded, so that the day before it, or the same moment in another zone, is one that there is. Clocks
are off by decades and never by more."""

_SHAPE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z-[0-9]{4}")
_MOMENT = len("2026-11-23T00:12:33.123Z")
_LAST_COUNT = 9999
_MILLISECOND = timedelta(milliseconds=1)


class Observed(NamedTuple):
    """What became of a stamp seen elsewhere.

    stamp: the later of one's own last and the seen one, if that was absorbed; ahead: how far the seen one lies beyond
    our clock when it was *not* absorbed, else zero. One of the two clocks is then wrong: say so.
    """

    stamp: str
    ahead: timedelta


def next_stamp(last: str, now: datetime) -> str:
    """The stamp of the next event: that of `now` (aware), or just above `last` if the clock has not passed it.

    Raises ValueError for a naive `now`, OverflowError beyond the year 9999.
    """
    moment = _moment(now)
    if moment > last[:_MOMENT]:
        return f"{moment}-0000"
    count = int(last[_MOMENT + 1 :]) + 1
    if count <= _LAST_COUNT:
        return f"{last[:_MOMENT]}-{count:04d}"
    return f"{_moment(parse(last) + _MILLISECOND)}-0000"


def observe(last: str, seen: str, now: datetime) -> Observed:
    """Take over a stamp seen elsewhere, so that what we record next sorts after it; not one more than 10 minutes ahead.

    A terminal whose clock is years ahead would otherwise drag every other one along. Raises ValueError if `seen` is not
    a stamp.
    """
    ahead = parse(seen) - now
    if ahead > AHEAD_LIMIT:
        return Observed(last, ahead)
    return Observed(max(last, seen), timedelta(0))


def latest_heeded(now: datetime) -> str:
    """The last stamp from elsewhere that `observe` takes over at `now`."""
    return last_until(now + AHEAD_LIMIT)


def last_until(moment: datetime) -> str:
    """What no stamp of that moment (aware) or before sorts after, and every later one does."""
    return f"{_moment(moment)}-{_LAST_COUNT:04d}"


def parse(stamp: str) -> datetime:
    """The UTC time in a stamp. Raises ValueError for anything but the one way of writing it."""
    if not _SHAPE.fullmatch(stamp):
        raise ValueError(f"not a stamp: {stamp!r}")
    return datetime.fromisoformat(stamp[:_MOMENT])


def is_stamp(text: str) -> bool:
    """Whether `parse` would read it; an event from elsewhere may carry anything."""
    return bool(_SHAPE.fullmatch(text))


def count(stamp: str) -> int:
    """The counter in a stamp: 0 when the clock had moved since the event before it."""
    return int(stamp[_MOMENT + 1 :])


def _moment(time: datetime) -> str:
    if time.utcoffset() is None:
        raise ValueError("a stamp needs a time with its offset")
    return time.astimezone(UTC).isoformat(timespec="milliseconds")[:23] + "Z"
