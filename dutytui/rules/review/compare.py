"""Two days side by side: their figures, and the items and phases that went differently."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction

from dutytui.rules.figures.known import FIGURES, Figure
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.review.day import DayReview
from dutytui.rules.views import ItemStatus, ItemView, PhaseView

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class FigureOfBoth:
    """one: of the day that is looked at, other: of the one beside it; None where there is nothing to say."""

    figure: Figure
    one: Fraction | None
    other: Fraction | None


@dataclass(frozen=True, slots=True)
class ItemOfBoth:
    """An item that became something else, or was late on one of the days; None on a day that did not ask for it."""

    key: str
    one: ItemView | None
    other: ItemView | None


@dataclass(frozen=True, slots=True)
class PhaseOfBoth:
    one: PhaseView | None
    other: PhaseView | None


@dataclass(frozen=True, slots=True)
class Difference:
    """figures: all that either day has; phases and items: those that differ, in the order of the day."""

    day: date
    beside: date
    figures: tuple[FigureOfBoth, ...]
    phases: tuple[PhaseOfBoth, ...]
    items: tuple[ItemOfBoth, ...]


def difference(one: DayReview, other: DayReview) -> Difference:
    return Difference(
        one.day, other.day, tuple(_figures(one, other)), tuple(_phases(one, other)), tuple(_items(one, other))
    )


def _figures(one: DayReview, other: DayReview) -> Iterator[FigureOfBoth]:
    for figure in FIGURES:
        values = (figure.value(one.figures), figure.value(other.figures))
        if values != (None, None):
            yield FigureOfBoth(figure, *values)


def _phases(one: DayReview, other: DayReview) -> Iterator[PhaseOfBoth]:
    here, there = ({phase.id: phase for phase in day.phases if phase.id not in day.beside} for day in (one, other))
    for name in dict.fromkeys((*here, *there)):
        pair = PhaseOfBoth(here.get(name), there.get(name))
        if _of_phase(pair.one) != _of_phase(pair.other):
            yield pair


def _of_phase(phase: PhaseView | None) -> object:
    return None if phase is None else (phase.status, phase.late_by, phase.done, phase.total)


def _items(one: DayReview, other: DayReview) -> Iterator[ItemOfBoth]:
    here, there = ({item.key: item for items in day.items.values() for item in items} for day in (one, other))
    for key in dict.fromkeys((*here, *there)):
        pair = ItemOfBoth(key, here.get(key), there.get(key))
        if _of_item(pair.one) != _of_item(pair.other):
            yield pair


def _of_item(item: ItemView | None) -> object:
    """Whether it was done, in time or late, counts; by whom and at which minute does not. One that a day did not ask
    for is as one that nobody left out."""
    if item is None or (not item.required and item.status in _OPEN):
        return None
    return item.status


_OPEN = frozenset(
    {
        *(ItemStatus.LATE, ItemStatus.DUE, ItemStatus.PENDING, ItemStatus.WAITING, ItemStatus.NOT_OPEN),
        ItemStatus.BEFORE_USE,
    }
)
