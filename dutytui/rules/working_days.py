"""Which days the office works, and counting by them: its rest weekdays and holidays rest, make-up days are worked.

The calendar is that of the procedures (`Procedures.holidays`), with what the mall has changed in it. A year that it
does not know yet has its rest weekdays only.
"""

from __future__ import annotations

from datetime import date, timedelta

from dutytui.rules.procedure import Procedures

HOLIDAY = "holiday"
MAKE_UP = "make_up_workday"


def is_announced(procedures: Procedures, year: int) -> bool:
    """Whether the holidays of a year are known, or none are taken; a calendar that is too old knows no year at all."""
    return procedures.announced is None or year in procedures.announced


def is_working_day(procedures: Procedures, day: date) -> bool:
    """Whether offices work on a day. The last day before a holiday is like any other."""
    kind = procedures.holidays.get(day, "")
    if kind in {HOLIDAY, MAKE_UP}:
        return kind == MAKE_UP
    return day.weekday() not in procedures.rest_weekdays


def add_working_days(procedures: Procedures, day: date, count: int) -> date:
    """The count-th working day after a day (before it where count is negative); 0 is the day itself, whatever it is.

    Raises OverflowError where the calendar ends.
    """
    step = timedelta(days=1 if count > 0 else -1)
    left = abs(count)
    while left:
        day += step
        left -= is_working_day(procedures, day)
    return day
