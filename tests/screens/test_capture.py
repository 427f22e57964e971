"""One line into the logbook, from any screen: read live, corrected part by part, saved once, never lost."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import Any

import pytest
from textual import events

from dutytui.screens.capture import CaptureScreen
from dutytui.screens.capture_lines import CaptureLinesScreen
from dutytui.widgets.capture_line import CaptureInput, PartsRows
from dutytui.widgets.note_area import PasteArea
from tests.desk import Robot, StandingClock, at_desk

AFTERNOON = "14:40"
CHAT = "10:20 客诉 2F 收银台排队过长 !关注\n报修 5F 洗手间水龙头漏水 @工程\n\n  客户来电咨询停车"


def opened(mall: Path, **how: Any) -> Any:
    return at_desk(mall, clock=StandingClock(time=AFTERNOON), **{"language": "en", **how})


async def commits(desk: Robot, text: str) -> None:
    """Text as an input method sends it, full-width marks too, which the pilot's own keys know nothing of."""
    for character in text:
        desk.app.post_message(events.Key(character, character))
    await desk.settle()


def the_line(desk: Robot) -> CaptureInput:
    return desk.app.screen.query_one(CaptureInput)


def said(desk: Robot) -> str:
    return desk.app.screen.query_one(PartsRows).shown


def texts(desk: Robot) -> list[str]:
    return [entry.text for entry in desk.session.logbook().entries]


async def test_a_line_typed_on_any_screen_is_read_live_and_saved_with_its_number(mall: Path) -> None:
    async with opened(mall) as desk:
        for number, destination in enumerate("123", 1):
            await desk.press(destination, "f2")
            await commits(desk, "1432 客诉 3F 电梯夹包 !急 @工程")
            for words in (
                "Time 14:32",
                "Kind Complaint",
                "Place 3F",
                "Severity Urgent",
                "Owner Electrician",
                "Text 电梯夹包",
            ):
                assert words in said(desk), said(desk)
            await desk.press("enter")
            desk.sees(f"Saved as no. {number} at 14:40:00")
        entry = desk.session.logbook().entries[0]
        assert (entry.kind.id, entry.text, f"{entry.happened:%H:%M}") == ("complaint", "电梯夹包", "14:32")
        assert entry.owner is not None and entry.owner.id == "electrician"


async def test_full_width_forms_are_read_like_plain_ones(mall: Path) -> None:
    async with opened(mall) as desk:
        await desk.press("f2")
        await commits(desk, "１４３２　客诉　３Ｆ　电梯夹包　！急　＠工程")
        await desk.press("enter")
        entry = desk.session.logbook().entries[0]
        assert entry.text == "电梯夹包"
        assert [one.id for one in (entry.place, entry.severity, entry.owner) if one] == ["3F", "urgent", "electrician"]


async def test_an_empty_line_shows_an_example_and_saves_nothing(mall: Path) -> None:
    async with opened(mall) as desk:
        await desk.press("f2")
        desk.sees("Example 1432 complaint 3F", "! Severity", "@ Owner")
        await desk.press("enter")
        desk.sees("Nothing to save yet")
        assert texts(desk) == []


async def test_the_example_itself_can_be_typed(mall: Path) -> None:
    async with opened(mall, size=(120, 40)) as desk:
        await desk.press("f2")
        await commits(desk, "1432 complaint 3F bag caught in the lift door !urgent @electrician >18:00")
        await desk.press("enter")
        desk.sees("Saved as no. 1")


async def test_an_unknown_owner_is_asked_for_and_never_dropped(mall: Path) -> None:
    async with opened(mall) as desk:
        await desk.press("f2")
        await commits(desk, "电梯夹包 @nobody")
        assert '"@nobody" is not known' in said(desk)
        await desk.press("enter")
        assert isinstance(desk.app.screen, CaptureScreen)
        assert texts(desk) == []
        desk.sees('keep "@nobody" as text')
        await desk.press("1")
        assert "Owner Duty manager" in said(desk)
        await desk.press("enter")
        assert texts(desk) == ["电梯夹包"]


