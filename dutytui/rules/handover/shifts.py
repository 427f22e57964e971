"""Which planned shift a handover is for, and which of them the duty has been handed over for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from dutytui.rules.before_use import in_use_from
from dutytui.rules.entry_fold import words
from dutytui.rules.handover.fold import HandoverFold, Status
from dutytui.rules.handover.plan import PlannedShift
from dutytui.rules.handover.said import handovers
from dutytui.rules.plan import DayPlan
from dutytui.rules.state import State


def shift_of(state: State, plan: DayPlan, now: datetime) -> PlannedShift | None:
    """The shift that a handover begun now is for: the first not yet handed over whose time to begin has come."""
    return next((shift for shift in not_handed_over(state, plan) if shift.begins <= now), None)


def next_shift(state: State, plan: DayPlan) -> PlannedShift | None:
    """The first that has not been handed over, None when all have."""
    return next(not_handed_over(state, plan), None)


def not_handed_over(state: State, plan: DayPlan) -> Iterator[PlannedShift]:
    """By their time; without those whose time was before the mall's first record."""
    if plan.shifts:
        done, since = _handed_over(state, plan.day), in_use_from(state, plan)
        yield from (one for one in plan.shifts if one.shift not in done and (since is None or one.at >= since))


def _handed_over(state: State, day: date) -> set[str]:
    """Ids of the shifts that a handover signed by both was for."""
    return {
        words(fold.begun.data, "shift")
        for subject in handovers(state, day)
        if isinstance(fold := subject.fold, HandoverFold) and fold.begun is not None
        if fold.status in {Status.PASSED, Status.DISPUTED}
    } - {""}
