"""What whoever is at the desk must hear of requests: what waits for them and is late or soon due, and who is out.

More than a few of one kind are one alarm with their count: a bell that reads out five thousand requests says nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from dutytui.rules.approvals.outings import outings
from dutytui.rules.approvals.queue import queue
from dutytui.rules.approvals.views import CallStatus, CallView, OutingView, QueueView, RequestRow, Share
from dutytui.rules.looking import Looking
from dutytui.rules.matters import Alarm, Level

_FEW = 3
"""Alarms of one kind that are told one by one."""
_GO = "approvals"
_GO_OUT = "outings"


def alarms(at: Looking) -> tuple[Alarm, ...]:
    """Of whoever is signed in; a wall board has nobody's queue. Asked once a second: made again when the queue was."""
    if not at.person:
        return ()
    found, out = queue(at), outings(at)
    duty = at.post in at.procedures.handover.holders
    kept: _Kept | None = at.state.memo.get("approvals alarms")
    if kept is None or kept.queue is not found or kept.outings is not out or kept.duty != duty:
        told = (*_of_queue(found.rows), *_of_outings(at, out, duty))
        kept = at.state.memo["approvals alarms"] = _Kept(found, out, duty, told)
    return kept.told


class _Kept(NamedTuple):
    """The alarms, and what they were made of (the same objects, for the same person)."""

    queue: QueueView
    outings: tuple[OutingView, ...]
    duty: bool
    told: tuple[Alarm, ...]


_MINE = frozenset({Share.MINE, Share.POST})


def _of_queue(rows: Sequence[RequestRow]) -> Iterator[Alarm]:
    of_code: dict[str, list[RequestRow]] = {code: [] for code in _LEVELS}
    for row in rows:
        if row.late or row.soon or row.reminded is not None:  # most are none of it
            code = _code(row)
            if code:
                of_code[code].append(row)
    for code, found in of_code.items():
        yield from _few(found, code, _LEVELS[code], _reminded if code == "request_reminded" else _due)


def _code(row: RequestRow) -> str:
    """What is heard of one request, "" for nothing. What is late or soon due reminds by itself."""
    timed = "late" if row.late else "soon" if row.soon else ""
    if not row.shares.isdisjoint(_MINE):
        return f"request_{timed or 'reminded'}"
    if timed and Share.FOLLOW in row.shares:
        return f"follow_up_{timed}"
    return "request_escalated" if row.late and Share.ESCALATED in row.shares else ""


def _due(row: RequestRow) -> datetime:
    return row.due or row.since


def _reminded(row: RequestRow) -> datetime:
    return row.reminded or row.since


def _few(
    rows: Sequence[RequestRow], code: str, level: Level, moment: Callable[[RequestRow], datetime]
) -> Iterator[Alarm]:
    """Each by itself while they are few. Of many, the newest names the alarm: so the bell rings when one more comes."""
    if len(rows) <= _FEW:
        yield from (Alarm(code, f"{row.request}/{code}", level, moment(row), _values(row, moment), _GO) for row in rows)
        return
    first, newest = min(rows, key=moment), max(rows, key=moment)
    values = {"count": len(rows), "number": first.number, "by": moment(first), "day": moment(first).date()}
    yield Alarm(_MANY[code], f"{newest.request}/{_MANY[code]}", level, moment(first), values, _GO)


_LEVELS: Mapping[str, Level] = {
    "request_late": Level.LATE,
    "request_soon": Level.SOON,
    "follow_up_late": Level.LATE,
    "follow_up_soon": Level.SOON,
    "request_escalated": Level.LATE,
    "request_reminded": Level.SOON,
}
_MANY: Mapping[str, str] = {
    "request_late": "requests_late_many",
    "request_soon": "requests_soon_many",
    "follow_up_late": "follow_ups_late_many",
    "follow_up_soon": "follow_ups_soon_many",
    "request_escalated": "requests_escalated_many",
    "request_reminded": "requests_reminded_many",
}


def _values(row: RequestRow, moment: Callable[[RequestRow], datetime]) -> dict[str, Any]:
    by = moment(row)
    step = row.step or (row.follows[0] if row.follows else row.flow.name)
    who = row.reminded_by or row.submitter
    waits = row.waits_for
    return {"number": row.number, "step": step, "by": by, "day": by.date(), "who": who, "waits_for": waits}


def _of_outings(at: Looking, found: tuple[OutingView, ...], duty: bool) -> Iterator[Alarm]:
    """Of those that this person hears of: whoever holds the duty of all, an approver of what they let go."""
    heard = [one for one in found if one.back is None and (duty or at.person in one.let_go)]
    for status, level, code, many in _CALLS:
        calls = [(one, call) for one in heard for call in one.calls if call.status is status]
        if len(calls) > _FEW:
            newest, first = max(call.due for _one, call in calls), min(call.due for _one, call in calls)
            values = {"count": len(calls), "by": first}
            yield Alarm(many, f"{many}/{newest.isoformat()}", level, first, values, _GO_OUT)
        else:
            yield from (_call(one, call, code, level) for one, call in calls)


_CALLS = (
    (CallStatus.LATE, Level.LATE, "outing_call_late", "outing_calls_late_many"),
    (CallStatus.SOON, Level.SOON, "outing_call_soon", "outing_calls_soon_many"),
)


def _call(one: OutingView, call: CallView, code: str, level: Level) -> Alarm:
    values = {"who": one.who, "number": one.number, "by": call.due}
    return Alarm(code, f"{one.request}/{call.due.isoformat()}", level, call.due, values, _GO_OUT)
