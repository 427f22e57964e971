"""The duty manager and a floor supervisor write the day's journals through the screen (DS §3)."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest

from dutytui.rules.journals.commands import WriteSection
from dutytui.rules.journals.fold import PageState
from dutytui.rules.journals.procedure import Journals
from dutytui.rules.journals.views import PageView, books, complete
from dutytui.screens.details import Details as PageDetails
from dutytui.screens.journals.editor import PageEditor
from tests.screens.morning import TODAY, MorningDesk, Robot, at_the_desk, shipped

STAFF = "page:duty_journal/staff"


@asynccontextmanager
async def at_the_journals(desk: MorningDesk, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Robot]:
    async with at_the_desk(desk, size) as robot:
        await robot.press("3", "3")
        yield robot


def page(robot: Robot, on: str = STAFF) -> PageView:
    found = (one for book in books(robot.session.look()) for one in book.pages)
    return next(one for one in found if one.on == on)


async def test_the_four_sections_are_written_one_after_the_other() -> None:
    async with at_the_journals(MorningDesk("20:00")) as robot:
        robot.sees("3 again: Logbook", "Duty manager's journal  0/4", "Floor duty log 6F  0/3")
        for words in ("All came", "A quiet floor", "Loading bay clear", "Nothing broke"):
            await robot.press("enter")
            await robot.types(words)
            await robot.press("enter")
            assert robot.message == "Saved 20:00:00"
            robot.sees(words)
            await robot.press("down")
        robot.sees("Duty manager's journal  4/4")
        assert "Problems and handling" in robot.cursor


async def test_a_second_paragraph_stands_beside_the_first() -> None:
    async with at_the_journals(MorningDesk("20:00"), (120, 40)) as robot:
        for words in ("All came", "One left early"):
            await robot.press("enter")
            await robot.types(words)
            await robot.press("enter")
        assert [act.note for act in page(robot).paragraphs] == ["All came", "One left early"]
        robot.sees("All came", "One left early", "Duty manager")


async def test_f2_takes_over_what_the_day_has_recorded_and_saving_signs_it() -> None:
    desk = MorningDesk("20:00")
    desk.logs("Two off sick on 4F", kind="staff", place="4F")
    async with at_the_journals(desk) as robot:
        await robot.press("enter")
        robot.sees("No. 1 (Staff, 4F), open: Two off sick on 4F")
        await robot.press("f2")
        await robot.press("enter")
        (written,) = page(robot).paragraphs
        assert written.note == "No. 1 (Staff, 4F), open: Two off sick on 4F"
        assert written.by is not None and written.by.id == "zhang-san"
        await robot.press("enter", "f2")
        robot.sees("Two off sick")


async def test_one_line_alone_is_taken_over_with_tab_and_enter() -> None:
    desk = MorningDesk("20:00")
    desk.logs("Two off sick", kind="staff")
    desk.logs("Shouting", kind="discipline")
    async with at_the_journals(desk) as robot:
        await robot.press("enter")
        await robot.types("Today:")
        await robot.press("tab", "down", "enter", "enter")
        assert page(robot).paragraphs[0].note == "Today:\nNo. 2 (Discipline), open: Shouting"


async def test_lines_are_kept_and_escape_keeps_a_draft() -> None:
    async with at_the_journals(MorningDesk("20:00")) as robot:
        await robot.press("enter")
        await robot.types("one")
        await robot.press("ctrl+j")
        await robot.types("two")
        await robot.press("escape")
        assert page(robot).state is PageState.EMPTY
        await robot.press("enter")
        robot.sees("one", "two")
        await robot.press("enter")
        assert page(robot).paragraphs[0].note == "one\ntwo"
        assert robot.desk.drafts.kept == {}


async def test_nothing_typed_is_refused_and_the_editor_stays() -> None:
    async with at_the_journals(MorningDesk("20:00")) as robot:
        await robot.press("enter", "enter")
        assert "nothing is written yet" in robot.message and isinstance(robot.app.screen, PageEditor)


async def test_f4_leaves_a_section_empty_with_a_reason_and_f6_takes_that_back() -> None:
    async with at_the_journals(MorningDesk("20:00")) as robot:
        await robot.press("f4")
        robot.sees("Why is nothing written today")
        await robot.press("enter")
        assert "say why nothing is written" in robot.message
        await robot.types("Quiet day")
        await robot.press("enter")
        assert page(robot).state is PageState.LEFT_EMPTY
        assert "nothing" in robot.cursor and "Quiet day" in robot.cursor
        await robot.press("f4")
        assert "was left empty by" in robot.message
        await robot.press("f6")
        assert page(robot).state is PageState.EMPTY
        await robot.press("f6")
        assert "Nothing to take back" in robot.message
        await robot.press("f7")
        assert isinstance(robot.app.screen, PageDetails)
        robot.sees("left empty", "taken back", "Quiet day")


async def test_a_guard_reads_and_is_told_who_writes() -> None:
    desk = MorningDesk("20:00", post="guard")
    async with at_the_journals(desk) as robot:
        await robot.press("enter")
        assert isinstance(robot.app.screen, PageDetails)
        await robot.press("escape")
        await robot.press("f4")
        assert "Duty manager" in robot.message and "F8" in robot.message
        assert desk.recorded() == []


async def test_a_floor_supervisor_finds_their_floor_first() -> None:
    desk = MorningDesk("20:00", post="floor_supervisor")
    from dutytui.rules.commands import SignIn

    desk.does(SignIn("sun-qi", "Sun", "floor_supervisor"))
    async with at_the_journals(desk, (80, 60)) as robot:
        floors = [row for row in robot.screen.split("\n") if "Floor duty log" in row]
        assert [row.split()[3] for row in floors] == ["2F", "1F", "B1", "6F", "5F", "4F", "3F"]


async def test_a_floor_supervisor_begins_on_the_first_page_that_is_theirs_to_write() -> None:
    desk = MorningDesk("20:00", post="floor_supervisor")
    from dutytui.rules.commands import SignIn

    desk.does(SignIn("sun-qi", "Sun", "floor_supervisor"))
    async with at_the_journals(desk) as robot:
        await robot.press("enter")
        await robot.types("Wet floor at the east door, dried")
        await robot.press("enter")
        assert page(robot, "page:floor_log/problems@2F").state is PageState.WRITTEN


async def test_yesterdays_journal_can_be_read_and_finished() -> None:
    desk = MorningDesk("20:00")
    async with at_the_journals(desk) as robot:
        await robot.press("ctrl+right")
        assert "nothing of tomorrow" in robot.message
        await robot.press("ctrl+left")
        robot.sees("looking back", "11-22 Sun")
        await robot.press("enter")
        await robot.types("Forgotten yesterday")
        await robot.press("enter", "ctrl+right")
        robot.misses("Forgotten yesterday")
        await robot.press("left_square_bracket")
        robot.sees("Forgotten yesterday")


async def test_pinyin_initials_find_a_section() -> None:
    async with at_the_journals(MorningDesk("20:00", language="zh-Hans")) as robot:
        await robot.press("f3")
        await robot.types("hc")
        await robot.press("enter")
        assert "后场" in robot.cursor
        robot.misses("人员   ")


async def test_a_mall_without_journals_is_told_where_to_say_so() -> None:
    desk = MorningDesk("20:00", procedures=replace(shipped(), journals=Journals()))
    async with at_the_journals(desk) as robot:
        robot.sees("No journals are kept here yet", "checklists/journals.yaml")
        await robot.press("enter", "f4", "f6", "f7")
        assert desk.recorded() == []


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)])
@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "en"])
async def test_every_size_and_language_draws_whole_rows(size: tuple[int, int], language: str) -> None:
    desk = MorningDesk("20:00", language=language)
    desk.does(WriteSection(TODAY, STAFF, "一行很长的文字。" * 30))
    async with at_the_journals(desk, size) as robot:
        robot.sees("一行很长的文字")
        await robot.press("enter")
        robot.sees("一行很长的文字")
        assert not complete(robot.session.look())
