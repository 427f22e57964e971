"""What a figure is held to. Goals are ratios taken in one run wherever there is something to compare with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Goal:
    """of: the value judged, from (ours, reference); limit: inclusive, the most, or with `least` the least it may be."""

    of: Callable[[float, float], float]
    limit: float
    unit: str
    least: bool = False
    compares: bool = True

    @property
    def words(self) -> str:
        return f"{'≥' if self.least else '≤'} {self.shown(self.limit)}"

    def is_met_by(self, value: float) -> bool:
        return value >= self.limit if self.least else value <= self.limit

    def shown(self, value: float) -> str:
        digits = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2
        return f"{value:,.{digits}f} {self.unit}"


def times(limit: float) -> Goal:
    """Ours takes at most so many times the reference."""
    return Goal(lambda ours, reference: ours / reference, limit, "×")


def faster(limit: float) -> Goal:
    """The reference takes at least so many times as long as ours."""
    return Goal(lambda ours, reference: reference / ours, limit, "× faster", least=True)


def beyond(limit: float, unit: str = "ms") -> Goal:
    """Ours is at most so much more than the reference."""
    return Goal(lambda ours, reference: ours - reference, limit, f"{unit} more")


def most(limit: float, unit: str = "ms") -> Goal:
    """Ours alone is at most so much."""
    return Goal(lambda ours, _: ours, limit, unit, compares=False)


def least(limit: float, unit: str) -> Goal:
    """Ours alone is at least so much."""
    return Goal(lambda ours, _: ours, limit, unit, least=True, compares=False)
