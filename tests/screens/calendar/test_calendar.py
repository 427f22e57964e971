"""Somebody looks through the month, does what falls due, skips, takes back and exports, through the real screen."""

from __future__ import annotations

import shutil
import sys
import types
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from icalendar import Calendar

from dutytui.rules.approvals.flow import Flow
from dutytui.rules.obligations import views
from dutytui.rules.obligations.views import DueStatus, DueView
from dutytui.screens.approvals.form import RequestForm
from dutytui.screens.calendar.grid import MonthGrid
from dutytui.screens.calendar.screen import CalendarScreen
from dutytui.widgets.bars import BottomBar
from tests.desk import Robot, StandingClock, at_desk, make_mall

WEDNESDAY = date(2026, 11, 25)
SUMMARY, NEWS = "month_summary_and_plan", "monday_news"


def at_calendar(tmp_path: Path, **how: object):  # type: ignore[no-untyped-def]
    clock = StandingClock(day=str(how.pop("day", "2026-11-25")), time="09:30")
    mall = how.pop("mall", None) or make_mall(tmp_path)
    return at_desk(mall, clock=clock, language=str(how.pop("language", "en")), **how)  # type: ignore[arg-type]


def due(robot: Robot, name: str, day: date = WEDNESDAY) -> DueView:
    return next(one for one in views.agenda(robot.session.look(), day, day) if one.id == name)


def message(robot: Robot) -> str:
    return robot.app.screen.query_one(BottomBar).message


def calendar(robot: Robot) -> CalendarScreen:
    screen = robot.app.screen
    assert isinstance(screen, CalendarScreen)
    return screen


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)])
@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "en"])
async def test_the_month_shows_what_falls_due_in_any_size_and_language(
    tmp_path: Path, size: tuple[int, int], language: str
) -> None:
    async with at_calendar(tmp_path, size=size, language=language) as robot:
        await robot.press("9")
        title = {"en": "Month's summary", "zh-Hans": "月度总结", "zh-Hant": "月度總結"}[language]
        robot.sees("2026-11", title, ">25")
        for _month in range(14):
            await robot.press("pageup")
        robot.sees("2025-09")
        for _month in range(20):
            await robot.press("pagedown")
        robot.sees("2027-05")
        await robot.press("home")
        robot.sees("2026-11", ">25")


async def test_two_enters_and_it_is_done_a_third_is_refused(tmp_path: Path) -> None:
    async with at_calendar(tmp_path, who="chen-feng", post="regional_lead") as robot:
        await robot.press("9", "enter")
        assert calendar(robot).row is not None and calendar(robot).row.id == SUMMARY  # type: ignore[union-attr]
        await robot.press("enter")
        await robot.types("sent by mail")
        await robot.press("enter")
        found = due(robot, SUMMARY)
        assert found.status is DueStatus.DONE
        assert found.last is not None and found.last.note == "sent by mail"
        assert message(robot).startswith("Saved")
        robot.sees("1 done")
        await robot.press("enter")
        assert "done by" in message(robot)


async def test_the_duty_manager_does_it_for_the_post_whose_it_is(tmp_path: Path) -> None:
    async with at_calendar(tmp_path) as robot:
        await robot.press("9", "enter", "enter", "enter")
        last = due(robot, SUMMARY).last
        assert last is not None and last.behalf is not None and last.behalf.id == "post:regional_lead"


async def test_another_post_hears_whose_it_is(tmp_path: Path) -> None:
    async with at_calendar(tmp_path, who="guard-ann", post="guard") as robot:
        await robot.press("9", "enter", "enter")
        assert "F8" in message(robot)
        assert due(robot, SUMMARY).status is DueStatus.DUE


async def test_skipping_asks_for_a_reason_and_f6_takes_it_back(tmp_path: Path) -> None:
    async with at_calendar(tmp_path) as robot:
        await robot.press("9", "f4")
        await robot.press("enter")
        assert "a reason is needed" in message(robot)
        await robot.types("no branch this month")
        await robot.press("enter")
        assert due(robot, SUMMARY).status is DueStatus.WAIVED
        robot.sees("skipped")
        await robot.press("f7")
        robot.sees("no branch this month", "Seen to by")
        await robot.press("escape", "f6")
        assert due(robot, SUMMARY).status is DueStatus.DUE
        await robot.press("f6")
        assert "Nothing to take back" in message(robot)


