"""A sweep and locks that were over before the mall's first record: nothing of them is late, or taken for done."""

from __future__ import annotations

from dataclasses import replace

from dutytui.rules.closing import views
from dutytui.rules.closing.day_alarms import day_alarms
from dutytui.rules.closing.day_commands import CloseDay
from dutytui.rules.closing.day_matters import Need, closed, matters, unsaid
from dutytui.rules.closing.order import Why, breaches
from dutytui.rules.closing.sweep_view import SweepView
from dutytui.rules.commands import TickItem
from dutytui.rules.looking import Looking
from dutytui.rules.presence.commands import OpenDesk
from dutytui.rules.review.day import DayReview
from dutytui.rules.review.digest import Digest, digest
from dutytui.rules.state import State
from dutytui.rules.views import ItemStatus
from tests.rules.a_mall import DAY, Desk, at, plan_under
from tests.rules.closing.a_closing_day import DAY_ENDS
from tests.rules.closing.a_night import FLOORS, NIGHT, STEPS, gathered, tick

CLOSES = replace(NIGHT, closing=replace(NIGHT.closing, day=DAY_ENDS))
FOUR = at("28:00")
REASONS = {"phase:clearance_sweep": "on paper, Zhao, 22:40", "phase:lock_up": "on paper, Zhao, 23:00"}
LOCKED = [f"lock_up/locked@{floor}" for floor in FLOORS]
CHECKED = TickItem(DAY, "lock_up/checked")


def first_opened(clock: str = "28:00") -> Desk:
    desk = Desk("desk", CLOSES)
    desk.does("", OpenDesk(DAY, "desk", None), at(clock), post="")
    desk.state.began = DAY
    return desk


def looks(state: State) -> Looking:
    return Looking(state, plan_under(CLOSES, DAY), CLOSES, FOUR, "zhao", "duty_manager")


def swept(state: State) -> SweepView:
    found = views.sweep(looks(state))
    assert found is not None
    return found


def needs(desk: Desk) -> dict[str, Need]:
    return {one.group: one.need for one in matters(looks(desk.state))}


def locks(desk: Desk) -> None:
    for key in LOCKED:
        desk.does("sun", TickItem(DAY, key), FOUR, post="guard")
    desk.does("zhao", CHECKED, FOUR, post="duty_manager")
    desk.does("qian", CHECKED, FOUR, post="security_chief")


def reviewed(state: State) -> Digest:
    return digest(DayReview(replace(looks(state), now=at("33:00"))))


def test_the_day_is_closed_with_a_reason_for_them_and_with_none_it_is_not() -> None:
    desk = first_opened()
    assert [one.code for one in day_alarms(looks(desk.state))] == ["night_unsaid"]
    assert desk.refuses("zhao", CloseDay(DAY, {}, True), FOUR).code == "day_needs_reasons"
    desk.does("zhao", CloseDay(DAY, REASONS, True), FOUR)
    here = looks(desk.state)
    assert closed(desk.state, here.plan, here.law) is not None
    assert unsaid(here) == () == day_alarms(here)


def test_the_doors_are_checked_without_a_sweep_that_nobody_could_record() -> None:
    desk = first_opened()
    assert not swept(desk.state).gives_way(views.lock_up(looks(desk.state)))
    locks(desk)
    here = looks(desk.state)
    assert swept(desk.state).gives_way(views.lock_up(here))
    assert [one.id for one in unsaid(here)] == ["clearance_sweep"]
    assert needs(desk) == {"phase:clearance_sweep": Need.REASON}  # nothing was done out of turn
    desk.does("zhao", CloseDay(DAY, REASONS, True), FOUR)
    assert closed(desk.state, here.plan, here.law) is not None


def test_no_floor_of_them_is_skipped_and_nothing_signed_before_its_turn() -> None:
    desk = gathered(first_opened(), FOUR)
    assert desk.refuses("zhao", tick(STEPS[2]), FOUR, post="duty_manager").code == "item_waits_for"
    assert desk.refuses("zhao", CHECKED, FOUR, post="duty_manager").code == "item_waits_for"


def test_a_sweep_that_is_begun_here_is_gone_through_with_and_is_not_late() -> None:
    desk = gathered(first_opened(), FOUR)
    desk.does("zhao", tick("clearance_sweep/staff_left"), FOUR, post="duty_manager")
    assert desk.refuses("sun", TickItem(DAY, LOCKED[0]), FOUR, post="guard").code == "phase_waits_for"
    assert needs(desk) == {"phase:clearance_sweep": Need.BLOCKS, "phase:lock_up": Need.REASON}
    assert desk.refuses("zhao", CloseDay(DAY, REASONS, True), FOUR).code == "day_blocked"
    for key in STEPS:
        desk.does("zhao", tick(key), FOUR, post="duty_manager")
    done = {view.key: view.status for view in DayReview(looks(desk.state)).items["clearance_sweep"]}
    assert {done[key] for key in STEPS} == {ItemStatus.DONE}
    assert done["clearance_sweep/signed"] is ItemStatus.DUE


def test_a_sweep_begun_elsewhere_before_the_locks_shows_them_out_of_turn() -> None:
    here, there = gathered(first_opened(), FOUR), Desk("desk-2", CLOSES)
    there.hears(here)
    there.state.began = DAY
    here.does("zhao", tick("clearance_sweep/staff_left"), FOUR, post="duty_manager")
    there.last = here.last
    there.does("sun", TickItem(DAY, LOCKED[0]), FOUR, post="guard")
    here.hears(there)
    now = looks(here.state)
    assert [(one.why, one.key) for one in breaches(here.state, now.plan, now.law, "lock_up")] == [
        (Why.ORDER, LOCKED[0])
    ]
    assert not breaches(here.state, now.plan, now.law, "clearance_sweep")


def test_a_sweep_begun_elsewhere_undoes_a_closing_that_speaks_of_none() -> None:
    here, there = first_opened(), Desk("desk-2", CLOSES)
    there.hears(here)
    there.state.began = DAY
    gathered(there, FOUR)
    there.does("zhao", tick("clearance_sweep/staff_left"), FOUR, post="duty_manager")
    here.does("zhao", CloseDay(DAY, REASONS, True), FOUR)
    here.hears(there)
    now = looks(here.state)
    assert closed(here.state, now.plan, now.law) is None


def test_the_review_of_such_a_day_has_it_among_what_is_open_and_nothing_that_went_wrong() -> None:
    found = reviewed(first_opened().state)
    assert [one.code for one in found.notes] == ["day_first"]
    assert found.wrong == ()
    assert "night_unsaid" in {one.code for one in found.open}


def test_the_review_of_a_day_first_opened_in_the_afternoon_tells_what_was_left_after_it() -> None:
    found = reviewed(first_opened("14:00").state)
    assert found.notes == ()  # this mall's day begins at ten in the evening
    assert {"day_never_closed", "sweep_open", "item_not_closed"} <= {one.code for one in found.wrong}
    assert "day_first" not in {one.code for one in found.wrong}


def test_a_day_that_was_recorded_from_its_beginning_on_is_a_day_like_any_other() -> None:
    assert reviewed(first_opened("05:30").state).notes == ()
