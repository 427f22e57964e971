"""What journals add up to for whoever has only the files: read by stock TinyDB, folded by the rules alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path, PurePath

import msgspec

from dutytui.procedures.source import ProcedureSource
from dutytui.rules.events import Event
from dutytui.rules.looking import Looking
from dutytui.rules.state import State
from dutytui.rules.timetable import plan_day
from dutytui.store.lines import Line, to_event
from tests.flows.stock import journals


def events(mall: Path) -> Iterator[Event]:
    """Every event of the mall's logs, journal after journal."""
    for path, found in journals(mall).items():
        writer = PurePath(path).name.split(".")[0]
        for document in found:
            yield to_event(msgspec.convert(document, Line), writer)


def folded(mall: Path, cache: Path, now: datetime, day: date) -> Looking:
    """A day as its views see it at `now`. cache: a folder to compile the mall's files in."""
    procedures = ProcedureSource(mall / "checklists", cache).current(day).procedures
    assert procedures is not None
    return Looking(State(procedures, events(mall)), plan_day(procedures, day), procedures, now)
