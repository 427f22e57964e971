"""The demonstration's day as it stands at night, with what else a day may hold; played once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from dutytui.bootstrap import Desk, open_desk
from dutytui.rehearsal import stage
from dutytui.rehearsal.invented.day import InventedDay
from dutytui.rehearsal.story import STORY
from dutytui.rules.approvals.commands import SubmitRequest, WithdrawRequest
from dutytui.rules.commands import Command, EntryFields, LogEntry, Undo
from dutytui.session import Actor, Saved
from dutytui.texts import catalogue

MORNING = "2026-11-23 15:00"
NIGHT = "2026-11-23 23:30"


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    before = catalogue.language()
    catalogue.use("en")
    yield
    catalogue.use(before)


def at(moment: str) -> datetime:
    return datetime.fromisoformat(moment).replace(tzinfo=stage.ZONE)


@pytest.fixture(scope="session")
def day(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The night of an invented day; a request was called off on it, an entry typed in late, another taken back."""
    mall: Path = tmp_path_factory.mktemp("reports") / "mall"
    stage.make_invented_mall(mall)
    stage.catch_up(stage.Rehearsal(mall, at(NIGHT), 60, "", InventedDay(STORY)))
    clock = stage.StoryClock(at(NIGHT))
    desk = open_desk(mall, clock=clock)
    desk.session.actor = Actor("wei-sanshiyi", "魏三十一", "cs_specialist")
    rent = {"period": "11月", "kind": "month", "owners": 3, "amount": 100_00, "table": "明细.xlsx"}
    asked = submit(desk, SubmitRequest(desk.session.day, "SY005", rent))
    submit(desk, WithdrawRequest(desk.session.day, asked, "Asked twice"))
    desk.session.actor = Actor("zhang-san", "张三", "duty_manager")
    submit(desk, LogEntry(desk.session.day, EntryFields("general", "Typed in late"), at=at(MORNING)))
    gone = submit(desk, LogEntry(desk.session.day, EntryFields("general", "Written by mistake")))
    subject = desk.session.state.subject(desk.session.day, gone)
    assert subject is not None
    submit(desk, Undo(desk.session.day, gone, subject.events[-1].id))
    clock.moment += timedelta(minutes=10)
    desk.wake()  # five minutes are over: it witnesses how far the journals go
    yield desk
    desk.close()


def submit(desk: Desk, command: Command) -> str:
    outcome = desk.session.submit(command)
    assert isinstance(outcome, Saved), outcome
    return outcome.events[0].on
