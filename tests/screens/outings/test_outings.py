"""Who is out, as it is worked at: registered, agreed to, called in, back with the report (MO SY007)."""

from __future__ import annotations

from pathlib import Path

import pytest

from dutytui.rules.approvals.commands import SignRequest
from dutytui.rules.approvals.outings import outings
from dutytui.rules.approvals.views import CallStatus, OutingView
from dutytui.rules.commands import SignIn
from dutytui.screens.approvals.page import RequestScreen
from dutytui.screens.outings.screen import OutingsScreen
from dutytui.screens.service.steps import StepsForm
from dutytui.session import Saved
from dutytui.widgets.bars import BottomBar
from tests.desk import Robot, StandingClock, at_desk, make_mall

GOES, AGREES = ("lyu-ershiwu", "market_supervisor"), ("qin-ershiyi", "marketing_manager")


@pytest.fixture
def mall(tmp_path: Path) -> Path:
    return make_mall(tmp_path)


def message(robot: Robot) -> str:
    return robot.app.screen.query_one(BottomBar).message


def becomes(robot: Robot, who: tuple[str, str]) -> None:
    person, post = who
    assert isinstance(robot.session.submit(SignIn(person, person, post)), Saved)


def the_one(robot: Robot) -> OutingView:
    (one,) = outings(robot.session.look())
    return one


async def registers(robot: Robot, *answers: str) -> None:
    """Ctrl+N on the page of outings, the flow by its id, then each answer."""
    await robot.press("ctrl+n")
    await robot.types("sy007")
    await robot.press("enter")
    assert isinstance(robot.app.screen, StepsForm), message(robot)
    for answer in answers:
        await robot.types(answer)
        await robot.press("enter")


async def agrees(robot: Robot) -> None:
    becomes(robot, AGREES)
    (subject,) = robot.session.state.unfinished("request")
    assert isinstance(robot.session.submit(SignRequest(subject.day, subject.on)), Saved)
    becomes(robot, GOES)
    while not outings(robot.session.look()):  # whatever the flow asks of whoever goes before they are out
        assert isinstance(robot.session.submit(SignRequest(subject.day, subject.on)), Saved)
    await robot.settle()


@pytest.mark.parametrize(("language", "size"), [("zh-Hans", (80, 24)), ("en", (120, 40))])
async def test_somebody_goes_out_calls_in_and_comes_back(mall: Path, language: str, size: tuple[int, int]) -> None:
    clock = StandingClock(time="09:00")
    async with at_desk(mall, clock=clock, who=GOES[0], post=GOES[1], language=language, size=size) as robot:
        await robot.press("6", "6")
        assert isinstance(robot.app.screen, OutingsScreen)
        await registers(robot, "拜访商户", "城东批发市场", "today", "+1", "13800000000", "")
        assert isinstance(robot.app.screen, OutingsScreen), message(robot)
        assert not outings(robot.session.look()), "out before anybody agreed"
        await agrees(robot)
        robot.sees("拜访商户", "10:30", "15:30")
        await robot.at("10:20")
        await robot.press("enter")
        assert isinstance(robot.app.screen, StepsForm)
        await robot.types("城东批发市场")
        await robot.press("enter")
        await robot.types("0571-8000000")
        await robot.press("f2")
        assert isinstance(robot.app.screen, OutingsScreen), message(robot)
        call = the_one(robot).calls[0]
        assert (call.status, call.place, call.line) == (CallStatus.DONE, "城东批发市场", "0571-8000000")
        await robot.press("ctrl+e")
        assert isinstance(robot.app.screen, RequestScreen)
        robot.sees("拜访商户", "城东批发市场")
        await robot.press("1", "f2", "escape")
        assert the_one(robot).back is not None
        await robot.press("ctrl+e", "1")
        robot.sees("10:20 城东批发市场")  # what was said on the call is offered as the report


async def test_a_missed_call_is_seen(mall: Path) -> None:
    async with at_desk(mall, clock=StandingClock(time="09:00"), who=GOES[0], post=GOES[1]) as robot:
        await robot.press("6", "6")
        await registers(robot, "拜访商户", "城东批发市场", "today", "+1", "13800000000", "")
        await agrees(robot)
        await robot.at("11:00")
        assert the_one(robot).late
        robot.sees("10:30")


async def test_a_call_of_half_an_hour_ago_is_taken_down_with_its_time(mall: Path) -> None:
    async with at_desk(mall, clock=StandingClock(time="09:00"), who=GOES[0], post=GOES[1]) as robot:
        await robot.press("6", "6")
        await registers(robot, "拜访商户", "城东批发市场", "today", "+1", "13800000000", "")
        await agrees(robot)
        await robot.at("11:00")
        await robot.press("enter", "tab", "tab", "tab")
        await robot.types("1031")
        await robot.press("enter")
        done = the_one(robot).calls[0].done
        assert done is not None and done.strftime("%H:%M") == "10:31"


async def test_a_call_from_no_fixed_line_is_seen_to_confirm_nothing(mall: Path) -> None:
    """MO SY007, SC-010: the location is confirmed by a fixed line."""
    async with at_desk(mall, clock=StandingClock(time="09:00"), who=GOES[0], post=GOES[1], language="en") as robot:
        await robot.press("6", "6")
        await registers(robot, "拜访商户", "城东批发市场", "today", "+1", "13800000000", "")
        await agrees(robot)
        await robot.at("10:25")
        await robot.press("enter")
        await robot.types("by the river")
        await robot.press("f2")
        robot.sees("called 10:25 unconfirmed")
        await robot.at("15:25")
        await robot.press("enter")
        await robot.types("by the river")
        await robot.press("enter")
        await robot.types("0571-8000000")
        await robot.press("f2")
        robot.sees("called 15:25")
        robot.misses("called 15:25 unconfirmed")


async def test_whoever_may_not_go_out_is_told_who_may(mall: Path) -> None:
    async with at_desk(mall) as robot:
        await robot.press("6", "6", "ctrl+n")
        assert isinstance(robot.app.screen, OutingsScreen)
        assert message(robot)


async def test_a_mall_without_flows_says_what_asks_for_calls(mall: Path) -> None:
    for flow in ("SY007", "SC-010"):
        (mall / "checklists" / "flows" / f"{flow}.yaml").unlink()
    async with at_desk(mall, language="en") as robot:
        await robot.press("6", "6")
        robot.sees("check_ins")


@pytest.mark.parametrize(("language", "post"), [("zh-Hans", "市场主管"), ("en", "Market supervisor")])
async def test_whoever_may_register_none_reads_who_does(mall: Path, language: str, post: str) -> None:
    async with at_desk(mall, who="somebody", post="duty_manager", language=language) as robot:
        await robot.press("6", "6", "ctrl+n")
        assert "people.yaml" in message(robot), "whoever is not listed begins nothing under any post"
        becomes(robot, ("zhang-san", "duty_manager"))
        await robot.press("ctrl+n")
        assert post in message(robot)
        assert "submitters" not in message(robot)
