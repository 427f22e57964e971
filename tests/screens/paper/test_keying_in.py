"""Somebody keys in the night's sheets: digits and Enter, row after row, also after a crash and on the next morning."""

from __future__ import annotations

import pytest

from dutytui.screens.paper.screen import PaperScreen
from dutytui.session import NotSaved
from tests.screens.morning import TODAY, MorningDesk, Robot, at_the_desk

SIZES = [(80, 24), (120, 40)]


async def opens(robot: Robot, code: str = "") -> None:
    await robot.press("2", "ctrl+k")
    assert isinstance(robot.app.screen, PaperScreen)
    await robot.types(code)
    await robot.press("enter")


async def keys(robot: Robot, *answers: str) -> None:
    for answer in answers:
        await robot.types(answer)
        await robot.press("enter")


def told(desk: MorningDesk) -> list[tuple[str, str, str]]:
    """(kind, time, row) of what was keyed in."""
    return [(e.kind, f"{e.at:%d %H:%M}", e.data["paper"]) for e in desk.journal.events if "paper" in e.data]


@pytest.mark.parametrize("size", SIZES)
async def test_number_time_number_time_by_digits_and_enter_alone(size: tuple[int, int]) -> None:
    desk = MorningDesk("23:30")
    async with at_the_desk(desk, size) as robot:
        await opens(robot)
        robot.sees("0 keyed in")
        await keys(robot, "401", "0821", "", "22", "404", "0829", "126")
        robot.sees("3 keyed in", "4-04", "08:29", "Enter: 4-05")
    assert told(desk) == [
        ("item_done", "23 08:21", "4-01"),
        ("item_done", "23 08:22", "4-02"),
        ("item_done", "23 08:29", "4-04"),
    ]


async def test_full_width_digits_do_as_well() -> None:
    desk = MorningDesk("23:30", language="zh-Hans")
    async with at_the_desk(desk) as robot:
        await opens(robot, "１１２３")
        await keys(robot, "４－０１", "０８：２１", "４０２", "２２", "４０４", "０８２９", "１２６")
        robot.sees("已补录 3")
    assert [time for _kind, time, _row in told(desk)] == ["23 08:21", "23 08:22", "23 08:29"]


async def test_the_next_morning_the_night_is_keyed_in_past_midnight() -> None:
    desk = MorningDesk("23:30")
    async with at_the_desk(desk) as robot:
        desk.clock.later(hours=10)
        robot.app._tick()
        await robot.settle()
        assert desk.session.day > TODAY
        await opens(robot, f"{TODAY:%m%d}")
        robot.sees(f"{TODAY:%m-%d}")
        await keys(robot, "101", "0130", "Water in B1 !")
        await robot.press("backspace")
        await keys(robot, "")
    (row,) = told(desk)
    assert row == ("entry_logged", "24 01:30", "1-01")
    assert desk.journal.events[-1].day == TODAY


async def test_a_refusal_says_what_would_allow_it_and_keeps_what_was_typed() -> None:
    desk = MorningDesk("23:30")
    async with at_the_desk(desk) as robot:
        await opens(robot)
        await keys(robot, "402", "0825")
        assert "waits for" in robot.message
        robot.sees("4-02", "08:25")
        await robot.press("escape")
        await keys(robot, "401", "0821", "402")
        robot.sees("08:25")  # as it was typed the first time
        await keys(robot, "")
        robot.sees("2 keyed in")
    assert [time for _kind, time, _row in told(desk)] == ["23 08:21", "23 08:25"]


async def test_a_time_that_is_none_is_said_and_stays() -> None:
    desk = MorningDesk("23:30")
    async with at_the_desk(desk) as robot:
        await opens(robot)
        await keys(robot, "401", "0861")
        assert "A time is needed" in robot.message
        robot.sees("0861")
        assert told(desk) == []


async def test_what_failed_on_paper_raises_its_entry() -> None:
    desk = MorningDesk("23:30")
    async with at_the_desk(desk) as robot:
        await opens(robot)
        await keys(robot, "408", "0825", "2", "Rattles")
    assert [kind for kind, _time, _row in told(desk)] == ["item_failed", "entry_logged"]


async def test_f5_says_not_right_and_f4_skips_and_both_ask_why() -> None:
    desk = MorningDesk("23:30")
    async with at_the_desk(desk) as robot:
        await opens(robot)
        await robot.types("401")
        await robot.press("f5")
        await keys(robot, "0821")
        robot.sees("Reason")
        await keys(robot, "")
        assert "few words" in robot.message
        await keys(robot, "Door 3 open")
        await robot.types("406")
        await robot.press("f4")
        await keys(robot, "0825", "No power")
    kinds = [kind for kind, _time, _row in told(desk)]
    assert (kinds[0], kinds[-1]) == ("item_failed", "item_waived")


