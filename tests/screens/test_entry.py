"""One entry opened: everything said about it, and every act with its key or the reason why it can't be done now."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from dutytui.rules.commands import SignIn
from dutytui.rules.views import EntryStatus, EntryView
from dutytui.screens.entry import EntryScreen
from dutytui.screens.entry_forms import CorrectForm, NoteForm, read_due
from dutytui.session import Saved
from dutytui.widgets.note_area import NoteArea
from dutytui.widgets.text_pane import TextPane
from tests.desk import Robot
from tests.screens.test_capture import commits
from tests.screens.test_logbook import NOW, logs, opened


def the_entry(desk: Robot) -> EntryView:
    return desk.session.logbook().entries[0]


def body(desk: Robot) -> str:
    return "\n".join(desk.app.screen.query_one("#entry-body", TextPane).shown)


async def opens(desk: Robot) -> None:
    await desk.press("3", "enter")
    assert isinstance(desk.app.screen, EntryScreen)


async def test_an_entry_is_remarked_handled_closed_and_reopened_by_digits(mall: Path) -> None:
    async with opened(mall) as desk:
        logs(desk, "扶梯口湿滑", kind="repair", place="3F")
        await opens(desk)
        desk.sees("No. 1  Repair  open", "Place 3F", "Owner Electrician")
        for key, note, status in (
            ("1", "顾客在等", EntryStatus.OPEN),
            ("2", "已铺防滑垫", EntryStatus.HANDLED),
            ("3", "顾客满意", EntryStatus.CLOSED),
            ("4", "又湿了", EntryStatus.OPEN),
        ):
            await desk.press(key)
            assert isinstance(desk.app.screen, NoteForm)
            await commits(desk, note)
            await desk.press("enter")
            assert isinstance(desk.app.screen, EntryScreen)
            desk.sees("Saved 14:40:00")
            assert the_entry(desk).status is status
            assert note in body(desk)
        assert [word in body(desk) for word in ("logged", "remark", "handled", "closed", "reopened")] == [True] * 5


async def test_an_act_that_is_not_possible_says_why_and_does_nothing(mall: Path) -> None:
    async with opened(mall) as desk:
        logs(desk, "扶梯口湿滑")
        await opens(desk)
        desk.sees("3 Close: Entry 1 is not handled yet")
        await desk.press("3")
        assert isinstance(desk.app.screen, EntryScreen)
        desk.sees("Record the handling first")
        assert the_entry(desk).status is EntryStatus.OPEN


async def test_a_recheck_is_passed_or_failed_and_not_by_the_one_who_handled_it(mall: Path) -> None:
    async with opened(mall) as desk:
        logs(desk, "消防通道堆放纸箱", kind="rectification")
        await opens(desk)
        await desk.press("2")
        await commits(desk, "已清走")
        await desk.press("enter")
        desk.sees("3 Recheck passed: Entry 1 was handled by 张三. Another person must recheck it")
        assert isinstance(desk.session.submit(SignIn("wei-shisi", "卫十四", "duty_manager")), Saved)
        await desk.press("escape", "enter", "3")
        await commits(desk, "现场已复查")
        await desk.press("enter")
        assert the_entry(desk).status is EntryStatus.CLOSED
        assert "recheck passed" in body(desk)


async def test_a_correction_shows_old_and_new_and_its_reason(mall: Path) -> None:
    async with opened(mall) as desk:
        logs(desk, "六楼油烟大", kind="complaint", place="6F")
        await opens(desk)
        await desk.press("5")
        assert isinstance(desk.app.screen, CorrectForm)
        await desk.press("2", "5")
        desk.sees("6F  becomes 5F")
        await commits(desk, "看错楼层")
        await desk.press("enter")
        for words in ("Place 6F → 5F", "Reason 看错楼层"):
            assert words in body(desk)
        desk.sees("corrected")
        entry = the_entry(desk)
        assert entry.place is not None and entry.place.id == "5F"


async def test_a_text_is_corrected_and_both_versions_stay(mall: Path) -> None:
    async with opened(mall) as desk:
        logs(desk, "六楼油烟大")
        await opens(desk)
        await desk.press("5", "6")
        await commits(desk, "，排风机皮带打滑")
        await desk.press("enter")
        await commits(desk, "补充原因")
        await desk.press("enter")
        assert the_entry(desk).text == "六楼油烟大，排风机皮带打滑"
        assert "六楼油烟大 → 六楼油烟大，排风机皮带打滑" in body(desk)


async def test_a_correction_without_a_reason_is_refused_and_keeps_what_was_chosen(mall: Path) -> None:
    async with opened(mall) as desk:
        logs(desk, "六楼油烟大", place="6F")
        await opens(desk)
        await desk.press("5", "2", "5", "enter")
        desk.sees("A reason is needed", "becomes 5F")
        assert not the_entry(desk).corrected


async def test_f6_takes_back_the_last_act_and_it_stays_visible(mall: Path) -> None:
    async with opened(mall) as desk:
        logs(desk, "扶梯口湿滑")
        await opens(desk)
        await desk.press("2")
        await commits(desk, "已铺防滑垫")
        await desk.press("enter", "f6")
        desk.sees("Saved")
        assert the_entry(desk).status is EntryStatus.OPEN
        assert "已铺防滑垫" in body(desk)
        assert "taken back" in body(desk)
        assert "took back (handled)" in body(desk)


async def test_a_form_left_with_esc_keeps_its_draft(mall: Path) -> None:
    async with opened(mall) as desk:
        logs(desk, "扶梯口湿滑")
        await opens(desk)
        await desk.press("2")
        await commits(desk, "写到一半")
        await desk.press("escape", "2")
        assert desk.app.screen.query_one(NoteArea).text == "写到一半"
        await desk.press("enter")
        assert the_entry(desk).status is EntryStatus.HANDLED


async def test_several_pasted_lines_stay_whole_in_a_note(mall: Path) -> None:
    async with opened(mall) as desk:
        logs(desk, "扶梯口湿滑")
        await opens(desk)
        await desk.press("1")
        await desk.pastes("第一行\r第二行")
        await desk.press("enter")
        assert the_entry(desk).history[-1].note == "第一行\n第二行"


async def test_a_full_disk_is_told_in_the_form_and_the_note_stays(mall: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with opened(mall) as desk:
        logs(desk, "扶梯口湿滑")
        await opens(desk)
        await desk.press("2")
        await commits(desk, "已铺防滑垫")

        def full(*_args: object, **_named: object) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr(desk.session._journal, "append", full)
        await desk.press("enter")
        assert isinstance(desk.app.screen, NoteForm)
        assert desk.app.screen.query_one(NoteArea).text == "已铺防滑垫"
        desk.misses("Saved 14")
        assert the_entry(desk).status is EntryStatus.OPEN


async def test_happened_and_recorded_are_both_shown_when_they_differ(mall: Path) -> None:
    async with opened(mall) as desk:
        logs(desk, "扶梯口湿滑", at=NOW.replace(hour=13, minute=10))
        await opens(desk)
        assert "13:10 (recorded 14:40) late entry" in body(desk)


async def test_a_long_text_is_there_to_its_last_word(mall: Path) -> None:
    async with opened(mall) as desk:
        logs(desk, "顾客反映，" * 2000 + "最后一个字")
        await opens(desk)
        await desk.press("end")
        assert "最后一个字" in body(desk).replace("\n", "")
        desk.sees("History")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("45m", "11-23 15:25"),
        ("17:30", "11-23 17:30"),
        ("１７：３０", "11-23 17:30"),
        ("9:00", "11-24 09:00"),
        ("11-25 9:05", "11-25 09:05"),
        ("2026-12-01 18:00", "12-01 18:00"),
        ("13:00", "11-23 13:00"),
        ("soon", ""),
        ("13-45 18:00", ""),
        ("", ""),
    ],
)
def test_a_due_time_is_read_as_people_write_it(typed: str, expected: str) -> None:
    due = read_due(typed, NOW, NOW.replace(hour=13, minute=0))
    assert (f"{due:%m-%d %H:%M}" if due else "") == expected
