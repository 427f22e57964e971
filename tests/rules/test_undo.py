"""Taking back: always a new event, only of what has effect, and consistent with what it had caused."""

from __future__ import annotations

import pytest

from dutytui.rules import board, logbook
from dutytui.rules.commands import (
    CloseEntry,
    CorrectEntry,
    EntryFields,
    FailItem,
    HandleEntry,
    LogEntry,
    RemarkEntry,
    ReopenEntry,
    SignIn,
    TickItem,
    Undo,
)
from dutytui.rules.events import UNDONE, Event, Fact
from dutytui.rules.state import State
from dutytui.rules.views import EntryStatus, EntryView, ItemStatus, ItemView
from tests.rules.a_mall import DAY, MALL, Desk, at, event_of, plan_of

KEY = "staff_entry/locks_checked"
ON = f"item:{KEY}"
TICK = TickItem(DAY, KEY)
NOON = at("12:00")


def item(state: State) -> ItemView:
    found = board.item(state, plan_of(DAY), MALL, KEY, NOON, "", "")
    assert found is not None
    return found


def entry(state: State, on: str) -> EntryView:
    found = logbook.entry(state, MALL, DAY, on, NOON)
    assert found is not None
    return found


def undo_event(target: str, by: str, post: str, on: str = ON, stamp: str = "") -> Event:
    fact = Fact(UNDONE, on, DAY, NOON, by, post, data={"event": target}, procedure="v1")
    return event_of(fact, "other", 1, stamp or "2026-11-23T04:00:00.000Z-0000")


def test_an_undone_tick_stays_visible_and_can_be_done_again() -> None:
    desk = Desk()
    (tick,) = desk.does("qian", TICK, at("08:25"))
    desk.does("qian", Undo(DAY, ON, tick.id), at("08:26"))
    assert item(desk.state).status is ItemStatus.LATE
    assert [(act.kind, act.undone) for act in item(desk.state).history] == [("item_done", True), ("undone", False)]
    assert item(desk.state).history[1].undoes == tick.id
    desk.does("qian", TICK, at("08:27"))
    assert item(desk.state).status is ItemStatus.DONE


def test_what_may_not_be_taken_back() -> None:
    desk = Desk()
    (signed_in,) = desk.does("", SignIn("qian", "", "security_chief"), at("08:00"))
    (tick,) = desk.does("qian", TICK, at("08:25"))
    others = desk.refuses("sun", Undo(DAY, ON, tick.id), at("08:26"))
    assert (others.code, others.values["by"].id) == ("undo_not_yours", "qian")
    assert [post.id for post in others.values["posts"]] == ["duty_manager"]
    assert desk.refuses("qian", Undo(DAY, ON, "nothing"), at("08:26")).code == "undo_unknown"
    assert desk.refuses("qian", Undo(DAY, signed_in.on, signed_in.id), at("08:26")).code == "undo_not_possible"
    (undone,) = desk.does("zhao", Undo(DAY, ON, tick.id), at("08:27"))
    again = desk.refuses("qian", Undo(DAY, ON, tick.id), at("08:28"))
    assert (again.code, again.values["by"].id, again.values["at"]) == ("undo_already", "zhao", at("08:27"))
    assert desk.refuses("zhao", Undo(DAY, ON, undone.id), at("08:28")).code == "undo_not_possible"


def test_a_void_act_has_nothing_to_take_back() -> None:
    desk = Desk()
    fact = Fact("item_done", ON, DAY, at("08:25"), "sun", "guard", procedure="v1")
    forged = desk.records(fact, at("08:25"))
    assert desk.refuses("zhao", Undo(DAY, ON, forged.id), NOON).code == "undo_without_effect"
    assert item(desk.state).history[0].void


def test_undoing_a_failure_takes_its_entry_with_it() -> None:
    desk = Desk()
    failed, logged = desk.does("qian", FailItem(DAY, KEY, "loose"), at("08:25"))
    undone = desk.does("qian", Undo(DAY, ON, failed.id), at("08:26"))
    assert [(event.on, event.cause) for event in undone] == [(ON, "desk.3"), (logged.on, "desk.3")]
    shown = entry(desk.state, logged.on)
    assert (shown.status, shown.withdrawn, shown.text) == (EntryStatus.CLOSED, True, "loose")
    assert board.board(desk.state, plan_of(DAY), MALL, NOON, "", "").entries == ()
    for command in (HandleEntry(DAY, logged.on, "x"), CorrectEntry(DAY, logged.on, {"text": "y"}, "z")):
        assert desk.refuses("zhao", command, NOON).code == "entry_withdrawn"
    assert desk.does("qian", FailItem(DAY, KEY, "loose again"), NOON)[1].data["no"] == 2


def test_a_failure_whose_entry_was_handled_is_not_simply_undone() -> None:
    desk = Desk()
    failed, logged = desk.does("qian", FailItem(DAY, KEY, "loose"), at("08:25"))
    (handled,) = desk.does("li", HandleEntry(DAY, logged.on, "tightened"), at("08:30"))
    refusal = desk.refuses("qian", Undo(DAY, ON, failed.id), at("08:31"))
    assert (refusal.code, refusal.values) == ("undo_entry_handled", {"number": "1"})
    desk.does("li", Undo(DAY, logged.on, handled.id), at("08:32"))
    desk.does("qian", Undo(DAY, ON, failed.id), at("08:33"))
    assert entry(desk.state, logged.on).withdrawn


