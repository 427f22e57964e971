"""Until when something is due that came up at a moment: minutes, days, working days (domain §6)."""

from __future__ import annotations

from datetime import datetime, timedelta

from dutytui.rules.approvals.flow import Due, DueUnit
from dutytui.rules.procedure import Procedures
from dutytui.rules.working_days import add_working_days

_FAR = 10_000
"""Working days that are counted: any more, some forty years, is no deadline."""


def due_at(procedures: Procedures, due: Due | None, since: datetime | None) -> datetime | None:
    """The moment until which it is in time, inclusive; None when it has no deadline, or none that a calendar holds.

    Minutes are minutes that pass. Days and working days end at the same wall time, in the offset that `since` carries.
    """
    if due is None or since is None:
        return None
    try:
        match due.unit:
            case DueUnit.MINUTES:
                return since + timedelta(minutes=due.count)
            case DueUnit.DAYS:
                return since + timedelta(days=due.count)
            case DueUnit.WORKING_DAYS if abs(due.count) <= _FAR:
                day = add_working_days(procedures, since.date(), due.count)
                return datetime.combine(day, since.timetz())
    except OverflowError:
        pass
    return None
