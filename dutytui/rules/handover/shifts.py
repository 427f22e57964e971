"""Which planned shift a handover is for, and which of them the duty has been handed over for."""

from __future__ import annotations

from datetime import date, datetime

from dutytui.rules.entry_fold import words
from dutytui.rules.handover.fold import HandoverFold, Status
from dutytui.rules.handover.plan import PlannedShift
from dutytui.rules.handover.said import handovers
from dutytui.rules.plan import DayPlan
from dutytui.rules.state import State


def shift_of(state: State, plan: DayPlan, now: datetime) -> PlannedShift | None:
    """The shift that a handover begun now is for: the first not yet handed over whose time to begin has come."""
    done = handed_over(state, plan.day)
    return next((shift for shift in plan.shifts if shift.begins <= now and shift.shift not in done), None)


def next_shift(state: State, plan: DayPlan) -> PlannedShift | None:
    """The first that has not been handed over, None when all have."""
    done = handed_over(state, plan.day)
    return next((shift for shift in plan.shifts if shift.shift not in done), None)


def handed_over(state: State, day: date) -> set[str]:
    """Ids of the shifts that a handover signed by both was for."""
    return {
        words(fold.begun.data, "shift")
        for subject in handovers(state, day)
        if isinstance(fold := subject.fold, HandoverFold) and fold.begun is not None
        if fold.status in {Status.PASSED, Status.DISPUTED}
    } - {""}
