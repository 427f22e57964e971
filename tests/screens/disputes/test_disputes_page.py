"""Two journals in one folder, written by two sessions that did not hear each other: seen, and settled by a person."""

from __future__ import annotations

from pathlib import Path

import pytest

from dutytui.rules.approvals.commands import RejectRequest, SignRequest
from dutytui.rules.commands import (
    CloseEntry,
    CorrectEntry,
    EntryFields,
    HandleEntry,
    LogEntry,
    ReopenEntry,
    SignIn,
    TickItem,
    WaiveItem,
)
from dutytui.rules.disputes import open_disputes
from dutytui.rules.handover.commands import TakeDuty
from dutytui.rules.views import EntryStatus, ItemStatus
from dutytui.screens.disputes.words import dispute_lines
from dutytui.widgets.bars import BottomBar
from dutytui.widgets.text_pane import TextPane
from tests.desk import Robot, StandingClock, at_desk, make_mall
from tests.screens.approvals.office import office, submits
from tests.screens.disputes.apart import does, other_desk

COUNT = "staff_entry/lighting_on"
MANAGER, ELECTRICIAN = ("zhang-san", "duty_manager"), ("zheng-shi", "electrician")


@pytest.fixture
def mall(tmp_path: Path) -> Path:
    return make_mall(tmp_path)


def message(robot: Robot) -> str:
    return robot.app.screen.query_one(BottomBar).message


def body(robot: Robot) -> str:
    return "\n".join(robot.app.screen.query_one("#dispute-body", TextPane).shown)


async def meets(robot: Robot, time: str = "08:40") -> None:
    await robot.at(time)


def count(robot: Robot) -> int:
    return len(open_disputes(robot.session.look()))


async def test_nothing_in_dispute_says_so(mall: Path) -> None:
    async with at_desk(mall) as robot:
        robot.misses("争议")
        await robot.press("f12")
        robot.sees("争议", "待裁定 0 项", "没有争议")
        await robot.press("escape")
        robot.sees("员工进场")


async def test_a_tick_here_and_a_skip_there_are_seen_from_everywhere_and_settled_with_a_word_of_why(mall: Path) -> None:
    clock = StandingClock()
    async with at_desk(mall, clock=clock) as robot:
        with other_desk(mall, clock, *MANAGER) as there:
            does(robot.session, TickItem(robot.session.day, COUNT, note="180"))
            does(there, WaiveItem(there.day, COUNT, "计数器坏了"))
            await meets(robot)
            robot.sees("各终端记录互相矛盾，待裁定 1 项")
            await robot.press("f12", "enter")
            robot.sees("事项：", "180", "计数器坏了", "desk-2", "不能并存", "有权裁定：值班经理")
            await robot.press("1", "enter")
            robot.sees("还缺")
            await robot.types("名单上就是一百八十")
            await robot.press("enter")
            robot.sees("已裁定", "名单上就是一百八十", "计数器坏了")
            item = robot.session.item(COUNT)
            assert item is not None
            assert item.status in {ItemStatus.DONE, ItemStatus.DONE_LATE}
            assert count(robot) == 0
            await robot.press("escape")
            robot.sees("没有争议")


async def test_who_may_not_settle_is_told_who_may_and_types_nothing(mall: Path) -> None:
    clock = StandingClock()
    async with at_desk(mall, clock=clock, who=ELECTRICIAN[0], post=ELECTRICIAN[1]) as robot:
        with other_desk(mall, clock, *MANAGER) as there:
            does(robot.session, TickItem(robot.session.day, COUNT, note="180"))
            does(there, WaiveItem(there.day, COUNT, "计数器坏了"))
            await meets(robot)
            await robot.press("f12", "enter", "1")
            assert "值班经理" in message(robot)
            assert count(robot) == 1
            assert robot.app.screen.query("#dispute-body")


