"""The demonstration: an invented day that is alive, and leaves nothing behind."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from dutytui.bootstrap import open_desk
from dutytui.cli import exits
from dutytui.demo import show
from dutytui.demo.colleagues import Colleagues
from dutytui.rules.views import ItemStatus
from tests.cli.program import MODULE, OnTerminal, environment


def moment(time: str) -> datetime:
    return datetime.fromisoformat(f"2026-11-23 {time}").replace(tzinfo=show.ZONE)


@pytest.fixture
def invented(tmp_path: Path) -> Path:
    show.make_mall(tmp_path / "mall")
    return tmp_path / "mall"


def test_at_the_beginning_there_are_entries_and_first_items_are_done(invented: Path) -> None:
    show.tell_until(invented, moment("08:25"))
    desk = open_desk(invented, clock=show.StoryClock(moment("08:25")))
    try:
        board = desk.session.board()
        assert len(desk.session.logbook().entries) >= 3
        assert board.entries, "and not all of them are settled"
        assert sum(phase.done for phase in board.phases) >= 2
        assert board.due, "and something is left to do"
    finally:
        desk.close()


def test_colleagues_do_theirs_in_time_leave_some_and_never_mine(invented: Path) -> None:
    clock = show.StoryClock(moment("08:20"))
    desk = open_desk(invented, clock=clock, name="others")
    try:
        colleagues = Colleagues(desk.session, show.ME)
        events = []
        for time in ("08:20", "08:30", "08:40", "08:50", "09:00", "09:10"):
            clock.moment = moment(time)
            events += colleagues.catch_up()
        assert len({event.by for event in events}) >= 5
        assert show.ME not in {event.by for event in events}
        statuses = [
            item.status for phase in ("staff_entry", "morning_meeting") for item in desk.session.checklist(phase).items
        ]
        assert statuses.count(ItemStatus.DONE) > len(statuses) / 2
    finally:
        desk.close()


def test_two_demonstrations_of_one_day_are_alike(tmp_path: Path) -> None:
    told = []
    for name in ("one", "two"):
        show.make_mall(tmp_path / name)
        show.tell_until(tmp_path / name, moment("09:30"))
        desk = open_desk(tmp_path / name, clock=show.StoryClock(moment("09:30")))
        subjects = desk.session.state.subjects(desk.session.day)
        told.append([(event.kind, event.on, event.by, event.at) for subject in subjects for event in subject.events])
        desk.close()
    assert told[0] == told[1]
    assert len(told[0]) > 30


@pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal is a thing of POSIX")
def test_it_runs_and_leaves_nothing_behind(
    on_terminal: Callable[..., OnTerminal], own_home: Path, tmp_path: Path
) -> None:
    env = environment(TMPDIR=str(tmp_path))
    line = [*MODULE, "--lang", "en", "demo", "--at", "08:25", "--date", "2026-11-23", "--rate", "600"]
    program = on_terminal(line, env=env, size=(120, 40))
    program.until("Spruce Store (demo)")
    program.until("F10")
    program.type("\x11")
    assert program.ends() == exits.OK
    assert list(tmp_path.iterdir()) == []
    assert list(own_home.iterdir()) == []
    assert "its folder was removed" in program.text
