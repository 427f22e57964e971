"""People whom terminals put into different batches, or brought back before they left."""

from __future__ import annotations

from collections.abc import Iterator

from dutytui.rules.dispute import Dispute, Kind, of_subject
from dutytui.rules.looking import Looking
from dutytui.rules.meals.fold import MEAL_PREFIX, MealFold
from dutytui.rules.state import Subject


def disputes(at: Looking) -> Iterator[Dispute]:
    for subject in at.state.shared(MEAL_PREFIX):
        yield from of_subject(at, subject, lambda about, one=subject: _kind(one, about))  # type: ignore[misc]


def _kind(subject: Subject, about: str) -> Kind:
    who, _slash, what = about.rpartition("/")
    outing = subject.fold.outings.get(who) if isinstance(subject.fold, MealFold) else None
    return Kind(f"meal_{what}", {"name": outing.name if outing else who}, go="meals")
