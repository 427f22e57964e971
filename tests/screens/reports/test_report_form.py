"""Somebody at the desk writes the day to a file, from the day's end and from the handover."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.widgets import Input

from dutytui.reports.daily import Kind
from dutytui.rules.commands import EntryFields, LogEntry
from dutytui.screens.reports.form import ReportForm
from dutytui.session import Saved
from tests.desk import Robot, StandingClock, at_desk, make_mall

TITLES = {Kind.DAY: "Report: daily", Kind.HANDOVER: "Report: handover", Kind.PATROL: "Report: patrol"}
TITLES[Kind.APPROVALS] = "Report: approvals"


@asynccontextmanager
async def at_the_desk(tmp_path: Path, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Robot]:
    mall = make_mall(tmp_path / "mall")
    async with at_desk(mall, clock=StandingClock(time="09:30"), size=size, language="en") as robot:
        said = LogEntry(robot.session.day, EntryFields("general", "Lift 2 stands still"))
        assert isinstance(robot.session.submit(said), Saved)
        yield robot


async def writes(robot: Robot, path: Path) -> None:
    assert isinstance(robot.app.screen, ReportForm), robot.message
    robot.app.screen.query_one("#path", Input).value = ""
    await robot.types(str(path))
    await robot.press("enter")


async def test_the_day_is_written_from_its_end(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path) as robot:
        await robot.press("7", "7", "ctrl+o")
        robot.sees("Daily log 2026-11-23 Mon", "day-2026-11-23.html")
        await writes(robot, tmp_path / "a.html")
        robot.sees("Written: ")
    assert "Lift 2 stands still" in (tmp_path / "a.html").read_text("utf-8")


async def test_the_handover_sheet_is_written_from_the_handover(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path) as robot:
        await robot.press("5", "ctrl+o")
        robot.sees("Handover sheet 2026-11-23 Mon")
        await writes(robot, tmp_path / "a.md")
    assert (tmp_path / "a.md").read_text("utf-8").startswith("# Handover sheet")


@pytest.mark.parametrize("kind", Kind)
async def test_each_report_is_found_in_the_menu(tmp_path: Path, kind: Kind) -> None:
    async with at_the_desk(tmp_path) as robot:
        await robot.press("f10")
        await robot.types(TITLES[kind])
        await robot.press("enter")
        robot.sees(f"{kind}-2026-11-23.html")


async def test_a_file_that_is_there_is_written_over_only_after_a_second_enter(tmp_path: Path) -> None:
    there = tmp_path / "a.csv"
    there.write_text("mine", "utf-8")
    async with at_the_desk(tmp_path) as robot:
        await robot.press("7", "7", "ctrl+o")
        await writes(robot, there)
        robot.sees("This file is there already")
        assert there.read_text("utf-8") == "mine"
        await robot.press("enter")
    assert there.read_text("utf-8").startswith("\ufeffDaily log")


async def test_a_place_that_is_not_there_is_told_and_the_form_stays(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, (120, 40)) as robot:
        await robot.press("7", "7", "ctrl+o")
        await writes(robot, tmp_path / "no" / "a.html")
        robot.sees("There is no folder")
        await writes(robot, tmp_path / "a.doc")
        robot.sees("Let the name end in .html")
        assert isinstance(robot.app.screen, ReportForm)
    assert [one.name for one in tmp_path.iterdir() if one.name.startswith(("a.", ".a", "no"))] == []


async def test_a_paper_is_made_while_the_desk_goes_on_and_is_said_when_it_is_there(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path) as robot:
        await robot.press("7", "7", "ctrl+o")
        await writes(robot, tmp_path / "a.pdf")
        robot.sees("Written: ")
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")


async def test_without_the_extra_for_pdf_the_form_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    async with at_the_desk(tmp_path, (120, 40)) as robot:
        await robot.press("7", "7", "ctrl+o")
        await writes(robot, tmp_path / "a.pdf")
        robot.sees('pip install "dutytui[pdf]"')
        assert isinstance(robot.app.screen, ReportForm)
    assert not (tmp_path / "a.pdf").exists()


async def test_blank_sheets_for_an_outage_are_written_from_the_checklists(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path) as robot:
        await robot.press("2", "ctrl+o")
        await writes(robot, tmp_path / "a.html")
        robot.sees("Written: ")
    assert "sheet_" in (tmp_path / "a.html").read_text("utf-8")
