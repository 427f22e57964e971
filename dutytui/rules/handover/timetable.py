"""From procedures to the day's plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dutytui.rules.handover.plan import PlannedShift
from dutytui.rules.procedure import Procedures

if TYPE_CHECKING:
    from dutytui.rules.timetable import Times


def planned_shifts(procedures: Procedures, times: Times) -> tuple[PlannedShift, ...]:
    """By their time."""
    planned = (
        PlannedShift(
            shift=shift.id,
            at=times.of(shift.at),
            due=times.before(shift.at, shift.early),
            begins=times.before(shift.at, max(shift.begins, shift.early)),
        )
        for shift in procedures.handover.shifts
    )
    return tuple(sorted(planned, key=lambda shift: (shift.at, shift.shift)))
