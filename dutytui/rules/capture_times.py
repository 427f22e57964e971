"""Times in a capture line: what was typed (already folded, see `capture_words.fold`) → a moment, given `now`."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from dutytui.rules import capture_words as said

FUTURE_ALLOWED = timedelta(minutes=1)
"""A terminal's clock and a wall clock differ: this much later than now is still now."""

_CLOCK = (
    rf"(?P<h>[01]?[0-9]|2[0-3])(?::(?P<m>[0-5][0-9])"
    rf"|(?:{said.HOUR_WORDS})(?:(?P<half>{said.HALF_WORD})|(?P<m2>[0-5]?[0-9]){said.MINUTE_MARK}?)?)"
)
_BARE = re.compile(r"(?P<h>[01][0-9]|2[0-3])(?P<m>[0-5][0-9])")
_CLOCK_RE = re.compile(_CLOCK)
_MINUTES_BACK = re.compile(r"-(?P<minutes>[0-9]{1,7})")
_LENGTH = (
    rf"(?:(?P<days>[0-9]{{1,3}}) ?(?:{said.DAYS}))? ?(?:(?P<hours>[0-9]{{1,3}}|{said.HALF_WORD}) ?(?:{said.HOURS}))?"
    rf" ?(?:(?P<minutes>[0-9]{{1,7}}) ?(?:{said.MINUTES}))?"
)
_AGO_RE = re.compile(rf"{_LENGTH} ?(?:{said.AGO})")
_LENGTH_RE = re.compile(_LENGTH)


class Found(NamedTuple):
    """A time that ends at `end` (exclusive); bare: four digits only, which more easily are something else."""

    end: int
    at: datetime | None
    bare: bool


def minute(moment: datetime) -> datetime:
    """The full minute that `moment` is in."""
    return moment.replace(second=0, microsecond=0)


def shift(moment: datetime, delta: timedelta) -> datetime | None:
    """`moment` moved by real time, in its own zone. None beyond the calendar's end."""
    try:
        return (moment.astimezone(UTC) + delta).astimezone(moment.tzinfo)
    except OverflowError:
        return None


def happened(folded: str, start: int, now: datetime, day_starts: int, first: bool) -> Found | None:
    """A time of happening at `start`; at is None when it lies in the future. Four digits and ``-10`` only when `first`.

    Later than now means yesterday if that is still the same business day (typed 2350 at half past midnight).
    """
    if first and (match := _MINUTES_BACK.match(folded, start)):
        return Found(match.end(), _back(match, now), True)
    if (match := _AGO_RE.match(folded, start)) and _length(match):
        return Found(match.end(), _back(match, now), False)
    if match := _CLOCK_RE.match(folded, start):
        return Found(match.end(), past(*_clock(match), now, day_starts), False)
    if first and (match := _BARE.match(folded, start)):
        return Found(match.end(), past(int(match["h"]), int(match["m"]), now, day_starts), True)
    return None


def deadline(word: str, now: datetime) -> datetime | None:
    """``30m``, ``1h30m``, ``2天``, counted from now, or the next ``18:00``, ``1800``, ``18点``. Else None."""
    if (match := _LENGTH_RE.fullmatch(word)) and (length := _length(match)):
        return shift(minute(now), length)
    if match := _CLOCK_RE.fullmatch(word) or _BARE.fullmatch(word):
        return upcoming(*_clock(match), now)
    return None


def past(hour: int, minutes: int, now: datetime, day_starts: int) -> datetime | None:
    """That time today, or yesterday when it is to come and yesterday's belongs to this business day; else None."""
    today = minute(now).replace(hour=hour, minute=minutes)
    if today - FUTURE_ALLOWED <= now:
        return today
    yesterday = _guarded(lambda: today - timedelta(days=1))
    if yesterday is None or _business_day(yesterday, day_starts) != _business_day(now, day_starts):
        return None
    return yesterday


def upcoming(hour: int, minutes: int, now: datetime) -> datetime | None:
    """The next time that the clock shows this, later than now."""
    today = minute(now).replace(hour=hour, minute=minutes)
    return today if today > now else _guarded(lambda: today + timedelta(days=1))


def _business_day(moment: datetime, day_starts: int) -> object:
    day = _guarded(lambda: moment.replace(tzinfo=None) - timedelta(minutes=day_starts))
    return day and day.date()


def _guarded(make: Callable[[], datetime]) -> datetime | None:
    try:
        return make()
    except OverflowError:
        return None


def _clock(match: re.Match[str]) -> tuple[int, int]:
    parts = match.groupdict()
    minutes = 30 if parts.get("half") else int(parts.get("m") or parts.get("m2") or 0)
    return int(parts["h"]), minutes


def _length(match: re.Match[str]) -> timedelta:
    parts = match.groupdict()
    hours = parts.get("hours") or 0
    half = hours == said.HALF_WORD
    return timedelta(
        days=int(parts.get("days") or 0),
        hours=0 if half else int(hours),
        minutes=int(parts["minutes"] or 0) + 30 * half,
    )


def _back(match: re.Match[str], now: datetime) -> datetime | None:
    return shift(minute(now), -_length(match))
