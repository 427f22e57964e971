"""What is heard of requests at the desk, and what a handover takes along."""

from __future__ import annotations

import pytest

from dutytui.rules.approvals.alarms import alarms
from dutytui.rules.approvals.commands import RemindSigners, SendBack, SignRequest
from dutytui.rules.approvals.unsettled import unsettled
from dutytui.rules.closing.day_matters import Need, matters
from dutytui.rules.looking import Looking
from dutytui.rules.matters import Level
from dutytui.texts import areas
from tests.rules.a_mall import DAY, TOMORROW, Desk, at, plan_under
from tests.rules.approvals_views.a_queue import do, house, look, submit


def _heard(desk: Desk, who: str, clock: str) -> list[str]:
    found = alarms(look(desk, who, clock))
    assert all(areas.alarm(one) for one in found), "each can be said in words"
    return [one.code for one in found]


@pytest.mark.parametrize(
    ("who", "clock", "told"),
    [
        ("cat", "09:29", []),
        ("cat", "09:30", ["request_soon"]),
        ("cat", "10:00", ["request_soon"]),
        ("cat", "10:01", ["request_late"]),
        ("ann", "10:01", []),
        ("gil", "10:01", []),
        ("eve", "10:00", []),
        ("eve", "10:01", ["request_escalated"]),
        ("", "10:01", []),
    ],
)
def test_the_bell_rings_for_whom_it_waits_and_for_whom_it_escalates_to(who: str, clock: str, told: list[str]) -> None:
    desk = house()
    submit(desk, "SHOW")
    assert _heard(desk, who, clock) == told


def test_a_reminder_is_heard_until_the_request_has_moved_on() -> None:
    desk = house()
    paper = submit(desk, "BOTH")
    do(paper, "09:05", "ann", RemindSigners)
    assert _heard(desk, "cat", "09:06") == ["request_reminded"]
    do(paper, "09:07", "cat", SendBack, "why?")
    assert _heard(desk, "cat", "09:08") == []


def test_a_follow_up_that_is_late_is_heard() -> None:
    desk = house()
    paper = submit(desk, "SHOW")
    do(paper, "09:05", "cat", SignRequest)
    do(paper, "09:06", "gil", SignRequest)
    assert _heard(desk, "ann", "33:00") == ["follow_up_soon"]
    assert _heard(desk, "ann", "33:07") == ["follow_up_late"]


@pytest.mark.parametrize(("count", "told"), [(3, ["request_late"] * 3), (4, ["requests_late_many"])])
def test_more_than_three_late_ones_are_one_alarm_with_their_count(count: int, told: list[str]) -> None:
    desk = house()
    for _ in range(count):
        submit(desk, "SHOW")
    assert _heard(desk, "cat", "10:01") == told


def test_one_more_late_among_many_rings_again_and_one_that_was_signed_does_not() -> None:
    desk = house()
    papers = [submit(desk, "SHOW", f"09:0{count}") for count in range(6)]
    four = alarms(look(desk, "cat", "10:04"))
    five = alarms(look(desk, "cat", "10:05"))
    assert {(one.subject, one.level) for one in five if one.level is Level.LATE} != {
        (one.subject, one.level) for one in four if one.level is Level.LATE
    }
    do(papers[0], "10:05", "cat", SignRequest)
    assert [one.subject for one in alarms(look(desk, "cat", "10:05")) if one.level is Level.LATE] == [
        one.subject for one in five if one.level is Level.LATE
    ]


def test_what_waits_for_whoever_has_the_duty_travels_and_nothing_else() -> None:
    desk = house()
    theirs, gone = submit(desk, "SHOW"), submit(desk, "SHOW")
    do(gone, "09:05", "cat", SignRequest)
    (matter,) = unsettled(look(desk, "cat", "09:10"))
    assert matter.subject == theirs.on and matter.travels and not matter.blocks
    assert areas.unsettled(matter)


def test_a_matter_keeps_its_name_when_it_becomes_late_so_that_its_plan_stays() -> None:
    desk = house()
    submit(desk, "SHOW")
    (before,), (after,) = unsettled(look(desk, "cat", "09:10")), unsettled(look(desk, "cat", "12:00"))
    assert (before.code, before.subject) == (after.code, after.subject)


def test_a_handover_goes_through_twenty_and_one_line_for_the_rest() -> None:
    desk = house()
    for _ in range(23):
        submit(desk, "SHOW")
    found = unsettled(look(desk, "cat", "09:10"))
    assert len(found) == 21 and found[-1].values == {"count": 3}
    assert all(areas.unsettled(one) for one in found)


def test_closing_the_day_asks_nobody_why_a_request_is_open() -> None:
    desk = house()
    submit(desk, "SHOW")
    found = [one for one in matters(look(desk, "cat", "21:00")) if one.what.code == "request_waits"]
    assert [one.need for one in found] == [Need.FINE]


def test_an_earlier_day_that_is_looked_at_is_not_told_what_waits_now() -> None:
    desk = house()
    submit(desk, "SHOW")
    yesterday = Looking(desk.state, plan_under(desk.procedures, DAY), desk.procedures, at("09:00", TOMORROW), "cat", "")
    assert unsettled(yesterday) == ()
