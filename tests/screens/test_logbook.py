"""The logbook as it is read: what is open on top, columns that keep their width, finding, days, and the detail."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from dutytui.bootstrap import open_desk
from dutytui.rules.commands import CloseEntry, EntryFields, HandleEntry, LogEntry, SignIn
from dutytui.rules.views import EntryStatus, EntryView, Named
from dutytui.screens.entry import EntryScreen
from dutytui.screens.logbook_rows import EntryRows, narrowed
from dutytui.screens.page_head import PageHead
from dutytui.session import Saved
from dutytui.widgets.cells import width_of
from dutytui.widgets.rows import RowList
from dutytui.widgets.text_pane import TextPane
from tests.desk import ZONE, Robot, StandingClock, at_desk

NOW = datetime(2026, 11, 23, 14, 40, tzinfo=ZONE)


def opened(mall: Path, **how: Any) -> Any:
    clock = how.pop("clock", None) or StandingClock(time="14:40")
    return at_desk(mall, clock=clock, **{"language": "en", **how})


def logs(desk: Robot, text: str, **fields: Any) -> str:
    at = fields.pop("at", None)
    command = LogEntry(desk.session.day, EntryFields(fields.pop("kind", "general"), text, **fields), at=at)
    outcome = desk.session.submit(command)
    assert isinstance(outcome, Saved), outcome
    return outcome.events[0].on


def rows(desk: Robot) -> list[str]:
    """What the list shows, without the cursor's mark."""
    height = desk.app.screen.query_one("#entries", RowList).size.height
    return [row[2:].strip() for row in desk.screen.split("\n")[4 : 4 + height] if row.strip()]


async def test_an_empty_logbook_says_what_to_press(mall: Path) -> None:
    async with opened(mall) as desk:
        await desk.press("3")
        desk.sees("No entries yet today", "F2", "open 0")


async def test_a_row_says_number_time_kind_place_severity_owner_due_and_status_in_words(mall: Path) -> None:
    async with opened(mall, size=(160, 40)) as desk:
        logs(desk, "电梯夹包", kind="complaint", place="3F", severity="urgent", at=NOW - timedelta(minutes=8))
        await desk.press("3")
        row = desk.row_of("电梯夹包")
        for word in ("1", "14:32", "Complaint", "3F", "Urgent", "Service desk", "15:32", "open"):
            assert word in row
        desk.sees("open 1", "handled 0", "closed 0", "1/1")


async def test_overdue_and_late_entries_are_told_in_words(mall: Path) -> None:
    async with opened(mall) as desk:
        logs(desk, "扶梯口湿滑", kind="complaint", at=NOW - timedelta(minutes=150))
        await desk.press("3")
        row = desk.row_of("扶梯口")
        assert "late 13:10" in row
        assert "late entry" in row


async def test_what_yesterday_left_open_stands_on_top_under_its_heading(mall: Path) -> None:
    clock = StandingClock(day="2026-11-22", time="15:00")
    async with opened(mall, clock=clock) as desk:
        logs(desk, "昨日灯箱不亮", kind="repair")
        closed = logs(desk, "昨日已结")
        assert isinstance(desk.session.submit(HandleEntry(desk.session.day, closed, "好了")), Saved)
        assert isinstance(desk.session.submit(CloseEntry(desk.session.day, closed)), Saved)
        clock.later(hours=24)
        desk.app._tick()
        assert isinstance(desk.session.submit(SignIn("zhang-san", "张三", "duty_manager")), Saved)
        logs(desk, "今日巡查正常")
        await desk.press("3")
        shown = rows(desk)
        assert shown[0] == "Carried over from earlier days"
        assert "11-22" in shown[1] and "昨日灯箱" in shown[1]
        assert shown[2] == "Of this day"
        assert "今日巡查" in shown[3]
        desk.misses("昨日已结")
        await desk.press("home", "enter", "2")
        await desk.pastes("今早换了灯管")
        await desk.press("enter")
        desk.sees("Repair  handled  carried over", "11-23 15:00")
        await desk.press("escape", "ctrl+left")
        desk.sees("11-22 Sun", "earlier day", "昨日已结")
        await desk.press("ctrl+right", "ctrl+right")
        desk.sees("This is the latest day", "今日巡查")


@pytest.mark.parametrize("key", ["f3", "slash", "f"])
async def test_finding_by_pinyin_initials_and_by_text(mall: Path, key: str) -> None:
    async with opened(mall) as desk:
        logs(desk, "扶梯口湿滑")
        logs(desk, "單獨巡場正常")
        await desk.press("3", key, *"ftk")
        assert len(rows(desk)) == 2  # the find line and what was found
        desk.sees("扶梯口湿滑")
        await desk.press("backspace", "backspace", "backspace", *"单")
        desk.sees("單獨巡場")
        desk.misses("扶梯口")
        await desk.press("escape")
        desk.sees("單獨巡場", "扶梯口")


