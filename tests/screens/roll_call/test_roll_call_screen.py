from __future__ import annotations

from pathlib import Path

import pytest

from dutytui.rules.roll_call import views
from dutytui.rules.roll_call.commands import AnswerCall
from dutytui.rules.roll_call.views import CallStatus, CallView
from dutytui.rules.views import ItemStatus
from dutytui.session import Saved
from dutytui.texts.catalogue import _
from tests.desk import Robot, StandingClock, at_desk, in_use_since, make_mall

DOOR = "opening/main_door_opened"


def call(robot: Robot, name: str = "opening") -> CallView:
    return next(one for one in views.calls(robot.session.look()) if one.call == name)


def cursor(robot: Robot) -> str:
    return next((row for row in robot.screen.split("\n") if row[:1] in "›>▸»" and row.strip()), "")


async def go_there(robot: Robot) -> None:
    await robot.press("1")
    assert robot.app.current_mode == "roll_call"


async def test_a_roll_call_is_enter_enter_enter_then_held_released_and_ordered(tmp_path: Path) -> None:
    """DS opening, in Chinese at 80x24: the door opens on the order, late by the hold, and the record says so."""
    clock = StandingClock(time="08:45")
    async with at_desk(make_mall(tmp_path), clock=clock) as robot:
        await go_there(robot)
        robot.sees("< 1/2 >", "开门点名", "08:30-09:00", "保安主管", "开门令", _("silent"))
        for count in range(1, 9):
            await robot.press("enter")
            assert call(robot).answered == count
        assert call(robot).silent == ()
        await robot.press("enter", "enter")  # one too many gives no order
        assert call(robot).status is CallStatus.CALLING

        await robot.at("08:55")
        await robot.press("end", "up", "enter")
        await robot.types("门外拥挤")
        await robot.press("tab")
        await robot.types("４")
        await robot.press("enter")
        held = call(robot)
        assert (held.status, held.holds[0].reason, held.holds[0].guards) == (CallStatus.HELD, "门外拥挤", 4)
        robot.sees("门外拥挤", _("held"))

        await robot.press("end", "enter")
        assert call(robot).status is CallStatus.HELD
        robot.misses(_("All posts are ready. Enter gives the order."))

        await robot.at("09:08")
        await robot.press("end", "up", "enter", "enter")
        assert call(robot).status is CallStatus.LATE
        await robot.at("09:10")
        await robot.press("end", "enter")
        robot.sees("开门令", _("All posts are ready. Enter gives the order."))
        await robot.press("enter")
        given = call(robot)
        assert (given.status, given.late_by, given.late_held, given.minutes_held) == (CallStatus.GIVEN, 10, 8, 13)
        item = robot.session.item(DOOR)
        assert item is not None
        assert "开门令" not in {words["zh-Hans"] for words in item.waits_for}
        await robot.press("f7")
        robot.sees("门外拥挤", "张三", "09:10")
        await robot.press("escape", "1")
        assert robot.app.current_mode == "now"


async def test_a_post_that_is_not_ready_says_why_and_an_order_without_it_needs_a_reason(tmp_path: Path) -> None:
    async with at_desk(make_mall(tmp_path), clock=StandingClock(time="08:45"), language="en") as robot:
        await go_there(robot)
        assert "Security chief" in cursor(robot)
        await robot.press("f5")
        await robot.types("chief is at the gate")
        await robot.press("enter")
        assert [post.id for post in call(robot).unready] == ["security_chief"]
        assert "Security guard" in cursor(robot)
        robot.sees("not ready", "chief is at the gate", "ready 0/8")
        await robot.press("end", "enter")
        robot.sees("Silent: Security guard", "Not ready: Security chief", "say why")
        await robot.press("enter")
        assert call(robot).status is CallStatus.CALLING
        robot.sees("Some words are needed here")
        await robot.types("all stand at their doors")
        await robot.press("enter")
        assert (call(robot).status, call(robot).given_reason) == (CallStatus.GIVEN, "all stand at their doors")
        await robot.press("f6")
        robot.sees("can't be taken back")


async def test_an_answer_is_taken_back_and_typed_in_afterwards_with_its_time(tmp_path: Path) -> None:
    async with at_desk(make_mall(tmp_path), clock=StandingClock(time="08:45"), language="en") as robot:
        await go_there(robot)
        await robot.press("enter", "up", "f6")
        assert len(call(robot).silent) == 8
        await robot.press("f6")
        robot.sees("Nothing to take back on this row")
        await robot.press("ctrl+t", "tab")
        await robot.types("0832")
        await robot.press("enter")
        at = call(robot).posts[0].at
        assert at is not None
        assert f"{at:%H:%M}" == "08:32"
        robot.sees("08:32  Security chief")


