"""Somebody searches: as they type, over all days, and goes to what was found."""

from __future__ import annotations

from pathlib import Path

from dutytui.rules.commands import EntryFields, LogEntry, RemarkEntry, TickItem, Undo
from dutytui.rules.journals.commands import WriteSection
from dutytui.session import Saved, Session
from tests.desk import StandingClock, at_desk, make_mall

SUNDAY = "2026-11-22"


def logged(session: Session, text: str, kind: str = "complaint", **fields: str) -> str:
    outcome = session.submit(LogEntry(session.day, EntryFields(text=text, kind=kind, **fields)))
    assert isinstance(outcome, Saved), outcome
    return outcome.events[0].on


async def yesterday(mall: Path) -> None:
    async with at_desk(mall, clock=StandingClock(SUNDAY, "14:00")) as desk:
        entry = logged(desk.session, "三楼电梯夹包，已停用", place="3F", severity="urgent", owner="electrician")
        assert isinstance(desk.session.submit(RemarkEntry(desk.session.day, entry, "工程说等配件")), Saved)
        logged(desk.session, "收銀機卡紙", kind="repair")
        wrong = logged(desk.session, "写错了的漏水")
        event = desk.session.state.subject(desk.session.day, wrong)
        assert event is not None
        assert isinstance(desk.session.submit(Undo(desk.session.day, wrong, event.events[0].id)), Saved)


async def test_what_was_typed_yesterday_is_found_and_opened(tmp_path: Path) -> None:
    mall = make_mall(tmp_path / "mall")
    await yesterday(mall)
    async with at_desk(mall) as desk:
        await desk.press("ctrl+f")
        desk.sees("搜索", "一两个字")
        await desk.types("电梯")
        desk.sees("三楼电梯夹包", "找到 1 项", "11-22")
        desk.misses("收銀機")
        await desk.press("enter")
        desk.sees("三楼电梯夹包", "值班日志")
        assert desk.app.screen.day.isoformat() == SUNDAY
        assert desk.row_of("三楼电梯夹包").startswith(">")
        desk.misses("搜索")


async def test_traditional_finds_simplified_and_the_other_way_round(tmp_path: Path) -> None:
    mall = make_mall(tmp_path / "mall")
    await yesterday(mall)
    async with at_desk(mall) as desk:
        await desk.press("ctrl+f")
        await desk.types("卡纸")
        desk.sees("收銀機卡紙")
        await desk.press("ctrl+u")
        await desk.types("電梯")
        desk.sees("三楼电梯夹包")


async def test_filters_are_typed_in_the_same_line_and_said(tmp_path: Path) -> None:
    mall = make_mall(tmp_path / "mall")
    await yesterday(mall)
    async with at_desk(mall) as desk:
        await desk.press("ctrl+f")
        await desk.types("＃投诉 3F ＠工程 ！紧急 未结")
        desk.sees("找到 2 项", "类别 投诉", "地点 3F", "未结")
        desk.sees("三楼电梯夹包", "工程说等配件")
        await desk.types(" >2026-11-23")
        desk.sees("没有找到", "自 2026 11-23")


async def test_a_filter_the_mall_does_not_know_is_told_and_looked_for_as_text(tmp_path: Path) -> None:
    mall = make_mall(tmp_path / "mall")
    await yesterday(mall)
    async with at_desk(mall) as desk:
        await desk.press("ctrl+f")
        await desk.types("#配件")
        desk.sees("没有“#配件”这个条件", "工程说等配件")


async def test_what_was_taken_back_is_found_and_marked(tmp_path: Path) -> None:
    mall = make_mall(tmp_path / "mall")
    await yesterday(mall)
    async with at_desk(mall) as desk:
        await desk.press("ctrl+f")
        await desk.types("写错")
        assert "已撤销" in desk.row_of("写错了的漏水")


async def test_what_was_typed_a_moment_ago_is_found(tmp_path: Path) -> None:
    async with at_desk(make_mall(tmp_path / "mall")) as desk:
        logged(desk.session, "刚刚才记的")
        await desk.press("ctrl+f")
        await desk.types("刚刚")
        desk.sees("刚刚才记的")


