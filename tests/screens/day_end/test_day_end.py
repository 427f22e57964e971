"""The duty manager ends a day through the screen: settles what blocks, gives reasons, closes, reopens (DS §2, §3)."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import cache

import pytest

from dutytui.rules.closing.day_views import DayStatus, day_end_view
from dutytui.rules.closing.procedure import Closing
from dutytui.rules.commands import SignIn, TickItem
from dutytui.rules.handover.procedure import Handover
from dutytui.rules.journals.commands import WriteSection
from dutytui.rules.journals.procedure import Journals
from dutytui.rules.meals.procedure import Meals
from dutytui.rules.patrols.procedure import Patrols
from dutytui.rules.procedure import Phase, Procedures
from dutytui.rules.sales.procedure import Sales
from dutytui.rules.service.procedure import Service
from dutytui.screens.day_end.forms import CloseForm
from dutytui.screens.details import Details as DayDetails
from tests.screens.morning import TODAY, MorningDesk, Robot, at_the_desk, shipped

SECTIONS = ("staff", "sales_floor", "back_of_house", "exceptions")


def _only(phase: str, *items: str) -> Phase:
    found = next(one for one in shipped().phases if one.id == phase)
    kept = tuple(replace(item, after=()) for item in found.items if item.id in items)
    return replace(found, items=kept, after_calls=())


@cache
def small() -> Procedures:
    """The shipped mall with two items before, one step a floor, the locks, and the duty manager's journal alone."""
    whole = shipped()
    phases = (
        _only("staff_entry", "lighting_on", "air_conditioning_on"),
        _only("clearance_sweep", "floor_confirmed"),
        _only("lock_up", "locks_checked"),
    )
    return replace(
        whole,
        phases=phases,
        roll_calls=(),
        patrols=Patrols(),
        meals=Meals(),
        service=Service(),
        sales=Sales(),
        handover=Handover(),
        journals=Journals(whole.journals.books[:1]),
        closing=Closing(day=whole.closing.day),
    )


def sweeps(desk: MorningDesk, *, but: str = "") -> None:
    for floor in small().mall.floors:
        if floor.id != but:
            desk.does(TickItem(TODAY, f"clearance_sweep/floor_confirmed@{floor.id}"))
            desk.clock.later(seconds=40)


def locks(desk: MorningDesk) -> None:
    """Two people sign; the duty manager sits at the desk again."""
    desk.does(TickItem(TODAY, "lock_up/locks_checked"))
    desk.does(SignIn("zhou-ba", "Zhou", "security_chief"))
    desk.does(TickItem(TODAY, "lock_up/locks_checked"))
    desk.does(SignIn("zhang-san", "Zhang", "duty_manager"))


def writes(desk: MorningDesk) -> None:
    for section in SECTIONS:
        desk.does(WriteSection(TODAY, f"page:duty_journal/{section}", "As usual"))


def night(*, swept: bool = True, written: bool = True, done: bool = True) -> MorningDesk:
    desk = MorningDesk("08:22", procedures=small())
    if done:
        desk.does(TickItem(TODAY, "staff_entry/lighting_on"))
        desk.does(TickItem(TODAY, "staff_entry/air_conditioning_on"))
    desk.clock.at("22:41")
    if written:
        writes(desk)
    if swept:
        sweeps(desk)
        locks(desk)
    return desk


@asynccontextmanager
async def at_the_days_end(desk: MorningDesk, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Robot]:
    async with at_the_desk(desk, size) as robot:
        await robot.press("7", "7")
        yield robot


def status(robot: Robot) -> DayStatus:
    return day_end_view(robot.session.look()).status


async def closes(robot: Robot) -> None:
    await robot.press("end", "enter")
    assert isinstance(robot.app.screen, CloseForm), robot.message
    await robot.press("1")


async def test_a_day_with_everything_done_ends_closed_with_a_complete_journal() -> None:
    async with at_the_days_end(night()) as robot:
        robot.sees("7 again: Sweep and lock-up", "Not closed yet", "Close the day")
        await closes(robot)
        assert status(robot) is DayStatus.CLOSED
        robot.sees(
            "What the day came to",
            "Worked: 14 h",
            "Items: 10 of 10 done",
            "Phases late: 0",
            "Journals: every part is written or left empty with a reason",
            "Open the day again",
        )


async def test_the_four_sections_are_written_from_here_and_then_the_day_is_closed() -> None:
    async with at_the_days_end(night(written=False)) as robot:
        robot.sees("Needs a reason 4", "Duty manager's journal, Staff: nothing written yet")
        await robot.press("end", "enter")
        assert "4 still need a reason" in robot.message
        await robot.press("home", "enter")
        robot.sees("Duty manager's journal  0/4")
        for _section in SECTIONS:
            await robot.press("enter")
            await robot.types("As usual")
            await robot.press("enter", "down")
        await robot.press("7", "7")
        robot.misses("Needs a reason")
        await closes(robot)
        assert status(robot) is DayStatus.CLOSED


