"""From procedures to the day's plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dutytui.rules.meals.plan import PlannedMeal
from dutytui.rules.procedure import Procedures

if TYPE_CHECKING:
    from dutytui.rules.timetable import Times


def planned_meals(procedures: Procedures, times: Times) -> tuple[PlannedMeal, ...]:
    """By their start. A batch never ends before it starts."""
    found = []
    for meal in procedures.meals.meals:
        batches = []
        for batch in meal.batches:
            starts = times.of(batch.starts)
            batches.append((starts, max(starts, times.of(batch.ends))))
        found.append(PlannedMeal(meal.id, tuple(batches)))
    return tuple(sorted(found, key=lambda meal: meal.batches[0][0]))
