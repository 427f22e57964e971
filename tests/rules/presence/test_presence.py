"""Unknown is not missed (field.md, ours 3): when terminals stood open, and what that says of rounds."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dutytui.rules.events import DESK_CLOSED, DESK_OPENED, Fact
from dutytui.rules.patrols.commands import ExplainRounds, StartRound
from dutytui.rules.patrols.standing import RoundStatus
from dutytui.rules.patrols.unsettled import unsettled
from dutytui.rules.presence.commands import CloseDesk, OpenDesk
from dutytui.rules.presence.views import known_on
from tests.rules.a_mall import DAY, TOMORROW, at
from tests.rules.patrols.a_patrol import Terminal

KEY = "floors@1000"  # missed after 10:30


def closes(desk: Terminal, clock: str) -> None:
    desk.does("", CloseDesk(DAY, desk.writer), at(clock), post="")


def spans(desk: Terminal, clock: str, writer: str | None = None) -> list[str]:
    found = known_on(desk.looks(clock, writer=writer), timedelta(minutes=5))
    return [f"{span.starts:%H:%M}-{span.ends.astimezone(span.starts.tzinfo):%H:%M}" for span in found]


@pytest.mark.parametrize(
    ("on", "status"),
    [
        ([("08:00", "")], RoundStatus.MISSED),
        ([("10:00", "")], RoundStatus.MISSED),
        ([("10:01", "")], RoundStatus.UNKNOWN),
        ([("08:00", "10:29"), ("12:00", "")], RoundStatus.UNKNOWN),
        ([("08:00", "10:30"), ("12:00", "")], RoundStatus.MISSED),
        ([("08:00", "10:10"), ("10:14", "")], RoundStatus.MISSED),  # no longer than `off_after`
        ([("08:00", "10:10"), ("10:16", "")], RoundStatus.UNKNOWN),
        ([("12:00", "")], RoundStatus.UNKNOWN),
    ],
)
def test_a_round_is_missed_only_when_a_terminal_was_on_all_the_while(
    on: list[tuple[str, str]], status: RoundStatus
) -> None:
    desk = Terminal()
    for opened, closed in on:
        desk.opens(opened)
        if closed:
            closes(desk, closed)
    assert desk.round(KEY, "13:00").status is status


def test_two_terminals_may_take_turns() -> None:
    desk, other = Terminal(), Terminal("desk-2")
    desk.opens("08:00")
    other.opens("10:05")
    closes(desk, "10:08")
    other.hears(desk)
    assert other.round(KEY, "13:00").status is RoundStatus.MISSED


def test_unknown_stays_until_someone_says() -> None:
    desk = Terminal()
    desk.opens("12:00")
    codes = {matter.subject: matter.code for matter in unsettled(desk.looks("13:00"))}
    assert codes[f"round:{KEY}"] == "round_unknown"
    desk.does("zhao", ExplainRounds(DAY, (KEY,), "Walked by the night guard, no terminal"), at("13:00"))
    view = desk.round(KEY, "13:01")
    assert (view.status, view.was) == (RoundStatus.EXPLAINED, RoundStatus.UNKNOWN)
    desk.does("zhao", StartRound(DAY, "floors", "floors@1030", at("10:31")), at("13:02"))
    assert desk.round("floors@1030", "13:03").status is RoundStatus.RUNNING


def test_a_crash_ends_when_it_was_last_known_alive() -> None:
    desk = Terminal()
    desk.opens("08:00")
    desk.opens("11:00", alive=at("10:12"))
    assert [(event.kind, event.at, dict(event.data)) for event in desk.journal][1:] == [
        (DESK_CLOSED, at("10:12"), {"crashed": True}),
        (DESK_OPENED, at("11:00"), {}),
    ]
    assert all(not event.by and not event.post for event in desk.journal)
    assert spans(desk, "12:00") == ["08:00-10:12", "11:00-12:00"]
    assert desk.round(KEY, "12:00").status is RoundStatus.UNKNOWN


def test_a_crash_without_a_note_ends_with_the_last_record() -> None:
    desk = Terminal()
    desk.opens("08:00")
    desk.does("zhao", StartRound(DAY, "floors", "floors@0930"), at("09:31"))
    desk.opens("11:00")
    assert spans(desk, "12:00") == ["08:00-09:31", "11:00-12:00"]


def test_a_note_from_before_it_opened_or_from_the_future_is_not_believed() -> None:
    desk = Terminal()
    desk.opens("08:00")
    desk.opens("11:00", alive=at("07:00"))
    desk.opens("12:00", alive=at("15:00"))
    assert spans(desk, "12:30") == ["08:00-08:00", "11:00-12:30"]


def test_a_crash_in_the_night_is_recorded_on_the_day_it_fell_on() -> None:
    desk = Terminal()
    desk.opens("20:00")
    desk.does("", OpenDesk(TOMORROW, "desk", at("23:30")), at("32:00"), post="")
    assert [(event.kind, event.day) for event in desk.journal] == [
        (DESK_OPENED, DAY),
        (DESK_CLOSED, DAY),
        (DESK_OPENED, TOMORROW),
    ]


def test_another_terminal_that_fell_silent_is_known_on_until_its_last_record() -> None:
    """It may have lost its power a moment later."""
    desk, other = Terminal(), Terminal("desk-2")
    other.opens("08:00")
    other.does("zhao", StartRound(DAY, "floors", "floors@0930"), at("09:31"))
    desk.hears(other)
    desk.opens("12:00")
    assert spans(desk, "13:00") == ["08:00-09:31", "12:00-13:00"]
    assert spans(other, "13:00") == ["08:00-13:00"]
    assert spans(other, "13:00", writer="") == ["08:00-09:31"]


def test_nobody_says_of_another_terminal_that_it_was_on() -> None:
    """A forged presence would turn unknown into missed."""
    desk = Terminal()
    desk.records(Fact(DESK_OPENED, "desk:desk-9", DAY, at("08:00")), at("08:00"))
    assert spans(desk, "13:00") == []
    subject = desk.state.subject(DAY, "desk:desk-9")
    assert subject is not None and len(subject.fold.void) == 1


def test_a_terminal_that_is_not_open_can_not_close() -> None:
    desk = Terminal()
    assert desk.refuses("", CloseDesk(DAY, "desk"), at("08:00"), post="").code == "desk_not_open"
    desk.opens("08:00")
    closes(desk, "09:00")
    assert desk.refuses("", CloseDesk(DAY, "desk"), at("09:01"), post="").code == "desk_not_open"