async def test_in_full_takes_the_day_on_which_it_was_really_done(tmp_path: Path) -> None:
    """补录: entered on Wednesday, done on Monday."""
    monday = date(2026, 11, 23)
    async with at_calendar(tmp_path) as robot:
        robot.session.state.began = date(2026, 11, 1)
        await robot.press("9", "left", "left")
        row = calendar(robot).row
        assert row is not None and row.id == NEWS and row.status is DueStatus.LATE
        robot.sees("2 days late", "2 late")
        await robot.press("ctrl+t")
        await robot.types("12-30")
        await robot.press("enter")
        assert "still to come" in message(robot)
        for _letter in "12-30":
            await robot.press("backspace")
        await robot.types("11-23 16:00")
        await robot.press("enter", "enter")
        found = due(robot, NEWS, monday)
        assert found.status is DueStatus.DONE
        assert found.last is not None and found.last.late_entry and found.last.happened.hour == 16


async def test_a_day_without_anything_due_says_so(tmp_path: Path) -> None:
    async with at_calendar(tmp_path) as robot:
        await robot.press("9", "right", "right")
        for key in ("enter", "f4", "f6", "f7", "ctrl+t"):
            await robot.press(key)
            assert message(robot).startswith("Nothing falls due on this day")


async def test_the_month_and_the_list_go_together(tmp_path: Path) -> None:
    async with at_calendar(tmp_path) as robot:
        await robot.press("9", "tab", "down")
        assert calendar(robot).day == date(2026, 11, 26)
        await robot.press("escape", "down")
        assert calendar(robot).day == date(2026, 12, 3)
        row = calendar(robot).row
        assert row is not None and row.day == date(2026, 12, 3)
        await robot.press("ctrl+right")
        assert calendar(robot).day == date(2026, 12, 4)
        await robot.clicks(MonthGrid, offset=(13, 1))
        assert calendar(robot).day == date(2026, 12, 1)


async def test_holidays_and_make_up_days_of_the_national_day_are_marked(tmp_path: Path) -> None:
    async with at_calendar(tmp_path, day="2026-10-09") as robot:
        await robot.press("9")
        robot.sees(" 1H", " 7H", "10W")
        await robot.press("right")
        robot.sees("10-10 Sat make-up workday")


async def test_a_year_that_is_not_announced_says_so_and_one_long_gone_is_not_at_hand(tmp_path: Path) -> None:
    async with at_calendar(tmp_path, day="2999-12-30") as robot:
        await robot.press("9")
        robot.sees("2999-12", "holidays not announced")
        robot.misses(" 1H")
    async with at_calendar(tmp_path / "other") as robot:
        await robot.press("9")
        robot.misses("not announced")
        for _month in range(26):
            await robot.press("pageup")
        robot.sees("2024-09", "holidays not at hand")


async def test_what_is_late_from_another_month_stands_on_top(tmp_path: Path) -> None:
    async with at_calendar(tmp_path, day="2026-12-02") as robot:
        robot.session.state.began = date(2026, 11, 25)
        await robot.press("9", "pageup", "pagedown")
        robot.sees("This month", "11-25 Wed  late", "7 days late")
        await robot.press("tab", "home", "f4")
        await robot.types("gone")
        await robot.press("enter")
        robot.misses("11-25 Wed  late")


async def test_finding_leaves_what_fits(tmp_path: Path) -> None:
    async with at_calendar(tmp_path, language="zh-Hans") as robot:
        await robot.press("9", "f3")
        await robot.types("fz")
        robot.sees("返租报表")
        robot.misses("活动消息")
        await robot.press("escape", "escape")
        robot.sees("月度总结")


async def test_the_year_is_written_to_a_file_that_phones_read(tmp_path: Path) -> None:
    target = tmp_path / "year.ics"
    async with at_calendar(tmp_path / "mall") as robot:
        await robot.press("9", "ctrl+o")
        robot.sees("dutytui-2026.ics")
        await robot.press("home", "ctrl+k")
        await robot.press("enter")
        assert "Type where" in message(robot)
        await robot.types(str(tmp_path / "none" / "x.ics"))
        await robot.press("enter")
        assert "can't be written" in message(robot)
        await robot.press("home", "ctrl+k")
        await robot.types(str(target))
        await robot.press("enter")
        assert "written to" in message(robot)
    assert len(list(Calendar.from_ical(target.read_bytes()).walk("VEVENT"))) > 200