async def test_an_unknown_owner_may_be_kept_as_text(mall: Path) -> None:
    async with opened(mall) as desk:
        await desk.press("f2")
        await commits(desk, "电梯夹包 @nobody")
        await desk.press("enter")
        await commits(desk, "keep")
        await desk.press("enter", "enter")
        assert texts(desk) == ["电梯夹包 @nobody"]


@pytest.mark.parametrize(
    ("tabs", "keys", "shown"),
    [
        (1, "2", "Kind Complaint"),
        (2, "3", "Place 3F"),
        (3, "3", "Severity Urgent"),
        (4, "7", "Owner Electrician"),
        (5, "2", "Due 15:10"),
        (6, "1", "Time 14:35"),
    ],
)
async def test_tab_goes_through_the_parts_and_a_digit_chooses(mall: Path, tabs: int, keys: str, shown: str) -> None:
    async with opened(mall) as desk:
        await desk.press("f2")
        await commits(desk, "电梯夹包")
        await desk.press(*["tab"] * tabs, keys)
        assert shown in said(desk)
        assert the_line(desk).has_focus
        await commits(desk, "，已通知")
        await desk.press("enter")
        assert len(texts(desk)) == 1
        assert "电梯夹包" in texts(desk)[0] and "已通知" in texts(desk)[0]


async def test_pinyin_initials_find_a_part_in_the_picker(mall: Path) -> None:
    async with opened(mall, language="zh-Hans") as desk:
        await desk.press("f2")
        await commits(desk, "广场喷泉漏水")
        await desk.press("tab")
        await commits(desk, "bx")
        await desk.press("enter")
        await desk.press("enter")
        assert desk.session.logbook().entries[0].kind.id == "repair"


async def test_esc_keeps_what_was_typed_for_the_next_time(mall: Path) -> None:
    async with opened(mall) as desk:
        await desk.press("f2")
        await commits(desk, "电梯夹包 一半")
        await desk.press("escape")
        desk.sees("Kept as a draft")
        await desk.press("3", "f2")
        assert the_line(desk).value == "电梯夹包 一半"
        await desk.press("enter", "f2")
        assert the_line(desk).value == ""


async def test_what_was_being_typed_survives_a_crash(mall: Path) -> None:
    async with opened(mall) as desk:
        await desk.press("f2")
        await commits(desk, "电梯夹包 打到一半 @")
        while not desk.desk.drafts.load("capture"):
            await desk.settle()  # the draft is written a moment after the key
        # Nothing is closed in order: the program is simply gone.
    async with opened(mall) as desk:
        await desk.press("f2")
        assert the_line(desk).value.startswith("电梯夹包")


