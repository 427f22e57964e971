"""Who is out, and whether they called in (MO SY007: two calls a day, back and report)."""

from __future__ import annotations

import pytest

from dutytui.rules.approvals.alarms import alarms
from dutytui.rules.approvals.commands import CheckIn, SignRequest, WithdrawRequest
from dutytui.rules.approvals.outings import outings
from dutytui.rules.approvals.unsettled import unsettled
from dutytui.rules.approvals.views import OutingView
from tests.rules.a_mall import Desk, at
from tests.rules.approvals.a_flow import Paper
from tests.rules.approvals_views.a_queue import do, house, look, submit


def _out(desk: Desk, clock: str = "09:05", who: str = "ann") -> Paper:
    paper = submit(desk, "OUT", "09:00", who)
    do(paper, clock, "cat" if who != "cat" else "bob", SignRequest)
    return paper


def _seen(paper: Paper, clock: str) -> OutingView:
    (found,) = outings(look(paper.desk, "cat", clock))
    return found


def _calls(paper: Paper, clock: str) -> list[str]:
    return [call.status.value for call in _seen(paper, clock).calls]


def test_nobody_is_out_before_it_is_approved() -> None:
    paper = submit(house(), "OUT")
    assert outings(look(paper.desk, "cat", "09:01")) == ()


def test_who_is_out_since_when_and_where() -> None:
    found = _seen(_out(house()), "09:10")
    assert (found.who.id, found.since, found.back) == ("ann", at("09:05"), None)
    assert [one.value for one in found.fields] == ["The other mall"]
    assert found.next is not None and found.next.due == at("10:30")


@pytest.mark.parametrize(
    ("clock", "calls"),
    [
        ("09:59", ["ahead", "ahead"]),
        ("10:00", ["soon", "ahead"]),
        ("10:30", ["soon", "ahead"]),
        ("10:31", ["late", "ahead"]),
        ("12:59", ["late", "ahead"]),
        ("13:00", ["missed", "ahead"]),
        ("15:31", ["missed", "late"]),
    ],
)
def test_nobody_calls(clock: str, calls: list[str]) -> None:
    assert _calls(_out(house()), clock) == calls


@pytest.mark.parametrize(
    ("called", "calls", "late_by"),
    [
        ("09:40", ["done", "late"], [0, 0]),
        ("10:50", ["done", "late"], [20, 0]),
        ("12:59", ["done", "late"], [149, 0]),
        ("13:00", ["missed", "done"], [0, 0]),
        ("15:20", ["missed", "done"], [0, 0]),
    ],
)
def test_a_call_answers_the_time_that_it_comes_nearest_to(called: str, calls: list[str], late_by: list[int]) -> None:
    paper = _out(house())
    do(paper, called, "ann", CheckIn, "the other mall")
    found = _seen(paper, "16:00")
    assert [call.status.value for call in found.calls] == calls
    assert [call.late_by for call in found.calls] == late_by


def test_a_call_that_nobody_asked_for_is_kept_and_answers_nothing() -> None:
    paper = _out(house())
    do(paper, "10:20", "ann", CheckIn, "one")
    do(paper, "10:40", "ann", CheckIn, "two")
    found = _seen(paper, "11:00")
    assert [call.place for call in found.calls] == ["one", ""]
    assert [(call.place, call.done) for call in found.others] == [("two", at("10:40"))]


def test_a_time_before_they_left_is_not_asked_for() -> None:
    assert _calls(_out(house(), "11:00"), "11:05") == ["ahead"]


def test_who_is_out_over_night_is_asked_on_the_next_day_and_the_missed_calls_stay_seen() -> None:
    paper = _out(house())
    do(paper, "10:30", "ann", CheckIn)
    found = _seen(paper, "34:31")
    assert [call.status.value for call in found.earlier] == ["done", "missed"]
    assert (found.calls[0].status.value, found.calls[0].due) == ("late", at("34:30"))


def test_who_came_back_today_stays_on_the_page_and_is_asked_for_nothing() -> None:
    desk = house()
    paper = _out(desk)
    do(paper, "10:30", "ann", CheckIn)
    do(paper, "12:00", "ann", SignRequest)
    found = _seen(paper, "16:00")
    assert found.back == at("12:00") and found.next is None
    assert [call.status.value for call in found.calls] == ["done"]
    do(paper, "12:30", "ann", SignRequest, fields={"said": "a lot"})
    assert _seen(paper, "16:00").back == at("12:00"), "ended with the report, and still of today"
    assert outings(look(desk, "cat", "33:00")) == ()


def test_whoever_withdraws_is_not_out_any_more() -> None:
    paper = _out(house())
    do(paper, "09:30", "ann", WithdrawRequest, "stays")
    assert _seen(paper, "16:00").back == at("09:30")
    assert _calls(paper, "16:00") == []


def test_a_late_call_is_first_on_the_page() -> None:
    desk = house()
    called, silent = _out(desk), _out(desk, "09:06", "bob")
    do(called, "10:30", "ann", CheckIn)
    assert [one.request for one in outings(look(desk, "cat", "10:45"))] == [silent.on, called.on]


@pytest.mark.parametrize(
    ("who", "clock", "told"),
    [
        ("cat", "09:59", []),
        ("cat", "10:00", ["outing_call_soon"]),
        ("cat", "10:31", ["outing_call_late"]),
        ("cat", "13:00", []),  # missed: it stands on the page, and the next call rings
        ("bob", "10:31", []),  # signed in as a clerk, and has let nobody go
        ("gil", "10:31", []),
    ],
)
def test_whoever_let_them_go_or_has_the_duty_hears_of_a_call_that_does_not_come(
    who: str, clock: str, told: list[str]
) -> None:
    paper = _out(house())
    assert [one.code for one in alarms(look(paper.desk, who, clock)) if one.go == "outings"] == told


def test_the_duty_desk_hears_of_it_whoever_let_them_go() -> None:
    paper = _out(house())
    assert [one.code for one in alarms(look(paper.desk, "bob", "10:31", post="manager"))] == ["outing_call_late"]


def test_many_late_calls_are_one_alarm() -> None:
    desk = house()
    for _ in range(4):
        _out(desk)
    (told,) = [one for one in alarms(look(desk, "cat", "10:31")) if one.go == "outings"]
    assert told.code == "outing_calls_late_many" and told.values["count"] == 4


def test_whoever_is_still_out_in_the_evening_travels_with_the_handover() -> None:
    paper = _out(house())
    assert [one.code for one in unsettled(look(paper.desk, "cat", "15:30"))] == []
    (matter,) = unsettled(look(paper.desk, "cat", "15:31"))
    assert matter.code == "outing_still_out" and matter.travels and not matter.blocks and not matter.asks
