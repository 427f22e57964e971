"""Whether the order stands: asked by items that wait for it, by the decisions and by the views."""

from __future__ import annotations

from datetime import date

from dutytui.rules.plan import DayPlan
from dutytui.rules.roll_call.fold import CALL_PREFIX, CallFold, Gate
from dutytui.rules.roll_call.plan import PlannedCall
from dutytui.rules.state import State


def planned_call(plan: DayPlan, call: str) -> PlannedCall | None:
    return next((planned for planned in plan.roll_calls if planned.call == call), None)


def fold_of(state: State, day: date, call: str) -> CallFold:
    """What is known of a roll call of a day; an empty fold when nothing is."""
    subject = state.subject(day, CALL_PREFIX + call)
    return subject.fold if subject is not None and isinstance(subject.fold, CallFold) else CallFold(call)


def order_stands(state: State, plan: DayPlan, call: str) -> bool:
    """A roll call that the day does not have keeps nobody waiting."""
    return planned_call(plan, call) is None or fold_of(state, plan.day, call).gate() is Gate.GIVEN