async def test_a_full_disk_is_told_and_the_line_stays(mall: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with opened(mall) as desk:

        def full(*_args: object, **_named: object) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        await desk.press("f2")
        await commits(desk, "电梯夹包")
        with monkeypatch.context() as broken:
            broken.setattr(desk.session._journal, "append", full)
            await desk.press("enter")
        assert isinstance(desk.app.screen, CaptureScreen)
        assert the_line(desk).value == "电梯夹包"
        desk.misses("Saved")
        await desk.press("enter")
        desk.sees("Saved as no. 1")
        assert texts(desk) == ["电梯夹包"]


async def test_a_draft_that_can_not_be_kept_is_told(mall: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with opened(mall) as desk:
        await desk.press("f2")
        await commits(desk, "电梯夹包")
        full = OSError(errno.ENOSPC, "No space left on device")
        monkeypatch.setattr(type(desk.app.drafts), "save", lambda *_args: full)
        await commits(desk, "，急")
        await desk.press("escape")
        desk.misses("Kept as a draft")
        assert desk.row_of("full")


async def test_a_click_on_a_part_opens_its_choices(mall: Path) -> None:
    async with opened(mall) as desk:
        await desk.press("f2")
        await commits(desk, "客诉 3F 电梯夹包")
        parts = desk.app.screen.query_one(PartsRows)
        await desk.clicks(parts, offset=(desk.row_of("Kind Complaint").index("Kind"), 0))
        desk.sees("2 Complaint")


async def test_nobody_signed_in_is_refused_and_the_line_stays(mall: Path) -> None:
    async with opened(mall, who="") as desk:
        await desk.press("escape", "f2")
        await commits(desk, "电梯夹包")
        await desk.press("enter")
        desk.sees("Nobody is signed in")
        assert the_line(desk).value == "电梯夹包"


async def test_one_pasted_line_stays_in_the_line(mall: Path) -> None:
    async with opened(mall) as desk:
        await desk.press("f2")
        await desk.pastes("报修 5F 水龙头漏水\r\n")
        assert the_line(desk).value == "报修 5F 水龙头漏水"


async def test_several_pasted_lines_open_the_editor_and_become_one_entry_each(mall: Path) -> None:
    async with opened(mall) as desk:
        await desk.press("f2")
        await desk.pastes(CHAT.replace("\n", "\r"))
        assert isinstance(desk.app.screen, CaptureLinesScreen)
        assert desk.app.screen.query_one(PasteArea).text == CHAT
        await desk.press("f3")
        desk.sees("one entry a line: 3")
        await desk.press("f2")
        desk.sees("3 entries saved")
        assert sorted(texts(desk)) == sorted(["收银台排队过长", "洗手间水龙头漏水", "客户来电咨询停车"])
        assert desk.desk.drafts.load("capture-lines") is None


async def test_several_pasted_lines_may_be_one_entry_with_every_line(mall: Path) -> None:
    async with opened(mall) as desk:
        await desk.press("f2")
        await commits(desk, "前言 ")
        await desk.pastes("第一行\n\n第二行 @工程\n第三行")
        await desk.press("f2")
        assert texts(desk) == ["前言 第一行\n\n第二行 @工程\n第三行"]


async def test_a_line_that_is_not_understood_holds_all_of_them_back(mall: Path) -> None:
    async with opened(mall) as desk:
        await desk.press("f2")
        await desk.pastes("报修 5F 漏水\n失物 雨伞 @nobody")
        await desk.press("f3", "f2")
        desk.sees('Line 2: "@nobody" is not known')
        assert texts(desk) == []
        assert desk.app.screen.query_one(PasteArea).cursor_location[0] == 1


async def test_a_disk_that_fills_up_between_two_lines_keeps_the_unsaved_ones(
    mall: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(mall) as desk:
        await desk.press("f2")
        await desk.pastes("第一件事\n第二件事\n第三件事")
        await desk.press("f3")
        append, room = desk.session._journal.append, [1]

        def filling(*args: Any, **named: Any) -> Any:
            if not room:
                raise OSError(errno.ENOSPC, "No space left on device")
            room.pop()
            return append(*args, **named)

        with monkeypatch.context() as broken:
            broken.setattr(desk.session._journal, "append", filling)
            await desk.press("f2")
        assert texts(desk) == ["第一件事"]
        assert desk.app.screen.query_one(PasteArea).text == "第二件事\n第三件事"
        await desk.press("f2")
        assert texts(desk) == ["第一件事", "第二件事", "第三件事"]


async def test_the_editor_left_with_esc_is_found_again_from_the_line(mall: Path) -> None:
    async with opened(mall) as desk:
        await desk.press("f2")
        await desk.pastes(CHAT)
        await desk.press("escape", "f2")
        desk.sees("F2 opens it")
        await commits(desk, "还有一行")
        await desk.press("f2")
        assert desk.app.screen.query_one(PasteArea).text == f"{CHAT}\n还有一行"


async def test_a_hundred_thousand_bytes_in_one_line_are_saved_whole(mall: Path) -> None:
    long = "电梯夹包，" * 7000
    async with opened(mall) as desk:
        await desk.press("f2")
        await desk.pastes(long)
        assert isinstance(desk.app.screen, CaptureLinesScreen)
        await desk.press("f2")
        assert texts(desk) == [long]
