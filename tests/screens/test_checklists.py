from __future__ import annotations

import errno
from dataclasses import replace
from datetime import date, timedelta

import pytest

from dutytui.rules.commands import TickItem
from dutytui.rules.procedure import Item, ItemKind, Procedures
from dutytui.rules.views import ItemStatus
from tests.screens.morning import TODAY, MorningDesk, Robot, at_the_desk, shipped

PEOPLE_IN = "staff_entry/people_in"
ALL = len(shipped().phases)
"""Those that run beside the day stand after the others."""


def after_the_passage(clock: str = "08:25", **how: str) -> MorningDesk:
    """The desk once the locks were checked and the staff passage is open."""
    desk = MorningDesk(clock, **how)  # type: ignore[arg-type]
    desk.does(TickItem(TODAY, "staff_entry/locks_checked"))
    desk.does(TickItem(TODAY, "staff_entry/passage_opened"))
    return desk


async def open_item(robot: Robot, words: str) -> None:
    """Find an item of the day by its words and press Enter on it."""
    await robot.press("2", "f3")
    await robot.types(words)
    await robot.press("enter", "enter")


async def test_the_running_phase_is_shown_and_left_and_right_change_it() -> None:
    async with at_the_desk(MorningDesk("08:32")) as robot:
        await robot.press("2")
        robot.sees(f"< 2/{ALL} >  Morning meeting  08:30-08:40  running  0/22")
        await robot.press("right")
        robot.sees(f"< 3/{ALL} >  Counter preparation")
        await robot.press("left", "left", "left")
        robot.sees(f"< 1/{ALL} >  Staff entry")


async def test_after_a_tick_the_row_stays_with_who_and_when_and_the_cursor_goes_on() -> None:
    async with at_the_desk(MorningDesk("08:22")) as robot:
        await robot.press("2", "enter")
        row = robot.row_of("All door locks checked")
        assert "done" in row and "08:22" in row and "for Security chief" in row
        assert "Lighting on" in robot.cursor or "Staff passage opened" in robot.cursor


async def test_a_number_takes_full_width_digits_and_says_what_would_be_right() -> None:
    async with at_the_desk(after_the_passage()) as robot:
        await open_item(robot, "let in")
        await robot.types("９９９９")
        await robot.press("enter")
        robot.sees("It must be 0 to 5000")
        await robot.press("backspace")
        robot.misses("It must be")
        await robot.press("enter")
        done = robot.item(PEOPLE_IN)
        assert done.status is ItemStatus.DONE
        assert robot.desk.recorded()[-1][2]["value"] == 999


@pytest.mark.parametrize("typed", ["", "abc", "1e3x", "nan", "inf", "１２a", "--5"])
async def test_what_is_no_number_is_never_recorded(typed: str) -> None:
    async with at_the_desk(after_the_passage()) as robot:
        before = robot.desk.recorded()
        await open_item(robot, "let in")
        await robot.types(typed)
        await robot.press("enter")
        robot.sees("A number is needed")
        assert robot.desk.recorded() == before


async def test_a_choice_is_made_and_saved_by_its_digit() -> None:
    async with at_the_desk(MorningDesk("08:25")) as robot:
        await open_item(robot, "lifts: run")
        robot.sees("1 Running", "2 Faulty")
        await robot.press("1")
        assert robot.item("staff_entry/lifts_state").status is ItemStatus.DONE
        assert "Running" in robot.row_of("Lifts: run state")


async def test_a_choice_that_fails_asks_what_is_wrong_and_raises_an_entry() -> None:
    async with at_the_desk(MorningDesk("08:25")) as robot:
        await open_item(robot, "lifts: run")
        await robot.press("2")
        robot.sees("raises a log entry: say here what is wrong")
        assert robot.desk.recorded() == []
        await robot.types("stuck at 3F")
        await robot.press("enter")
        assert [kind for kind, _on, _data in robot.desk.recorded()] == ["item_failed", "entry_logged"]
        assert robot.item("staff_entry/lifts_state").status is ItemStatus.FAILED


async def test_wont_do_needs_a_reason() -> None:
    async with at_the_desk(MorningDesk("08:25")) as robot:
        await robot.press("2", "f4")
        robot.sees("Won't do: All door locks checked")
        await robot.press("enter")
        robot.sees("Some words are needed here")
        await robot.types("passage stays shut today")
        await robot.press("enter")
        assert robot.item("staff_entry/locks_checked").status is ItemStatus.WAIVED
        assert "passage stays shut" in robot.row_of("All door locks checked")


async def test_not_right_raises_an_entry_with_the_reason() -> None:
    async with at_the_desk(MorningDesk("08:25")) as robot:
        await robot.press("2", "f5")
        await robot.types("north door open")
        await robot.press("enter")
        kinds = [kind for kind, _on, _data in robot.desk.recorded()]
        assert kinds == ["item_failed", "entry_logged"]
        assert robot.desk.recorded()[1][2]["text"] == "north door open"


