"""Which days are holidays, eves of holidays or worked instead of one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

HOLIDAY = "holiday"
EVE = "holiday_eve"
MAKE_UP = "make_up_workday"
ORDINARY = "ordinary"


def years_around(day: date) -> tuple[int, ...]:
    """The years that procedures know holidays of: the one before, the day's own, the next."""
    return day.year - 1, day.year, day.year + 1


def day_kinds(
    source: str, override: Mapping[date, str], years: Iterable[int]
) -> tuple[dict[date, str], tuple[int, ...]]:
    """The kind of every day of `years` that is not ordinary, and the years whose calendar is known.

    source: "china" (the State Council's announcements, as chinesecalendar has them) or "none" (nothing is to be
    announced, so every year is known); override goes first. An eve is the last day before a holiday begins; a make-up
    working day stays one even there, because its being worked is what the announcement says of it.
    """
    wanted = tuple(years)
    kinds, announced = _china(wanted) if source == "china" else ({}, wanted)
    merged = {day: kind for day, kind in {**kinds, **override}.items() if kind != ORDINARY}
    eves = (day - timedelta(days=1) for day, kind in merged.items() if kind == HOLIDAY and day > date.min)
    merged |= {eve: EVE for eve in eves if eve not in merged and eve not in override}
    return {day: merged[day] for day in sorted(merged) if day.year in wanted}, announced


def _china(years: tuple[int, ...]) -> tuple[dict[date, str], tuple[int, ...]]:
    # A table of twenty years: read only when holidays are worked out, never with a compiled copy at hand.
    from chinese_calendar.constants import holidays, workdays

    # The day before the last year's end may be the eve of a holiday of the year after.
    near = {*years, *(year + 1 for year in years)}
    kinds = {day: HOLIDAY for day in holidays if day.year in near}
    kinds |= {day: MAKE_UP for day in workdays if day.year in near}
    known = {day.year for day in holidays}
    return kinds, tuple(year for year in years if year in known)
