"""A handover of one day."""

from __future__ import annotations

from datetime import datetime

from dutytui.rules.lazy_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class PlannedShift:
    """shift: its id; at: when the duty is handed over; due: when relief should be there, not later than `at`;
    begins: from when a handover counts for this shift."""

    shift: str
    at: datetime
    due: datetime
    begins: datetime