async def test_a_crash_takes_nothing_of_a_row_that_is_half_typed() -> None:
    desk = MorningDesk("23:30")
    async with at_the_desk(desk) as robot:
        await opens(robot)
        await keys(robot, "401", "0821", "402", "0822", "404", "0829")
        await robot.types("12")
        robot.app.screen._draft.keep()  # type: ignore[attr-defined]
    async with at_the_desk(desk) as robot:
        await robot.press("2", "ctrl+k")
        robot.sees("4-04", "08:29", "12")
        await robot.types("6")
        await robot.press("enter")
    assert desk.journal.events[-1].data["value"] == 126


async def test_a_full_disk_keeps_the_row_and_it_is_saved_when_there_is_room() -> None:
    desk = MorningDesk("23:30")
    async with at_the_desk(desk) as robot:
        await opens(robot)
        desk.journal.broken = OSError(28, "No space left on device")
        await keys(robot, "401", "0821")
        assert told(desk) == []
        robot.sees("4-01", "08:21")
        desk.journal.broken = None
        await robot.press("enter")
        assert told(desk) == [("item_done", "23 08:21", "4-01")]
    assert NotSaved  # what the session said in between


async def test_a_round_by_minutes_and_points_that_were_not_reached() -> None:
    desk = MorningDesk("23:30")
    async with at_the_desk(desk) as robot:
        await opens(robot)
        await keys(robot, "1601", "0931", "33", "36", *([""] * 8), "Called away")
        robot.sees("16-01", "keyed in")
    assert [time for _kind, time, _row in told(desk)] == ["23 09:31", "23 09:33", "23 09:36", "23 09:36"]


@pytest.mark.parametrize(
    ("rows", "page", "mark"),
    [
        (("1601", "0931", "33", *([""] * 9), "Called away"), "4", "from paper 16-01"),
        (("1901", "张三", "1131", "58"), "4 4", "from paper 19-01"),
        (("201", "0831", ""), "1 1 left", "from paper 2-01"),
        (("101", "2200", "Rain"), "3", "from paper 1-01"),
        (("401", "0821"), "2", "from paper 4-01"),
    ],
)
async def test_details_say_which_row_of_paper_a_record_comes_from(rows: tuple[str, ...], page: str, mark: str) -> None:
    desk = MorningDesk("23:30")
    async with at_the_desk(desk, (160, 60)) as robot:
        await opens(robot)
        await keys(robot, *rows)
        assert told(desk), robot.message
        await robot.press("escape", *page.split())
        if page == "2":
            await robot.app.action_go_phase("staff_entry")
            await robot.press("home")
        for _row in range(40):
            await robot.press("f7")
            if mark in robot.screen:
                return
            await robot.press("escape", "down")
        robot.sees(mark)


async def test_on_whose_behalf_is_said_once_for_all_rows() -> None:
    desk = MorningDesk("23:30")
    async with at_the_desk(desk) as robot:
        await opens(robot)
        await robot.press("f6")
        await robot.types("Floor supervisor")
        await robot.press("enter")
        robot.sees("for Floor supervisor")
        await keys(robot, "406", "0824")
        assert "only on behalf of" in robot.message
        await robot.press("f6")
        await robot.types("Electrician")
        await keys(robot, "", "", "407", "25")
    assert [e.behalf for e in desk.journal.events if "paper" in e.data] == ["post:electrician"] * 2


async def test_a_row_that_is_in_already_asks_once_more() -> None:
    desk = MorningDesk("23:30")
    async with at_the_desk(desk) as robot:
        await opens(robot)
        await keys(robot, "101", "2200", "Rain", "101")
        assert "already" in robot.message
        await robot.press("enter")
        await keys(robot, "2210", "Still rain")
    assert [time for _kind, time, _row in told(desk)] == ["23 22:00", "23 22:10"]


async def test_a_sheet_of_another_version_is_said_and_taken_all_the_same() -> None:
    desk = MorningDesk("23:30")
    async with at_the_desk(desk, (120, 40)) as robot:
        await opens(robot, "1123-0000")
        robot.sees("Other procedures than on the sheet")
        await keys(robot, "401", "0821")
    assert len(told(desk)) == 1


@pytest.mark.parametrize("code", ["1340", "x", "1124"])
async def test_a_code_that_is_none_or_of_a_day_to_come_is_said(code: str) -> None:
    async with at_the_desk(MorningDesk("23:30")) as robot:
        await opens(robot, code)
        assert "1130-4821" in robot.message


async def test_the_end_says_what_is_missing_and_the_menu_leads_there() -> None:
    async with at_the_desk(MorningDesk("23:30")) as robot:
        await robot.press("f10")
        await robot.types("key in")
        await robot.press("enter")
        assert isinstance(robot.app.screen, PaperScreen)
        await robot.press("enter", "f3")
        robot.sees("2-01")
        await robot.press("escape")
        robot.sees("missing: 2-01")
