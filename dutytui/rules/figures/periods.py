"""Stretches of days that figures are added up over: a day, a week from Monday, a month, a quarter, a year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from enum import StrEnum

from dutytui.rules.figures.counts import NOTHING, DayFigures
from dutytui.rules.lazy_dataclass import dataclass

_DAY = timedelta(days=1)


class Length(StrEnum):
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


_MONTHS = {Length.MONTH: 1, Length.QUARTER: 3, Length.YEAR: 12}


@dataclass(frozen=True, slots=True)
class Period:
    """first and last: days, both inclusive."""

    length: Length
    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    @property
    def days(self) -> Iterator[date]:
        return (self.first + _DAY * count for count in range((self.last - self.first).days + 1))

    def moved(self, step: int) -> Period:
        """The period so many before (negative) or after this one; this one where the calendar ends."""
        try:
            if self.length not in _MONTHS:
                return period(self.length, self.first + step * (self.last - self.first + _DAY))
            months = self.first.year * 12 + self.first.month - 1 + step * _MONTHS[self.length]
            return period(self.length, date(months // 12, months % 12 + 1, 1))
        except (ValueError, OverflowError):
            return self

    def parts(self) -> tuple[Period, ...]:
        """What a chart has a bar for: of a year its months, of a quarter its weeks (the first and last may be cut
        off by it), of a week or month its days; a day has no parts."""
        if self.length is Length.DAY:
            return ()
        if self.length is Length.YEAR:
            return tuple(period(Length.MONTH, date(self.first.year, month, 1)) for month in range(1, 13))
        if self.length is Length.QUARTER:
            weeks = dict.fromkeys(period(Length.WEEK, day) for day in self.days)
            return tuple(Period(Length.WEEK, max(one.first, self.first), min(one.last, self.last)) for one in weeks)
        return tuple(Period(Length.DAY, day, day) for day in self.days)


def period(length: Length, day: date) -> Period:
    """The one that holds `day`. OverflowError or ValueError at the calendar's ends."""
    if length is Length.DAY:
        return Period(length, day, day)
    if length is Length.WEEK:
        monday = day - _DAY * day.weekday()
        return Period(length, monday, monday + 6 * _DAY)
    months = _MONTHS[length]
    begins = (day.month - 1) // months * months + 1
    after = date(day.year + (begins + months > 12), (begins + months - 1) % 12 + 1, 1)
    return Period(length, date(day.year, begins, 1), after - _DAY)


@dataclass(frozen=True, slots=True)
class Summed:
    """A period's figures. parts: those of each of `Period.parts`, in their order, () for a day."""

    over: Period
    total: DayFigures
    parts: tuple[DayFigures, ...]


def summed(days: Mapping[date, DayFigures], over: Period) -> Summed:
    """The figures of the days of a period that are known, added up; each day is added once."""
    parts = tuple(_added(days, part) for part in over.parts())
    total = _added(days, over) if not parts else NOTHING
    for part in parts:
        total = total.plus(part)
    return Summed(over, total, parts)


def _added(days: Mapping[date, DayFigures], over: Period) -> DayFigures:
    total = NOTHING
    for day in over.days:
        if day in days:
            total = total.plus(days[day])
    return total


def quarters(last: date, count: int) -> tuple[Period, ...]:
    """The quarter that holds `last` and the ones before it, `count` in all, the earliest first."""
    this = period(Length.QUARTER, last)
    return tuple(this.moved(-back) for back in range(count - 1, -1, -1))
