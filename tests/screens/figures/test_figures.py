"""Somebody looks at the figures of a month, opens one, goes back a month, exports; and the quarter is assessed."""

from __future__ import annotations

import asyncio
import csv
import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from dutytui.bootstrap import open_desk
from dutytui.rules.commands import EntryFields, LogEntry, SignIn
from dutytui.rules.figures.assessments import AssessmentView, assessments
from dutytui.rules.figures.commands import Assess
from dutytui.session import Saved
from tests.desk import Robot, StandingClock, at_desk, make_mall

QUARTER = date(2026, 9, 30)
DAYS = ("2026-10-05", "2026-11-20", "2026-11-21")


def worked_mall(folder: Path, days: tuple[str, ...] = DAYS) -> Path:
    """Days on which somebody wrote an entry and did nothing else."""
    mall = make_mall(folder / "mall")
    for day in days:
        desk = open_desk(mall, clock=StandingClock(day, "09:00"))
        desk.session.submit(SignIn("zhang-san", "张三", "duty_manager"))
        fields = EntryFields("general", "客人遗失一把伞")
        assert isinstance(desk.session.submit(LogEntry(desk.session.day, fields)), Saved)
        desk.close()
    return mall


@asynccontextmanager
async def figures_page(tmp_path: Path, *, days: tuple[str, ...] = DAYS, **how: Any) -> AsyncIterator[Robot]:
    mall = tmp_path / "mall" if (tmp_path / "mall").exists() else worked_mall(tmp_path, days)
    clock = how.pop("clock", None) or StandingClock(time="09:30")
    async with at_desk(mall, clock=clock, **how) as robot:
        await robot.press("9")
        await robot.press("9")
        await worked_out(robot)
        yield robot


async def worked_out(robot: Robot) -> None:
    """The worker comes to its end: the page has no more to ask for."""
    for _ in range(200):
        await robot.settle()
        if not robot.app.screen.working.under_way:  # type: ignore[attr-defined]
            break
        await asyncio.sleep(0.02)
    robot.app._tick()
    await robot.settle()


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)])
@pytest.mark.parametrize("language", ["en", "zh-Hans", "zh-Hant"])
async def test_the_page_fits_every_terminal_in_every_language(
    tmp_path: Path, size: tuple[int, int], language: str
) -> None:
    async with figures_page(tmp_path, size=size, language=language) as robot:
        robot.sees("2026-11", "2026-10")
        await robot.press("end")
        robot.sees("2026")


async def test_safe_glyphs_draw_charts_of_the_same_width(tmp_path: Path) -> None:
    async with figures_page(tmp_path, language="en", settings={"safe_width": True}) as robot:
        assert robot.screen.isascii() or not set("▁▂▃▄▅▆▇█") & set(robot.screen)
        robot.sees("items not done")


async def test_the_days_of_the_month_are_worked_out_while_one_looks(tmp_path: Path) -> None:
    async with figures_page(tmp_path, language="en") as robot:
        assert robot.desk.figures.worked_out == 3, "this month and the one it is compared with"
        robot.sees("Figures  Month 2026-11  against 2026-10, same days", "9 again: Calendar")
        await robot.press("left")
        robot.sees("Week 11-23 to 11-29")
        await robot.press("right", "right", "right")
        await worked_out(robot)
        robot.sees("Year 2026")
        assert robot.desk.figures.worked_out == 3, "what was kept is only added up"
        await robot.press("right")
        robot.sees("Year 2026")


async def test_earlier_periods_are_looked_at_and_nothing_that_lies_ahead(tmp_path: Path) -> None:
    async with figures_page(tmp_path, language="en") as robot:
        await robot.press("right_square_bracket")
        robot.sees("nothing is known of what lies ahead")
        await robot.press("left_square_bracket")
        await worked_out(robot)
        robot.sees("Month 2026-10  against 2026-09")
        await robot.press("left_square_bracket")
        robot.sees("Month 2026-09")
        await robot.press("right_square_bracket", "right_square_bracket")
        robot.sees("Month 2026-11")


async def test_a_figure_is_opened_day_by_day_and_part_by_part(tmp_path: Path) -> None:
    async with figures_page(tmp_path, language="en", size=(120, 40)) as robot:
        await robot.press("f3")
        await robot.types("items not")
        await robot.press("enter", "enter")
        robot.sees("items not done", "2026-11", "11-20 Fri", "11-21 Sat")
        await robot.press("pagedown", "pagedown")
        robot.sees("By phase", "Staff entry")


