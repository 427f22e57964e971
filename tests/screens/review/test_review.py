"""A supervisor in the morning: yesterday as it was, what is said of it, and the signature under it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dutytui.rules.commands import Command, EntryFields, LogEntry, TickItem, WaiveItem
from dutytui.rules.events import Event
from dutytui.rules.review.commands import FinishFollowUp, RemarkDay, SetFollowUp
from dutytui.session import Saved, Session
from dutytui.texts import catalogue
from dutytui.widgets.rows import RowList
from tests.desk import Robot, StandingClock, at_desk, in_use_since, make_mall

SUNDAY, TUESDAY = date(2026, 11, 22), date(2026, 11, 24)
LOCKS = "staff_entry/locks_checked"


def does(session: Session, *commands: Command) -> tuple[Event, ...]:
    said: tuple[Event, ...] = ()
    for command in commands:
        outcome = session.submit(command)
        assert isinstance(outcome, Saved), outcome
        said = outcome.events
    return said


@pytest.fixture
async def mall(tmp_path: Path) -> Path:
    """Sunday: the locks were checked late, one item was left out, a grave entry is open. In use since Friday."""
    folder = in_use_since(make_mall(tmp_path / "mall"), "2026-11-20")
    async with at_desk(folder, clock=StandingClock(str(SUNDAY), "12:00"), who="zhou-ba", post="security_chief") as desk:
        does(desk.session, TickItem(SUNDAY, LOCKS))
        does(desk.session, LogEntry(SUNDAY, EntryFields("safety", "三楼扶梯异响", place="3F", severity="urgent")))
    async with at_desk(folder, clock=StandingClock(str(SUNDAY), "12:05"), terminal="desk") as desk:
        does(desk.session, WaiveItem(SUNDAY, "staff_entry/lighting_on", "电工已开"))
    return folder


def stand_on(desk: Robot, words: str) -> None:
    """The cursor on the first row that says so."""
    rows = desk.app.screen.query_one(RowList)
    keys = [rows.rows.key(index) for index in range(len(rows.rows))]
    assert any(rows.go_to(key) for key in keys if words in rows.rows.at(key).words), desk.screen


def cursor(desk: Robot) -> str:
    return next((row for row in desk.screen.split("\n") if row.startswith(">")), "")


async def reviewing(desk: Robot) -> None:
    await desk.press("0")
    desk.sees("复盘 11-22 周日")


async def test_the_morning_begins_with_yesterday_and_what_went_wrong_in_it(mall: Path) -> None:
    async with at_desk(mall) as desk:
        await reviewing(desk)
        desk.sees("出了什么问题", "三楼扶梯异响", "这一天没有日结", "未完成项")
        assert "电工已开" in desk.row_of("不做：")


async def test_one_key_goes_a_day_back_and_one_comes_forward_again(mall: Path) -> None:
    async with at_desk(mall) as desk:
        await reviewing(desk)
        await desk.press("left")
        desk.sees("复盘 11-21 周六", "这一天没有任何记录")
        await desk.press("ctrl+right", "]")
        desk.sees("复盘 11-23 周一")
        await desk.press("right")
        desk.sees("复盘 11-23 周一", "已是最近一日")


async def test_a_date_is_typed_and_a_day_to_come_is_refused(mall: Path) -> None:
    async with at_desk(mall) as desk:
        await reviewing(desk)
        await desk.press("ctrl+d")
        await desk.types("12-24")
        await desk.press("enter")
        desk.sees("复盘 2025-12-24 周三", "这一天没有任何记录")
        await desk.press("ctrl+d")
        await desk.types("明年")
        await desk.press("enter")
        desk.sees("“明年”不是日期")


async def test_a_figure_leads_to_its_records_a_record_to_its_page_and_the_digit_back(mall: Path) -> None:
    async with at_desk(mall) as desk:
        await reviewing(desk)
        stand_on(desk, "检查项")
        await desk.press("enter")
        stand_on(desk, "晚完 1")
        await desk.press("enter", "down")
        assert "各处门锁检查无异常" in cursor(desk)
        await desk.press("enter")
        desk.sees("回看", "11-22 周日")
        assert "各处门锁检查无异常" in cursor(desk)
        await desk.press("0")
        desk.sees("复盘 11-22 周日")
        assert "各处门锁检查无异常" in cursor(desk)


async def test_an_entry_opens_over_the_review_and_escape_comes_back(mall: Path) -> None:
    async with at_desk(mall) as desk:
        await reviewing(desk)
        stand_on(desk, "三楼扶梯异响")
        await desk.press("enter")
        desk.sees("三楼扶梯异响", "经过")
        await desk.press("escape")
        desk.sees("复盘 11-22 周日")


async def test_remark_follow_up_and_sign_off_and_the_follow_up_is_heard_next_day(mall: Path) -> None:
    async with at_desk(mall) as desk:
        await reviewing(desk)
        await desk.press("ctrl+r")
        await desk.types("扶梯的事要追")
        await desk.press("enter")
        stand_on(desk, "扶梯的事要追")
        desk.sees("备注与跟进 1", "扶梯的事要追")
        await desk.press("ctrl+n")
        await desk.types("请厂家检查")
        await desk.press("enter")
        await desk.types("电工")
        await desk.press("enter")
        await desk.types("+1")
        await desk.press("enter")
        stand_on(desk, "请厂家检查")
        assert "11-24 周二" in cursor(desk)
        await desk.press("end", "enter", "enter")
        desk.sees("张三 已签阅", "11-23 周一 08:20 张三 值班经理 签阅")
    async with at_desk(mall, clock=StandingClock("2026-11-24", "08:20"), who="zheng-shi", post="electrician") as desk:
        await desk.at("08:21")
        assert "review_due" in {alarm.code for alarm in desk.app.alarm_watch.alarms}
        await desk.press("0")
        stand_on(desk, "请厂家检查")
        await desk.press("enter", "1")
        await desk.types("厂家已查")
        await desk.press("enter")
        assert "完成" in desk.row_of("请厂家检查")
        await desk.press("f6")
        assert "待办" in desk.row_of("请厂家检查")


async def test_what_comes_in_late_while_the_page_is_open_is_shown_as_changed_since_signed_off(mall: Path) -> None:
    async with at_desk(mall) as desk:
        await reviewing(desk)
        await desk.press("end", "enter", "enter")
        desk.sees("张三 已签阅")
        async with at_desk(mall, terminal="other") as other:
            late = does(other.session, LogEntry(SUNDAY, EntryFields("general", "补：昨晚停电"), at=at_noon(other)))
        catalogue.use("zh-Hans")  # the other desk left it in English
        desk.session.receive(late)
        await desk.settle()
        desk.sees("签阅后有变动 1")
        await desk.press("up", "f6")
        desk.misses("签阅后有变动")


def at_noon(desk: Robot) -> object:
    return desk.session.now().replace(day=22, hour=13, minute=0)


async def test_whoever_may_not_review_is_told_who_may_before_typing(mall: Path) -> None:
    async with at_desk(mall, who="wu-jiu", post="guard") as desk:
        await reviewing(desk)
        await desk.press("ctrl+r")
        desk.sees("可复盘的岗位", "值班经理")
        await desk.press("end", "enter")
        desk.sees("可复盘的岗位")
        assert not list(desk.session.state.subjects(SUNDAY, "review:"))


async def test_a_remark_is_withdrawn_by_an_event(mall: Path) -> None:
    async with at_desk(mall) as desk:
        (said,) = does(desk.session, RemarkDay(SUNDAY, "写错了"))
        await reviewing(desk)
        stand_on(desk, said.data["text"])
        await desk.press("f6")
        desk.misses("写错了")
        subject = desk.session.state.subject(SUNDAY, "review:mall")
        assert subject is not None and [event.kind for event in subject.events] == ["review_remarked", "undone"]


async def test_find_looks_into_what_is_folded(mall: Path) -> None:
    async with at_desk(mall) as desk:
        await reviewing(desk)
        await desk.press("f3")
        await desk.types("门锁")
        desk.sees("各处门锁检查无异常")
        desk.misses("出了什么问题")
        await desk.press("escape")
        desk.sees("当日实况")


async def test_the_day_before_stands_beside_and_escape_shows_the_day_alone(mall: Path) -> None:
    async with at_desk(mall, size=(120, 40)) as desk:
        await reviewing(desk)
        await desk.press("ctrl+k", "1")
        desk.sees("复盘 11-22 周日 对比 11-21 周六", "数据对比", "不同的检查项")
        await desk.press("left")
        desk.sees("复盘 11-21 周六 对比 11-20 周五")
        await desk.press("escape")
        desk.sees("复盘 11-21 周六", "这一天没有任何记录")


async def test_a_mall_without_review_in_its_posts_is_told_where_to_give_it(mall: Path) -> None:
    posts = mall / "checklists" / "posts.yaml"
    posts.write_text(posts.read_text("utf-8").replace(", review]", "]"), "utf-8")
    async with at_desk(mall) as desk:
        await reviewing(desk)
        await desk.press("ctrl+n")
        desk.sees("posts.yaml")


async def test_a_day_between_still_shows_a_follow_up_that_was_done_since(mall: Path) -> None:
    """Set on Sunday, done on Tuesday: whoever looks at Monday later sees it as it was on the way."""
    async with at_desk(mall) as desk:
        does(desk.session, TickItem(desk.session.day, LOCKS, behalf="post:security_chief"))
        on = does(desk.session, SetFollowUp(SUNDAY, "换封条", "security_chief", TUESDAY))[0].on
    async with at_desk(mall, clock=StandingClock(str(TUESDAY), "12:00")) as desk:
        does(desk.session, FinishFollowUp(SUNDAY, on, "已换"))
    async with at_desk(mall, clock=StandingClock("2026-11-26", "08:20")) as desk:
        await desk.press("0", "ctrl+d")
        await desk.types("11-23")
        await desk.press("enter")
        stand_on(desk, "换封条")
        assert "完成" in cursor(desk)
        await desk.press("ctrl+d")
        await desk.types("11-25")
        await desk.press("enter")
        desk.misses("换封条")
