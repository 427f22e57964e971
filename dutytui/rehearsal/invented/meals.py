"""The meals: everybody who is expected goes with their batch and comes back, now and then late."""

from __future__ import annotations

from datetime import datetime, timedelta

from dutytui.rehearsal.troupe import Troupe
from dutytui.rules.meals.commands import LeaveForMeal, ReturnFromMeal
from dutytui.rules.meals.views import BatchView, EaterStatus, EaterView, meals

_LATE = 0.05


def eat(troupe: Troupe) -> None:
    for meal in meals(troupe.session.look()):
        for batch in meal.batches:
            for eater in batch.eaters:
                if eater.who != troupe.me:
                    _eat(troupe, batch, eater)


def _eat(troupe: Troupe, batch: BatchView, eater: EaterView) -> None:
    length = batch.ends - batch.starts
    chance = troupe.chance(eater.key)
    late = timedelta(minutes=4) if chance.random() < _LATE else timedelta(0)
    leaves = batch.starts + length * 0.15 * chance.random()
    returns = batch.ends - length * 0.15 * chance.random() + late
    if eater.status is EaterStatus.EXPECTED and leaves <= troupe.now < batch.ends:
        _written(troupe, LeaveForMeal(troupe.day, eater.meal, eater.who, eater.name, eater.batch, at=leaves))
    elif eater.status in {EaterStatus.OUT, EaterStatus.LATE} and returns <= troupe.now:
        at = _not_before(eater.left_at, returns)
        _written(troupe, ReturnFromMeal(troupe.day, eater.meal, eater.who, at=at))


def _not_before(left: datetime | None, returns: datetime) -> datetime:
    return returns if left is None else max(left, returns)


def _written(troupe: Troupe, command: LeaveForMeal | ReturnFromMeal) -> None:
    """Whoever is at the desk writes it down; the rules know who may."""
    if troupe.does(command.who, _post_of(troupe, command.who), command) is None:
        troupe.one_does([post.id for post in troupe.session.posts()], command)


def _post_of(troupe: Troupe, who: str) -> str:
    return next((person.posts[0] for person in troupe.session.people() if person.id == who), "")