async def test_the_sides_are_below_each_other_at_80_and_beside_each_other_at_120(mall: Path) -> None:
    for size, beside in (((80, 24), False), ((120, 40), True)):
        folder = make_mall(mall / str(size[0]))
        clock = StandingClock()
        async with at_desk(folder, clock=clock, size=size) as robot:
            with other_desk(folder, clock, *MANAGER) as there:
                does(robot.session, TickItem(robot.session.day, COUNT, note="180"))
                does(there, WaiveItem(there.day, COUNT, "计数器坏了"))
                await meets(robot)
                await robot.press("f12", "enter")
                assert ("2  " in robot.row_of("1  ")) is beside


async def test_closed_here_and_reopened_there(mall: Path) -> None:
    clock = StandingClock()
    async with at_desk(mall, clock=clock) as robot:
        day = robot.session.day
        does(robot.session, LogEntry(day, EntryFields("general", "3F 门卡住")))
        entry = robot.session.logbook().entries[0].subject
        does(robot.session, HandleEntry(day, entry, "上油"))
        with other_desk(mall, clock, *MANAGER) as there:
            does(robot.session, CloseEntry(day, entry))
            does(there, ReopenEntry(day, entry, "又卡住了"))
            await meets(robot)
            shown = robot.session.entry(day, entry)
            assert shown is not None
            assert shown.status is EntryStatus.OPEN
            await robot.press("f12", "enter")
            robot.sees("一端关闭、一端重开", "又卡住了")
            await robot.press("1")
            await robot.types("现场看过")
            await robot.press("enter")
            assert count(robot) == 0
            shown = robot.session.entry(day, entry)
            assert shown is not None
            assert shown.status is EntryStatus.CLOSED
            assert "现场看过" in [act.note for act in shown.history]


async def test_the_duty_taken_twice_is_settled_by_who_may_hold_it(mall: Path) -> None:
    clock = StandingClock()
    async with at_desk(mall, clock=clock) as robot:
        holder = next(one for one in robot.session.people() if one.id != "zhang-san" and "duty_manager" in one.posts)
        with other_desk(mall, clock, holder.id, "duty_manager") as there:
            does(robot.session, TakeDuty(robot.session.day))
            does(there, TakeDuty(there.day))
            await meets(robot)
            await robot.press("f12", "enter")
            robot.sees("当班人", "张三", holder.name)
            side = next(
                n for n, one in enumerate(open_disputes(robot.session.look())[0].sides, 1) if one.acts[0].act.by
            )
            await robot.press(str(side))
            await robot.types("电话里说好了")
            await robot.press("enter")
            assert count(robot) == 0
            assert "电话里说好了" in body(robot)


async def test_the_duty_said_to_be_two_peoples_by_two_settlements_says_so_and_keeps_both_sides(mall: Path) -> None:
    clock = StandingClock()
    async with at_desk(mall, clock=clock) as robot:
        with other_desk(mall, clock, "wei-shisi", "duty_manager") as there:
            does(robot.session, TakeDuty(robot.session.day))
            does(there, TakeDuty(there.day))
            await meets(robot)
            there.tick()
            await robot.press("f12", "enter")
            robot.misses("两端断网时作出了不同的裁定")
            does(there, TakeDuty(there.day, holder="wei-shisi", reason="电话里说好了"))
            await robot.press("2")
            await robot.types("当面说好了")
            await robot.press("enter")
            await meets(robot, "08:50")
            await robot.press("escape", "enter")
            robot.sees("两端断网时作出了不同的裁定", "电话里说好了", "当面说好了")


async def test_sides_that_stand_elsewhere_as_handovers_do_are_in_the_history_once_it_is_settled(mall: Path) -> None:
    clock = StandingClock()
    async with at_desk(mall, clock=clock) as robot:
        with other_desk(mall, clock, "wei-shisi", "duty_manager") as there:
            does(robot.session, TakeDuty(robot.session.day))
            does(there, TakeDuty(there.day))
            await meets(robot)
            (one,) = open_disputes(robot.session.look())
            lines = dispute_lines(one, (), robot.session.day, 80, settled=True)
            shown = "\n".join("".join(text for text, _tone in line) for line in lines)
            assert shown.count("接班") == 2
            assert "张三" in shown and "卫十四" in shown