async def test_tab_shows_one_status_after_another_and_esc_all_again(mall: Path) -> None:
    async with opened(mall) as desk:
        logs(desk, "未处理的事")
        handled = logs(desk, "处理过的事")
        assert isinstance(desk.session.submit(HandleEntry(desk.session.day, handled, "好了")), Saved)
        await desk.press("3", "tab")
        desk.sees("未处理的事", "only open")
        desk.misses("处理过的事")
        await desk.press("tab")
        desk.sees("处理过的事", "only handled")
        await desk.press("tab")
        desk.sees("Nothing found", "only closed")
        await desk.press("escape")
        desk.sees("未处理的事", "处理过的事")


async def test_the_detail_beside_the_list_follows_the_cursor_and_is_whole(mall: Path) -> None:
    long = "顾客反映扶梯口地面湿滑，险些跌倒；保洁已摆放提示牌，要求加派人手巡查。" * 3
    async with opened(mall, size=(120, 40)) as desk:
        logs(desk, long)
        logs(desk, "第二条")
        await desk.press("3")
        pane = desk.app.screen.query_one(TextPane)
        assert long in "".join(pane.shown)
        await desk.press("down")
        assert "第二条" in pane.shown
        assert any("logged" in line for line in pane.shown)
        await desk.resizes(80, 24)
        assert not desk.app.screen.query_one("#detail").display


async def test_enter_and_f7_open_the_entry_under_the_cursor(mall: Path) -> None:
    async with opened(mall) as desk:
        logs(desk, "第一条")
        logs(desk, "第二条")
        await desk.press("3")
        for key in ("enter", "f7"):
            await desk.press("end", key)
            assert isinstance(desk.app.screen, EntryScreen)
            desk.sees("No. 2", "第二条")
            await desk.press("escape")


async def test_f6_takes_back_the_last_act_on_the_row(mall: Path) -> None:
    async with opened(mall) as desk:
        entry = logs(desk, "扶梯口湿滑")
        assert isinstance(desk.session.submit(HandleEntry(desk.session.day, entry, "好了")), Saved)
        await desk.press("3")
        desk.sees("handled 1")
        await desk.press("f6")
        desk.sees("handled 0", "open 1", "Saved")


async def test_keys_for_items_say_that_they_are_for_items(mall: Path) -> None:
    async with opened(mall) as desk:
        logs(desk, "扶梯口湿滑")
        await desk.press("3", "f4")
        desk.sees("That is for checklist items")


async def test_the_language_changes_at_once(mall: Path) -> None:
    async with opened(mall) as desk:
        logs(desk, "扶梯口湿滑", kind="complaint")
        await desk.press("3")
        desk.sees("Complaint")
        await desk.press("f9")
        desk.sees("投诉")
        desk.misses("Complaint")


async def test_five_hundred_entries_are_reached_with_one_key(mall: Path) -> None:
    clock = StandingClock(time="14:40")
    before = open_desk(mall, clock=clock)
    before.session.submit(SignIn("zhang-san", "张三", "duty_manager"))
    for number in range(500):
        before.session.submit(LogEntry(clock.now().date(), EntryFields("general", f"第{number + 1}条")))
    before.close()
    async with opened(mall, clock=clock) as desk:
        await desk.press("3", "end")
        desk.sees("500/500", "第500条")
        assert desk.app.screen.query_one(PageHead).shown.startswith(" Logbook 11-23 Mon")
        await desk.press("f2")
        await desk.pastes("再来一条")
        await desk.press("enter")
        desk.sees("Saved as no. 501", "500/501")


def view(number: int, text: str = "电梯夹包", **other: Any) -> EntryView:
    named = Named("service_desk", {"en": "Service desk of the whole building"})
    values: dict[str, Any] = dict.fromkeys(EntryView.__dataclass_fields__)
    values.update(late_entry=False, corrected=False, carried=False, overdue=False, withdrawn=False, disputed=())
    values.update(subject=f"entry:{number}", day=NOW.date(), number=str(number), kind=named, text=text, owner=named)
    values.update(status=EntryStatus.OPEN, happened=NOW, recorded=NOW, rank=0, due=NOW, history=())
    return EntryView(**(values | other))


@pytest.mark.parametrize("width", [64, 70, 78, 98, 118, 198])
@pytest.mark.parametrize("narrow", [True, False])
def test_every_row_fills_the_list_exactly(width: int, narrow: bool) -> None:
    found = EntryRows([view(1), view(2, "a long text " * 20), view(3, overdue=True)], NOW.date(), NOW, narrow=narrow)
    widths = {sum(width_of(text) for text, _tone in found.line(index, width)) for index in range(3)}
    assert widths == {width}


def test_finding_looks_at_the_whole_of_a_long_text() -> None:
    entries = [view(1, "开头" + "，中间" * 5000 + "结尾处的钥匙"), view(2)]
    assert [entry.number for entry in narrowed(entries, "结尾处", None)] == ["1"]
    assert narrowed(entries, "没有的词", None) == []
