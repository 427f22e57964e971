"""Somebody brings yesterday's sales in at the desk: the file, its columns, its bad lines; and by hand."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path

import pytest

from dutytui.rules.sales.views import Review, review
from tests.desk import Robot, StandingClock, at_desk, make_mall

SUNDAY = date(2026, 11, 22)
HEADER = "部门,铺号,商品大类,牌子,销售数量,实收"
"""Of a till whose words for counter, brand and amount the shipped sales.yaml does not have."""


def export(folder: Path, *, name: str = "sales.csv", times: float = 1, header: str = HEADER, end: str = "") -> Path:
    lines = [header]
    for number in range(1, 13):
        department = "女装" if number < 7 else "餐饮部"
        lines.append(f'{department},A{number:02},服装,牌子{number},{number},"{number * 1000 * times:,.2f}"')
    lines += ["女装,,服装,,,500.00", "餐饮部,A13,服装,x,1,很多", "合计,,,,78,78000.00", end]
    path = folder / name
    path.write_bytes("\r\n".join(lines).encode("gb18030"))
    return path


@asynccontextmanager
async def sales_page(tmp_path: Path, **how: object) -> AsyncIterator[Robot]:
    mall = make_mall(tmp_path / "mall") if not (tmp_path / "mall").exists() else tmp_path / "mall"
    clock = how.pop("clock", None) or StandingClock(time="09:30")
    async with at_desk(mall, clock=clock, **how) as robot:  # type: ignore[arg-type]
        await robot.press("8")
        await robot.press("8")
        yield robot


def seen(robot: Robot) -> Review:
    return review(robot.session.look())


async def bring_in(robot: Robot, path: Path) -> None:
    await robot.press("ctrl+o")
    robot.app.screen.query_one("#path").value = ""  # type: ignore[attr-defined]
    await robot.pastes(f'"{path}"')
    await robot.press("enter")


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)])
async def test_a_page_without_figures_says_what_to_do(tmp_path: Path, size: tuple[int, int]) -> None:
    async with sales_page(tmp_path, size=size, language="en") as robot:
        robot.sees("Sales of 11-22 Sun", "8 again: Service desk", "have not been brought in yet", "Ctrl+O", "Ctrl+N")
        await robot.press("enter")
        robot.sees("Bring in the sales of 11-22 Sun")


async def test_wrong_columns_are_corrected_once_and_remembered(tmp_path: Path) -> None:
    async with sales_page(tmp_path, language="en") as robot:
        await bring_in(robot, export(tmp_path))
        robot.sees("sales.csv: sales of 11-22 Sun", "press 1 to choose", "press 2 to choose")
        await robot.press("enter")
        robot.sees("Choose the column first: Counter")
        await robot.press("1")
        robot.sees("铺号")
        await robot.press("2")
        await robot.press("2")
        await robot.press("6")
        await robot.press("5")
        await robot.press("4")
        robot.sees("12 rows, total 78,000.00", "Line 14: no counter", "Line 15: 很多 is no amount")
        robot.sees("1 line with sums is left out: 16")
        await robot.press("enter")
        robot.sees("Saved 09:30:00: sales.csv, 12 rows", "78,000.00", "Top counters 5", "A12")
        assert seen(robot).imports[0].bad == 2
        assert [group.id for group in seen(robot).departments] == ["food", "womenswear"]
        assert seen(robot).brands[0].name["en"] == "牌子12"
    async with sales_page(tmp_path, language="en", clock=StandingClock("2026-11-24", "09:30")) as robot:
        robot.desk.settings.set("sales_columns", {})  # it is another terminal: the journal remembers
        await bring_in(robot, export(tmp_path, name="next.csv", times=0.5))
        robot.sees("12 rows, total 39,000.00", "牌子")
        await robot.press("enter")
        assert seen(robot).total == 3_900_000
        assert seen(robot).compared == SUNDAY


async def test_the_terminal_remembers_columns_for_weeks(tmp_path: Path) -> None:
    async with sales_page(tmp_path) as robot:
        await bring_in(robot, export(tmp_path))
        for key in ("1", "2", "2", "6", "enter"):
            await robot.press(key)
        assert seen(robot).total == 7_800_000
    async with sales_page(tmp_path, clock=StandingClock("2026-12-24", "09:30")) as robot:
        await bring_in(robot, export(tmp_path, times=2))
        await robot.press("enter")
        assert seen(robot).total == 15_600_000


async def test_the_same_file_twice_is_refused_and_a_corrected_one_counts(tmp_path: Path) -> None:
    header = HEADER.replace("铺号", "专柜").replace("实收", "销售额")
    async with sales_page(tmp_path, language="en") as robot:
        await bring_in(robot, export(tmp_path, header=header))
        await robot.press("enter")
        await bring_in(robot, tmp_path / "sales.csv")
        await robot.press("enter")
        robot.sees("with the same figures")
        await robot.press("escape")
        await bring_in(robot, export(tmp_path, header=header, times=2))
        await robot.press("enter")
        assert seen(robot).total == 15_600_000
        assert [one.state for one in seen(robot).imports] == ["counts", "replaced"]
        await robot.press("end", "up", "up", "up", "f6")  # the second import, above the first
        assert seen(robot).total == 7_800_000


async def test_a_counter_is_typed_by_hand_where_the_file_is_wrong(tmp_path: Path) -> None:
    header = HEADER.replace("铺号", "专柜").replace("实收", "销售额")
    async with sales_page(tmp_path) as robot:
        await bring_in(robot, export(tmp_path, header=header))
        await robot.press("enter")
        await robot.press("home", "ctrl+n")
        await robot.types("１３，０００．５０")
        await robot.press("enter", "enter", "enter", "enter", "enter")
        assert seen(robot).total == 7_900_050
        assert seen(robot).top[0].amount == 1_300_050


async def test_what_is_no_table_is_said_and_the_path_stays(tmp_path: Path) -> None:
    (tmp_path / "picture.csv").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    async with sales_page(tmp_path, language="en") as robot:
        await bring_in(robot, tmp_path / "picture.csv")
        robot.sees("This is no table")
        assert "picture.csv" in robot.app.screen.query_one("#path").value  # type: ignore[attr-defined]
        await bring_in(robot, tmp_path / "nowhere.csv")
        robot.sees("can't be opened")


async def test_tab_completes_and_the_folder_is_there_next_time(tmp_path: Path) -> None:
    header = HEADER.replace("铺号", "专柜").replace("实收", "销售额")
    (tmp_path / "out").mkdir()
    export(tmp_path / "out", header=header, name="sales-1122.csv")
    async with sales_page(tmp_path) as robot:
        await robot.press("ctrl+o")
        await robot.types(f"{tmp_path}/ou")
        await robot.press("tab")
        await robot.press("tab")
        await robot.press("enter")
        robot.sees("sales-1122.csv")
        await robot.press("enter")
        assert seen(robot).known
        await robot.press("ctrl+o")
        robot.sees("sales-1122.csv")


async def test_who_may_not_bring_sales_in_is_told_at_once(tmp_path: Path) -> None:
    async with sales_page(tmp_path, language="en", who="somebody", post="guard") as robot:
        await robot.press("ctrl+o")
        robot.sees("Sales are brought in by:", "F8")
        await robot.press("ctrl+n")
        robot.misses("A counter's sales")
