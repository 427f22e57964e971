"""A past day played again is the same day; whoever trains does their part, and nothing goes ahead of the rules."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from dutytui.bootstrap import Desk, open_desk
from dutytui.rehearsal import stage
from dutytui.rehearsal.as_command import _OF_SEVERAL, COMMANDS
from dutytui.rehearsal.invented.day import InventedDay
from dutytui.rehearsal.replayed import ReplayedDay, of_day, script
from dutytui.rehearsal.story import STORY
from dutytui.rehearsal.troupe import Troupe
from dutytui.rules import events
from dutytui.rules.approvals.commands import SubmitRequest
from dutytui.rules.commands import Command, TickItem
from dutytui.rules.events import Event
from dutytui.rules.obligations import views
from dutytui.rules.obligations.commands import MarkDone
from dutytui.rules.obligations.views import DueStatus
from dutytui.session import Actor, Saved
from dutytui.store.replica import Replica

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


RENT = {
    "period": "11月下半月",
    "kind": "half_month",
    "owners": 12,
    "amount": 3_500_000,
    "table": "明细.xlsx",
    "note": None,
}
MONTH_END = date(2026, 11, 30)


def agenda(mall: Path) -> dict[str, tuple[DueStatus, bool]]:
    """How what falls due until the end of the year stands, and whether a request did it."""
    desk = open_desk(mall, clock=stage.StoryClock(moment(ENDS)))
    try:
        desk.session.load_about("obligation:", MONTH_END - timedelta(days=31), MONTH_END + timedelta(days=31))
        found = views.agenda(desk.session.look(), MONTH_END - timedelta(days=31), MONTH_END + timedelta(days=31))
        return {one.key: (one.status, bool(one.started)) for one in found if one.status is DueStatus.DONE}
    finally:
        desk.close()


def test_what_fell_due_and_was_done_by_a_request_or_ahead_of_its_date_is_done_again(tmp_path: Path) -> None:
    past, again = tmp_path / "past", tmp_path / "again"
    stage.make_invented_mall(past)
    desk = open_desk(past, clock=stage.StoryClock(moment("10:00")), name="office")
    day = desk.session.day
    try:
        rent = SubmitRequest(day, "SY005", RENT, obligation=f"rent_return@{MONTH_END}")
        does(desk, "wei-sanshiyi", "cs_specialist", rent)
        does(desk, "qin-ershiyi", "marketing_manager", MarkDone(date(2026, 11, 28), "market_report", "早交"))
        does(desk, "qin-ershiyi", "marketing_manager", MarkDone(day, "monday_news"))
    finally:
        desk.close()
    stage.copy_mall(past, again)
    play = ReplayedDay(script(of_day(Replica(past / "logs").read_day(day).events, day)))
    played(again, play, ENDS)
    assert play.left == 0
    assert agenda(again) == agenda(past)
    assert set(agenda(again).values()) == {(DueStatus.DONE, True), (DueStatus.DONE, False)}
    assert len(agenda(again)) == 3


def does(desk: Desk, person: str, post: str, command: Command) -> None:
    desk.session.actor = Actor(person, person, post)
    assert isinstance(desk.session.submit(command), Saved)


def test_everything_that_a_person_records_can_be_played_again() -> None:
    """A kind that was forgotten in the table would silently be missing from every replay."""
    by_nobody = {events.JOURNAL_OPENED, events.DESK_OPENED, events.DESK_CLOSED, events.HEADS_WITNESSED}
    # the last is about the files of the mall that the day was recorded in
    at_this_desk = {events.SIGNED_IN, events.SIGNED_OUT, events.ALARM_ACKNOWLEDGED}
    # keys stay where they are: a rehearsal asks for nobody's PIN
    at_this_desk |= {events.CREDENTIAL_SET, events.CREDENTIAL_SHARED, events.CREDENTIAL_ENDED}
    at_this_desk |= {events.SIGN_IN_FAILED, events.SIGN_IN_UNLOCKED}
    # one command with `sales_imported`; with the request that asks for them, or with its last signature
    beside_another = {events.SALES_ROWS, events.PROCEDURES_DRAFTED, events.PROCEDURES_ADOPTED}
    # of versions that no rehearsal adopts
    beside_another |= {events.PROCEDURES_SETTLED}
    # a rehearsal has no keys to compare
    of_terminals = {
        events.ROSTER_BEGUN,
        events.TERMINAL_PRESENTED,
        events.TERMINAL_ENROLLED,
        events.TERMINAL_REVOKED,
    }
    left_out = by_nobody | at_this_desk | beside_another | of_terminals
    assert set(COMMANDS) | set(_OF_SEVERAL) == events.KINDS - left_out
