"""A new request as somebody types it: the flow by its pinyin, the way in sight, what is wrong said at the field."""

from __future__ import annotations

from pathlib import Path

import pytest

from dutytui.rules.approvals.queue import queue
from dutytui.screens.approvals.form import RequestForm
from dutytui.screens.approvals.screen import ApprovalsScreen
from dutytui.widgets.bars import BottomBar
from tests.desk import Robot, at_desk, make_mall

WHO = {"who": "lyu-ershiwu", "post": "market_supervisor"}


@pytest.fixture
def mall(tmp_path: Path) -> Path:
    return make_mall(tmp_path)


def message(robot: Robot) -> str:
    return robot.app.screen.query_one(BottomBar).message


async def begins(robot: Robot, flow: str) -> None:
    await robot.press("6", "ctrl+n")
    await robot.types(flow)
    await robot.press("enter")
    await robot.settle()
    assert isinstance(robot.app.screen, RequestForm), message(robot)
    assert robot.app.focused is not None


async def says(robot: Robot, words: str) -> None:
    await robot.types(words)
    await robot.press("enter")


async def test_the_way_turns_with_the_answer(mall: Path) -> None:
    """MO SY003: outside the plan the chairman decides, too, and a reason is asked for."""
    async with at_desk(mall, **WHO) as robot:
        await begins(robot, "zhfa")
        await says(robot, "春季展")
        await robot.press("1")
        robot.misses("董事长", "计划外理由")
        await robot.press("shift+tab", "2")
        robot.sees("董事长", "计划外理由")


async def test_what_cannot_be_read_is_said_at_the_field_and_kept(mall: Path) -> None:
    async with at_desk(mall, **WHO) as robot:
        await begins(robot, "zhfa")
        await says(robot, "春季展")
        await robot.press("1")
        await says(robot, "13-45")
        assert "11-28" in message(robot)
        robot.sees("13-45")
        await robot.press("f2")
        assert isinstance(robot.app.screen, RequestForm), "saved a date that is none"


async def test_what_was_typed_is_there_again_after_escape(mall: Path) -> None:
    async with at_desk(mall, **WHO) as robot:
        await begins(robot, "zhfa")
        await says(robot, "春季展")
        await robot.press("escape")
        assert isinstance(robot.app.screen, ApprovalsScreen)
        await begins_again(robot)
        robot.sees("春季展")


async def begins_again(robot: Robot) -> None:
    await robot.press("ctrl+n")
    await robot.types("zhfa")
    await robot.press("enter")


async def test_an_outing_is_submitted_and_waited_for(mall: Path) -> None:
    async with at_desk(mall, language="en", size=(120, 40), **WHO) as robot:
        await begins(robot, "field")
        for answer in ("拜访商户", "城东批发市场", "today", "+1", "13800000000", ""):
            await says(robot, answer)
        assert isinstance(robot.app.screen, ApprovalsScreen), message(robot)
        (row,) = queue(robot.session.look()).rows
        assert row.number in message(robot)
        robot.sees(row.number, "拜访商户")


async def test_whose_posts_begin_nothing_is_told_so(mall: Path) -> None:
    async with at_desk(mall, who="wu-jiu", post="guard", language="en") as robot:
        await robot.press("6", "ctrl+n")
        assert isinstance(robot.app.screen, ApprovalsScreen)
        assert "submitters" in message(robot)


async def test_a_flow_is_chosen_by_its_number_digits_and_all(mall: Path) -> None:
    """A digit chooses a row, but goes on with a name that is being typed."""
    async with at_desk(mall, **WHO) as robot:
        await begins(robot, "SY007")
        robot.sees("SY007  外出登记", "> 外出事由")


async def test_what_enter_does_on_the_last_step_is_said_beforehand(mall: Path) -> None:
    async with at_desk(mall, **WHO) as robot:
        await begins(robot, "zhfa")
        robot.sees("Enter 继续，F2 提交")
        await robot.press("shift+tab")
        robot.sees("(Enter 提交)")
        robot.misses("Enter 下一步")


async def test_a_long_way_is_not_cut_on_a_tall_screen(mall: Path) -> None:
    """CA-3, large and outside the plan: four posts, three of them with their reasons."""
    async with at_desk(mall, who="wei-sanshiyi", post="cs_specialist", language="en", size=(120, 40)) as robot:
        await begins(robot, "CA-3")
        await says(robot, "Members' evening")
        await robot.press("2")
        for words in ("the brand asks for it", "12-20", "350"):
            await says(robot, words)
        shown = " ".join(robot.screen.replace("│", " ").split())
        assert "Marketing VP (Expected people over 300 people or Cost over 100,000 yuan)" in shown
