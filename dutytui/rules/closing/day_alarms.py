"""What must be heard about the closing of the day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import lru_cache

from dutytui.rules.before_use import in_use_from
from dutytui.rules.closing.day_matters import closed, day_end, day_fold, unsaid
from dutytui.rules.folds import ITEM_PREFIX
from dutytui.rules.looking import Looking
from dutytui.rules.lookup import Lookup
from dutytui.rules.matters import Alarm, Level
from dutytui.rules.plan import DayPlan
from dutytui.rules.state import State


def day_alarms(at: Looking) -> tuple[Alarm, ...]:
    """A day that is not closed long after its last phase, a day before that never was, and a night nobody speaks of.

    Yesterday is judged by what is known of it: nothing is said of a day on which nothing was recorded.
    """
    if at.law.procedures.closing.day is None:
        return ()
    return (*_today(at), *_yesterday(at), *_night(at))


def late_from(at: Looking) -> datetime | None:
    """From when a day that is not closed is late; None for a day without phases."""
    return _late_from(at.plan, at.law)


def _late_from(plan: DayPlan, law: Lookup) -> datetime | None:
    ends = [phase.ends for phase in plan.phases if not phase.beside]
    return max(ends) + timedelta(minutes=day_end(law).late_after) if ends else None


def _today(at: Looking) -> Iterator[Alarm]:
    late, since = late_from(at), in_use_from(at.state, at.plan)
    if late is None or (since is not None and late < since):
        return
    if at.now >= late and closed(at.state, at.plan, at.law) is None:
        yield Alarm("day_not_closed", f"day:{at.day}", Level.LATE, late, {"day": at.day}, go="day_end")


def _yesterday(at: Looking) -> Iterator[Alarm]:
    before = at.day - timedelta(days=1)
    worked = any(True for _ in at.state.subjects(before, ITEM_PREFIX))
    if worked and day_fold(at.state, before).closed is None and not _closing_was_before_use(at.state, at.law, before):
        yield Alarm("yesterday_not_closed", f"day:{before}", Level.LATE, _begins(at), {"day": before}, go="day_end")


def _closing_was_before_use(state: State, law: Lookup, day: date) -> bool:
    """Whether a day was late to be closed before the mall's first record, by the procedures of today."""
    if state.began is None or day > state.began:
        return False
    plan = _planned(law, day)
    since, late = in_use_from(state, plan), _late_from(plan, law)
    return since is not None and (late is None or late < since)


@lru_cache(maxsize=1)
def _planned(law: Lookup, day: date) -> DayPlan:
    """Alarms are looked for every few seconds, and a plan takes as long as a key may."""
    from dutytui.rules.timetable import plan_day  # only on the second day that a mall ever has

    return plan_day(law.procedures, day)


def _night(at: Looking) -> Iterator[Alarm]:
    """Not late, since nobody could have recorded it; but whether all is locked matters now."""
    phases = unsaid(at)
    if phases:
        since = max(at.plan.by_phase[one.id].ends for one in phases)
        yield Alarm("night_unsaid", f"night:{at.day}", Level.SOON, since, {"phases": phases}, go="day_end")


def _begins(at: Looking) -> datetime:
    """When the business day that is looked at began."""
    since_midnight = timedelta(minutes=at.procedures.mall.day_starts)
    return datetime(at.day.year, at.day.month, at.day.day, tzinfo=at.now.tzinfo) + since_midnight
