"""A meal of one day."""

from __future__ import annotations

from datetime import datetime

from dutytui.rules.lazy_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class PlannedMeal:
    """meal: its id; batches: (starts, ends) of each batch, in order."""

    meal: str
    batches: tuple[tuple[datetime, datetime], ...]
