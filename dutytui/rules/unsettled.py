"""What all areas have unsettled: the handover takes it along, the closing of the day asks for it."""

from __future__ import annotations

import importlib

from dutytui.rules.looking import Looking
from dutytui.rules.matters import Unsettled

AREAS = (
    "roll_call",
    "patrols",
    "meals",
    "service",
    "sales",
    "handover",
    "journals",
    "closing",
    "approvals",
    "obligations",
    "review",
    "evidence",
)
"""Packages of `dutytui.rules` that may have something unsettled, in the order it is told."""


def unsettled(at: Looking) -> tuple[Unsettled, ...]:
    """Everything, area by area. Open log entries are not among it: they are the logbook's own."""
    from dutytui.rules.disputes import disputes_unsettled  # as the areas

    return (*(one for area in AREAS for one in _of_area(area, at)), *disputes_unsettled(at))


def travelling(at: Looking) -> tuple[Unsettled, ...]:
    """What a handover takes along."""
    return tuple(one for one in unsettled(at) if one.travels)


def _of_area(area: str, at: Looking) -> tuple[Unsettled, ...]:
    # Imported when it is asked: the first screen draws without the areas.
    found: tuple[Unsettled, ...] = importlib.import_module(f"dutytui.rules.{area}.unsettled").unsettled(at)
    return found
