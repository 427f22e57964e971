"""Every contradiction that was made apart and that nobody has settled yet, of all areas: one list.

None without two acts whose authors did not know of each other, and none that a clock decides.
"""

from __future__ import annotations

import importlib

from dutytui.rules.dispute import Dispute
from dutytui.rules.looking import Looking
from dutytui.rules.matters import Alarm, Level, Unsettled

AREAS = (
    "duties",
    "roll_call",
    "patrols",
    "meals",
    "sales",
    "handover",
    "journals",
    "closing",
    "approvals",
    "obligations",
    "review",
    "figures",
    "changes",
    "roster",
)
"""Packages of `dutytui.rules` that may have something in dispute; ``duties`` are the items and entries of every day."""


def disputes(at: Looking) -> tuple[Dispute, ...]:
    """Those that stand: what blocks first, then the oldest; at the end those that harm nothing."""
    state = at.state
    versions = (state.version, state.people_version, at.law, at.day, state.followed["delegation"], at.now.date())
    kept = state.memo.get("disputes")
    if kept is None or kept[0] != versions:
        found = [one for area in AREAS for one in _module(area).disputes(at)]
        found.sort(key=lambda one: (one.harmless, not one.blocks, one.since, one.key))
        kept = state.memo["disputes"] = (versions, tuple(found))
    known: tuple[Dispute, ...] = kept[1]
    return known


def open_disputes(at: Looking) -> tuple[Dispute, ...]:
    """Those that somebody must settle."""
    return tuple(one for one in disputes(at) if not one.harmless)


def disputes_alarm(at: Looking) -> tuple[Alarm, ...]:
    """One for all of them: it is heard with the first, and stands until the last is settled."""
    found = open_disputes(at)
    if not found:
        return ()
    values = {"count": len(found)}
    return (Alarm("disputes_open", "disputes", Level.LATE, min(one.since for one in found), values, "disputes"),)


def disputes_unsettled(at: Looking) -> tuple[Unsettled, ...]:
    """All travel with the handover, but for those that an area tells of itself. The day's end asks for a reason for
    those of the day that nothing else asks for."""
    found = []
    for one in open_disputes(at):
        if one.code in _TOLD_BY_AREA:
            continue
        asks = one.day == at.day and one.code in _ASKED
        found.append(
            Unsettled("dispute", f"dispute:{one.key}", {"dispute": one}, asks=asks, since=one.since, go="disputes")
        )
    return tuple(found)


_TOLD_BY_AREA = frozenset(
    {
        "order",
        "round_begun",
        "meal_batch",
        "meal_times",
        "sales_files",
        "sales_typed",
        "sales_said",
        "obligation",
        "duty",
    }
)
_ASKED = frozenset({"entry_status", "entry_field", "case_detail", "answer", "article", "matter_plans"})
"""The day's end asks for the others as themselves (an item, a page, the team of the sweep), or they are none of the
day's own."""


def _module(area: str):  # type: ignore[no-untyped-def]
    # Imported when it is asked: the first screen draws without the areas.
    return importlib.import_module(f"dutytui.rules.{_PLACES.get(area, area + '.disputes')}")


_PLACES = {"duties": "day_disputes"}