@pytest.mark.parametrize("key", ["f4", "f5"])
async def test_no_form_is_opened_for_what_the_rules_refuse_anyway(key: str) -> None:
    async with at_the_desk(MorningDesk("08:25", post="cashier_lead")) as robot:
        await robot.press("2", key)
        assert "Duty manager" in robot.message or "Security chief" in robot.message
        robot.misses("Reason")


async def test_an_item_of_tomorrow_or_too_early_is_refused_with_its_time() -> None:
    async with at_the_desk(MorningDesk("08:25")) as robot:
        await robot.press("2", "end", "right", "right", "right", "right", "enter")
        assert "may be done from" in robot.message
        await robot.press("right_square_bracket", "enter")
        assert "has not begun" in robot.message
        await robot.press("right_square_bracket")
        assert "not planned yet" in robot.message


@pytest.mark.parametrize("typed", ["0820", "08:20", "０８：２０", "820"])
async def test_something_done_earlier_on_somebodys_behalf(typed: str) -> None:
    async with at_the_desk(MorningDesk("08:45", language="zh-Hans")) as robot:
        await robot.press("2", "left", "left", "left", "ctrl+t")
        await robot.press("tab")
        await robot.types(typed)
        await robot.press("tab")
        await robot.types("bay")
        robot.sees("保安员")
        await robot.press("enter")
        last = robot.item("staff_entry/locks_checked").last
        assert last is not None and last.behalf is not None
        assert (f"{last.happened:%H:%M}", last.behalf.id, last.late_entry) == ("08:20", "post:guard", True)


async def test_a_time_to_come_and_a_stranger_are_told_beside_their_fields() -> None:
    async with at_the_desk(MorningDesk("08:25")) as robot:
        await robot.press("2", "t", "tab")
        await robot.types("2359")
        await robot.press("tab")
        await robot.types("zzzz")
        await robot.press("enter")
        robot.sees("still to come", "Nobody of that name")
        assert robot.desk.recorded() == []


async def test_a_form_that_was_left_comes_back_with_what_was_typed() -> None:
    desk = MorningDesk("08:25")
    async with at_the_desk(desk) as robot:
        await robot.press("2", "f5")
        await robot.types("north")
        await robot.press("escape")
        robot.misses("Reason")
    async with at_the_desk(desk) as robot:
        await robot.press("2", "f5")
        robot.sees("north")
        await robot.types(" door")
        await robot.press("enter")
        assert desk.recorded()[0][2]["reason"] == "north door"
        assert desk.drafts.kept == {}


async def test_a_form_that_is_left_says_where_its_draft_can_not_be_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    desk = MorningDesk("08:25")
    async with at_the_desk(desk) as robot:
        await robot.press("2", "f5")
        await robot.types("north")
        full = OSError(errno.ENOSPC, "No space left on device")
        monkeypatch.setattr(type(desk.drafts), "save", lambda *_args: full)
        await robot.types(" door")
        await robot.press("escape")
        robot.misses("Reason")
        robot.sees("disk is full")


async def test_a_full_disk_keeps_the_form_and_what_was_typed() -> None:
    async with at_the_desk(MorningDesk("08:25")) as robot:
        await robot.press("2", "f5")
        await robot.types("north door open")
        robot.desk.journal.broken = OSError(errno.ENOSPC, "full")
        await robot.press("enter")
        robot.sees("north door open")
        assert "Saved" not in robot.message
        robot.desk.journal.broken = None
        await robot.press("enter")
        assert "Saved" in robot.message


async def test_undo_takes_back_the_row_and_details_keep_both_acts() -> None:
    async with at_the_desk(MorningDesk("08:22"), (120, 40)) as robot:
        await robot.press("2", "enter", "home", "f6")
        assert robot.item("staff_entry/locks_checked").status is ItemStatus.DUE
        await robot.press("f7")
        robot.sees("History", "taken back", "took back")
        await robot.press("escape")
        robot.misses("History")


def signing(procedures: Procedures) -> Procedures:
    """The first phase, with one item that two posts sign and one that asks for proof."""
    phase = procedures.phases[0]
    words = {"zh-Hans": "共同检查", "zh-Hant": "共同檢查", "en": "Checked jointly"}
    proof = {"zh-Hans": "封条号", "zh-Hant": "封條號", "en": "Number of the seal"}
    items = (
        Item("joint", words, ItemKind.SIGNATURE, ("duty_manager", "security_chief")),
        Item("sealed", {"en": "Door sealed"}, ItemKind.TICK, ("duty_manager",), evidence=proof),
        Item("words", {"en": "Handed over"}, ItemKind.NOTE, ("duty_manager",)),
    )
    return replace(procedures, phases=(replace(phase, items=items),))


