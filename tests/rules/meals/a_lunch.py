"""A mall with one lunch in two batches, and what its people do there."""

from __future__ import annotations

from datetime import datetime

from dutytui.rules.looking import Looking
from dutytui.rules.meals import views
from dutytui.rules.meals.commands import LeaveForMeal, ReturnFromMeal
from dutytui.rules.meals.people import typed, unlisted
from dutytui.rules.meals.procedure import Batch, Meal, Meals
from dutytui.rules.meals.views import EaterView, MealView
from tests.rules.a_mall import DAY, PEOPLE, Desk, at, mall, plan_under, t, wall

LUNCH = Meal(
    "lunch",
    t("Lunch"),
    (
        Batch(wall("11:30"), wall("12:00"), ("duty_manager", "guard")),
        Batch(wall("12:00"), wall("12:30"), ("security_chief", "floor_supervisor", "service_desk")),
    ),
)
WITH_LUNCH = mall(meals=Meals(meals=(LUNCH,), recorders=("duty_manager", "floor_supervisor"), soon=5))
"""First batch: Zhao (duty manager), Sun (guard). Second: Qian (security chief), Zhou (supervisor), Wu (desk)."""

NAMES = {person.id: person.name for person in PEOPLE}


def desk(writer: str = "desk", procedures: object = WITH_LUNCH) -> Desk:
    return Desk(writer, procedures)  # type: ignore[arg-type]


def leaves(who: str, batch: int, when: str = "", back: str = "") -> LeaveForMeal:
    moments = {"at": at(when) if when else None, "back": at(back) if back else None}
    return LeaveForMeal(DAY, "lunch", who, NAMES.get(who, who), batch, **moments)


def of_counter(words: str, batch: int) -> LeaveForMeal:
    place, name = typed(words)
    return LeaveForMeal(DAY, "lunch", unlisted(place, name), name, batch, place)


def returns(who: str, when: str = "", note: str = "") -> ReturnFromMeal:
    return ReturnFromMeal(DAY, "lunch", who, note, at(when) if when else None)


def looking(at_desk: Desk, now: datetime) -> Looking:
    plan = plan_under(at_desk.procedures, DAY)
    return Looking(at_desk.state, plan, at_desk.procedures, now, "zhao", "duty_manager")


def lunch(at_desk: Desk, now: datetime) -> MealView:
    (found,) = views.meals(looking(at_desk, now))
    return found


def eater(at_desk: Desk, who: str, now: datetime) -> EaterView:
    return next(one for batch in lunch(at_desk, now).batches for one in batch.eaters if one.who == who)
