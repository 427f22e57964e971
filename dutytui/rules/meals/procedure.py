"""Meals in batches: who is out, who is back. What the mall's YAML says of it."""

from __future__ import annotations

from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.words import Moment, Text


@dataclass(frozen=True, slots=True)
class Batch:
    """Those who eat together. starts inclusive; ends: when they are back; posts: whose holders are expected in it."""

    starts: Moment
    ends: Moment
    posts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Meal:
    """One meal of the day. batches: in the order in which they go; a batch is called by its number, from 1."""

    id: str
    title: Text
    batches: tuple[Batch, ...]


@dataclass(frozen=True, slots=True)
class Meals:
    """meals.yaml. recorders: posts that record who leaves and returns (anybody may record themselves).

    early: minutes before a meal from which its first batch may leave; grace: minutes over time that still count as on
    time; soon: minutes before somebody is due back from which the program tells; hint: what those who stay do
    meanwhile.
    """

    meals: tuple[Meal, ...] = ()
    recorders: tuple[str, ...] = ()
    early: int = 0
    grace: int = 0
    soon: int = 0
    hint: Text | None = None
