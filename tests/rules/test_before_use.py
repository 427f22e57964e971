"""A mall that is first opened in the afternoon: its morning is neither late nor missed, and may still be said."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from dutytui.rules import board
from dutytui.rules.alarms import alarms as all_alarms
from dutytui.rules.before_use import NEVER, in_use_from
from dutytui.rules.closing.day_matters import Need, matters, unsaid
from dutytui.rules.commands import TickItem
from dutytui.rules.events import JOURNAL_OPENED, Fact
from dutytui.rules.figures.of_day import day_figures
from dutytui.rules.looking import Looking
from dutytui.rules.matters import Level
from dutytui.rules.patrols.alarms import alarms
from dutytui.rules.patrols.standing import RoundStatus
from dutytui.rules.patrols.unsettled import unsettled
from dutytui.rules.presence.commands import OpenDesk
from dutytui.rules.state import State
from dutytui.rules.timers import Urgency, timers
from dutytui.rules.views import ItemStatus, ItemView, PhaseStatus
from tests.rules.a_mall import DAY, Desk, at
from tests.rules.never.a_day import later, shipped
from tests.rules.never.a_day import looking as night_looking
from tests.rules.patrols.a_patrol import PATROLLED, Terminal, day_plan, looking

LOCKS, DOOR = "staff_entry/locks_checked", "opening/main_door"
BEFORE = DAY - timedelta(days=1)


def first_opened(clock: str, began: date = DAY) -> Terminal:
    """began: the first day that there are journals of."""
    desk = Terminal()
    desk.opens(clock)
    desk.state.began = began
    return desk


def shipped_first_opened(clock: str, now: str = "") -> Looking:
    """The mall as it is shipped, looked at by its duty manager a minute later, or at `now`."""
    desk = Desk("desk", shipped())
    desk.does("", OpenDesk(DAY, "desk", None), at(clock), post="")
    desk.state.began = DAY
    return night_looking(desk.state, later(at(now or clock), 1), "zhang-san", "duty_manager", "desk")


def item(state: State, key: str, clock: str) -> ItemView:
    found = board.item(state, day_plan(), PATROLLED, key, at(clock), "", "")
    assert found is not None
    return found


def phase(state: State, name: str, clock: str) -> PhaseStatus:
    return next(one.status for one in board.phases(state, day_plan(), PATROLLED, at(clock)) if one.id == name)


def test_what_was_due_before_the_first_record_is_not_late_and_what_was_due_after_it_is() -> None:
    desk = first_opened("08:40")
    statuses = {key: item(desk.state, key, "12:00").status for key in (LOCKS, DOOR)}
    assert statuses == {LOCKS: ItemStatus.BEFORE_USE, DOOR: ItemStatus.LATE}
    assert phase(desk.state, "staff_entry", "12:00") is PhaseStatus.BEFORE_USE
    assert phase(desk.state, "opening", "12:00") is PhaseStatus.LATE


def test_every_later_day_counts_from_its_beginning() -> None:
    desk = first_opened("14:00", began=BEFORE)
    assert item(desk.state, LOCKS, "14:30").status is ItemStatus.LATE
    assert in_use_from(desk.state, day_plan()) is None


def test_nothing_of_it_holds_up_what_comes_after() -> None:
    """The doors wait for staff entry, which nobody could record."""
    desk = first_opened("08:58")
    assert item(desk.state, DOOR, "08:59").status is ItemStatus.DUE
    desk.does("qian", TickItem(DAY, DOOR, evidence="all quiet outside"), at("08:59"))
    late = first_opened("08:58", began=BEFORE)
    assert item(late.state, DOOR, "08:59").waits_for != ()


def test_it_is_recorded_afterwards_and_is_not_done_late() -> None:
    desk = first_opened("14:00")
    desk.does("qian", TickItem(DAY, LOCKS), at("14:05"))
    assert item(desk.state, LOCKS, "14:30").status is ItemStatus.DONE


@pytest.mark.parametrize("clock", ["09:55", "14:00", "21:50", "22:55", "23:40", "28:00"])
def test_whoever_opens_a_mall_for_the_first_time_finds_nothing_late(clock: str) -> None:
    """The shipped mall: its sweep is to be done by 22:50, its locks by 23:10."""
    here = shipped_first_opened(clock)
    seen = board.board(here.state, here.plan, here.procedures, here.now, here.post, here.person)
    assert not seen.late
    told = all_alarms(here)
    assert [one.code for one in told if one.level is Level.LATE] == []
    assert ("night_unsaid" in {one.code for one in told}) is (clock in {"22:55", "23:40", "28:00"})
    assert all(one.urgency is not Urgency.LATE for one in timers(here))


@pytest.mark.parametrize(
    ("clock", "asked", "told_of"),
    [
        ("09:55", {"clearance_sweep", "lock_up"}, set()),
        ("21:50", {"clearance_sweep", "lock_up"}, set()),
        ("22:49", {"clearance_sweep", "lock_up"}, set()),
        ("22:55", {"lock_up"}, {"clearance_sweep"}),
        ("23:40", set(), {"clearance_sweep", "lock_up"}),
        ("28:00", set(), {"clearance_sweep", "lock_up"}),
    ],
)
def test_of_the_night_nothing_is_hidden(clock: str, asked: set[str], told_of: set[str]) -> None:
    """What still ran keeps the day open with each step; what was over wants a reason, and is told until it has one."""
    here = shipped_first_opened(clock)
    groups = {need: {one.group for one in matters(here) if one.need is need} for need in Need}
    night = {"phase:clearance_sweep", "phase:lock_up"}
    assert groups[Need.BLOCKS] & night == {f"phase:{phase}" for phase in asked}
    assert groups[Need.REASON] & night == {f"phase:{phase}" for phase in told_of}
    assert "phase:morning_meeting" not in groups[Need.REASON]
    assert {one.id for one in unsaid(here)} == told_of
    words = [one.values["phases"] for one in all_alarms(here) if one.code == "night_unsaid"]
    assert [{phase.id for phase in phases} for phases in words] == ([told_of] if told_of else [])


def test_a_sweep_that_was_still_ahead_is_late_like_any_other() -> None:
    here = shipped_first_opened("21:50", now="22:55")
    seen = board.board(here.state, here.plan, here.procedures, here.now, "", "")
    assert {one.phase for one in seen.late} >= {"clearance_sweep"}
    assert "sweep_late" in {one.code for one in all_alarms(here)}


def test_rounds_that_were_over_are_neither_missed_nor_unknown_and_nobody_is_asked_why() -> None:
    desk = first_opened("14:10")
    assert desk.round("floors@1000", "15:00").status is RoundStatus.BEFORE_USE
    assert desk.round("floors@1400", "15:00").status is RoundStatus.UNKNOWN  # was not late yet at 14:10
    assert {matter.subject for matter in unsettled(desk.looks("14:20"))} == {"round:floors@1400"}
    assert all(alarm.at >= at("14:00") for alarm in alarms(desk.looks("14:11")))


def test_a_round_that_had_been_late_when_the_program_came_is_not_late_here() -> None:
    """It could still be walked, and is not late when it is."""
    desk = first_opened("14:15")
    assert desk.round("floors@1400", "14:16").status is RoundStatus.DUE
    assert desk.round("floors@1400", "15:00").status is RoundStatus.BEFORE_USE
    assert not [alarm for alarm in alarms(desk.looks("14:16")) if alarm.subject == "round:floors@1400"]
    on_time = first_opened("14:10")
    assert on_time.round("floors@1400", "14:11").status is RoundStatus.LATE


def test_figures_count_nothing_of_it() -> None:
    desk = first_opened("14:02")
    desk.does("qian", TickItem(DAY, LOCKS), at("14:05"))
    found = day_figures(desk.looks("14:30"))
    assert sum(one.missing for one in found.phases.values()) == 0
    assert sum(one.missed + one.unknown for one in found.routes.values()) == 0


def test_the_earliest_of_all_terminals_counts_whatever_order_they_came_in() -> None:
    one, other = Terminal("desk"), Terminal("desk-2")
    one.opens("14:00")
    other.opens("08:25")
    for events in ((*one.journal, *other.journal), (*other.journal, *one.journal)):
        state = State(PATROLLED, events)
        state.began = DAY
        assert in_use_from(state, day_plan()) == at("08:25")
        assert item(state, LOCKS, "15:00").status is ItemStatus.LATE


def test_a_journal_that_began_before_its_terminal_stood_open_counts_from_its_beginning() -> None:
    """`dutytui log`, whose process stands open for nobody."""
    desk = Terminal()
    opened = Fact(JOURNAL_OPENED, "journal:desk", DAY, at("10:00"), "", "", "", {"key": ""}, "", "")
    desk.records(opened, at("10:00"))
    desk.does("", OpenDesk(DAY, "desk", None), at("14:00"), post="")
    desk.state.began = DAY
    assert in_use_from(desk.state, day_plan()) == at("10:00")


def test_before_anything_was_recorded_at_all_nothing_is_late() -> None:
    state = State(PATROLLED)
    state.began = DAY
    assert in_use_from(state, day_plan()) == NEVER
    assert item(state, LOCKS, "15:00").status is ItemStatus.BEFORE_USE


def test_a_day_before_the_first_one_was_not_in_use_at_all() -> None:
    desk = first_opened("14:00", began=DAY + timedelta(days=1))
    assert in_use_from(desk.state, day_plan()) == NEVER
    at_noon = looking(desk.state, at("12:00"))
    assert not any(one.late for one in day_figures(at_noon).phases.values())
