from __future__ import annotations

import errno
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dutytui.rules.commands import TickItem
from dutytui.rules.matters import Level
from dutytui.rules.procedure import Hours, HoursTable
from dutytui.rules.views import ItemStatus
from tests.desk import StandingClock, at_desk, make_mall
from tests.screens.morning import TODAY, MorningDesk, at_the_desk, shipped

LOCKS = "staff_entry/locks_checked"


async def test_one_key_ticks_what_is_due_and_the_cursor_goes_on_to_the_next() -> None:
    async with at_the_desk(MorningDesk("08:22")) as robot:
        assert "All door locks checked" in robot.cursor
        await robot.press("enter")
        assert robot.item(LOCKS).status is ItemStatus.DONE
        assert robot.message == "Saved 08:22:00: All door locks checked, nothing abnormal"
        assert "Staff passage opened" in robot.cursor
        robot.misses("All door locks checked, nothing abnormal  ")


async def test_a_tick_for_another_post_says_for_whom() -> None:
    async with at_the_desk(MorningDesk("08:22")) as robot:
        await robot.press("space")
        last = robot.item(LOCKS).last
        assert last is not None and last.behalf is not None
        assert last.behalf.id == "post:security_chief"


async def test_what_is_late_stands_first_with_how_late_and_what_it_waits_for() -> None:
    async with at_the_desk(MorningDesk("08:42")) as robot:
        rows = robot.screen.split("\n")
        begins = [row.partition("  1 again")[0].rstrip("│ ").strip() for row in rows[3:]]
        headings = [row for row in begins if row.startswith(("Timers", "Late", "Now"))]
        assert headings[:2] == ["Timers", "Late 11"]
        assert "late  17 min  All door locks checked" in robot.cursor
        robot.sees("Staff passage opened", "after All door locks checked")


async def test_own_items_come_first_and_are_marked() -> None:
    async with at_the_desk(MorningDesk("08:22", post="electrician")) as robot:
        assert robot.cursor.startswith("* due")
        assert "Lighting on" in robot.cursor


async def test_lateness_grows_while_one_looks_and_the_cursor_stays() -> None:
    async with at_the_desk(MorningDesk("08:22")) as robot:
        await robot.press("down", "down")
        before = robot.cursor
        await robot.waits(20)
        assert robot.cursor.split()[2:] != before.split()[2:]
        assert "late" in robot.cursor and "Air-conditioning on" in robot.cursor and "Air-conditioning on" in before


async def test_a_refused_tick_says_why_and_what_would_allow_it() -> None:
    async with at_the_desk(MorningDesk("08:22", post="cashier_lead")) as robot:
        await robot.press("enter")
        assert "Security chief" in robot.message and "F8" in robot.message
        assert robot.desk.recorded() == []


async def test_a_failing_disk_shows_nothing_as_done() -> None:
    async with at_the_desk(MorningDesk("08:22")) as robot:
        robot.desk.journal.broken = OSError(errno.ENOSPC, "full")
        await robot.press("enter")
        assert "Saved" not in robot.message
        assert "All door locks checked" in robot.cursor
        robot.desk.journal.broken = None
        await robot.press("enter")
        assert "Saved" in robot.message


async def test_f6_takes_back_what_was_just_done_though_its_row_has_gone() -> None:
    async with at_the_desk(MorningDesk("08:22")) as robot:
        await robot.press("enter")
        await robot.press("f6")
        assert "F6 again takes back: All door locks checked" in robot.message
        assert robot.item(LOCKS).status is ItemStatus.DONE
        await robot.press("f6")
        assert robot.item(LOCKS).status is ItemStatus.DUE
        robot.sees("All door locks checked")
        await robot.press("f6")
        assert "Nothing to take back" in robot.message


async def test_a_log_entry_stands_below_and_opens_with_enter() -> None:
    desk = MorningDesk("07:55")
    desk.logs("Water on the floor", kind="general", place="3F")
    async with at_the_desk(desk, (120, 40)) as robot:
        robot.sees("Open entries 1", "Water on the floor")
        await robot.press("end")
        assert "Water on the floor" in robot.cursor
        await robot.press("f4")
        assert "log entry" in robot.message
        await robot.press("enter")
        assert type(robot.app.screen).__name__ == "EntryScreen"


@pytest.mark.parametrize(
    ("clock", "said"),
    [
        ("06:00", "The day begins at 08:20 with: Staff entry"),
        ("08:00", "The day begins at 08:20 with: Staff entry"),
    ],
)
async def test_before_the_day_it_says_when_it_begins(clock: str, said: str) -> None:
    async with at_the_desk(MorningDesk(clock)) as robot:
        robot.sees("Now 0", said)


