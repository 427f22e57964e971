"""What somebody must be told in time, of all areas: the bell rings for what is new, the top bar shows the gravest."""

from __future__ import annotations

import importlib

from dutytui.rules.looking import Looking
from dutytui.rules.matters import Alarm, Level

AREAS = (
    "roll_call",
    "patrols",
    "meals",
    "service",
    "sales",
    "handover",
    "closing",
    "approvals",
    "obligations",
    "review",
    "evidence",
    "roster",
)
"""Packages of `dutytui.rules` that may have something to tell in time."""


def alarms(at: Looking) -> tuple[Alarm, ...]:
    """The gravest first: what is late before what is due soon, each by its time."""
    # Imported when it is asked: the first screen draws without the areas.
    from dutytui.rules.disputes import disputes_alarm

    found = [one for area in AREAS for one in importlib.import_module(f"dutytui.rules.{area}.alarms").alarms(at)]
    return tuple(
        sorted(
            (*found, *disputes_alarm(at)), key=lambda one: (one.level is not Level.LATE, one.at, one.code, one.subject)
        )
    )
