"""What somebody must be told in time: who is due back from a meal, who is over time, and two batches out at once."""

from __future__ import annotations

from datetime import timedelta

from dutytui.rules.looking import Looking
from dutytui.rules.matters import Alarm, Level
from dutytui.rules.meals.fold import MEAL_PREFIX
from dutytui.rules.meals.views import EaterView, MealView, is_anybody_out, meals

_GO = "meals"


def alarms(at: Looking) -> tuple[Alarm, ...]:
    found: list[Alarm] = []
    for meal in meals(at) if is_anybody_out(at) else ():
        found += [told for eater in meal.out for told in _eater(at, eater)]
        found += _clash(at, meal)
    return tuple(found)


def _eater(at: Looking, eater: EaterView) -> tuple[Alarm, ...]:
    if eater.due is None:
        return ()
    subject = f"{MEAL_PREFIX}{eater.key}"
    values = {"name": _who(eater), "due": eater.due}
    if eater.late_by:
        return (Alarm("meal_over_time", subject, Level.LATE, eater.due, values, _GO),)
    if at.now >= eater.due - timedelta(minutes=at.procedures.meals.soon):
        return (Alarm("meal_due_back", subject, Level.SOON, eater.due, values, _GO),)
    return ()


def _clash(at: Looking, meal: MealView) -> tuple[Alarm, ...]:
    """Only while somebody of it is still out: afterwards it stands in the record, and nothing can be done in time."""
    out = {eater.name for eater in meal.out if eater.clashes}
    names = next((pair for pair in meal.clashes if out & set(pair)), None)
    if names is None:
        return ()
    values = {"title": meal.title, "others": names}
    left = max((eater.left_at for eater in meal.out if eater.left_at and eater.clashes), default=at.now)
    return (Alarm("meal_two_batches_out", f"{MEAL_PREFIX}{meal.meal}", Level.LATE, left, values, _GO),)


def _who(eater: EaterView) -> str:
    return f"{eater.place} {eater.name}".strip()
