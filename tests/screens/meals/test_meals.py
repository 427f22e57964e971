"""Lunch at the duty manager's desk, through the real screen."""

from __future__ import annotations

from pathlib import Path

import pytest

from dutytui.rules.meals import views
from dutytui.rules.meals.views import EaterStatus, EaterView
from dutytui.screens.meals.screen import MealsScreen
from dutytui.widgets.bars import BottomBar
from dutytui.widgets.rows import RowList
from tests.desk import Robot, StandingClock, at_desk, make_mall


def eater(robot: Robot, name: str, meal: int = 0) -> EaterView:
    batches = views.meals(robot.session.look())[meal].batches
    return next(one for batch in batches for one in batch.eaters if one.name == name)


def message(robot: Robot) -> str:
    return robot.app.screen.query_one(BottomBar).message


def at_noon(tmp_path: Path, **how: object):  # type: ignore[no-untyped-def]
    clock = StandingClock(time=str(how.pop("time", "11:30")))
    return at_desk(make_mall(tmp_path), clock=clock, language=str(how.pop("language", "en")), **how)  # type: ignore[arg-type]


async def to_meals(robot: Robot) -> None:
    robot.app.action_show("meals")
    await robot.settle()


async def finds(robot: Robot, name: str) -> None:
    """The cursor goes to them; everybody is shown again."""
    await robot.press("f3")
    await robot.types(name)
    await robot.press("escape")


async def goes_to_adding(robot: Robot) -> None:
    """To the row of the first batch that adds somebody."""
    rows = robot.app.screen.query_one("#list", RowList)
    assert rows.go_to("+lunch/1")
    await robot.settle()


async def test_one_key_lets_somebody_go_and_the_same_key_takes_them_back(tmp_path: Path) -> None:
    async with at_noon(tmp_path) as robot:
        await to_meals(robot)
        robot.sees("Lunch, batch 1", "Lunch, batch 2", "Dinner, batch 1", "nobody is out", "4 again: Patrol")
        await robot.press("enter")
        assert eater(robot, "张三").status is EaterStatus.OUT
        assert message(robot) == "Saved 11:30:00: 张三 is out"
        robot.sees("1 is out", "30:00 left", "patrol more often")
        await robot.press("up", "enter")
        assert eater(robot, "张三").status is EaterStatus.BACK
        robot.sees("nobody is out", "11:30-11:30")


async def test_a_whole_batch_goes_and_comes_back_with_one_key_each(tmp_path: Path) -> None:
    async with at_noon(tmp_path) as robot:
        await to_meals(robot)
        first = views.meals(robot.session.look())[0].batches[0].eaters
        await robot.press(*["enter"] * len(first))
        assert {eater(robot, one.name).status for one in first} == {EaterStatus.OUT}
        await robot.at("11:58")
        await robot.press("home", *["enter"] * len(first))
        assert {eater(robot, one.name).status for one in first} == {EaterStatus.BACK}


async def test_the_second_batch_is_refused_with_the_names_of_who_is_out(tmp_path: Path) -> None:
    async with at_noon(tmp_path) as robot:
        await to_meals(robot)
        await finds(robot, "吴九")
        await robot.press("enter")
        await robot.at("12:02")
        await finds(robot, "王五")
        await robot.press("enter")
        assert message(robot) == "Another batch is still out: 吴九. Leave when they are back"
        assert eater(robot, "王五").status is EaterStatus.EXPECTED
        robot.sees("1 is out, 1 over time")


async def test_a_counter_s_person_is_added_by_name(tmp_path: Path) -> None:
    async with at_noon(tmp_path) as robot:
        await to_meals(robot)
        await goes_to_adding(robot)
        await robot.press("enter")
        await robot.types("欧莱雅，李娜")
        await robot.press("enter")
        added = eater(robot, "李娜")
        assert (added.place, added.status, added.batch) == ("欧莱雅", EaterStatus.OUT, 1)
        robot.sees("欧莱雅 - 李娜")
        await robot.press("enter")
        assert eater(robot, "李娜").status is EaterStatus.BACK


async def test_a_refused_name_keeps_what_was_typed(tmp_path: Path) -> None:
    async with at_noon(tmp_path) as robot:
        await to_meals(robot)
        await finds(robot, "吴九")
        await robot.press("enter")
        await goes_to_adding(robot)
        await robot.press("enter")
        await robot.types("吴九")
        await robot.press("enter")
        robot.sees("吴九 has been out since 11:30")
        await robot.press("escape")
        await robot.press("enter")
        robot.sees("吴九")


async def test_what_is_entered_later_keeps_its_real_times(tmp_path: Path) -> None:
    async with at_noon(tmp_path, time="12:40") as robot:
        await to_meals(robot)
        await finds(robot, "吴九")
        await robot.press("ctrl+t")
        await robot.types("11:35")
        await robot.press("tab")
        await robot.types("1210")
        await robot.press("enter")
        found = eater(robot, "吴九")
        assert (found.status, found.late_by) == (EaterStatus.BACK_LATE, 10)
        robot.sees("back late", "10 min late")
        await robot.press("f7")
        robot.sees("History", "came back")


async def test_a_time_that_can_not_be_read_is_told_beside_its_field(tmp_path: Path) -> None:
    async with at_noon(tmp_path, time="12:40") as robot:
        await to_meals(robot)
        await finds(robot, "吴九")
        await robot.press("ctrl+t")
        await robot.types("soon")
        await robot.press("enter")
        robot.sees("A time is needed")
        assert eater(robot, "吴九").status is EaterStatus.EXPECTED


async def test_f6_takes_back_the_last_act_and_then_the_whole_meal(tmp_path: Path) -> None:
    async with at_noon(tmp_path) as robot:
        await to_meals(robot)
        await finds(robot, "吴九")
        await robot.press("enter")
        await robot.at("12:00")
        await finds(robot, "吴九")
        await robot.press("enter")
        await finds(robot, "王五")
        await robot.press("enter")
        await finds(robot, "吴九")
        await robot.press("f6")
        assert "王五 left since. F6 again" in message(robot)
        await robot.press("f6")
        assert eater(robot, "吴九").status is EaterStatus.EXPECTED


async def test_a_mall_without_meals_says_what_to_add(tmp_path: Path) -> None:
    mall = make_mall(tmp_path)
    (mall / "checklists" / "meals.yaml").unlink()
    async with at_desk(mall, language="en") as robot:
        await to_meals(robot)
        robot.sees("No meals are planned here.", "checklists/meals.yaml")
        await robot.press("enter", "f6", "f7", "ctrl+t", "f4", "f5")


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)])
@pytest.mark.parametrize("language", ["zh-Hans", "en"])
async def test_it_can_be_read_at_every_size(tmp_path: Path, size: tuple[int, int], language: str) -> None:
    async with at_noon(tmp_path, size=size, language=language) as robot:
        await to_meals(robot)
        assert isinstance(robot.app.screen, MealsScreen)
        await robot.press("enter")
        robot.sees("11:30-12:00", "王五")
        if size[0] >= 100:
            await robot.press("up")
            robot.sees("12:00")


async def test_yesterday_can_be_looked_at_and_tomorrow_not(tmp_path: Path) -> None:
    async with at_noon(tmp_path) as robot:
        await to_meals(robot)
        await robot.press("right_square_bracket")
        assert message(robot) == "This is the latest day: nothing of tomorrow can be recorded yet"
        await robot.press("left_square_bracket")
        robot.sees("11-22 Sun", "looking back")