async def test_a_request_approved_here_and_rejected_there_is_settled_as_on_its_own_page(mall: Path) -> None:
    async with office(mall) as robot:
        place = submits(robot)
        manager = next(one for one in robot.session.people() if "marketing_manager" in one.posts)
        does(robot.session, SignIn(manager.id, manager.name, "marketing_manager"))
        with other_desk(mall, robot.clock, manager.id, "marketing_manager") as there:
            does(robot.session, SignRequest(place.day, place.request, "同意"))
            does(there, RejectRequest(place.day, place.request, "预算不明"))
            await meets(robot, "10:20")
            await robot.press("f12", "enter")
            robot.sees("审批 ", "同意", "预算不明", "有权裁定：")
            await robot.press("1")
            assert message(robot)  # the one who decided both does not settle it
            boss = open_disputes(robot.session.look())[0].people[0]
            person = next(one for one in robot.session.people() if one.id == boss.id)
            does(robot.session, SignIn(person.id, person.name, person.posts[0]))
            await robot.press("1")
            await robot.types("电话问过")
            await robot.press("enter")
            assert count(robot) == 0


async def test_settled_here_and_otherwise_there_it_is_still_in_dispute_and_says_so(mall: Path) -> None:
    clock = StandingClock()
    async with at_desk(mall, clock=clock) as robot:
        with other_desk(mall, clock, *MANAGER) as there:
            does(robot.session, TickItem(robot.session.day, COUNT, note="180"))
            does(there, WaiveItem(there.day, COUNT, "计数器坏了"))
            await meets(robot)
            there.tick()  # now both know of both, and hear nothing more of each other
            for session, side in ((robot.session, 0), (there, 1)):
                stands = open_disputes(session.look())[0].sides[side].stands
                assert stands is not None
                for command in stands.because("问过了"):
                    does(session, command)
            await meets(robot, "08:50")
            assert count(robot) == 1
            await robot.press("f12", "enter")
            robot.sees("两端断网时作出了不同的裁定")
            assert body(robot).count("他处另有裁定，不作数") == 2
            await robot.press("2")
            await robot.types("以值班经理为准")
            await robot.press("enter")
            assert count(robot) == 0


async def test_enter_goes_to_the_page_it_belongs_to(mall: Path) -> None:
    clock = StandingClock()
    async with at_desk(mall, clock=clock) as robot:
        with other_desk(mall, clock, *MANAGER) as there:
            does(robot.session, TickItem(robot.session.day, COUNT, note="180"))
            does(there, WaiveItem(there.day, COUNT, "计数器坏了"))
            await meets(robot)
            await robot.press("f12", "enter", "enter")
            await robot.settle()
            assert robot.app.current_mode == "checklists"


async def test_five_hundred_disputes_are_listed_in_three_languages(mall: Path) -> None:
    clock = StandingClock()
    with other_desk(mall, clock, *MANAGER) as here:
        for number in range(500):
            does(here, LogEntry(here.day, EntryFields("general", f"门 {number}")))
        with other_desk(mall, clock, *MANAGER) as there:
            for session, value in ((here, "甲" * 40), (there, "乙" * 40)):
                for entry in here.logbook().entries:
                    does(session, CorrectEntry(here.day, entry.subject, {"text": value}, "写错"))
    async with at_desk(mall, clock=clock) as robot:
        await meets(robot)
        assert count(robot) == 500
        await robot.press("f12")
        robot.sees("待裁定 500 项")
        await robot.press("end", "enter")
        robot.sees("甲甲", "乙乙")
        await robot.press("escape", "f9")
        robot.sees("待裁定 500 項")
        await robot.press("f9")
        robot.sees("500 disputes to settle")
