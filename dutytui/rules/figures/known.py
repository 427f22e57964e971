"""The figures that are shown, each as a fraction of counts: a share, a mean, or a plain sum.

One table for the page, for its charts, for exports and for measures that take their value from the journals.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from fractions import Fraction

from dutytui.rules.figures.counts import DayFigures, FloorVisits
from dutytui.rules.lazy_dataclass import dataclass

Split = tuple[str, DayFigures]
"""A part of the figures by its id: a phase, a route, a floor."""


class Kind(StrEnum):
    SHARE = "share"  # of a whole, in percent
    MINUTES = "minutes"  # a mean length
    CLOCK = "clock"  # a mean time of day, minutes after midnight
    HOURS = "hours"  # a mean length
    COUNT = "count"  # a sum


class By(StrEnum):
    """What a figure can be split by."""

    NOTHING = ""
    PHASE = "phase"
    ROUTE = "route"
    FLOOR = "floor"


Pair = Callable[[DayFigures], tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Figure:
    """id: stays in figures.yaml, never reused; pair: (part, whole), of a sum (sum, days); better: whether more of it is
    good (1), bad (-1) or neither (0); by: what it splits by."""

    id: str
    group: str
    kind: Kind
    pair: Pair
    better: int = 0
    by: By = By.NOTHING

    def value(self, of: DayFigures) -> Fraction | None:
        """Shares in percent, means and sums as they are; None where there is nothing to divide by."""
        part, whole = self.pair(of)
        if not whole:
            return None
        if self.kind is Kind.COUNT:
            return Fraction(part)
        return Fraction(part, whole) * (100 if self.kind is Kind.SHARE else 1)

    def splits(self, of: DayFigures) -> tuple[Split, ...]:
        """The figures of each part, by id."""
        match self.by:
            case By.PHASE:
                return tuple((name, DayFigures(of.days, phases={name: one})) for name, one in of.phases.items())
            case By.ROUTE:
                return tuple((name, DayFigures(of.days, routes={name: one})) for name, one in of.routes.items())
            case By.FLOOR:
                return tuple((name, DayFigures(of.days, floors={name: one})) for name, one in of.floors.items())
            case _:
                return ()


def _floors(count: Callable[[FloorVisits], int]) -> Pair:
    """Of all visits to floors that were planned."""

    def pair(of: DayFigures) -> tuple[int, int]:
        visits = of.floors.values()
        return sum(map(count, visits)), sum(one.planned for one in visits)

    return pair


FIGURES: tuple[Figure, ...] = (
    Figure(
        "opened_on_time", "opening", Kind.SHARE, lambda f: (f.opening.opened - f.opening.late, f.opening.planned), 1
    ),
    Figure("opened_at", "opening", Kind.CLOCK, lambda f: (f.opening.opened_minutes, f.opening.opened)),
    Figure("opening_late_minutes", "opening", Kind.MINUTES, lambda f: (f.opening.late_minutes, f.opening.opened), -1),
    Figure("openings_held", "opening", Kind.COUNT, lambda f: (f.opening.held, f.opening.planned), -1),
    Figure("items_done", "items", Kind.SHARE, lambda f: (f.items.completed, f.items.required), 1, By.PHASE),
    Figure("items_on_time", "items", Kind.SHARE, lambda f: (f.items.done, f.items.required), 1, By.PHASE),
    Figure("items_late_minutes", "items", Kind.MINUTES, lambda f: (f.items.late_minutes, f.items.late), -1, By.PHASE),
    Figure("items_waived", "items", Kind.COUNT, lambda f: (f.items.waived, f.items.required), -1, By.PHASE),
    Figure("items_missing", "items", Kind.COUNT, lambda f: (f.items.missing, f.items.required), -1, By.PHASE),
    Figure("rounds_on_time", "patrols", Kind.SHARE, lambda f: (f.rounds.on_time, f.rounds.planned), 1, By.ROUTE),
    Figure("rounds_late", "patrols", Kind.COUNT, lambda f: (f.rounds.late, f.rounds.planned), -1, By.ROUTE),
    Figure("rounds_missed", "patrols", Kind.COUNT, lambda f: (f.rounds.missed, f.rounds.planned), -1, By.ROUTE),
    Figure("rounds_unknown", "patrols", Kind.COUNT, lambda f: (f.rounds.unknown, f.rounds.planned), -1, By.ROUTE),
    Figure("points_reached", "patrols", Kind.SHARE, lambda f: (f.rounds.reached, f.rounds.points), 1, By.ROUTE),
    Figure("floors_on_time", "patrols", Kind.SHARE, _floors(lambda one: one.on_time), 1, By.FLOOR),
    Figure("floors_late", "patrols", Kind.COUNT, _floors(lambda one: one.late), -1, By.FLOOR),
    Figure("floors_missed", "patrols", Kind.COUNT, _floors(lambda one: one.missed + one.left_out), -1, By.FLOOR),
    Figure("meals_in_time", "meals", Kind.SHARE, lambda f: (f.meals.outings - f.meals.late, f.meals.outings), 1),
    Figure("meal_late_minutes", "meals", Kind.MINUTES, lambda f: (f.meals.late_minutes, f.meals.late), -1),
    Figure("meal_clashes", "meals", Kind.COUNT, lambda f: (f.meals.clashes, f.meals.outings), -1),
    Figure("handovers", "handovers", Kind.COUNT, lambda f: (f.handovers.passed, f.days)),
    Figure("articles_differing", "handovers", Kind.COUNT, lambda f: (f.handovers.differing, f.handovers.counted), -1),
    Figure("handovers_refused", "handovers", Kind.COUNT, lambda f: (f.handovers.refused, f.days), -1),
    Figure("sweep_minutes", "closing", Kind.MINUTES, lambda f: (f.closing.sweep_minutes, f.closing.swept)),
    Figure("locked_at", "closing", Kind.CLOCK, lambda f: (f.closing.lock_minutes, f.closing.locked)),
    Figure("locked_in_time", "closing", Kind.SHARE, lambda f: (f.closing.locked - f.closing.late, f.closing.locked), 1),
    Figure("cases", "cases", Kind.COUNT, lambda f: (f.cases.raised, f.days)),
    Figure("told_in_time", "cases", Kind.SHARE, lambda f: (f.cases.told, f.cases.tellable), 1),
    Figure("complaint_timeliness", "cases", Kind.SHARE, lambda f: (f.cases.handled, f.cases.timed), 1),
    Figure("entries", "log", Kind.COUNT, lambda f: (f.log.raised, f.days)),
    Figure("entries_overnight", "log", Kind.COUNT, lambda f: (f.log.overnight, f.days), -1),
    Figure("requests", "requests", Kind.COUNT, lambda f: (f.requests.submitted, f.days)),
    Figure(
        "requests_open",
        "requests",
        Kind.COUNT,
        lambda f: (f.requests.submitted - f.requests.ended, f.requests.submitted),
    ),
    Figure("request_hours", "requests", Kind.HOURS, lambda f: (f.requests.hours, f.requests.ended), -1),
    Figure("requests_late", "requests", Kind.COUNT, lambda f: (f.requests.late, f.requests.submitted), -1),
)

BY_ID = {figure.id: figure for figure in FIGURES}

AS_MEASURES = tuple(figure.id for figure in FIGURES if figure.better > 0)
"""Those that a measure of figures.yaml may take its value from: shares of which more is better."""
