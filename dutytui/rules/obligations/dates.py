"""The dates on which an obligation falls due: pure arithmetic of a rule and of which days are worked.

A due date is found in its period first and moved off a rest day then (`OnRestDay`), which may take it into the next
period; two that meet there are one date.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from dutytui.rules.obligations.procedure import LAST, Every, Obligation, OnRestDay, Rule

Worked = Callable[[date], bool]
"""Whether a date is a working day."""

MOST_MOVED = 31
"""Days that a date is moved at most; a calendar without any working day for a month moves nothing."""

_DAY = timedelta(days=1)
_LONGEST = {Every.WEEK: 14, Every.MONTH: 62, Every.QUARTER: 184, Every.YEAR: 732}
"""Days of two periods: between two due dates there are fewer, but for what a rest day moves."""
_MONTHS = {Every.MONTH: 1, Every.QUARTER: 3, Every.YEAR: 12}


def due_dates(obligation: Obligation, first: date, last: date, worked: Worked) -> tuple[date, ...]:
    """The due dates from `first` to `last`, both inclusive, ascending, each once."""
    first = max(first, obligation.starts or first)
    last = min(last, obligation.ends or last)
    slack = timedelta(days=0 if obligation.on_rest_day is OnRestDay.KEEP else MOST_MOVED)
    found = (
        _moved(day, obligation.on_rest_day, worked)
        for begins, ends in _periods(obligation.rule, _within(first, -slack), _within(last, slack))
        for day in _days_of(obligation.rule, begins, ends, worked)
    )
    return tuple(sorted({day for day in found if first <= day <= last}))


def shown_from(obligation: Obligation, due: date, worked: Worked) -> date:
    """From when a due date is shown: `lead` days ahead, and if that is a rest day, from the working day before it."""
    return _stepped(_within(due, -timedelta(days=obligation.lead)), -_DAY, worked)


def opens_on(obligation: Obligation, due: date, worked: Worked) -> date:
    """From when what falls due on `due` may be done: the day after the due date before, or when it is first shown if
    that is earlier. A report that is ready before its lead need not wait for it; the very first may be done any time.
    """
    back = timedelta(days=_LONGEST[obligation.rule.every] + MOST_MOVED)
    before = due_dates(obligation, _within(due, -back), _within(due, -_DAY), worked)
    return min(before[-1] + _DAY, shown_from(obligation, due, worked)) if before else date.min


def _periods(rule: Rule, first: date, last: date) -> Iterator[tuple[date, date]]:
    """The stretches in which the rule counts days that touch the dates from `first` to `last`; both ends inclusive."""
    begins: date | None = _beginning(rule.every, first)
    while begins is not None and begins <= last:
        following = _following(rule.every, begins)
        yield _narrowed(rule, begins, date.max if following is None else following - _DAY)
        begins = following


def _beginning(every: Every, day: date) -> date:
    if every is Every.WEEK:
        return _within(day, -timedelta(days=day.weekday()))
    months = _MONTHS[every]
    return day.replace(month=(day.month - 1) // months * months + 1, day=1)


def _following(every: Every, begins: date) -> date | None:
    """When the next period begins; None behind the last date that there is."""
    if every is Every.WEEK:
        return begins + timedelta(days=7) if date.max - begins >= timedelta(days=7) else None
    return _month_after(begins, _MONTHS[every])


def _month_after(begins: date, months: int) -> date | None:
    years, month = divmod(begins.month - 1 + months, 12)
    return None if begins.year + years > date.max.year else date(begins.year + years, month + 1, 1)


def _narrowed(rule: Rule, begins: date, ends: date) -> tuple[date, date]:
    """The one month of the period that counts, if the rule says so."""
    if not rule.month or rule.every not in {Every.QUARTER, Every.YEAR}:
        return begins, ends
    starts = _month_after(begins, min(rule.month, _MONTHS[rule.every]) - 1) or begins
    following = _month_after(starts, 1)
    return starts, date.max if following is None else following - _DAY


def _days_of(rule: Rule, begins: date, ends: date, worked: Worked) -> Iterator[date]:
    length = (ends - begins).days + 1
    if not rule.working:
        yield from (ends if day == LAST or day > length else begins + (day - 1) * _DAY for day in rule.days if day)
        return
    counted = [day for day in (begins + number * _DAY for number in range(length)) if worked(day)]
    for day in rule.days if counted else ():
        yield counted[-1] if day == LAST or day > len(counted) else counted[day - 1]


def _moved(day: date, how: OnRestDay, worked: Worked) -> date:
    return day if how is OnRestDay.KEEP else _stepped(day, _DAY if how is OnRestDay.AFTER else -_DAY, worked)


def _stepped(day: date, step: timedelta, worked: Worked) -> date:
    """The first working day from `day` on in steps; `day` itself when there is none near."""
    found = day
    for _ in range(MOST_MOVED):
        if worked(found):
            return found
        moved = _within(found, step)
        if moved == found:
            break
        found = moved
    return day


def _within(day: date, by: timedelta) -> date:
    """`day + by`, at most as far as dates go."""
    if by < timedelta(0):
        return day + by if day - date.min >= -by else date.min
    return day + by if date.max - day >= by else date.max
