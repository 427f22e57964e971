"""A past day played again is the same day; whoever trains does their part, and nothing goes ahead of the rules."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from pathlib import Path

import pytest

from dutytui.bootstrap import Desk, open_desk
from dutytui.rehearsal import stage
from dutytui.rehearsal.as_command import _OF_SEVERAL, COMMANDS
from dutytui.rehearsal.invented.day import InventedDay
from dutytui.rehearsal.replayed import ReplayedDay, script
from dutytui.rehearsal.story import STORY
from dutytui.rehearsal.troupe import Troupe
from dutytui.rules import events
from dutytui.rules.commands import Command, TickItem
from dutytui.rules.events import Event
from dutytui.session import Actor, Saved

ENDS = "23:59"


def moment(time: str) -> datetime:
    return datetime.fromisoformat(f"2026-11-23 {time}").replace(tzinfo=stage.ZONE)


def played(mall: Path, play: stage.Play, until: str) -> list[Event]:
    stage.catch_up(stage.Rehearsal(mall, moment(until), 60, "", play))
    return recorded(mall, until)


def recorded(mall: Path, until: str) -> list[Event]:
    desk = open_desk(mall, clock=stage.StoryClock(moment(until)))
    try:
        subjects = desk.session.state.subjects(desk.session.day)
        return [event for subject in subjects for event in subject.events]
    finally:
        desk.close()


def outline(of: list[Event]) -> Counter[tuple[str, str, str, datetime]]:
    """What happened, whoever's journal it stands in: kind, person, post and time."""
    return Counter((event.kind, event.by, event.post, event.at) for event in of if event.kind in COMMANDS)


@pytest.fixture(scope="module")
def past(tmp_path_factory: pytest.TempPathFactory) -> list[Event]:
    mall = tmp_path_factory.mktemp("past") / "mall"
    stage.make_invented_mall(mall)
    return played(mall, InventedDay(STORY), ENDS)


def test_a_past_day_played_again_is_the_same_day(past: list[Event], tmp_path: Path) -> None:
    stage.make_invented_mall(tmp_path / "mall")
    play = ReplayedDay(script(past))
    again = played(tmp_path / "mall", play, ENDS)
    assert play.left == 0
    assert outline(again) == outline(past)


def test_what_i_would_do_is_left_to_me_and_what_needs_it_waits(past: list[Event], tmp_path: Path) -> None:
    stage.make_invented_mall(tmp_path / "mall")
    clock = stage.StoryClock(moment("07:00"))
    desk = open_desk(tmp_path / "mall", clock=clock, name="others")
    try:
        play, troupe = ReplayedDay(script(past)), Troupe(desk.session, "zhou-ba")
        for time in ("07:00", "08:20", "08:29", "08:40"):
            clock.moment = moment(time)
            play.play(troupe)
        assert desk.session.item("staff_entry/locks_checked").last is None
        assert desk.session.item("staff_entry/passage_opened").last is None, "the passage waits for my locks"
        does(desk, "zhou-ba", "security_chief", TickItem(desk.session.day, "staff_entry/locks_checked"))
        play.play(troupe)
        assert desk.session.item("staff_entry/passage_opened").last is not None
    finally:
        desk.close()


def test_handling_an_entry_finds_the_entry_of_this_rehearsal(past: list[Event], tmp_path: Path) -> None:
    handled = [event for event in past if event.kind == events.ENTRY_HANDLED]
    stage.make_invented_mall(tmp_path / "mall")
    again = played(tmp_path / "mall", ReplayedDay(script(past)), ENDS)
    texts = {event.on: event.data["text"] for event in past if event.kind == events.ENTRY_LOGGED}
    texts_again = {event.on: event.data["text"] for event in again if event.kind == events.ENTRY_LOGGED}
    now_handled = Counter(texts_again[event.on] for event in again if event.kind == events.ENTRY_HANDLED)
    assert now_handled == Counter(texts[event.on] for event in handled)


def does(desk: Desk, person: str, post: str, command: Command) -> None:
    desk.session.actor = Actor(person, person, post)
    assert isinstance(desk.session.submit(command), Saved)


def test_everything_that_a_person_records_can_be_played_again() -> None:
    """A kind that was forgotten in the table would silently be missing from every replay."""
    by_nobody = {events.JOURNAL_OPENED, events.DESK_OPENED, events.DESK_CLOSED, events.HEADS_WITNESSED}
    # the last is about the files of the mall that the day was recorded in
    at_this_desk = {events.SIGNED_IN, events.SIGNED_OUT, events.ALARM_ACKNOWLEDGED}
    # one command with `sales_imported`; with the request that asks for them, or with its last signature
    beside_another = {events.SALES_ROWS, events.PROCEDURES_DRAFTED, events.PROCEDURES_ADOPTED}
    assert set(COMMANDS) | set(_OF_SEVERAL) == events.KINDS - by_nobody - at_this_desk - beside_another
