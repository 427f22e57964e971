"""Cause by the floor supervisor, measure by the manager, taken back, read in full; at every size."""

from __future__ import annotations

from pathlib import Path

import pytest

from dutytui.rules.sales.commands import ImportSales
from dutytui.rules.sales.figures import SoldRow
from dutytui.session import Saved
from tests.desk import Robot, StandingClock, at_desk, make_mall


async def at_sales(robot: Robot, *, keys: bool = True) -> None:
    """Sunday's figures, and those of the Sunday before, of which A01 has lost most."""
    day = robot.session.day
    earlier = day.replace(day=day.day - 7)
    for when, first in ((earlier, 900_000), (day, 100_000)):
        rows = [SoldRow("womenswear", "coats", "x", f"A{n:02}", n * 100_000) for n in range(2, 15)]
        file = ImportSales(when, (SoldRow("food", "", "", "A01", first), *rows), f"{when}.csv", when.isoformat())
        assert isinstance(robot.session.submit(file), Saved)
    if keys:
        await robot.press("8")
        await robot.press("8")


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)])
async def test_the_manager_writes_cause_and_measure_and_takes_the_last_back(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with at_desk(make_mall(tmp_path), clock=StandingClock(time="09:30"), size=size, language="en") as robot:
        await at_sales(robot)
        robot.sees(
            "Sales of 11-22 Sun  105,000.00", "-7% from", "10 to explain", "Top counters 5", "lacks cause, measure"
        )
        await robot.press("enter")
        robot.sees("Cause (Floor supervisor)", "Measure (Duty manager, Operations manager)", "A14")
        await robot.types("换季大衣上新")
        await robot.press("enter")
        await robot.types("加货")
        await robot.press("enter", "enter")
        robot.sees("Saved 09:30:00: A14", "9 to explain")
        assert "explained" in robot.row_of("14,000.00")
        await robot.press("f7")
        robot.sees("换季大衣上新", "加货", "History")
        await robot.press("escape")
        await robot.press("f6")
        robot.sees("Taken back and saved", "10 to explain")
        assert "lacks" in robot.row_of("14,000.00")


async def test_a_supervisor_writes_only_what_is_theirs(tmp_path: Path) -> None:
    async with at_desk(make_mall(tmp_path), clock=StandingClock(time="09:30"), language="en") as robot:
        await at_sales(robot, keys=False)
        await robot.press("8", "8")
    async with at_desk(
        tmp_path, clock=StandingClock(time="09:40"), language="en", who="stand-in", post="floor_supervisor"
    ) as robot:
        await robot.press("8")
        await robot.press("8")
        await robot.press("enter")
        robot.sees("Cause", "nobody has written it yet", "Proposal")
        assert [area.id for area in robot.app.screen.query("NoteArea")] == ["cause", "proposal"]
        await robot.types("新品")
        await robot.press("escape")
        await robot.press("enter")
        robot.sees("新品")
        await robot.press("enter", "enter")
        assert "lacks measure" in robot.row_of("14,000.00")


async def test_a_guard_is_told_who_writes_it(tmp_path: Path) -> None:
    async with at_desk(make_mall(tmp_path), clock=StandingClock(time="09:30")) as robot:
        await at_sales(robot, keys=False)
    async with at_desk(
        tmp_path, clock=StandingClock(time="09:40"), language="en", who="stand-in", post="guard"
    ) as robot:
        await robot.press("8")
        await robot.press("8")
        await robot.press("enter")
        robot.sees("The cause is written by: Floor supervisor")


async def test_left_and_right_go_from_part_to_part_and_f3_finds(tmp_path: Path) -> None:
    async with at_desk(make_mall(tmp_path), clock=StandingClock(time="09:30"), language="en", size=(120, 40)) as robot:
        await at_sales(robot)
        await robot.press("right", "right")
        robot.sees("Falling counters (compared with 11-15 Sun) 1")
        assert "A01" in next(row for row in robot.screen.split("\n") if row.startswith("> "))
        assert "proposal" in robot.row_of("-89%")
        await robot.press("left")
        assert "A01" in next(row for row in robot.screen.split("\n") if row.startswith("> "))
        await robot.press("f3")
        await robot.types("A07")
        robot.sees("A07")
        robot.misses("A14")
        await robot.press("escape")
        robot.sees("A14")


async def test_a_day_before_is_looked_at_and_explained_later(tmp_path: Path) -> None:
    async with at_desk(make_mall(tmp_path), clock=StandingClock(time="09:30")) as robot:
        await at_sales(robot, keys=False)
    async with at_desk(tmp_path, clock=StandingClock("2026-11-25", "09:30"), language="en") as robot:
        await robot.press("8")
        await robot.press("8")
        robot.sees("The sales of 11-24 Tue have not been brought in yet")
        await robot.press("left_square_bracket")
        await robot.press("left_square_bracket")
        robot.sees("Sales of 11-22 Sun", "A14")
        await robot.press("enter")
        await robot.types("补记")
        await robot.press("enter")
        await robot.types("措施")
        await robot.press("enter", "enter")
        robot.sees("Saved 09:30:00: A14", "9 to explain")
