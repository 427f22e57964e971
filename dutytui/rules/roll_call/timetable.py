"""From procedures to the day's plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dutytui.rules.procedure import Procedures
from dutytui.rules.roll_call.plan import PlannedCall

if TYPE_CHECKING:
    from dutytui.rules.timetable import Times


def planned_calls(procedures: Procedures, times: Times) -> tuple[PlannedCall, ...]:
    """By their start."""
    found = (
        PlannedCall(call.id, times.of(call.starts), times.of(call.by), times.before(call.by, call.warn))
        for call in procedures.roll_calls
    )
    return tuple(sorted(found, key=lambda call: call.starts))
