"""What runs at this moment beside the checklists: roll call, the next round, who is out, the sweep, who has the duty.

A few short rows for the *now* screen and the wall board, from the views of the areas.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from datetime import datetime
from enum import StrEnum
from typing import Any

from dutytui.rules.closing.day_matters import unsaid
from dutytui.rules.closing.views import sweep
from dutytui.rules.disputes import open_disputes
from dutytui.rules.handover.views import duty, shift
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.looking import Looking
from dutytui.rules.meals.views import meals
from dutytui.rules.patrols.standing import RoundStatus
from dutytui.rules.patrols.views import next_round
from dutytui.rules.roll_call.views import CallStatus, CallView, calls


class Urgency(StrEnum):
    CALM = "calm"
    RUNNING = "running"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Timer:
    """One row. code and values: worded by `dutytui.texts.timers`; key: unique; go: the page where it is done.

    at: the moment it counts down to, or that it counts from when that has passed; None for what has no clock.
    """

    code: str
    key: str
    urgency: Urgency
    at: datetime | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    go: str = ""


def timers(at: Looking) -> tuple[Timer, ...]:
    """In a fixed order, so that each is found where it was: disputes, calls, round, meals, night, duty, handover."""
    return (*_disputes(at), *_calls(at), *_round(at), *_meals(at), *_sweep(at), *_night(at), *_duty(at), *_shift(at))


def _disputes(at: Looking) -> Iterator[Timer]:
    found = open_disputes(at)
    if found:
        yield Timer("disputes", "disputes", Urgency.LATE, None, {"count": len(found)}, "disputes")


_NOTHING_TO_CALL = frozenset({CallStatus.AHEAD, CallStatus.GIVEN, CallStatus.BEFORE_USE})


def _calls(at: Looking) -> Iterator[Timer]:
    for call in calls(at):
        if call.status not in _NOTHING_TO_CALL:
            yield _call(call)


def _call(call: CallView) -> Timer:
    values = {"title": call.title, "answered": call.answered, "total": call.total}
    go = "roll_call"
    if call.status is CallStatus.DISPUTED:
        return Timer("call_disputed", call.subject, Urgency.LATE, None, values, go)
    if call.status is CallStatus.HELD:
        return Timer("call_held", call.subject, Urgency.LATE, call.held_since, values, go)
    urgency = Urgency.LATE if call.status is CallStatus.LATE else Urgency.RUNNING
    return Timer("call_running", call.subject, urgency, call.by, values, go)


def _round(at: Looking) -> Iterator[Timer]:
    found = next_round(at)
    if found is None:
        return
    values = {"title": found.title, "reached": found.reached, "total": len(found.points)}
    match found.status:
        case RoundStatus.RUNNING:
            yield Timer("round_running", "round", Urgency.RUNNING, found.began, values, "patrol")
        case RoundStatus.LATE:
            yield Timer("round_late", "round", Urgency.LATE, found.begins, values, "patrol")
        case RoundStatus.DUE:
            yield Timer("round_due", "round", Urgency.RUNNING, found.begins, values, "patrol")
        case _:
            yield Timer("round_ahead", "round", Urgency.CALM, found.begins, values, "patrol")


def _meals(at: Looking) -> Iterator[Timer]:
    """Who is out, and by when the first of them is due; while nobody is, the next batch."""
    found = meals(at)
    for meal in found:
        if meal.clashes and meal.out:
            yield Timer("meal_clash", f"clash {meal.meal}", Urgency.LATE, None, {"others": meal.clashes[0]}, "meals")
        if meal.out:
            late = any(eater.late_by for eater in meal.out)
            names = tuple(eater.name for eater in meal.out)
            urgency = Urgency.LATE if late else Urgency.RUNNING
            values = {"title": meal.title, "names": names, "count": len(names)}
            yield Timer("meal_out", f"meal {meal.meal}", urgency, meal.out[0].due, values, "meals")
    ahead = ((meal, batch) for meal in found for batch in meal.batches if batch.starts > at.now)
    coming = next(ahead, None)
    if coming is not None and not any(meal.out for meal in found):
        meal, batch = coming
        values = {"title": meal.title, "number": batch.number}
        yield Timer("meal_ahead", "meal", Urgency.CALM, batch.starts, values, "meals")


def _sweep(at: Looking) -> Iterator[Timer]:
    planned = at.plan.by_phase.get(at.procedures.closing.sweep)
    if planned is None or at.now < planned.starts:
        return  # laying it out is not worth it all day long
    found = sweep(at)
    if found is None or found.finished or found.unsaid:
        return
    urgency = Urgency.LATE if found.late or found.stopped_by or found.order_broken else Urgency.RUNNING
    values = {"title": found.title, "done": found.done, "total": len(found.floors)}
    code = "sweep_stopped" if found.stopped_by else "sweep_running"
    yield Timer(code, "sweep", urgency, found.ends, values, "closing")


def _night(at: Looking) -> Iterator[Timer]:
    phases = unsaid(at)
    if phases:
        yield Timer("night_unsaid", "night", Urgency.RUNNING, None, {"phases": phases}, "day_end")


def _duty(at: Looking) -> Iterator[Timer]:
    found = duty(at)
    if not found.kept:
        return
    if found.disputed:
        yield Timer("duty_disputed", "duty", Urgency.LATE, None, {"people": found.people}, "handover")
    elif found.holder is None:
        yield Timer("duty_nobody", "duty", Urgency.RUNNING, None, {}, "handover")
    else:
        code = "duty_yesterday" if found.yesterday else "duty_held"
        urgency = Urgency.RUNNING if found.yesterday else Urgency.CALM
        yield Timer(code, "duty", urgency, None, {"name": found.holder, "since": found.since}, "handover")


def _shift(at: Looking) -> Iterator[Timer]:
    found = shift(at)
    if found is not None:
        late = at.now > found.due
        code = "shift" if at.now < found.at else "shift_due"
        urgency = Urgency.LATE if late else Urgency.CALM
        yield Timer(code, "shift", urgency, found.at, {"title": found.title}, "handover")
