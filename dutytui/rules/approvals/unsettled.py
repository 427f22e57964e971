"""What a handover takes along of requests: those that wait for whoever has the duty, and who is still out.

Requests live on over days by themselves: the closing of the day shows them and asks nobody why they are open.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from dutytui.rules.approvals.outings import outings
from dutytui.rules.approvals.outline import Outline, outlines
from dutytui.rules.looking import Looking
from dutytui.rules.matters import Unsettled
from dutytui.rules.plan import business_day

_SINGLY = 20
"""Requests that are a matter each; more of them are gone through in the queue and not one by one."""


def unsettled(at: Looking) -> tuple[Unsettled, ...]:
    """Of this moment alone: what waited on an earlier day is not known any more, or still waits today."""
    if at.day != business_day(at.now, at.procedures.mall.day_starts):
        return ()
    return (*_waiting(at), *_out(at))


class _Kept(NamedTuple):
    """made_of: the same object as long as no request has news; matters: as they are told."""

    made_of: tuple[Outline, ...]
    holders: tuple[str, ...]
    matters: tuple[Unsettled, ...]


def _waiting(at: Looking) -> tuple[Unsettled, ...]:
    """Soonest due first. No clock changes them."""
    found, holders = outlines(at), at.procedures.handover.holders
    kept: _Kept | None = at.state.memo.get("approvals unsettled")
    if kept is None or kept.made_of is not found or kept.holders != holders:
        kept = at.state.memo["approvals unsettled"] = _Kept(found, holders, tuple(_matters(found, frozenset(holders))))
    return kept.matters


def _matters(found: tuple[Outline, ...], holders: frozenset[str]) -> Iterator[Unsettled]:
    theirs = [one for one in found if not holders.isdisjoint(one.waits.posts | one.follows.posts)]
    theirs.sort(key=lambda one: (one.due_at, one.since, one.request))
    for one in theirs[:_SINGLY]:
        step = one.step or next((each.title for each in one.course.owed), one.flow.name)
        values = {"number": one.number, "step": step, "summary": one.summary, "who": one.submitter}
        yield Unsettled("request_waits", one.request, values, asks=False, since=one.since, go="approvals")
    if len(theirs) > _SINGLY:
        values = {"count": len(theirs) - _SINGLY}
        yield Unsettled("requests_wait_many", "request:others", values, asks=False, go="approvals")


def _out(at: Looking) -> Iterator[Unsettled]:
    """Whoever has not come back when the last call of the day has passed."""
    for one in outings(at):
        if one.back is None and one.calls and one.calls[-1].due < at.now:
            values = {"who": one.who, "number": one.number, "since": one.since}
            yield Unsettled("outing_still_out", one.request, values, asks=False, since=one.since, go="outings")