async def test_a_mall_without_obligations_is_told_where_they_are_said(tmp_path: Path) -> None:
    mall = make_mall(tmp_path)
    (mall / "checklists" / "calendar.yaml").write_text("holidays: {source: china}\n", encoding="utf-8")
    async with at_calendar(tmp_path, mall=mall) as robot:
        await robot.press("9")
        robot.sees("Nothing falls due yet", "calendar.yaml")
        await robot.press("enter", "pagedown", "f7")
        assert message(robot).startswith("Nothing falls due")


async def test_what_was_done_last_week_is_known_after_a_restart(tmp_path: Path) -> None:
    """The act stands in the folder of its own day; the calendar finds it by the due date."""
    mall = make_mall(tmp_path)
    async with at_calendar(tmp_path, mall=mall, day="2026-11-24") as robot:
        await robot.press("9", "right", "enter", "enter")
        await robot.types("early")
        await robot.press("enter")
        assert due(robot, SUMMARY).status is DueStatus.DONE
    async with at_calendar(tmp_path, mall=mall, day="2026-12-01") as robot:
        await robot.settle()
        await robot.press("9", "pageup")
        assert due(robot, SUMMARY).status is DueStatus.DONE
        assert due(robot, "property_month_plan", date(2026, 11, 26)).status is DueStatus.LATE


MID_MONTH = date(2026, 11, 15)
RENT_ANSWERS = ("2026年11月上半月", "1", "12", "35000", "返租明细.xlsx", "")
RENT_FORM = {"who": "wei-sanshiyi", "post": "cs_specialist", "day": "2026-11-15"}


async def test_the_return_of_rent_is_begun_with_one_key_and_done_by_its_submission(tmp_path: Path) -> None:
    """MO SY005, as shipped: the calendar shows which flow does it, and the request says what it was for."""
    async with at_calendar(tmp_path, **RENT_FORM) as robot:
        await robot.press("9", "enter", "f7")
        robot.sees("SY005  Rent return", "Enter begins the request")
        await robot.press("escape")
        assert "SY005" in robot.row_of("11-15 Sun  due today")
        await robot.press("enter")
        assert isinstance(robot.app.screen, RequestForm)
        for answer in RENT_ANSWERS:
            if answer.isdigit() and len(answer) == 1:
                await robot.press(answer)
            else:
                await robot.types(answer)
                await robot.press("enter")
        assert "Submitted as SY005" in message(robot)
        found = due(robot, "rent_return", MID_MONTH)
        assert found.status is DueStatus.DONE and found.started.startswith("request:")


async def test_in_a_mall_without_flows_it_is_done_by_hand(tmp_path: Path) -> None:
    mall = make_mall(tmp_path)
    shutil.rmtree(mall / "checklists" / "flows")
    (mall / "checklists" / "approvals.yaml").unlink()
    async with at_calendar(tmp_path, mall=mall, **RENT_FORM) as robot:
        await robot.press("9", "enter", "f7")
        robot.misses("SY005")
        await robot.press("escape", "enter")
        await robot.types("on paper")
        await robot.press("enter")
        assert due(robot, "rent_return", MID_MONTH).status is DueStatus.DONE


async def test_enter_on_what_a_flow_does_begins_the_request(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[tuple[str, str]] = []
    form = types.ModuleType("dutytui.screens.approvals.new_request")
    vars(form)["open_form"] = lambda _screen, flow, *, obligation="", parent=None: opened.append((flow, obligation))
    monkeypatch.setitem(sys.modules, form.__name__, form)
    mall = make_mall(tmp_path)
    flows = tuple(Flow(name, {"en": name}, ("duty_manager",), ()) for name in ("PLAN",))
    async with at_calendar(tmp_path, mall=mall) as robot:
        procedures = robot.session.procedures
        changed = [replace(one, flow="PLAN") if one.id == SUMMARY else one for one in procedures.obligations]
        approvals = replace(procedures.approvals, flows=flows)
        robot.session.procedures = replace(procedures, obligations=tuple(changed), approvals=approvals)
        await robot.press("9", "enter", "enter")
        assert opened == [("PLAN", f"{SUMMARY}@2026-11-25")]
        await robot.press("ctrl+t", "enter", "enter")
        assert due(robot, SUMMARY).status is DueStatus.DONE, "on paper, without the flow"
        await robot.press("enter")
        assert "done by" in message(robot) and len(opened) == 1
