"""Days and stretches of days in a search: ``2026-10``, ``10-03``, ``2026年10月``, ``昨天`` → first and last day."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

Span = tuple[date, date]
"""First and last day, both inclusive."""

_WORDS = {"今天": 0, "今日": 0, "today": 0, "昨天": 1, "昨日": 1, "yesterday": 1, "前天": 2}
"""With how many days ago they are."""
_WHOLE = re.compile(r"([0-9]{4})(?:[-/.]|年)([0-9]{1,2})(?:(?:[-/.]|月)([0-9]{1,2})?日?)?")
_OF_YEAR = re.compile(r"([0-9]{1,2})(?:(?:[-/.]|月)(?:([0-9]{1,2})日?)?)?")
_YEAR = re.compile(r"([0-9]{4})年?")
_RANGE = re.compile(r"\.\.|~|至")


def stretch(typed: str, today: date) -> Span | None:
    """A date that stands for itself in a line: with its year, a range of those, or a word for a day.

    typed is plain (`dutytui.rules.search.plain`). None for anything else: ``2026`` and ``10-03`` may be numbers.
    """
    ends = _RANGE.split(typed)
    if len(ends) == 2:
        first, last = _whole(ends[0]), _whole(ends[1])
        return (first[0], last[1]) if first and last and first[0] <= last[1] else None
    return _whole(typed) or _day(typed, today)


def moment(typed: str, today: date) -> Span | None:
    """What a date behind ``>`` or ``<`` may be besides: a year, a month, or a day of the year that was last."""
    return stretch(typed, today) or _year(typed) or _of_year(typed, today)


def _day(typed: str, today: date) -> Span | None:
    if typed not in _WORDS:
        return None
    day = today - timedelta(days=_WORDS[typed])
    return day, day


def _whole(typed: str) -> Span | None:
    match = _WHOLE.fullmatch(typed)
    if match is None:
        return None
    return _span(int(match[1]), int(match[2]), int(match[3]) if match[3] else None)


def _year(typed: str) -> Span | None:
    match = _YEAR.fullmatch(typed)
    return (date(int(match[1]), 1, 1), date(int(match[1]), 12, 31)) if match and int(match[1]) else None


def _of_year(typed: str, today: date) -> Span | None:
    """The last one that has begun: in March, December is last year's."""
    match = _OF_YEAR.fullmatch(typed)
    if match is None:
        return None
    for year in (today.year, today.year - 1):
        span = _span(year, int(match[1]), int(match[2]) if match[2] else None)
        if span is not None and span[0] <= today:
            return span
    return None


def _span(year: int, month: int, day: int | None) -> Span | None:
    try:
        if day is not None:
            return date(year, month, day), date(year, month, day)
        return date(year, month, 1), date(year, month, monthrange(year, month)[1])
    except ValueError:
        return None