async def test_somebody_who_gives_no_orders_is_told_who_does(tmp_path: Path) -> None:
    desk = at_desk(make_mall(tmp_path), clock=StandingClock(time="08:45"), language="en", who="wu-jiu", post="guard")
    async with desk as robot:
        await go_there(robot)
        await robot.press("enter")
        robot.sees("Security chief: Security chief, Duty manager may answer for it")
        await robot.press("down", "enter")
        assert call(robot).answered == 1
        for keys in (("end", "enter"), ("end", "up", "enter")):
            await robot.press(*keys)
            robot.sees("Order to open: for Duty manager")
        await robot.press("f4")
        robot.sees("No post is skipped")


async def test_before_its_time_nobody_is_called(tmp_path: Path) -> None:
    async with at_desk(make_mall(tmp_path), clock=StandingClock(time="08:20"), language="en") as robot:
        await go_there(robot)
        robot.sees("ahead")
        await robot.press("enter")
        robot.sees("too early. It begins at 08:30")


async def test_in_the_evening_the_closing_call_is_there_and_the_other_one_beside_it(tmp_path: Path) -> None:
    mall = in_use_since(make_mall(tmp_path), "2026-11-20")
    async with at_desk(mall, clock=StandingClock(time="21:05"), language="en") as robot:
        await go_there(robot)
        robot.sees("< 2/2 >", "Roll call before closing", "21:00-21:20")
        await robot.press("left")
        robot.sees("< 1/2 >", "Roll call before opening", "late")
        await robot.press("ctrl+left")
        robot.sees("11-22")
        await robot.press("ctrl+right", "ctrl+right")
        robot.sees("This is the latest day")


async def test_what_another_terminal_hears_appears_and_finding_narrows_the_list(tmp_path: Path) -> None:
    clock = StandingClock(time="08:45")
    async with at_desk(make_mall(tmp_path), clock=clock, size=(120, 40)) as robot:
        await go_there(robot)
        outcome = robot.session.submit(AnswerCall(robot.session.day, "opening", "electrician", words="全部正常"))
        assert isinstance(outcome, Saved)
        await robot.settle()
        robot.sees("全部正常")
        await robot.press("f3")
        await robot.types("dg")
        assert "电工" in cursor(robot)
        robot.misses("总服务台")
        await robot.press("escape")
        robot.sees("总服务台")


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)])
async def test_a_mall_without_roll_calls_is_told_what_to_write(tmp_path: Path, size: tuple[int, int]) -> None:
    mall = make_mall(tmp_path)
    (mall / "checklists" / "roll_calls.yaml").unlink()
    for name in ("opening", "wind_down"):
        path = mall / "checklists" / "day" / f"{name}.yaml"
        lines = [line for line in path.read_text("utf-8").splitlines() if "after_calls" not in line]
        path.write_text("\n".join(lines) + "\n", "utf-8")
    async with at_desk(mall, clock=StandingClock(time="08:45"), language="en", size=size) as robot:
        await go_there(robot)
        robot.sees("No roll call is planned")
        await robot.press("enter", "f5", "f6", "f7", "ctrl+t", "left", "end")


async def test_the_door_is_refused_until_the_order_and_the_form_keeps_a_draft(tmp_path: Path) -> None:
    async with at_desk(make_mall(tmp_path), clock=StandingClock(time="08:58"), language="en") as robot:
        item = robot.session.item(DOOR)
        assert item is not None
        assert item.status is ItemStatus.WAITING
        assert "Order to open" in {words["en"] for words in item.waits_for}
        await go_there(robot)
        await robot.press("end", "up", "enter")
        await robot.types("crowd")
        await robot.press("enter")
        robot.sees("A number is needed; 0 if none")
        await robot.press("escape", "f5")
        await robot.press("escape", "end", "up", "enter")
        robot.sees("crowd")
        await robot.press("escape")
        assert call(robot).holds == ()


async def test_in_the_evening_the_roll_call_that_goes_on_is_shown_at_once(tmp_path: Path) -> None:
    """Whoever gave the order to open at this desk finds the roll call before closing there, and may still look back."""
    async with at_desk(make_mall(tmp_path), clock=StandingClock(time="08:45")) as robot:
        await go_there(robot)
        await robot.press(*["enter"] * 8, "end", "enter", "enter")
        assert call(robot).status is CallStatus.GIVEN
        await robot.press("1")
        await robot.at("21:04")
        await robot.press("1")
        robot.sees("< 2/2 >", "闭店点名")
        await robot.press("left")
        await robot.at("21:05")
        robot.sees("< 1/2 >", "开门点名")
