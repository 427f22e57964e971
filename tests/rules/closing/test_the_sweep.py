"""DS §2 clearance_sweep and lock_up: three people, from the top floor down, and what stops them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dutytui.rules.closing.commands import JoinSweep
from dutytui.rules.closing.sweep_view import FloorStatus
from dutytui.rules.commands import CloseEntry, FailItem, HandleEntry, TickItem, Undo, WaiveItem
from tests.rules.a_mall import DAY, Desk, at
from tests.rules.closing.a_night import FLOORS, START, STEPS, WHO, a_desk, gathered, lock_up_of, sweep_of, swept, tick

FIRST = "clearance_sweep/staff_left"
SIGN = TickItem(DAY, "clearance_sweep/signed")
CHECK = TickItem(DAY, "lock_up/checked")


@pytest.mark.parametrize("there", [(), ("zhao",), ("zhao", "qian")])
def test_ds_2_nothing_of_the_sweep_is_ticked_before_the_three_are_there(there: tuple[str, ...]) -> None:
    desk = a_desk()
    for who in there:
        desk.does(who, JoinSweep(DAY, WHO[who], who), START, post=WHO[who])
    refusal = desk.refuses("zhao", tick(FIRST), START, post="duty_manager")
    assert refusal.code == "team_incomplete"
    missing = {post.id for post in refusal.values["posts"]}
    assert missing == {"security_chief", "guard", "duty_manager"} - {WHO[who] for who in there}
    assert desk.refuses("zhao", WaiveItem(DAY, FIRST, "x"), START, post="duty_manager").code == "team_incomplete"
    assert desk.refuses("zhao", FailItem(DAY, FIRST, "x"), START, post="duty_manager").code == "team_incomplete"


@pytest.mark.parametrize(
    ("who", "post", "command", "code"),
    [
        ("zhao", "duty_manager", JoinSweep(DAY, "guard", "zhao"), "post_not_held"),
        ("zhao", "duty_manager", JoinSweep(DAY, "electrician", "li"), "team_post_unknown"),
        ("li", "electrician", JoinSweep(DAY, "guard", "sun"), "join_not_allowed"),
        ("zhao", "duty_manager", JoinSweep(DAY, "guard", "Sun under another name"), "member_not_listed"),
        ("zhao", "duty_manager", JoinSweep(DAY, "security_chief", "qian"), "member_already"),
        ("zhao", "duty_manager", JoinSweep(DAY, "duty_manager", "qian"), "member_twice"),
        ("zhao", "duty_manager", JoinSweep(DAY, "guard", "feng", at("21:00")), "time_before_open"),
    ],
)
def test_ds_2_each_post_of_the_team_is_another_listed_person(
    who: str, post: str, command: JoinSweep, code: str
) -> None:
    desk = a_desk()
    desk.does("qian", JoinSweep(DAY, "security_chief", "qian"), START, post="security_chief")
    assert desk.refuses(who, command, START, post=post).code == code


def test_somebody_called_away_is_replaced_and_the_sweep_goes_on() -> None:
    desk = swept(gathered(a_desk()), floors=1)
    desk.does("zhao", JoinSweep(DAY, "guard", "feng"), START, post="duty_manager")
    members = {member.post.id: member.person.id for member in sweep_of(desk.state).team if member.person}
    assert members["guard"] == "feng"
    assert not sweep_of(desk.state).missing
    desk.does("zhao", tick(STEPS[2]), START, post="duty_manager")


def test_those_who_went_sign_and_nobody_else() -> None:
    desk = swept(gathered(a_desk()))
    desk.does("zhao", JoinSweep(DAY, "guard", "feng"), START, post="duty_manager")
    assert desk.refuses("sun", SIGN, START, post="guard").code == "signature_of_team"
    assert desk.refuses("chen", SIGN, START, post="duty_manager").code == "signature_of_team"
    for who in ("zhao", "qian", "feng"):
        desk.does(who, SIGN, START, post=WHO[who])
    assert sweep_of(desk.state).finished
    assert (
        desk.refuses("zhao", JoinSweep(DAY, "guard", "sun"), START, post="duty_manager").code == "member_not_replaced"
    )


@pytest.mark.parametrize("key", STEPS[2:])
def test_ds_2_the_next_floor_opens_only_when_the_one_above_is_confirmed(key: str) -> None:
    desk = swept(gathered(a_desk()), floors=0)
    refusal = desk.refuses("zhao", tick(key), START, post="duty_manager")
    assert refusal.code == "item_waits_for"


def test_a_step_taken_back_at_the_top_holds_every_floor_below() -> None:
    desk = swept(gathered(a_desk()), floors=2)
    act = next(event for event in desk.journal if event.on.endswith("corners@3F"))
    desk.does("zhao", Undo(DAY, act.on, act.id), START, post="duty_manager")
    assert desk.refuses("zhao", tick(STEPS[4]), START, post="duty_manager").code == "item_waits_for"
    current = sweep_of(desk.state).current
    assert current is not None
    assert current.place.id == "3F"
    desk.does("zhao", tick(STEPS[0]), START, post="duty_manager")
    desk.does("zhao", tick(STEPS[4]), START, post="duty_manager")
    assert not sweep_of(desk.state).order_broken


def test_no_floor_is_skipped() -> None:
    desk = swept(gathered(a_desk()), floors=0)
    refusal = desk.refuses("zhao", WaiveItem(DAY, STEPS[0], "tired"), START, post="duty_manager")
    assert refusal.code == "item_not_skippable"


def found_somebody(desk: Desk) -> str:
    """On 2F, behind a finished 3F; the subject of the entry it raised."""
    facts = desk.does("zhao", FailItem(DAY, STEPS[2], "in the store", value="person"), START, post="duty_manager")
    return facts[-1].on


def test_ds_2_whatever_is_found_stops_the_sweep_until_one_handled_and_another_rechecked_it() -> None:
    desk = swept(gathered(a_desk()), floors=1)
    entry = found_somebody(desk)
    now = sweep_of(desk.state)
    assert [stop.item.key for stop in now.stopped_by] == [STEPS[2]]
    assert now.current is not None
    assert now.current.status is FloorStatus.STOPPED
    for key in STEPS[3:]:
        assert desk.refuses("zhao", tick(key), START, post="duty_manager").code == "sweep_stopped"
    desk.does("qian", HandleEntry(DAY, entry, "led out"), START, post="security_chief")
    assert desk.refuses("zhao", tick(STEPS[3]), START, post="duty_manager").code == "sweep_stopped"
    assert desk.refuses("qian", CloseEntry(DAY, entry), START, post="duty_manager").code == "recheck_by_handler"
    desk.does("zhao", CloseEntry(DAY, entry), START, post="duty_manager")
    desk.does("zhao", tick(STEPS[3]), START, post="duty_manager")
    assert not sweep_of(desk.state).stopped_by
    assert not sweep_of(desk.state).order_broken


def test_somebody_found_on_a_floor_done_before_stops_the_floor_below() -> None:
    desk = swept(gathered(a_desk()), floors=1)
    act = next(event for event in desk.journal if event.on.endswith("corners@3F"))
    desk.does("zhao", Undo(DAY, act.on, act.id), START, post="duty_manager")
    desk.does("zhao", FailItem(DAY, STEPS[0], "came back", value="person"), START, post="duty_manager")
    assert desk.refuses("zhao", tick(STEPS[2]), START, post="duty_manager").code == "sweep_stopped"


def test_a_finding_taken_back_lets_the_sweep_go_on() -> None:
    desk = swept(gathered(a_desk()), floors=1)
    found_somebody(desk)
    failed = next(event for event in desk.journal if event.kind == "item_failed")
    desk.does("zhao", Undo(DAY, failed.on, failed.id), START, post="duty_manager")
    desk.does("zhao", tick(STEPS[2]), START, post="duty_manager")


def test_ds_2_locks_are_checked_by_two_people_who_went() -> None:
    desk = swept(gathered(a_desk()))
    for who in ("zhao", "qian", "sun"):
        desk.does(who, SIGN, START, post=WHO[who])
    for floor in FLOORS:
        desk.does("sun", TickItem(DAY, f"lock_up/locked@{floor}"), START, post="guard")
    desk.does("qian", CHECK, START, post="security_chief")
    assert desk.refuses("qian", CHECK, START, post="duty_manager").code in {"person_has_signed", "signature_of_team"}
    assert desk.refuses("chen", CHECK, START, post="duty_manager").code == "signature_of_team"
    assert not lock_up_of(desk.state).finished
    desk.does("zhao", CHECK, START, post="duty_manager")
    assert lock_up_of(desk.state).finished


def test_nothing_is_locked_before_the_sweep_is_signed() -> None:
    desk = swept(gathered(a_desk()))
    refusal = desk.refuses("sun", TickItem(DAY, "lock_up/locked@3F"), START, post="guard")
    assert refusal.code == "phase_waits_for"


@pytest.mark.parametrize(("seconds", "marked"), [(0, True), (5, True), (30, False)])
def test_a_floor_done_quicker_than_it_is_walked_is_marked(seconds: int, marked: bool) -> None:
    desk = swept(gathered(a_desk()), floors=0)
    desk.does("zhao", tick(STEPS[0]), START, post="duty_manager")
    desk.does("zhao", tick(STEPS[1]), START + timedelta(seconds=seconds), post="duty_manager")
    assert (sweep_of(desk.state).floors[0].quick is not None) is marked
