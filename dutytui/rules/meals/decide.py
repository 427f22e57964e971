"""Commands in, facts or a refusal out (DS §3 meals).

The second batch may not leave until the first is back, person by person: nobody leaves while anybody of another batch
is out, nor before a batch's own time while people of the batch before have not eaten.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from dutytui.rules.commands import Command
from dutytui.rules.context import Context, Decision, check_belongs, check_day
from dutytui.rules.events import MEAL_LEFT, MEAL_RETURNED, Fact
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.meals.commands import LeaveForMeal, ReturnFromMeal
from dutytui.rules.meals.fold import MEAL_PREFIX, MealFold, may_record
from dutytui.rules.meals.outings import of_others
from dutytui.rules.meals.people import expected
from dutytui.rules.meals.plan import PlannedMeal
from dutytui.rules.meals.procedure import Meal
from dutytui.rules.refusal import Refusal
from dutytui.rules.state import State


@dataclass(frozen=True, slots=True)
class _Case:
    """One command about one meal, with all that its checks look at."""

    context: Context
    command: LeaveForMeal | ReturnFromMeal
    meal: Meal
    planned: PlannedMeal
    fold: MealFold

    @property
    def happened(self) -> datetime:
        return self.command.at or self.context.now


def leave(state: State, command: LeaveForMeal, context: Context) -> tuple[Fact, ...] | Refusal:
    """Gone to eat; with `back` gone and come back, which is told as a whole."""
    case = _case(state, command, context)
    if isinstance(case, Refusal):
        return case
    refused = (
        _check_leaving(case, command)
        or _check_once(case, command)
        or _check_others_out(case, command)
        or _check_turn(case, command)
    )
    if refused:
        return refused
    said = {"who": command.who, "name": command.name.strip(), "batch": command.batch, "place": command.place.strip()}
    facts = [_fact(case, MEAL_LEFT, case.happened, said)]
    if command.back is not None:
        facts.append(_fact(case, MEAL_RETURNED, command.back, {"who": command.who}))
    return tuple(facts)


def come_back(state: State, command: ReturnFromMeal, context: Context) -> tuple[Fact, ...] | Refusal:
    """Back at their place."""
    case = _case(state, command, context)
    if isinstance(case, Refusal):
        return case
    outing = case.fold.outings.get(command.who)
    if outing is None:
        listed = context.law.people.get(command.who)
        name = listed.name if listed else command.who
        return Refusal("meal_not_left", {"name": name})
    if outing.back_at is not None:
        return Refusal("meal_already_back", {"name": outing.name, "back": outing.back_at})
    if case.happened < outing.left_at:
        values = {"name": outing.name, "left": outing.left_at, "back": case.happened}
        return Refusal("meal_back_before_left", values)
    return (_fact(case, MEAL_RETURNED, case.happened, {"who": command.who, "note": command.note.strip()}),)


def _case(state: State, command: LeaveForMeal | ReturnFromMeal, context: Context) -> _Case | Refusal:
    """The checks that both share."""
    back = command.back if isinstance(command, LeaveForMeal) else None
    refused = check_day(context, command.day, command.at) or check_day(context, command.day, back)
    refused = refused or check_belongs(context, command.day, command.at or context.now)
    if refused:
        return refused
    law = context.law
    meal = next((meal for meal in law.procedures.meals.meals if meal.id == command.meal), None)
    planned = next((meal for meal in context.plan.meals if meal.meal == command.meal), None)
    if meal is None or planned is None:
        return Refusal("meal_unknown", {"given": command.meal})
    if not may_record(law, context.person, context.post, command.who):
        return Refusal("meal_not_recorder", {"posts": law.post_names(law.procedures.meals.recorders)})
    subject = state.subject(command.day, MEAL_PREFIX + meal.id)
    fold = subject.fold if subject is not None else None
    return _Case(context, command, meal, planned, fold if isinstance(fold, MealFold) else MealFold(meal.id))


def _check_leaving(case: _Case, command: LeaveForMeal) -> Refusal | None:
    if not command.who.strip() or not command.name.strip():
        return Refusal("meal_name_missing")
    if not 0 < command.batch <= len(case.planned.batches):
        return Refusal("meal_batch_unknown", {"title": case.meal.title, "given": command.batch})
    early = case.context.procedures.meals.early
    opens = case.planned.batches[0][0] - timedelta(minutes=early)
    if case.happened < opens:
        return Refusal("meal_too_early", {"title": case.meal.title, "opens": opens})
    if command.back is not None and command.back < case.happened:
        return Refusal("meal_back_before_left", {"name": command.name, "left": case.happened, "back": command.back})
    return None


def _check_once(case: _Case, command: LeaveForMeal) -> Refusal | None:
    """Nobody leaves twice for one meal."""
    outing = case.fold.outings.get(command.who)
    if outing is None:
        return None
    if outing.back_at is None:
        return Refusal("meal_already_out", {"name": outing.name, "left": outing.left_at})
    values = {"name": outing.name, "title": case.meal.title, "left": outing.left_at, "back": outing.back_at}
    return Refusal("meal_already_eaten", values)


def _check_others_out(case: _Case, command: LeaveForMeal) -> Refusal | None:
    """Nobody leaves while somebody of another batch is out, nor was away while somebody of another batch was."""
    others = of_others(case.fold.outings, command.batch, case.happened, command.back)
    out = tuple(other.name for other in others if other.out)
    if out:
        return Refusal("meal_others_out", {"others": out})
    if others:
        names = tuple(other.name for other in others)
        return Refusal("meal_others_were_out", {"others": names, "left": case.happened})
    return None


def _check_turn(case: _Case, command: LeaveForMeal) -> Refusal | None:
    """Before the time of the batches before is over, everybody of theirs has eaten first."""
    waits = [
        (number, ends)
        for number, (_starts, ends) in enumerate(case.planned.batches[: command.batch - 1], 1)
        if case.happened < ends
    ]
    if not waits:
        return None
    ends = max(ends for _number, ends in waits)
    missing = tuple(name for number, _ends in waits for name in _not_back(case, number, command.who))
    if missing:
        return Refusal("meal_others_not_back", {"others": missing, "ends": ends})
    eaten = {outing.batch for outing in case.fold.outings.values()}
    return None if all(number in eaten for number, _ends in waits) else Refusal("meal_others_first", {"ends": ends})


def _not_back(case: _Case, batch: int, besides: str) -> Iterable[str]:
    """Names of the people expected in a batch who had not come back from the meal when it happened."""
    for person in expected(case.context.procedures, case.meal, batch):
        if person.id == besides:
            continue
        outing = case.fold.outings.get(person.id)
        if outing is None or outing.back_at is None or outing.back_at > case.happened:
            yield person.name


def _fact(case: _Case, kind: str, at: datetime, data: Mapping[str, object]) -> Fact:
    return case.context.fact(kind, MEAL_PREFIX + case.meal.id, case.command.day, at, data=data)


DECISIONS: Mapping[type[Command], Decision] = {LeaveForMeal: leave, ReturnFromMeal: come_back}
