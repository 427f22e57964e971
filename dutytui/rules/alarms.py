"""What somebody must be told in time, of all areas: the bell rings for what is new, the top bar shows the gravest."""

from __future__ import annotations

import importlib
from collections.abc import Mapping

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
BY_THE_SECOND = frozenset({"roll_call", "meals", "service", "closing", "approvals"})
"""Those whose moments follow from what was recorded. The others' stand in the plan, which knows minutes."""


def alarms(at: Looking) -> tuple[Alarm, ...]:
    """The gravest first: what is late before what is due soon, each by its time.

    Asked once a second, when nearly always only the second is another.
    """
    of_the_minute = _of_the_minute(at)
    found = [one for area in AREAS for one in (_of(area, at) if area in BY_THE_SECOND else of_the_minute[area])]
    found += of_the_minute["disputes"]
    return tuple(sorted(found, key=lambda one: (one.level is not Level.LATE, one.at, one.code, one.subject)))


def _of_the_minute(at: Looking) -> Mapping[str, tuple[Alarm, ...]]:
    """By area; kept until a record, another minute, or somebody else looks."""
    minute = at.now.replace(second=0, microsecond=0)
    # What is due until a minute is late behind its first instant, not at it.
    made_for = (at.law, at.plan, at.writer, at.state.version, minute, at.now == minute)
    name = ("alarms", at.person, at.post)
    kept: tuple[object, Mapping[str, tuple[Alarm, ...]]] | None = at.state.memo.get(name)
    if kept is None or kept[0] != made_for:
        from dutytui.rules.disputes import disputes_alarm

        found = {area: _of(area, at) for area in AREAS if area not in BY_THE_SECOND}
        kept = at.state.memo[name] = (made_for, {**found, "disputes": disputes_alarm(at)})
    return kept[1]


def _of(area: str, at: Looking) -> tuple[Alarm, ...]:
    # Imported when it is asked: the first screen draws without the areas.
    found: tuple[Alarm, ...] = importlib.import_module(f"dutytui.rules.{area}.alarms").alarms(at)
    return found