async def test_an_item_of_a_past_day_is_opened_in_its_checklist(tmp_path: Path) -> None:
    mall = make_mall(tmp_path / "mall")
    async with at_desk(mall, clock=StandingClock(SUNDAY, "08:55")) as desk:
        day = desk.session.day
        items = (row for phase in desk.session.phases() for row in desk.session.checklist(phase.id).items)
        item = next(row for row in items if desk.session.refuses(TickItem(day, row.key, note="灯管换了两支")) is None)
        saved = desk.session.submit(TickItem(day, item.key, note="灯管换了两支"))
        assert isinstance(saved, Saved), saved
    async with at_desk(mall) as desk:
        await desk.press("ctrl+f")
        await desk.types("灯管")
        desk.sees("灯管换了两支")
        await desk.press("enter")
        assert desk.app.current_mode == "checklists"
        assert desk.app.screen.acts_on.isoformat() == SUNDAY
        assert desk.app.screen.selected().key == item.key


async def test_a_page_of_a_journal_is_opened_in_its_day(tmp_path: Path) -> None:
    mall = make_mall(tmp_path / "mall")
    async with at_desk(mall, clock=StandingClock(SUNDAY, "14:00")) as desk:
        await desk.press("3", "3")
        page = desk.app.screen.query_one("#pages").cursor_key
        saved = desk.session.submit(WriteSection(desk.session.day, page, "商户会议纪要"))
        assert isinstance(saved, Saved), saved
    async with at_desk(mall) as desk:
        await desk.press("ctrl+f")
        await desk.types("會議紀要")
        await desk.press("enter")
        assert (desk.app.current_mode, desk.app.screen.day.isoformat()) == ("journals", SUNDAY)
        assert desk.app.screen.query_one("#pages").cursor_key == page


async def test_what_a_journal_says_obeys_no_terminal(tmp_path: Path) -> None:
    async with at_desk(make_mall(tmp_path / "mall")) as desk:
        logged(desk.session, "夹包 \x1b[31m红\u202e反\ufe0f ⚠ [bold]粗[/bold]")
        await desk.press("ctrl+f")
        await desk.types("夹包")
        desk.sees("[bold]粗[/bold]")
        desk.misses("\x1b", "\u202e")
        await desk.press("f7")
        desk.sees("[bold]粗[/bold]")


async def test_six_hundred_found_are_one_list(tmp_path: Path) -> None:
    async with at_desk(make_mall(tmp_path / "mall"), size=(120, 40), language="en") as desk:
        for number in range(600):
            logged(desk.session, f"漏水第{number}处")
        await desk.press("ctrl+f")
        await desk.types("漏水")
        desk.sees("600 found", "1/600", "漏水第599处")
        await desk.press("pagedown", "down")
        desk.misses("漏水第599处")
        await desk.press("ctrl+u")
        await desk.types("第7处")
        desk.sees("1 found", "漏水第7处")


async def test_esc_keeps_what_was_looked_for(tmp_path: Path) -> None:
    mall = make_mall(tmp_path / "mall")
    await yesterday(mall)
    async with at_desk(mall) as desk:
        await desk.press("3", "ctrl+f")
        await desk.types("电梯")
        await desk.press("escape")
        assert desk.app.current_mode == "logbook"
        await desk.press("ctrl+f")
        desk.sees("三楼电梯夹包")


async def test_several_lines_pasted_are_words_of_one(tmp_path: Path) -> None:
    mall = make_mall(tmp_path / "mall")
    await yesterday(mall)
    async with at_desk(mall) as desk:
        await desk.press("ctrl+f")
        await desk.pastes("三楼\n夹包\n")
        desk.sees("三楼电梯夹包")


async def test_while_the_journals_are_read_it_says_how_far(tmp_path: Path) -> None:
    async with at_desk(make_mall(tmp_path / "mall")) as desk:
        await desk.press("ctrl+f")
        desk.desk.search.told(3, 12)
        await desk.types("漏水")
        desk.sees("正在读取日志 25%")
        desk.desk.search.forget()
        await desk.types("点")
        desk.misses("正在读取")


async def test_without_words_enter_does_nothing_and_the_language_changes(tmp_path: Path) -> None:
    async with at_desk(make_mall(tmp_path / "mall"), language="zh-Hant") as desk:
        await desk.press("ctrl+f", "enter", "f7")
        desk.sees("歷年錄入的全部文字")
        await desk.press("f9")
        desk.sees("Everything ever typed is searched")
