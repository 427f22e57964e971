"""A meal of one day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class PlannedMeal:
    """meal: its id; batches: (starts, ends) of each batch, in order."""

    meal: str
    batches: tuple[tuple[datetime, datetime], ...]