async def test_today_counts_as_it_is_recorded(tmp_path: Path) -> None:
    async with figures_page(tmp_path, language="en", size=(120, 40)) as robot:
        row = robot.row_of("entries written")
        assert " 2 " in row
        assert isinstance(robot.session.submit(LogEntry(robot.session.day, EntryFields("general", "another"))), Saved)
        await robot.settle()
        assert " 3 " in robot.row_of("entries written")


async def test_the_figures_are_written_to_files_and_read_back(tmp_path: Path) -> None:
    async with figures_page(tmp_path, language="en") as robot:
        for name in ("figures.xlsx", "figures.csv"):
            await robot.press("ctrl+o")
            robot.app.screen.query_one("#path").value = ""  # type: ignore[attr-defined]
            await robot.pastes(str(tmp_path / name))
            await robot.press("enter")
            assert (tmp_path / name).exists(), robot.screen
        rows = list(openpyxl.load_workbook(tmp_path / "figures.xlsx").active.iter_rows(values_only=True))
        column = rows[0].index("Logbook: entries written")
        assert [(row[0], row[column]) for row in rows[1:]] == [
            ("2026-11-20", 1),
            ("2026-11-21", 1),
            ("2026-11-23", 0),
            ("2026-11", 2),
        ]
        text = (tmp_path / "figures.csv").read_bytes().decode("utf-8-sig")
        assert len(list(csv.reader(io.StringIO(text)))) == 5


@pytest.mark.parametrize("typed", ["figures.txt", "no/such/folder/figures.csv"])
async def test_a_place_that_takes_no_file_is_told_and_what_was_typed_stays(tmp_path: Path, typed: str) -> None:
    async with figures_page(tmp_path, language="en") as robot:
        await robot.press("ctrl+o")
        robot.app.screen.query_one("#path").value = str(tmp_path / typed)  # type: ignore[attr-defined]
        await robot.press("enter")
        assert any(words in robot.screen for words in (".xlsx or .csv", "can't be written"))
        assert robot.app.screen.query_one("#path").value.endswith(typed)  # type: ignore[attr-defined]


async def test_a_mall_that_assesses_nothing_and_recorded_nothing_says_so(tmp_path: Path) -> None:
    mall = make_mall(tmp_path / "mall")
    (mall / "checklists" / "figures.yaml").unlink()
    async with figures_page(tmp_path, language="en") as robot:
        await robot.press("left_square_bracket")
        robot.sees("Nothing was recorded in this period")
        robot.misses("Assessments")


# -- assessments ------------------------------------------------------------------------------------------------------


def review_day(time: str = "10:00") -> StandingClock:
    return StandingClock("2026-10-08", time)


def operations(robot: Robot, last: date = QUARTER) -> AssessmentView:
    return assessments(robot.session.look(), last)[0]


async def go_to(robot: Robot, key: str) -> None:
    assert robot.app.screen.query_one("#list").go_to(key), robot.screen  # type: ignore[attr-defined]
    await robot.settle()


async def test_the_assessed_the_superior_and_the_customers_give_their_marks(tmp_path: Path) -> None:
    """LO: self, superior, and customer or data; by who is signed in."""
    mall = worked_mall(tmp_path, ("2026-09-10",))
    people = (
        ("li-si", "ops_manager", "self", ["80"]),
        ("zhao", "general_manager", "superior", ["90"]),
        ("chen-shier", "service_desk", "customer", ["85"]),
    )
    roster = mall / "checklists" / "people.yaml"
    more = "people:\n  - {id: zhao, name: 赵总, posts: [general_manager]}\n"
    roster.write_text(roster.read_text("utf-8").replace("people:\n", more, 1), "utf-8")
    for number, (who, post, kind, marks) in enumerate(people):
        clock = review_day(f"1{number}:00")
        async with figures_page(tmp_path, who=who, post=post, clock=clock, language="en") as robot:
            await go_to(robot, f"part:operations/{kind}")
            robot.sees("Assessments of 2026 Q3")
            await robot.press("enter")
            for mark in marks:
                await robot.types(mark)
                await robot.press("enter")
            await robot.press("enter")
            assert [one.given for one in operations(robot).parts if one.kind == kind] != [()], robot.screen
    async with figures_page(
        tmp_path, who="zhao", post="general_manager", clock=review_day("15:00"), language="en"
    ) as r:
        await go_to(r, "part:operations/data")
        await r.press("enter")
        for number in ("100", "95", "98"):
            await r.types(number)
            await r.press("enter")
        await r.types("97")
        await r.press("enter", "enter")
        view = operations(r)
        assert view.result.mark is not None, r.screen
        assert view.result.passed
        await go_to(r, "result:operations")
        r.sees("passed")
        await r.press("enter")
        r.sees("Sales against target", "weight 25")


