"""An invented day is alive, alike each time, and leaves what is mine to me."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from dutytui.bootstrap import open_desk
from dutytui.rehearsal import stage
from dutytui.rehearsal.invented.day import InventedDay
from dutytui.rehearsal.story import STORY
from dutytui.rehearsal.troupe import Troupe
from dutytui.rules.views import ItemStatus

ME = "zhang-san"


def moment(time: str) -> datetime:
    return datetime.fromisoformat(f"2026-11-23 {time}").replace(tzinfo=stage.ZONE)


def told_until(mall: Path, time: str) -> None:
    stage.catch_up(stage.Rehearsal(mall, moment(time), 60, ME, InventedDay(STORY)))


@pytest.fixture
def invented(tmp_path: Path) -> Path:
    stage.make_invented_mall(tmp_path / "mall")
    return tmp_path / "mall"


def test_at_the_beginning_there_are_entries_and_first_items_are_done(invented: Path) -> None:
    told_until(invented, "08:25")
    desk = open_desk(invented, clock=stage.StoryClock(moment("08:25")))
    try:
        board = desk.session.board()
        assert len(desk.session.logbook().entries) >= 3
        assert board.entries, "and not all of them are settled"
        assert sum(phase.done for phase in board.phases) >= 2
        assert board.due, "and something is left to do"
    finally:
        desk.close()


def test_colleagues_do_theirs_in_time_leave_some_and_never_mine(invented: Path) -> None:
    clock = stage.StoryClock(moment("08:20"))
    desk = open_desk(invented, clock=clock, name="others")
    try:
        day, troupe = InventedDay(STORY), Troupe(desk.session, ME)
        for time in ("08:20", "08:30", "08:40", "08:50", "09:00", "09:10"):
            clock.moment = moment(time)
            day.play(troupe)
        assert len({event.by for event in troupe.recorded}) >= 5
        assert ME not in {event.by for event in troupe.recorded}
        statuses = [
            item.status for phase in ("staff_entry", "morning_meeting") for item in desk.session.checklist(phase).items
        ]
        assert statuses.count(ItemStatus.DONE) > len(statuses) / 2
    finally:
        desk.close()


def test_two_inventions_of_one_day_are_alike(tmp_path: Path) -> None:
    told = []
    for name in ("one", "two"):
        stage.make_invented_mall(tmp_path / name)
        told_until(tmp_path / name, "09:30")
        desk = open_desk(tmp_path / name, clock=stage.StoryClock(moment("09:30")))
        subjects = desk.session.state.subjects(desk.session.day)
        told.append([(event.kind, event.on, event.by, event.at) for subject in subjects for event in subject.events])
        desk.close()
    assert told[0] == told[1]
    assert len(told[0]) > 30