async def test_an_empty_section_is_closed_over_only_with_a_reason() -> None:
    async with at_the_days_end(night(written=False)) as robot:
        await robot.press("home", "f4")
        robot.sees("One reason for all 4 of this kind")
        await robot.types("Taken ill")
        await robot.press("enter")
        robot.sees("given: 4", "Taken ill")
        await closes(robot)
        robot.sees("Closed with these reasons", "Taken ill", "Journals: not complete")
        assert robot.desk.drafts.kept == {}


async def test_a_group_is_unfolded_and_one_of_it_gets_its_own_reason() -> None:
    async with at_the_days_end(night(done=False)) as robot:
        await robot.press("home", "f7", "down", "f4")
        await robot.types("Bulbs on order")
        await robot.press("enter")
        robot.sees("given: 1", "reasons: 1 of 2")
        await robot.press("end", "enter")
        assert "1 still need" in robot.message
        await robot.press("home", "f4")
        await robot.types("No time")
        await robot.press("enter")
        await closes(robot)
        robot.sees("Bulbs on order", "No time", "Phases late: 1")


async def test_a_skipped_floor_can_not_be_closed_over() -> None:
    desk = night(swept=False)
    async with at_the_days_end(desk) as robot:
        robot.sees("Must be done first 8")
        await robot.press("home", "f4")
        assert "No reason stands in for this" in robot.message
        await robot.press("end", "enter")
        assert "8 must be done first" in robot.message and status(robot) is DayStatus.OPEN
        sweeps(desk)
        await robot.settle()
        robot.sees("Must be done first 1")
        locks(desk)
        await robot.settle()
        robot.misses("Must be done first")
        await closes(robot)
        assert status(robot) is DayStatus.CLOSED


async def test_not_yet_leaves_the_day_open() -> None:
    async with at_the_days_end(night()) as robot:
        await robot.press("end", "enter", "2")
        assert status(robot) is DayStatus.OPEN
        await robot.press("enter", "escape")
        assert status(robot) is DayStatus.OPEN


async def test_who_ticked_too_quickly_is_asked_before_closing() -> None:
    rushed = replace(small(), closing=Closing(day=replace(small().closing.day, self_check=_two_in_a_minute())))  # type: ignore[type-var]
    desk = MorningDesk("08:22", procedures=rushed)
    desk.does(TickItem(TODAY, "staff_entry/lighting_on"))
    desk.does(TickItem(TODAY, "staff_entry/air_conditioning_on"))
    desk.clock.at("22:41")
    writes(desk)
    sweeps(desk)
    locks(desk)
    async with at_the_days_end(desk) as robot:
        await robot.press("end", "enter")
        robot.sees("You recorded 2 items in 1 seconds", "really looked at")
        await robot.press("1")
        assert status(robot) is DayStatus.CLOSED


def _two_in_a_minute() -> object:
    from dutytui.rules.self_check import SelfCheck

    return SelfCheck(2, 20)


async def test_a_closed_day_is_opened_again_with_a_reason_and_closed_once_more() -> None:
    async with at_the_days_end(night()) as robot:
        await closes(robot)
        assert "was closed by" in (await _tries_to_tick(robot))
        await robot.press("7", "7", "end", "enter")
        await robot.press("enter")
        assert "Say why" in robot.message
        await robot.types("A till was forgotten")
        await robot.press("enter")
        robot.sees("Opened again", "A till was forgotten")
        await robot.press("home", "f7")
        assert isinstance(robot.app.screen, DayDetails)
        robot.sees("opened again", "closed")
        await robot.press("escape")
        await closes(robot)
        assert status(robot) is DayStatus.CLOSED


async def _tries_to_tick(robot: Robot) -> str:
    await robot.press("2", "home", "enter")
    return robot.message


async def test_a_guard_is_told_who_closes_the_day() -> None:
    desk = night()
    desk.does(SignIn("wu-jiu", "Wu", "guard"))
    async with at_the_days_end(desk) as robot:
        await robot.press("end", "enter")
        assert "Duty manager" in robot.message and status(robot) is DayStatus.OPEN


async def test_an_open_log_entry_needs_no_reason_and_opens_with_enter() -> None:
    desk = night()
    desk.logs("A lamp flickers", place="3F")
    async with at_the_days_end(desk) as robot:
        robot.sees("Goes on by itself 1", "A lamp flickers")
        await robot.press("home", "f4")
        assert "needs no reason" in robot.message
        await robot.press("enter")
        assert type(robot.app.screen).__name__ == "EntryScreen"


async def test_a_mall_that_does_not_close_days_is_told_how_it_could() -> None:
    desk = MorningDesk("22:41", procedures=replace(small(), closing=Closing()))
    async with at_the_days_end(desk) as robot:
        await robot.press("end", "enter")
        assert "checklists/closing.yaml" in robot.message


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)])
@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "en"])
async def test_every_size_and_language_draws_whole_rows(size: tuple[int, int], language: str) -> None:
    desk = MorningDesk("22:45", language=language)
    async with at_the_days_end(desk, size) as robot:
        await robot.press("f7", "down", "down", "end", "enter", "home", "ctrl+left", "ctrl+right")
        assert status(robot) is DayStatus.OPEN
