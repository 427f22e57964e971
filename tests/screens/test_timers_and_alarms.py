"""What must be told in time: on the now screen, on every screen's top bar, and by the bell."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest

from dutytui.rules.commands import EntryFields, LogEntry
from dutytui.rules.matters import Alarm, Level
from dutytui.rules.meals.commands import LeaveForMeal, ReturnFromMeal
from dutytui.screens.alarm_watch import AlarmWatch, choose_bell
from dutytui.session import Saved
from dutytui.texts import areas, timers
from dutytui.texts.catalogue import LANGUAGES, use
from dutytui.widgets.bars import BottomBar
from dutytui.widgets.rows import RowList
from tests.desk import Robot, StandingClock, at_desk, make_mall
from tests.rules.a_mall import at
from tests.screens.morning import MorningDesk, at_the_desk


def goes_out(robot: Robot) -> None:
    left = LeaveForMeal(robot.session.day, "lunch", "wu-jiu", "吴九", 1)
    assert isinstance(robot.session.submit(left), Saved)


def an_alarm(subject: str = "round:1", level: Level = Level.LATE, clock: str = "12:00") -> Alarm:
    return Alarm("meal_due_back", subject, level, at(clock), {"name": "Sun", "due": at(clock)}, "meals")


async def test_no_alarms_hide_that_entries_are_open_in_eighty_columns() -> None:
    """An overdue entry and as many alarms as a bad day has: the entry in fewer words."""
    desk = MorningDesk("17:50")
    desk.logs("电梯夹包", kind="complaint", place="3F", due=desk.clock.now() + timedelta(minutes=5))
    async with at_the_desk(desk) as robot:
        await robot.press("6")
        await robot.at("18:50")
        head = robot.screen.split("\n")[0]
        assert re.search(r"18:50:00 +\d+ alarms  1 open  ", head), head


def test_what_is_new_rings_once_and_again_only_after_it_was_over() -> None:
    watch = AlarmWatch()
    assert watch.look((an_alarm(),))
    assert not watch.look((an_alarm(),))
    assert watch.look((an_alarm(level=Level.SOON), an_alarm()))
    assert not watch.look(())
    assert watch.look((an_alarm(),))


def test_an_alarm_waits_until_an_answer_has_been_read_and_is_told_once() -> None:
    watch = AlarmWatch()
    watch.look((an_alarm(),))
    told = [watch.to_tell("Saved 12:00", "saved") for _second in range(12)]
    assert told[:8] == [None] * 8 and told[8] == an_alarm() and told[9:] == [None] * 3


def test_an_alarm_that_is_over_before_it_was_told_is_not_told() -> None:
    watch = AlarmWatch()
    watch.look((an_alarm(),))
    watch.look(())
    assert watch.to_tell("", "info") is None


async def test_who_is_due_back_amid_a_minute_is_heard_at_that_second(tmp_path: Path) -> None:
    """Who could only leave when their batch was over has its whole time from then on."""
    clock = StandingClock(time="12:10:20")
    async with at_desk(make_mall(tmp_path), clock=clock, size=(120, 40), language="en") as robot:
        goes_out(robot)

        async def heard(time: str) -> list[str]:
            await robot.at(time)
            return [one.code for one in robot.app.alarm_watch.alarms if one.code.startswith("meal")]

        assert await heard("12:35:19") == []
        assert await heard("12:35:20") == ["meal_due_back"]


async def test_the_bell_rings_once_when_somebody_is_over_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = StandingClock(time="11:35")
    async with at_desk(make_mall(tmp_path), clock=clock, size=(120, 40), language="en") as robot:
        goes_out(robot)
        await robot.at("11:36")
        rings: list[str] = []
        monkeypatch.setattr(robot.app, "bell", lambda: rings.append(f"{robot.session.now():%H:%M}"))

        def meals() -> list[Alarm]:
            return [one for one in robot.app.alarm_watch.alarms if one.code.startswith("meal")]

        await robot.at("11:36")
        assert meals() == [] and rings == []
        for time in ("11:56", "11:56", "12:01", "12:01"):
            await robot.at(time)
        told = [(one.code, one.level) for one in meals()]
        assert told == [("meal_over_time", Level.LATE)]
        assert rings.count("11:56") == 1 and rings.count("12:01") == 1
        choose_bell(robot.app, False)
        rings.clear()
        robot.session.submit(ReturnFromMeal(robot.session.day, "lunch", "wu-jiu"))
        await robot.at("12:02")
        assert meals() == []
        assert isinstance(robot.session.submit(LeaveForMeal(robot.session.day, "lunch", "zheng-shi", "郑十", 1)), Saved)
        await robot.at("12:40")
        assert len(meals()) == 1 and rings == []


async def test_the_gravest_alarm_stands_on_the_top_bar_and_leads_to_where_it_is_done(tmp_path: Path) -> None:
    clock = StandingClock(time="11:35")
    async with at_desk(make_mall(tmp_path), clock=clock, size=(200, 60), language="en") as robot:
        goes_out(robot)
        await robot.at("12:01")
        for timer in robot.app._timers:
            timer.pause()  # the next second of the real clock would ask for all alarms anew
        robot.app.alarm_watch.look([one for one in robot.app.alarm_watch.alarms if one.go == "meals"])
        robot.app.screen.refresh_frame()  # type: ignore[attr-defined]
        await robot.settle()
        row = robot.screen.split("\n")[2]
        assert "吴九 is over time at the meal" in row
        await robot.clicks("TopBar", offset=(row.index("is over time"), 2))
        robot.sees("Meals 11-23 Mon")


async def test_no_count_stands_so_close_to_the_clock_that_it_reads_as_seconds(tmp_path: Path) -> None:
    async with at_desk(make_mall(tmp_path), clock=StandingClock(time="11:45"), size=(80, 24)) as robot:
        for text in ("侧门作响", "地面湿滑"):
            robot.session.submit(LogEntry(robot.session.day, EntryFields(kind="safety", text=text)))
        beside = set()
        for width in range(62, 86):
            await robot.resizes(width, 24)
            bar = robot.screen.splitlines()[0]
            beside.add(bar[bar.index("11:45:") + len("11:45:00")])
        assert beside == {" "}


async def test_an_alarm_is_told_on_the_message_row(tmp_path: Path) -> None:
    clock = StandingClock(time="11:35")
    async with at_desk(make_mall(tmp_path), clock=clock, language="en") as robot:
        goes_out(robot)
        await robot.at("12:01")
        assert robot.app.screen.query_one(BottomBar).said[1] == "alarm"


async def test_timers_stand_above_the_list_and_enter_goes_there(tmp_path: Path) -> None:
    clock = StandingClock(time="11:35")
    async with at_desk(make_mall(tmp_path), clock=clock, language="en") as robot:
        goes_out(robot)
        await robot.at("11:50")
        robot.sees("Timers", "Lunch, out 1: 吴九", "in 10 min", "Nobody has taken the duty")
        rows = robot.app.screen.query_one("#list", RowList)
        assert rows.go_to("timer:meal lunch")
        await robot.press("enter")
        robot.sees("Meals 11-23 Mon", "10:00 left")


async def test_a_handover_whose_time_has_come_is_no_longer_the_next_one(tmp_path: Path) -> None:
    async with at_desk(make_mall(tmp_path), clock=StandingClock(time="14:29"), size=(120, 40), language="en") as robot:
        robot.sees("Next handover: Early to evening shift")
        await robot.at("14:32")
        robot.sees("Handover due: Early to evening shift")
        robot.misses("Next handover")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_alarm_and_timer_has_words(language: str) -> None:
    use(language)
    try:
        assert areas.alarm(an_alarm())
        assert all(timers.MESSAGES.values())
    finally:
        use("en")
