"""What somebody must be told in time: relief is due, or the time of the handover has passed."""

from __future__ import annotations

from dutytui.rules.handover.shifts import not_handed_over
from dutytui.rules.looking import Looking
from dutytui.rules.matters import Alarm, Level


def alarms(at: Looking) -> tuple[Alarm, ...]:
    """One for each shift of the day whose time has come and that nobody has handed the duty over for."""
    titles = {shift.id: shift.title for shift in at.procedures.handover.shifts}
    found = []
    for shift in not_handed_over(at.state, at.plan):
        if at.now < shift.due:
            continue
        late = at.now >= shift.at
        code, level = ("handover_late", Level.LATE) if late else ("handover_soon", Level.SOON)
        values = {"shift": titles.get(shift.shift, at.law.same(shift.shift)), "at": shift.at}
        found.append(Alarm(code, f"shift:{shift.shift}", level, shift.at, values, "handover"))
    return tuple(found)
