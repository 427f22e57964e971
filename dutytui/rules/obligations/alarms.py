"""What must be heard in time, by those whose it is: what is due at a time today, and what is late.

Only theirs: the desk of the shift is not to be woken for another department's monthly report.
"""

from __future__ import annotations

from datetime import timedelta

from dutytui.rules.looking import Looking
from dutytui.rules.matters import Alarm, Level
from dutytui.rules.obligations.views import DueStatus, DueView, pressing

_GO = "calendar"


def alarms(at: Looking) -> tuple[Alarm, ...]:
    """One alarm for each that is due soon, one for all that is late."""
    mine = [due for due in pressing(at) if due.mine]
    late = [due for due in mine if due.status is DueStatus.LATE]
    soon = timedelta(minutes=at.procedures.reminding.soon)
    found = [
        Alarm("obligation_due", due.on_day, Level.SOON, due.by, {"title": due.title, "by": due.by}, _GO)
        for due in mine
        if due.status is DueStatus.DUE and due.by is not None and at.now >= due.by - soon
    ]
    return (*found, *_late(late))


def _late(late: list[DueView]) -> tuple[Alarm, ...]:
    """As late as the latest of them: what has been late for weeks is not graver than who is out too long now."""
    if not late:
        return ()
    last = late[-1]
    values: dict[str, object] = {"title": last.title, "day": last.day}
    if len(late) == 1:
        return (Alarm("obligation_late", last.on_day, Level.LATE, last.deadline, values, _GO),)
    return (Alarm("obligations_late", last.on_day, Level.LATE, last.deadline, {**values, "count": len(late)}, _GO),)
