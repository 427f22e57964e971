"""What somebody must be told in time: the order is due soon, it is overdue, it is held."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from dutytui.rules.looking import Looking
from dutytui.rules.matters import Alarm, Level
from dutytui.rules.roll_call.gate import planned_call
from dutytui.rules.roll_call.views import CallStatus, CallView, calls

_PAGE = "roll_call"


def alarms(at: Looking) -> tuple[Alarm, ...]:
    """Of one roll call at most one: a hold says more than that the order is late.

    Asked once a second: while nothing is held, whose minutes begin with any second, they are as in the whole minute.
    """
    minute = at.now.replace(second=0, microsecond=0)
    made_for = (at.law, at.plan, at.state.version, minute, at.now == minute)
    kept: tuple[object, tuple[Alarm, ...]] | None = at.state.memo.get("roll call alarms")
    if kept is not None and kept[0] == made_for:
        return kept[1]
    seen = calls(at)
    found = tuple(alarm for call in seen for alarm in _alarms(at, call))
    if all(call.held_since is None for call in seen):
        at.state.memo["roll call alarms"] = (made_for, found)
    return found


def _alarms(at: Looking, call: CallView) -> Iterator[Alarm]:
    planned = planned_call(at.plan, call.call)
    values = {"order": call.order, "by": call.by, "count": call.total - call.answered}
    if call.held_since is not None:
        code = "order_disputed" if call.status is CallStatus.DISPUTED else "order_held"
        values = {"order": call.order, "since": call.held_since, "lasts": timedelta(minutes=call.minutes_held)}
        yield Alarm(code, f"{call.subject}/hold", Level.LATE, call.held_since, values, _PAGE)
    elif call.status is CallStatus.LATE:
        late = timedelta(minutes=call.late_by)
        yield Alarm("order_late", call.subject, Level.LATE, call.by, values | {"late": late}, _PAGE)
    elif call.status is CallStatus.CALLING and planned is not None and at.now >= planned.warn:
        yield Alarm("order_soon", call.subject, Level.SOON, call.by, values, _PAGE)