async def test_a_signature_says_what_it_means_and_who_still_signs() -> None:
    desk = MorningDesk("08:22", procedures=signing(shipped()))
    async with at_the_desk(desk) as robot:
        await robot.press("2", "enter")
        robot.sees("You sign as 张三, Duty manager", "Still to sign: Security chief")
        assert desk.recorded() == []
        await robot.press("enter")
        assert desk.recorded()[0][2] == {"signer": "duty_manager"}
        assert "signed: Duty manager" in robot.row_of("Checked jointly")
        await robot.press("home", "enter", "enter")
        assert "you signed at 08:22" in robot.message


async def test_proof_is_asked_for_and_kept() -> None:
    desk = MorningDesk("08:22", procedures=signing(shipped()))
    async with at_the_desk(desk) as robot:
        await robot.press("2", "down", "enter")
        robot.sees("Number of the seal")
        await robot.press("enter")
        robot.sees("Some words are needed here")
        await robot.types("A-17")
        await robot.press("enter")
        assert desk.recorded()[0][2] == {"evidence": "A-17"}


async def test_a_pasted_note_keeps_all_its_lines() -> None:
    desk = MorningDesk("08:22", procedures=signing(shipped()))
    async with at_the_desk(desk) as robot:
        await robot.press("2", "down", "down", "enter")
        await robot.pastes("第一条\r\n第二条")
        await robot.press("enter")
        assert desk.recorded()[0][2] == {"value": "第一条\n第二条"}


async def test_finding_looks_through_the_whole_day_by_pinyin() -> None:
    async with at_the_desk(MorningDesk("08:22", language="zh-Hans")) as robot:
        await robot.press("2", "slash")
        await robot.types("ms")
        robot.sees("各处门锁检查无异常", "项")
        robot.misses("照明开启")
        await robot.press("escape")
        robot.sees(f"< 1/{ALL} >")


async def test_yesterday_can_be_looked_at() -> None:
    async with at_the_desk(MorningDesk("08:22")) as robot:
        await robot.press("2", "left_square_bracket")
        robot.sees("11-22", "looking back")
        await robot.press("ctrl+right")
        robot.misses("looking back")


async def test_a_closed_day_has_an_empty_list_that_says_why() -> None:
    desk = MorningDesk("08:22", procedures=replace(shipped(), phases=()))
    async with at_the_desk(desk) as robot:
        await robot.press("2", "enter", "right", "f4", "f7")
        robot.sees("No phases on this day")


async def test_the_phases_stand_beside_the_items_and_tab_goes_between_them() -> None:
    async with at_the_desk(MorningDesk("08:42"), (120, 40)) as robot:
        await robot.press("2")
        robot.sees("Clearance sweep")
        await robot.press("tab", "up", "down")
        robot.sees(f"< 3/{ALL} >  Counter preparation")
        await robot.press("enter")
        assert robot.desk.recorded() == []
        await robot.press("enter")
        assert len(robot.desk.recorded()) == 1


async def test_the_shown_phase_stays_when_the_clock_moves_on_and_the_day_changes_at_its_start() -> None:
    async with at_the_desk(MorningDesk("23:00")) as robot:
        await robot.press("2", "home")
        await robot.waits(7 * 60)
        robot.app._tick()
        await robot.settle()
        assert robot.session.day == TODAY + timedelta(days=1)
        robot.misses("looking back")


async def test_a_number_that_is_not_the_usual_one_asks_why_beside_the_remark() -> None:
    """DS staff entry: how many were turned away, with the reason."""
    desk = after_the_passage(post="guard")
    async with at_the_desk(desk) as robot:
        await open_item(robot, "turned away")
        await robot.types("2")
        await robot.press("enter")
        robot.sees("Say here why it is not 0", "2 instead of 0")
        await robot.types("no badge")
        await robot.press("enter")
        assert desk.recorded()[-1][2] == {"value": 2, "note": "no badge"}


def test_the_shipped_day_is_the_one_these_tests_speak_of() -> None:
    assert date(2026, 11, 23) == TODAY
    strip = [phase.id for phase in shipped().phases if not phase.beside]
    assert strip[:2] == ["staff_entry", "morning_meeting"]


async def test_the_menu_leads_to_lists_that_run_beside_the_day_too() -> None:
    async with at_the_desk(MorningDesk("14:25")) as robot:
        await robot.press("f10")
        await robot.types("Shift handover")
        await robot.press("enter")
        robot.sees(f"/{ALL} >")
        assert "14:20-14:50" in robot.screen


async def test_where_titles_are_long_the_places_still_tell_the_rows_apart() -> None:
    async with at_the_desk(MorningDesk("08:34", post="ops_manager")) as robot:
        await robot.press("2")
        robot.sees("- Womenswear", "- Menswear and sports")
        await robot.press("f3")
        await robot.types("Agenda 2")
        for department in ("Beauty and jewellery", "Womenswear", "Menswear and sports", "Supermarket"):
            robot.sees(f"… - {department}  ")


async def test_before_the_first_phase_the_page_begins_with_it_and_not_with_somebodys_own_day() -> None:
    async with at_the_desk(MorningDesk("08:15")) as robot:
        await robot.press("2")
        robot.sees("All door locks checked")
