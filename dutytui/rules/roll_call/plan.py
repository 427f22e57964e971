"""A roll call of one day."""

from __future__ import annotations

from datetime import datetime

from dutytui.rules.lazy_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class PlannedCall:
    """call: its id; starts: from when it is called, inclusive; by: until when the order is on time, inclusive;
    warn: from when it is told that the order is due soon."""

    call: str
    starts: datetime
    by: datetime
    warn: datetime
