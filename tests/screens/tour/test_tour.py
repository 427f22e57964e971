"""The guided tour: shows in a real mall and records nothing; lets one try each step in an invented one, and notices."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from dutytui.bootstrap import open_desk
from dutytui.cli.live import LiveDesk
from dutytui.screens.tour.card import TourCard
from dutytui.screens.tour.steps import STEPS
from dutytui.screens.tour.tour import TourLine
from dutytui.texts import catalogue
from tests.desk import Robot, StandingClock, at_desk, make_mall


def shown(robot: Robot) -> bool:
    return isinstance(robot.app.screen, TourCard)


def recorded(robot: Robot) -> set[tuple[str, str]]:
    """All that was recorded of the day, but for what the desk does by itself: it draws rounds, and adopts the files."""
    several = robot.session.state.subjects(robot.session.day)
    return {
        (event.kind, event.on)
        for one in several
        for event in one.events
        if not one.on.startswith(("patrol:", "procedures:"))
    }


async def opens(robot: Robot, name: str = "tour") -> None:
    await robot.press("f10")
    await robot.types(name)
    await robot.press("enter")
    assert shown(robot)


async def later(robot: Robot) -> None:
    """The second passes in which the program looks around."""
    robot.app._tick()
    await robot.settle()


@pytest.mark.parametrize("language", catalogue.LANGUAGES)
@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_enter_leads_through_all_steps_over_their_pages_and_nothing_is_recorded(
    tmp_path: Path, language: str, size: tuple[int, int]
) -> None:
    async with at_desk(make_mall(tmp_path / "mall"), language=language, size=size) as robot:
        before = recorded(robot)
        await opens(robot, {"zh-Hans": "导览", "zh-Hant": "導覽", "en": "tour"}[language])
        for number, step in enumerate(STEPS, 1):
            assert shown(robot)
            assert robot.app.current_mode == step.page
            robot.sees(f"{number}", catalogue._(step.title), "Esc")
            box = robot.app.screen.query_one(".dialog")
            assert box.max_scroll_y == 0, "the text is there to its end"
            assert robot.app.screen.region.contains_region(box.region)
            await robot.press("enter")
        assert not shown(robot)
        assert robot.app.tour is None
        assert robot.desk.settings.get("tour") == "done"
        assert recorded(robot) == before


async def test_a_digit_goes_to_its_step_left_goes_back_and_escape_leaves_at_any_time(tmp_path: Path) -> None:
    async with at_desk(make_mall(tmp_path / "mall"), language="en") as robot:
        await opens(robot)
        await robot.press("6")
        robot.sees("Tour, 6 of 9", "Handover")
        await robot.press("left")
        robot.sees("Tour, 5 of 9")
        await robot.press("escape")
        robot.sees("The tour is over")
        assert not shown(robot)
        assert robot.desk.settings.get("tour") == "left"


async def test_the_keys_of_a_card_do_nothing_on_the_page_beneath(tmp_path: Path) -> None:
    async with at_desk(make_mall(tmp_path / "mall"), language="en") as robot:
        await opens(robot)
        await robot.press("3")
        before = recorded(robot)
        await robot.press("f4", "f5", "x", "b", "up")
        assert shown(robot)
        assert recorded(robot) == before


async def test_in_an_invented_mall_each_step_is_tried_and_noticed(tmp_path: Path) -> None:
    tries = {
        "Who is at the desk": ("f8", "escape"),
        "What must be done now": ("2",),
        "Ticking": ("up", "enter", "enter"),
        "Writing into the log": ("f2", "=Lamp dark 3F", "enter"),
        "Finding": ("ctrl+f", "=lamp", "escape", "escape"),
        "Handover": ("5",),
        "Closing": ("7", "7"),
        "The morning after": ("0",),
        "When you don't know": ("f1", "=log", "escape"),
    }
    async with at_desk(make_mall(tmp_path / "mall"), language="en") as robot:
        robot.app.practice = True
        await opens(robot)
        for step in STEPS:
            robot.sees(step.title, "Try it")
            await robot.press("enter")
            await later(robot)
            assert not shown(robot), "it waits until it was done"
            assert robot.app.screen.query(TourLine)
            for key in tries[step.title]:
                await (robot.types(key[1:]) if key.startswith("=") else robot.press(key))
            await later(robot)
        assert robot.app.tour is None
        assert robot.desk.settings.get("tour") == "done"


async def test_somebody_who_tries_something_else_is_left_in_peace_and_finds_the_card_again(tmp_path: Path) -> None:
    async with at_desk(make_mall(tmp_path / "mall"), language="en") as robot:
        robot.app.practice = True
        await opens(robot)
        await robot.press("4", "enter", "8", "9")
        await later(robot)
        assert not shown(robot)
        assert robot.app.screen.query(TourLine), "the line goes along from page to page"
        await opens(robot)
        robot.sees("Tour, 4 of 9")
        assert not robot.app.screen_stack[0].query(TourLine)
        await robot.press("enter")
        await robot.press("escape")
        robot.sees("Tour, 4 of 9")
        await robot.press("escape")
        robot.sees("The tour is over")
        assert robot.app.tour is None


@asynccontextmanager
async def first_start(mall: Path, *, with_tour: bool) -> AsyncIterator[Robot]:
    clock = StandingClock()
    desk = open_desk(mall, clock=clock)
    desk.settings.set("language", "en")
    app = LiveDesk(desk, None, with_tour=with_tour)
    try:
        async with app.run_test(size=(80, 24)) as pilot:
            robot = Robot(app, pilot, desk, clock)
            await robot.settle()
            yield robot
    finally:
        desk.close()
        catalogue.use("en")


async def test_a_first_start_begins_with_the_tour_and_asks_who_is_there_when_it_is_left(tmp_path: Path) -> None:
    async with first_start(make_mall(tmp_path / "mall"), with_tour=True) as robot:
        robot.sees("Tour, 1 of 9", "it records nothing")
        await robot.press("escape")
        robot.sees("Who is at the desk?")


async def test_any_other_start_asks_who_is_there_at_once(tmp_path: Path) -> None:
    async with first_start(make_mall(tmp_path / "mall"), with_tour=False) as robot:
        robot.sees("Who is at the desk?")
        robot.misses("Tour, 1 of 9")
