"""What terminals that were apart did is shown as out of turn, never as a sweep like any other (domain §4)."""

from __future__ import annotations

from typing import Any

from dutytui.rules.closing.commands import JoinSweep
from dutytui.rules.closing.order import Why
from dutytui.rules.closing.sweep_view import FloorStatus
from dutytui.rules.closing.unsettled import unsettled
from dutytui.rules.commands import FailItem, TickItem, Undo
from dutytui.rules.events import ITEM_DONE, ITEM_WAIVED, SWEEP_JOINED, Fact
from tests.rules.a_mall import DAY, Desk
from tests.rules.closing.a_night import START, STEPS, WHO, a_desk, gathered, lock_up_of, look, sweep_of, swept, tick

SIGN = TickItem(DAY, "clearance_sweep/signed")


def two_desks() -> tuple[Desk, Desk]:
    """The top floor is done, both know it."""
    here, there = swept(gathered(a_desk()), floors=1), a_desk("desk-2")
    there.hears(here)
    return here, there


def foreign(desk: Desk, kind: str, on: str, by: str = "zhao", **data: Any) -> None:
    """Written by a program that asks nobody, under procedures of its own."""
    desk.records(Fact(kind, on, DAY, START, by, WHO.get(by, "duty_manager"), data=data, procedure="other"), START)


def test_a_floor_below_done_while_a_step_above_was_taken_back_elsewhere_is_disputed() -> None:
    here, there = two_desks()
    act = next(event for event in here.journal if event.on.endswith("corners@3F"))
    here.does("zhao", Undo(DAY, act.on, act.id), START, post="duty_manager")
    for key in STEPS[2:4]:
        there.does("zhao", tick(key), START, post="duty_manager")
    here.hears(there)
    now = sweep_of(here.state)
    assert [breach.why for breach in now.order_broken] == [Why.ORDER, Why.ORDER]
    assert [breach.writer for breach in now.order_broken] == ["desk-2", "desk-2"]
    assert now.floors[1].status is FloorStatus.DISPUTED
    assert any(one.blocks for one in unsettled(look(here.state)))


def test_a_disputed_sweep_is_neither_signed_nor_finished_before_it_is_done_again() -> None:
    here, there = two_desks()
    act = next(event for event in here.journal if event.on.endswith("corners@3F"))
    here.does("zhao", Undo(DAY, act.on, act.id), START, post="duty_manager")
    for key in STEPS[2:]:
        there.does("zhao", tick(key), START, post="duty_manager")
    here.hears(there)
    here.does("zhao", tick(STEPS[0]), START, post="duty_manager")
    assert here.refuses("zhao", SIGN, START, post="duty_manager").code == "sweep_broken"
    for breach in sweep_of(here.state).order_broken:
        here.does("zhao", Undo(DAY, f"item:{breach.item.key}", breach.event), START, post="duty_manager")
    for key in STEPS[2:]:
        here.does("zhao", tick(key), START, post="duty_manager")
    assert not sweep_of(here.state).order_broken
    here.does("zhao", SIGN, START, post="duty_manager")


def test_going_on_at_another_terminal_while_somebody_was_found_is_disputed() -> None:
    here, there = two_desks()
    there.does("zhao", tick(STEPS[2]), START, post="duty_manager")
    here.hears(there)
    here.does("zhao", FailItem(DAY, STEPS[3], "smoke"), START, post="duty_manager")
    there.does("zhao", tick(STEPS[3]), START, post="duty_manager")
    there.does("zhao", tick(STEPS[4]), START, post="duty_manager")
    here.hears(there)
    now = sweep_of(here.state)
    assert Why.STOPPED in {breach.why for breach in now.order_broken}
    assert not now.finished


def test_the_same_floor_done_at_both_terminals_is_no_dispute() -> None:
    here, there = two_desks()
    for desk in (here, there):
        for key in STEPS[2:4]:
            desk.does("zhao", tick(key), START, post="duty_manager")
    here.hears(there)
    assert not sweep_of(here.state).order_broken
    assert sweep_of(here.state).floors[1].status is FloorStatus.CLEAR


def test_two_terminals_that_name_two_people_for_a_post_are_shown_until_one_says_who_goes() -> None:
    here, there = a_desk(), a_desk("desk-2")
    here.does("zhao", JoinSweep(DAY, "guard", "sun"), START, post="duty_manager")
    there.does("zhao", JoinSweep(DAY, "guard", "feng"), START, post="duty_manager")
    here.hears(there)
    member = next(one for one in sweep_of(here.state).team if one.post.id == "guard")
    assert member.disputed
    assert member.person is not None
    here.does("zhao", JoinSweep(DAY, "guard", member.person.id), START, post="duty_manager")
    assert not next(one for one in sweep_of(here.state).team if one.post.id == "guard").disputed


def test_a_foreign_program_that_sweeps_without_a_team_or_skips_a_floor_finishes_nothing() -> None:
    desk = a_desk()
    for key in ("clearance_sweep/staff_left", *STEPS):
        foreign(desk, ITEM_DONE, f"item:{key}", value="clear" if "corners" in key else None)
    for who in ("zhao", "qian", "sun"):
        foreign(desk, ITEM_DONE, "item:clearance_sweep/signed", who, signer=WHO[who])
    assert {breach.why for breach in sweep_of(desk.state).order_broken} == {Why.TEAM}
    assert not sweep_of(desk.state).finished
    other = swept(gathered(a_desk()), floors=2)
    for key in STEPS[4:]:
        foreign(other, ITEM_WAIVED, f"item:{key}", reason="tired")
    assert Why.SKIPPED in {breach.why for breach in sweep_of(other.state).order_broken}
    assert not sweep_of(other.state).finished


def test_a_foreign_program_that_signs_under_a_second_name_finishes_nothing() -> None:
    desk = swept(gathered(a_desk()))
    for who in ("zhao", "qian"):
        desk.does(who, SIGN, START, post=WHO[who])
    foreign(desk, ITEM_DONE, "item:clearance_sweep/signed", "zhao under another name", signer="guard")
    assert [breach.why for breach in sweep_of(desk.state).order_broken] == [Why.SIGNER]
    assert not sweep_of(desk.state).finished
    assert not lock_up_of(desk.state).finished


def test_joins_of_any_shape_are_read_without_an_error() -> None:
    desk = a_desk()
    for data in ({}, {"post": 3}, {"post": "guard", "person": None}, {"post": "nobody", "person": "x", "instead": []}):
        desk.records(Fact(SWEEP_JOINED, "sweep:team", DAY, START, "zhao", "duty_manager", data=data), START)
    assert len(sweep_of(desk.state).missing) == 3