def test_an_entry_that_a_failure_raised_goes_only_with_the_failure() -> None:
    desk = Desk()
    _, logged = desk.does("qian", FailItem(DAY, KEY, "loose"), at("08:25"))
    refusal = desk.refuses("qian", Undo(DAY, logged.on, logged.id), at("08:26"))
    assert (refusal.code, refusal.values["number"]) == ("undo_raised_entry", "1")


def test_taken_back_here_and_handled_there_stays() -> None:
    """Whichever of the two has the later stamp."""
    for minutes in (1, 3):
        desk, other = Desk(), Desk("desk-2")
        failed, logged = desk.does("qian", FailItem(DAY, KEY, "loose"), at("08:25"))
        other.hears(desk)
        other.does("li", HandleEntry(DAY, logged.on, "tightened"), at("08:28"))
        desk.does("qian", Undo(DAY, ON, failed.id), at(f"08:{26 + minutes}"))
        desk.hears(other)
        shown = entry(desk.state, logged.on)
        assert (shown.status, shown.withdrawn) == (EntryStatus.HANDLED, False)
        assert shown.history[0].undone


def test_an_entrys_status_is_taken_back_from_the_last_step() -> None:
    desk = Desk()
    (logged,) = desk.does("wu", LogEntry(DAY, EntryFields("complaint", "x")), NOON)
    (handled,) = desk.does("wu", HandleEntry(DAY, logged.on, "a"), NOON)
    (closed,) = desk.does("wu", CloseEntry(DAY, logged.on), NOON)
    assert desk.refuses("wu", Undo(DAY, logged.on, handled.id), NOON).code == "undo_not_last"
    assert desk.refuses("wu", Undo(DAY, logged.on, logged.id), NOON).code == "undo_entry_handled"
    desk.does("wu", Undo(DAY, logged.on, closed.id), NOON)
    assert entry(desk.state, logged.on).status is EntryStatus.HANDLED
    desk.does("wu", ReopenEntry(DAY, logged.on, "b"), NOON)
    desk.does("wu", Undo(DAY, logged.on, logged.id), NOON)
    assert entry(desk.state, logged.on).withdrawn


def test_remarks_and_corrections_are_taken_back_by_themselves() -> None:
    desk = Desk()
    (logged,) = desk.does("wu", LogEntry(DAY, EntryFields("complaint", "x", place="3F")), NOON)
    (remark,) = desk.does("wu", RemarkEntry(DAY, logged.on, "r"), NOON)
    (correction,) = desk.does("wu", CorrectEntry(DAY, logged.on, {"place": "2F"}, "c"), NOON)
    desk.does("wu", Undo(DAY, logged.on, remark.id), NOON)
    desk.does("wu", Undo(DAY, logged.on, correction.id), NOON)
    shown = entry(desk.state, logged.on)
    assert (shown.remarks, shown.corrected, shown.place and shown.place.id) == (0, False, "3F")


def test_an_undo_waits_for_the_event_it_names() -> None:
    desk = Desk()
    (tick,) = desk.does("qian", TICK, at("08:25"))
    state = State(MALL, [undo_event(tick.id, "qian", "security_chief")])
    assert item(state).status is ItemStatus.LATE
    state.add(tick)
    assert item(state).history[0].undone
    assert item(state).status is ItemStatus.LATE


def test_an_undo_from_a_desk_whose_clock_is_behind_waits_all_the_same() -> None:
    desk = Desk()
    (tick,) = desk.does("qian", TICK, at("08:25"))
    state = State(MALL, [undo_event(tick.id, "qian", "security_chief", stamp="2026-11-22T00:00:00.000Z-0000")])
    assert item(state).status is ItemStatus.LATE
    state.add(tick)  # sorts last, and is undone before it is ever counted
    assert item(state).status is ItemStatus.LATE
    assert item(state).history[1].undone


@pytest.mark.parametrize(
    ("by", "post", "on", "works"),
    [
        ("qian", "security_chief", ON, True),
        ("zhao", "duty_manager", ON, True),
        ("sun", "guard", ON, False),  # not theirs
        ("sun", "duty_manager", ON, False),  # a post they do not hold
        ("qian", "security_chief", "item:staff_entry/passage_open", False),  # another subject
    ],
)
def test_a_foreign_undo_is_judged_again(by: str, post: str, on: str, works: bool) -> None:
    desk = Desk()
    (tick,) = desk.does("qian", TICK, at("08:25"))
    undo = undo_event(tick.id, by, post, on)
    desk.state.add(undo)
    assert (item(desk.state).status is not ItemStatus.DONE) is works
    assert item(desk.state).history[0].undone is works
    void = [act.void for act in item(desk.state).history if act.kind == UNDONE]
    assert void == ([not works] if on == ON else [])


def test_two_who_take_back_the_same_take_it_back_once() -> None:
    desk = Desk()
    (tick,) = desk.does("qian", TICK, at("08:25"))
    desk.does("qian", Undo(DAY, ON, tick.id), at("08:26"))
    desk.state.add(undo_event(tick.id, "zhao", "duty_manager"))
    assert desk.refuses("zhao", Undo(DAY, ON, tick.id), NOON).values["by"].id == "qian"  # the earlier one counts
    desk.does("qian", TICK, at("08:27"))
    assert item(desk.state).status is ItemStatus.DONE
