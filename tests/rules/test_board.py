"""What the screens are told, through a morning after DS §2 and at its edges."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest

from dutytui.rules import board
from dutytui.rules.commands import CloseEntry, EntryFields, HandleEntry, LogEntry, SignIn, TickItem, WaiveItem
from dutytui.rules.state import State
from dutytui.rules.timetable import plan_day
from dutytui.rules.views import BoardView, ItemStatus, ItemView, PhaseStatus, PhaseView
from tests.rules.a_mall import DAY, MALL, STAFF_ENTRY, Desk, at, mall, plan_of, t

LOCKS = "staff_entry/locks_checked"


def at_desk(desk: Desk, clock: str, post: str = "", person: str = "") -> BoardView:
    return board.board(desk.state, plan_of(DAY), MALL, at(clock), post, person)


def item(desk: Desk, key: str, clock: str, post: str = "", person: str = "") -> ItemView:
    found = board.item(desk.state, plan_of(DAY), MALL, key, at(clock), post, person)
    assert found is not None
    return found


def phase(desk: Desk, name: str, clock: str) -> PhaseView:
    return next(view for view in board.phases(desk.state, plan_of(DAY), MALL, at(clock)) if view.id == name)


@pytest.mark.parametrize(
    ("clock", "status", "late_by"),
    [
        ("07:49", ItemStatus.NOT_OPEN, 0),
        ("07:50", ItemStatus.PENDING, 0),
        ("08:20", ItemStatus.DUE, 0),
        ("08:35", ItemStatus.DUE, 0),  # due 08:30 and five minutes of grace
        ("08:36", ItemStatus.LATE, 1),
        ("09:35", ItemStatus.LATE, 60),
    ],
)
def test_an_item_by_the_clock(clock: str, status: ItemStatus, late_by: int) -> None:
    view = item(Desk(), LOCKS, clock)
    assert (view.status, view.late_by) == (status, late_by)


def test_an_item_that_waits_says_so_and_is_late_all_the_same() -> None:
    waiting = item(Desk(), "staff_entry/passage_open", "08:25")
    assert (waiting.status, waiting.waits_for) == (ItemStatus.WAITING, (t("Locks checked"),))
    late = item(Desk(), "staff_entry/passage_open", "09:00")
    assert (late.status, late.waits_for) == (ItemStatus.LATE, (t("Locks checked"),))


def test_done_late_is_a_record_of_how_late() -> None:
    desk = Desk()
    desk.does("qian", TickItem(DAY, LOCKS), at("08:45"))
    desk.does("zhao", WaiveItem(DAY, "staff_entry/passage_open", "x"), at("08:45"))
    view = item(desk, LOCKS, "12:00")
    assert (view.status, view.late_by) == (ItemStatus.DONE_LATE, 10)
    assert view.last is not None
    assert view.last.by is not None
    assert (view.last.by.id, view.last.by.name["en"], view.last.happened) == ("qian", "Qian", at("08:45"))


def test_what_was_done_in_time_and_typed_in_later_is_done_in_time() -> None:
    desk = Desk()
    desk.does("qian", TickItem(DAY, LOCKS, at=at("08:25")), at("09:30"))
    view = item(desk, LOCKS, "09:31")
    assert view.status is ItemStatus.DONE
    assert view.last is not None
    assert view.last.late_entry


def test_a_phase_through_its_life() -> None:
    desk = Desk()
    seen = [phase(desk, "staff_entry", clock) for clock in ("08:00", "08:25", "08:32", "08:36")]
    assert [view.status for view in seen] == [
        PhaseStatus.AHEAD,
        PhaseStatus.RUNNING,
        PhaseStatus.RUNNING,
        PhaseStatus.LATE,
    ]
    assert [(view.done, view.total, view.running) for view in seen[1:3]] == [(0, 9, True), (0, 9, False)]
    desk.does("qian", TickItem(DAY, LOCKS), at("08:40"))
    desk.does("sun", TickItem(DAY, "staff_entry/passage_open"), at("08:41"))
    for floor in MALL.mall.floors:
        desk.does("li", TickItem(DAY, f"staff_entry/lights@{floor.id}"), at("08:42"))
    over = phase(desk, "staff_entry", "09:00")
    assert (over.status, over.done, over.late_by) == (PhaseStatus.DONE_LATE, 9, 7)
    assert phase(desk, "trading", "12:00").status is PhaseStatus.EMPTY


def test_the_board_of_a_guard_at_half_past_eight() -> None:
    desk = Desk()
    view = at_desk(desk, "08:36", "guard", "sun")
    assert view.late[0].key == "staff_entry/passage_open"  # all are due at once: the guard's own first
    # The guard's two other items are optional: nobody did them, and that is not late work.
    assert [i.mine for i in view.late] == [True] + [False] * 8
    assert {"staff_entry/turned_away"} & {i.key for i in view.late} == set()
    assert view.current == ("morning_meeting",)
    assert [i.key for i in view.due] == ["morning_meeting/held"]
    assert view.next[0].due <= view.next[-1].due
    assert (view.opening, view.closing, view.closed_day) == (at("09:00"), at("21:30"), False)


def test_every_item_is_on_the_board_once_until_it_is_decided() -> None:
    desk = Desk()
    desk.does("qian", TickItem(DAY, LOCKS), at("08:25"))
    view = at_desk(desk, "08:25")
    listed = [i.key for i in (*view.late, *view.due, *view.next, *view.waiting)]
    assert sorted(listed) == sorted(set(plan_of(DAY).by_key) - {LOCKS})


def test_a_floor_supervisor_sees_own_floors_as_own() -> None:
    supervised = replace(STAFF_ENTRY.items[3], posts=("floor_supervisor",))
    procedures = mall(phases=(replace(STAFF_ENTRY, items=(supervised,)),))
    plan = plan_day(procedures, DAY)
    for person, floors in (("zhou", ["3F"]), ("stand-in", [floor.id for floor in MALL.mall.floors])):
        view = board.checklist(Desk().state, plan, procedures, "staff_entry", at("08:25"), "floor_supervisor", person)
        assert [i.place and i.place.id for i in view.items if i.mine] == floors


def test_who_has_signed_is_not_asked_again() -> None:
    desk = Desk()
    for floor in MALL.mall.floors:
        desk.does("qian", TickItem(DAY, f"clearance_sweep/floor@{floor.id}"), at("22:05"))
    desk.does("qian", TickItem(DAY, "lock_up/locks"), at("22:35"))
    assert not item(desk, "lock_up/locks", "22:36", "security_chief", "qian").mine
    view = item(desk, "lock_up/locks", "22:36", "duty_manager", "zhao")
    assert view.mine
    assert [post.id for post in view.signed] == ["security_chief"]


def test_the_checklist_keeps_the_order_of_the_files() -> None:
    view = board.checklist(Desk().state, plan_of(DAY), MALL, "staff_entry", at("08:25"), "guard", "sun")
    assert [i.key for i in view.items][:3] == [LOCKS, "staff_entry/passage_open", "staff_entry/staff_in"]
    assert [i.place and i.place.id for i in view.items][3:6] == ["6F", "5F", "4F"]
    with pytest.raises(KeyError):
        board.checklist(Desk().state, plan_of(DAY), MALL, "nothing", at("08:25"), "", "")


def test_open_entries_come_overdue_first_then_by_gravity() -> None:
    desk = Desk()
    for text, severity, due in (("a", "normal", "15:00"), ("b", "urgent", "16:00"), ("c", "normal", "12:10")):
        fields = EntryFields("note", text, severity=severity, due=at(due))
        desk.does("wu", LogEntry(DAY, fields), at("12:00"))
    desk.does("wu", LogEntry(DAY, EntryFields("note", "d", severity="urgent")), at("12:00"))
    desk.does("wu", HandleEntry(DAY, "entry:desk.4", "x"), at("12:00"))
    assert [e.text for e in at_desk(desk, "12:05").entries] == ["b", "c", "a", "d"]
    assert [e.text for e in at_desk(desk, "12:11").entries] == ["c", "b", "a", "d"]
    assert [e.text for e in at_desk(desk, "12:05").entries] == ["b", "c", "a", "d"]  # the clock may be set back
    assert at_desk(desk, "12:05").entries[0].carried is False
    desk.does("zhao", CloseEntry(DAY, "entry:desk.4"), at("12:12"))
    assert [e.text for e in at_desk(desk, "12:13").entries] == ["c", "b", "a"]


def test_entries_of_yesterday_are_on_the_board_and_those_of_tomorrow_are_not() -> None:
    desk = Desk()
    yesterday = DAY - timedelta(days=1)
    desk.does("wu", LogEntry(yesterday, EntryFields("note", "old"), at=at("12:00", yesterday)), at("09:00"))
    assert [(e.text, e.carried) for e in at_desk(desk, "09:00").entries] == [("old", True)]
    assert board.board(desk.state, plan_of(yesterday - timedelta(days=1)), MALL, at("09:00"), "", "").entries == ()


def test_the_name_of_somebody_not_listed_is_shown_whenever_it_arrives() -> None:
    desk, other = Desk(), Desk("desk-2")
    other.does("", SignIn("temp-1", "钱临时", "guard"), at("08:00"))
    desk.does("temp-1", LogEntry(DAY, EntryFields("note", "x")), at("08:10"), post="guard")
    before = at_desk(desk, "08:20").entries[0].by
    desk.hears(other)
    after = at_desk(desk, "08:20").entries[0].by
    assert [named and named.name["en"] for named in (before, after)] == ["temp-1", "钱临时"]
    assert at_desk(desk, "08:20").entries[0].history[0].by == after


def test_a_closed_day_has_a_board_all_the_same() -> None:
    day = date(2027, 2, 6)
    view = board.board(Desk().state, plan_of(day), MALL, at("12:00", day), "guard", "sun")
    assert (view.closed_day, view.unannounced, view.phases, view.opening) == (True, True, (), None)


def test_an_item_that_the_procedures_have_dropped_is_still_shown() -> None:
    desk = Desk()
    desk.does("qian", TickItem(DAY, LOCKS), at("08:25"))
    shorter = mall(version="v2", phases=tuple(p for p in MALL.phases if p.id != "staff_entry"))
    plan = plan_day(shorter, DAY)
    stray = next(p for p in board.phases(desk.state, plan, shorter, at("09:00")) if p.id == "staff_entry")
    assert (stray.title["en"], stray.total) == ("staff_entry", 0)
    (view,) = board.checklist(desk.state, plan, shorter, "staff_entry", at("09:00"), "", "").items
    assert (view.key, view.title["en"], view.status) == (LOCKS, "locks_checked", ItemStatus.DONE)


def test_what_has_not_changed_is_not_made_again() -> None:
    desk = Desk()
    desk.does("qian", TickItem(DAY, LOCKS), at("08:25"))
    first = board.checklist(desk.state, plan_of(DAY), MALL, "staff_entry", at("08:26"), "guard", "sun")
    second = board.checklist(desk.state, plan_of(DAY), MALL, "staff_entry", at("08:27"), "guard", "sun")
    assert all(a is b for a, b in zip(first.items, second.items, strict=True))
    desk.does("sun", TickItem(DAY, "staff_entry/passage_open"), at("08:28"))
    third = board.checklist(desk.state, plan_of(DAY), MALL, "staff_entry", at("08:28"), "guard", "sun")
    assert [a is b for a, b in zip(second.items, third.items, strict=True)].count(False) == 1


def test_phases_that_were_asked_for_before_follow_each_event_and_each_minute() -> None:
    """Every frame asks for the phases, so they are kept: what is kept must be what a state that nobody asked says."""
    desk = Desk()
    for minute, second in product(range(28, 43), (0, 1, 59)):
        now = at(f"08:{minute}") + timedelta(seconds=second)
        kept = board.phases(desk.state, plan_of(DAY), MALL, now)
        assert kept == board.phases(State(MALL, desk.journal), plan_of(DAY), MALL, now), now
        assert kept == board.board(desk.state, plan_of(DAY), MALL, now, "", "").phases
        if (minute, second) == (32, 1):
            desk.does("qian", TickItem(DAY, LOCKS), now)