async def test_what_somebody_may_not_do_is_said_before_a_form_opens(tmp_path: Path) -> None:
    async with figures_page(tmp_path, clock=review_day(), language="en") as robot:
        await go_to(robot, "part:operations/superior")
        await robot.press("enter")
        robot.sees("this is for General manager")
        assert robot.app.screen.query("#list")


async def test_a_mark_that_is_no_number_keeps_what_was_typed(tmp_path: Path) -> None:
    async with figures_page(tmp_path, who="li-si", post="ops_manager", clock=review_day(), language="en") as robot:
        await go_to(robot, "part:operations/self")
        await robot.press("enter")
        await robot.types("many")
        await robot.press("enter", "enter")
        robot.sees("a number is needed")
        await robot.press("escape")
        await go_to(robot, "part:operations/self")
        await robot.press("enter")
        assert robot.app.screen.query_one("#mark-0").value == "many", "kept as a draft"  # type: ignore[attr-defined]
        robot.app.screen.query_one("#mark-0").value = "８５％"  # type: ignore[attr-defined]
        await robot.press("enter", "enter")
        part = operations(robot).parts[0]
        assert [given.marks for given in part.given] == [{"campaign_effect": 85}]


async def test_a_correction_asks_why_and_shows_what_was_given(tmp_path: Path) -> None:
    async with figures_page(tmp_path, who="li-si", post="ops_manager", clock=review_day(), language="en") as robot:
        given = Assess(QUARTER, "operations", "self", {"campaign_effect": 70})
        assert isinstance(robot.session.submit(given), Saved)
        await robot.settle()
        await go_to(robot, "part:operations/self")
        robot.sees("given")
        await robot.press("enter")
        robot.sees("Why it is corrected")
        assert robot.app.screen.query_one("#mark-0").value == "70"  # type: ignore[attr-defined]
        await robot.press("enter", "enter")
        robot.sees("reason")
        await robot.types("typed wrongly")
        await robot.press("enter")
        assert len(operations(robot).history) == 2


async def test_a_consequence_is_proposed_and_drawn_with_one_key_and_a_note(tmp_path: Path) -> None:
    """LO: two failed quarters in a row: a warning."""
    mall = worked_mall(tmp_path, ("2026-09-10",))
    roster = mall / "checklists" / "people.yaml"
    more = "people:\n  - {id: zhao, name: 赵总, posts: [general_manager]}\n"
    roster.write_text(roster.read_text("utf-8").replace("people:\n", more, 1), "utf-8")
    desk = open_desk(mall, clock=review_day("09:00"))
    for who, name, post, kind, names in (
        ("li-si", "李四", "ops_manager", "self", ("campaign_effect",)),
        ("zhao", "赵总", "general_manager", "superior", ("campaign_effect",)),
        ("chen-shier", "陈十二", "service_desk", "customer", ("customer_satisfaction",)),
        ("zhao", "赵总", "general_manager", "data", ("sales_target", "footfall_target", "rent_collection")),
    ):
        desk.session.submit(SignIn(who, name, post))
        more_names = (*names, "complaint_timeliness") if kind == "data" else names
        for last in (date(2026, 6, 30), QUARTER):
            command = Assess(last, "operations", kind, dict.fromkeys(more_names, 40))
            assert isinstance(desk.session.submit(command), Saved)
    desk.close()
    async with figures_page(tmp_path, who="zhao", post="general_manager", clock=review_day(), language="en") as robot:
        await go_to(robot, "draw:operations/warning")
        robot.sees("2 quarters in a row", "Warning", "proposed")
        await robot.press("enter")
        await robot.types("told on 8 October")
        await robot.press("enter")
        robot.sees("drawn by 赵总")
        await robot.press("enter")
        robot.sees("Nothing is to be done")
