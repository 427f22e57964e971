"""The shipped mall on one Monday that its own people have played, to begin anywhere in it; and desks that go on."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from dutytui.bootstrap import open_desk
from dutytui.procedures.load import load
from dutytui.rehearsal import stage
from dutytui.rehearsal.invented.day import InventedDay
from dutytui.rehearsal.story import STORY
from dutytui.rules.events import Event
from dutytui.rules.looking import Looking
from dutytui.rules.procedure import Procedures
from dutytui.rules.refusal import Refusal
from dutytui.rules.state import State
from tests.rules.a_mall import DAY, Desk, at, plan_under

CHECKOUT = Path(__file__).parents[3]
MOMENTS = ("08:15", "08:57", "11:40", "12:20", "14:25", "17:50", "20:40", "21:25", "22:14", "22:40", "23:05", "23:50")
"""From which the desks go on: staff entry, opening, meals, handover, closing, sweep, lock-up, the closed day."""


@cache
def shipped() -> Procedures:
    found = load(CHECKOUT / "checklists", DAY).procedures
    assert found is not None
    return found


@cache
def played() -> tuple[Event, ...]:
    """Everything that the shipped mall's people record on an invented day, in order."""
    home = os.environ.get("DUTYTUI_HOME", "")
    with tempfile.TemporaryDirectory() as folder:
        mall, end = Path(folder) / "mall", at("23:59")
        os.environ["DUTYTUI_HOME"] = f"{folder}/home"
        try:
            stage.copy_mall(CHECKOUT, mall)
            stage.catch_up(stage.Rehearsal(mall, end, 60, "", InventedDay(STORY)))
            desk = open_desk(mall, clock=stage.StoryClock(end))
            subjects = desk.session.state.subjects(DAY)
            found = [event for subject in subjects if not _random(subject.on) for event in subject.events]
            desk.close()
        finally:
            os.environ["DUTYTUI_HOME"] = home
    return tuple(sorted(found, key=lambda event: event.order))


def _random(on: str) -> bool:
    """The random rounds are left for the desks to draw, each its own."""
    return on.startswith("patrol:") or "~" in on


def recorded_by(moment: datetime) -> list[Event]:
    """What of the played day had been recorded by then."""
    return [event for event in played() if datetime.fromisoformat(event.stamp[:24]) <= moment]


def desks(count: int, moment: datetime) -> tuple[Desk, ...]:
    """Terminals that stand open, and know all that was played by then; from there on each knows what it hears."""
    before = recorded_by(moment)
    found = tuple(Desk(f"desk-{number}", shipped()) for number in range(1, count + 1))
    for one in found:
        one.state.extend(before)
        one.last = max((event.stamp for event in before), default="")
    return found


def looking(state: State, now: datetime, person: str = "", post: str = "", writer: str = "") -> Looking:
    return Looking(state, plan_under(shipped(), DAY), shipped(), now, person, post, writer)


def merged(of: Iterable[Desk], moment: datetime) -> list[Event]:
    return [*recorded_by(moment), *(event for one in of for event in one.journal)]


def later(now: datetime, minutes: int) -> datetime:
    return now + timedelta(minutes=minutes)


__all__ = ["DAY", "MOMENTS", "Desk", "Refusal", "at", "desks", "later", "looking", "merged", "played", "shipped"]