async def test_a_closed_day_says_so() -> None:
    closed = replace(shipped(), hours=HoursTable(Hours(540, 1290), dates={TODAY: Hours(0, 0, closed=True)}))
    async with at_the_desk(MorningDesk("10:00", procedures=closed)) as robot:
        robot.sees("The mall is closed today")
        robot.misses("Now 0")
        await robot.press("enter", "f4", "f5", "f6", "f7", "t")
        assert robot.desk.recorded() == []


async def test_holidays_that_are_not_announced_are_said() -> None:
    day = date(2031, 3, 3)
    async with at_the_desk(MorningDesk("10:00", day=day)) as robot:
        robot.sees("The holidays of 2031 are not announced yet")


async def test_when_all_is_recorded_it_says_that_the_day_is_done() -> None:
    small = replace(shipped(), phases=tuple(one for one in shipped().phases if one.id == "staff_entry"))
    small = replace(small, phases=(replace(small.phases[0], items=small.phases[0].items[:1]),))
    desk = MorningDesk("08:22", procedures=small)
    async with at_the_desk(desk) as robot:
        await robot.press("enter")
        robot.sees("The day's work is done")


async def test_finding_narrows_the_list_and_escape_shows_everything_again() -> None:
    async with at_the_desk(MorningDesk("08:22", language="zh-Hans")) as robot:
        await robot.press("f3")
        await robot.types("zmkq")
        assert "照明开启" in robot.cursor
        robot.misses("空调开启")
        await robot.press("enter", "enter")
        assert robot.item("staff_entry/lighting_on").status is ItemStatus.DONE
        await robot.press("f3", "escape")
        robot.sees("空调开启")


async def test_the_panes_come_with_the_width() -> None:
    async with at_the_desk(MorningDesk("08:22"), (80, 24)) as robot:
        robot.misses("Look at every lock")
        await robot.resizes(120, 40)
        robot.sees("Look at every lock")
        robot.misses("Phases")
        await robot.resizes(200, 60)
        robot.sees("Look at every lock", "Phases", "Clearance sweep")


@pytest.mark.parametrize("language", ["zh-Hans", "en"])
@pytest.mark.parametrize("width", [60, 65, 72])
async def test_every_destination_stands_on_the_bar_of_a_phone(language: str, width: int) -> None:
    async with at_the_desk(MorningDesk("08:22", language=language), (width, 20)) as robot:
        await robot.press("0")
        bar = robot.screen.splitlines()[2]
        assert [digit for digit in bar if digit.isdigit()] == list("1234567890"), bar
        assert {"zh-Hans": "0 复盘", "en": "0 Rev"}[language] in bar


async def test_the_language_changes_at_once() -> None:
    async with at_the_desk(MorningDesk("08:22"), (120, 40)) as robot:
        robot.sees("All door locks checked")
        await robot.press("f9")
        robot.sees("各处门锁检查无异常")


async def test_what_another_terminal_recorded_appears() -> None:
    desk, other = MorningDesk("08:22"), MorningDesk("08:22")
    async with at_the_desk(desk) as robot:
        other.session.submit(TickItem(TODAY, LOCKS))
        event = other.journal.events[-1]._replace(writer="desk-2", id="other")
        desk.session.receive([event])
        await robot.press("down")
        robot.misses("All door locks checked")


async def test_more_rows_than_fit_under_next_are_told() -> None:
    async with at_the_desk(MorningDesk("08:22"), (80, 40)) as robot:
        robot.sees("more items: 2 opens the checklists")


async def test_a_mall_first_opened_at_night_is_told_of_its_sweep_once_and_closes_the_day_with_reasons(
    tmp_path: Path,
) -> None:
    async with at_desk(make_mall(tmp_path), clock=StandingClock("2026-11-24", "04:00")) as robot:
        await robot.at("04:00")
        assert not robot.session.board().late
        assert [alarm.code for alarm in robot.app.alarm_watch.alarms] == ["night_unsaid"]
        robot.sees("清场、锁门：启用前已到时，尚无说明", "没有待办事项；启用前到时的仍可补录")
        robot.misses("超时")
        await robot.press("7")
        robot.sees("清场 0/7 层  启用前")
        await robot.press("7")
        robot.sees("清场：员工已全部离场，启用前", "锁门：后通道上锁签字，启用前")
        robot.misses("必须先做完")


async def test_a_mall_first_opened_in_the_afternoon_has_no_late_morning(tmp_path: Path) -> None:
    async with at_desk(make_mall(tmp_path), clock=StandingClock(time="14:20")) as robot:
        assert not robot.session.board().late
        robot.misses("超时", "开门点名")
        await robot.press("2")
        robot.sees("启用前")
        await robot.at("14:20")
        assert not [alarm for alarm in robot.app.alarm_watch.alarms if alarm.level is Level.LATE]
    async with at_desk(tmp_path, clock=StandingClock("2026-11-24", "14:30")) as robot:
        assert robot.session.board().late
        robot.sees("超时")
