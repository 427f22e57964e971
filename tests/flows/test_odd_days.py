"""Days, malls and screens that are not like others."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from dutytui.bootstrap import open_desk
from dutytui.rules.commands import EntryFields, LogEntry, SignIn
from dutytui.session import Saved
from tests.desk import Robot, StandingClock, at_desk, in_use_since


def logs(desk: Robot, text: str, **fields: Any) -> None:
    outcome = desk.session.submit(
        LogEntry(desk.session.day, EntryFields(fields.pop("kind", "general"), text, **fields))
    )
    assert isinstance(outcome, Saved), outcome


def rewrite(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


async def look(desk: Robot, seconds: int = 5) -> None:
    """The clock goes on, and the program looks around as it does every second."""
    for _second in range(seconds):
        desk.clock.later(seconds=1)
        desk.app._tick()
    await desk.settle()


async def test_a_broken_procedure_leaves_the_running_day_alone(mall: Path) -> None:
    file = mall / "checklists" / "day" / "staff_entry.yaml"
    whole = file.read_text("utf-8")
    async with at_desk(mall) as desk:
        await desk.press("enter")
        file.write_text(whole.replace("early: 30m", "early: thirty minutes"), "utf-8")
        await look(desk)
        desk.sees("提示", "员工进场 1/11", "员工通道开放")
        await desk.press("f10")
        await desk.types("提示")
        await desk.press("enter")
        line = whole[: whole.index("early: 30m")].count("\n") + 1
        desk.sees(f"day/staff_entry.yaml:{line}:8")
        await desk.press("escape", "enter")
        desk.sees("已保存", "员工进场 2/11")
        file.write_text(whole, "utf-8")
        await look(desk)
        assert "提示" not in desk.screen.split("\n")[2]
        await desk.press("enter")
        desk.sees("员工进场 3/11")


async def test_five_in_the_morning_begins_a_new_day_and_carries_what_is_open(mall: Path) -> None:
    clock = StandingClock(time="23:30")
    async with at_desk(mall, clock=clock) as desk:
        logs(desk, "B1 车库出口漏水", kind="repair", place="B1")
        clock.later(hours=5, minutes=29)
        await look(desk, 1)
        desk.sees("11-23", "04:59")
        clock.later(minutes=1)
        await look(desk, 1)
        desk.sees("11-24", "B1 车库出口漏水", "员工进场 08:20")
        await desk.press("3")
        desk.sees("11-24", "B1 车库出口漏水")


async def test_a_night_that_ends_after_midnight(mall: Path) -> None:
    clock = StandingClock("2026-12-31", "23:00")
    in_use_since(mall, "2026-12-30")
    async with at_desk(mall, clock=clock, size=(120, 40)) as desk:
        clock.later(hours=1, minutes=30)
        await look(desk, 1)
        desk.sees("12-31", "00:30:01")
        await desk.press("2")
        desk.sees("超时 00:20 营业结束", "未到 00:50 下班")
        await desk.press("right")
        desk.sees("01-01 00:50-01:10")
        logs(desk, "跨年夜散场拥挤", kind="safety")
        await desk.press("3")
        desk.sees("12-31", "跨年夜散场拥挤")


async def test_a_closed_day_has_a_logbook_and_nothing_to_tick(mall: Path) -> None:
    rewrite(mall / "checklists" / "mall.yaml", "  dates:\n", '  dates:\n    "2026-11-23": closed\n')
    async with at_desk(mall) as desk:
        desk.sees("今天不营业")
        await desk.press("enter", "f4", "f5", "f6", "f7", "2", "enter", "left", "right", "1")
        await desk.press("f2")
        await desk.types("巡查一切正常")
        await desk.press("enter")
        desk.sees("已保存：1 号")


async def test_a_mall_of_twelve_floors(mall: Path) -> None:
    floors = "".join(f"  - {{id: {number}F, name: {number}F}}\n" for number in range(12, 6, -1))
    rewrite(mall / "checklists" / "mall.yaml", "floors:\n", "floors:\n" + floors)
    async with at_desk(mall, clock=StandingClock(time="08:45")) as desk:
        await desk.press("f2")
        await desk.types("12F 洗手间缺纸")
        desk.sees("地点 12F")
        await desk.press("enter")
        desk.sees("已保存：1 号")
        await desk.press("2")
        await desk.press("f10")
        await desk.types("开店准备")
        await desk.press("enter")
        desk.sees("柜台及区域清洁", "12F")
        await desk.press("end")
        desk.sees("B1")


async def test_five_hundred_entries(mall: Path) -> None:
    writer = open_desk(mall, clock=StandingClock(), name="others")
    writer.session.submit(SignIn("li-si", "李四", "ops_manager"))
    for number in range(500):
        fields = EntryFields("repair" if number % 3 else "general", f"第 {number + 1} 件事", place="3F")
        writer.session.submit(LogEntry(writer.session.day, fields))
    writer.close()
    async with at_desk(mall, size=(120, 40)) as desk:
        await desk.press("3", "end")
        desk.sees("500/500", "第 500 件事")
        await desk.press("pageup", "home")
        desk.sees("1/500", "第 1 件事")
        await desk.press("f3")
        await desk.types("第 250 件")
        desk.sees("第 250 件事")
        desk.misses("第 251 件事")


async def test_a_hundred_thousand_bytes_are_kept_and_what_no_line_holds_is_refused(
    mall: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dutytui.store.lines.LINE_LIMIT", 128 * 1024)
    async with at_desk(mall) as desk:
        await desk.press("f2")
        await desk.pastes("很长的一段话。" * 5000)
        desk.sees("多行记录")
        await desk.press("f2")
        desk.sees("已保存：1 号")
        await desk.press("3", "enter", "end", "escape", "f2")
        await desk.pastes("很长的一段话。" * 7000)
        await desk.press("f2")
        desk.sees("内容太长", "很长的一段话")
        await desk.press("escape")
        desk.sees("草稿")
        await desk.press("f2", "f2")
        desk.sees("多行记录", "很长的一段话")
        await desk.press("escape", "1", "enter")
        desk.sees("已保存 08:20:00")


async def test_resizing_never_tears_a_row(mall: Path) -> None:
    async with at_desk(mall, size=(120, 40)) as desk:
        logs(desk, "3F 电梯夹包，顾客手被夹，已请医务室查看并通知家属", kind="complaint", place="3F")
        for keys in (["2"], ["3", "enter"], ["f2"], ["f10"], ["1", "f5"]):
            await desk.press(*keys)
            for size in ((60, 20), (120, 40)):
                await desk.resizes(*size)
                assert all(cell_len(row) <= size[0] for row in desk.screen.split("\n"))
            await desk.press("escape", "escape")


async def test_news_while_a_dialog_is_still_opening(mall: Path) -> None:
    async with at_desk(mall) as desk:
        logs(desk, "车库出口漏水")
        subject = desk.session.logbook().entries[0].subject
        from dutytui.screens.entry import EntryScreen

        desk.app.push_screen(EntryScreen(desk.session.day, subject))
        logs(desk, "还有一件")  # tells every screen, the one that has no widgets yet, too
        await desk.settle()
        desk.sees("车库出口漏水")


async def test_keys_typed_faster_than_the_screen_follows_reach_what_they_were_meant_for(mall: Path) -> None:
    from textual import events

    async with at_desk(mall, who="wu-jiu", post="guard") as desk:
        burst = [
            "enter",
            "enter",
            "enter",
            *"126",
            "tab",
            "甲",
            "enter",
            "f2",
            *"乙",
            "enter",
            "f2",
            "f2",
            "f3",
            "escape",
        ]
        for key in burst:
            event = events.Key(key, key if len(key) == 1 else None)
            event.set_sender(desk.app)
            desk.app.post_message(event)
        for _look in range(20):
            await desk.settle()
        desk.sees("员工进场 3/11", "已保存：1 号")
        await desk.press("3")
        desk.sees("乙")
