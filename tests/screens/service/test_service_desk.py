"""The service desk as it is worked at, in Chinese: told within the hour, settled, called back, kept, handed out."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import pytest

from dutytui.rules.commands import EntryFields
from dutytui.rules.service.commands import OpenCase
from dutytui.rules.service.fold import TOPIC
from dutytui.rules.service.unsettled import unsettled
from dutytui.rules.service.views import Timeliness
from dutytui.rules.service.views import desk as service_desk
from dutytui.rules.views import EntryStatus, EntryView
from dutytui.screens.entry import EntryScreen
from dutytui.screens.entry_forms import NoteForm
from dutytui.screens.service.screen import ServiceScreen
from dutytui.screens.service.steps import StepsForm
from dutytui.session import Saved
from dutytui.widgets.bars import BottomBar
from dutytui.widgets.rows import RowList
from dutytui.widgets.text_pane import TextPane
from tests.desk import Robot, StandingClock, at_desk, make_mall


@pytest.fixture
def mall(tmp_path: Path) -> Path:
    return make_mall(tmp_path)


def served(mall: Path, time: str = "14:32", **how: Any) -> AbstractAsyncContextManager[Robot]:
    return at_desk(mall, clock=StandingClock(time=time), **how)


def entry_of(robot: Robot, place: int = 0) -> EntryView:
    return robot.session.logbook().entries[place]


def opens(robot: Robot, kind: str, topic: str = "", **details: str) -> str:
    """A case as somebody else has opened it just now."""
    given = details | ({TOPIC: topic} if topic else {})
    saved = robot.session.submit(OpenCase(robot.session.day, EntryFields(kind, "顾客来总台"), given))
    assert isinstance(saved, Saved), saved
    return saved.events[0].on


async def answers(robot: Robot, *words: str) -> None:
    """Step after step: a digit where there is a choice, else words and Enter; "" only goes on."""
    for word in words:
        if len(word) == 1 and word.isdigit():
            await robot.press(word)
        else:
            await robot.types(word)
            await robot.press("enter")


async def says(robot: Robot, key: str, words: str) -> None:
    """An act with one note."""
    await robot.press(key)
    assert isinstance(robot.app.screen, NoteForm), message(robot)
    await robot.types(words)
    await robot.press("enter")


def message(robot: Robot) -> str:
    return robot.app.screen.query_one(BottomBar).message


def body(robot: Robot) -> str:
    return "\n".join(robot.app.screen.query_one("#entry-body", TextPane).shown)


async def test_a_price_complaint_is_settled_at_once(mall: Path) -> None:
    """DS §3: price: cause found and settled at once; SY006: told within the hour."""
    async with served(mall) as robot:
        await robot.press("8", "ctrl+n")
        await answers(robot, "1", "3", "货架价与收银价不符")
        await robot.press("f2")
        assert isinstance(robot.app.screen, ServiceScreen)
        entry = entry_of(robot)
        assert entry.case is not None and entry.due == entry.case.settle_by
        assert "15" in robot.row_of("货架价与收银价不符")
        await robot.press("enter", "2")
        assert isinstance(robot.app.screen, EntryScreen)
        assert "原因" in message(robot) and "当场处理" in message(robot)
        await robot.press("6")
        await answers(robot, "促销签未撤", "按低价收取并换签")
        await robot.press("f2")
        assert "促销签未撤" in body(robot)
        await says(robot, "2", "已改签")
        await robot.press("3")
        assert isinstance(robot.app.screen, EntryScreen), "closed although nobody has told the customer"
        await robot.press("7")
        await answers(robot, "已按低价收取", "")
        await robot.press("8")
        await answers(robot, "1", "", "")
        await says(robot, "3", "完")
        assert entry_of(robot).status is EntryStatus.CLOSED
        await robot.press("escape")
        assert service_desk(robot.session.look()).timeliness == Timeliness(in_time=1)
        robot.sees("1/1")


async def test_a_complaint_about_attitude_names_the_person(mall: Path) -> None:
    """DS §3: attitude: the responsible person is named and handled. The quick line knows the topic by its word."""
    async with served(mall, who="chen-shier", post="service_desk") as robot:
        await robot.press("f2")
        await robot.types("1430 客诉 3F 态度 导购不理人")
        await robot.press("enter", "8", "enter")
        assert entry_of(robot).case is not None and entry_of(robot).case.topic == "attitude"  # type: ignore[union-attr]
        await robot.press("2")
        assert "责任人" in message(robot)
        await robot.press("6")
        await answers(robot, "三楼12号柜导购")
        await robot.press("f2")
        await says(robot, "2", "已道歉并培训")
        assert entry_of(robot).status is EntryStatus.HANDLED
        assert "三楼12号柜导购" in body(robot)


async def test_a_dissatisfied_customer_keeps_the_complaint_open(mall: Path) -> None:
    async with served(mall) as robot:
        opens(robot, "complaint", "other")
        await robot.press("8", "enter")
        await says(robot, "2", "已解释")
        await robot.press("7")
        await answers(robot, "已解释", "")
        await robot.press("8")
        await answers(robot, "2")
        await robot.press("f2")
        assert isinstance(robot.app.screen, StepsForm), "saved without saying what the customer wants"
        await answers(robot, "要求书面道歉", "")
        await robot.press("3")
        assert isinstance(robot.app.screen, EntryScreen)
        assert entry_of(robot).status is EntryStatus.HANDLED
        await says(robot, "4", "再处理")
        assert entry_of(robot).status is EntryStatus.OPEN


async def test_a_complaint_stays_open_overnight_with_a_reason(mall: Path) -> None:
    """field.md: a complaint open overnight must be recorded."""
    async with served(mall, time="21:10") as robot:
        opens(robot, "complaint", "goods_quality")
        assert [matter.code for matter in unsettled(robot.session.look())] == ["case_open_overnight"]
        await robot.press("8", "enter")
        await says(robot, "9", "等厂家明天来人鉴定")
        assert not unsettled(robot.session.look())
        assert "等厂家明天来人鉴定" in body(robot)
        await robot.press("9")
        assert isinstance(robot.app.screen, EntryScreen), "asked twice for the same night"


async def test_found_things_are_handed_out_to_whoever_shows_a_document(mall: Path) -> None:
    async with served(mall) as robot:
        await robot.press("8", "ctrl+n")
        # kind, topic, text, finder, where it is kept; the hand-out comes later; what it is, where found
        await answers(robot, "3", "1", "黑色雨伞", "保安吴九", "总台三号柜", "", "", "黑伞一把", "东门")
        await robot.press("f2", "enter")
        await says(robot, "2", "已登记入柜")
        await robot.press("3")
        assert "领取人" in message(robot)
        await robot.press("6")
        await answers(robot, "失主本人", "1")
        await robot.press("f2")
        await says(robot, "3", "已领走")
        assert entry_of(robot).status is EntryStatus.CLOSED
        assert "已查验" in body(robot)


async def test_a_return_is_handled_with_a_decision(mall: Path) -> None:
    async with served(mall) as robot:
        await robot.press("8", "ctrl+n")
        await answers(robot, "2", "大衣开线", "大衣", "有小票", "开线", "1")
        await robot.press("f2", "enter")
        await says(robot, "2", "已换新")
        assert entry_of(robot).status is EntryStatus.HANDLED
        assert "换货" in body(robot)


async def test_the_form_goes_on_where_it_was_left(mall: Path) -> None:
    async with served(mall) as robot:
        await robot.press("8", "ctrl+n")
        await answers(robot, "1", "4")
        await robot.types("导购顶撞")
        await robot.press("escape", "ctrl+n")
        robot.sees("服务态度", "导购顶撞")
        await robot.press("f2")
        assert entry_of(robot).text == "导购顶撞"
        await robot.press("ctrl+n")
        robot.misses("导购顶撞")


async def test_an_injury_cannot_be_opened_without_saying_who_is_hurt(mall: Path) -> None:
    async with served(mall) as robot:
        await robot.press("8", "ctrl+n")
        await answers(robot, "4", "扶梯口滑倒")
        await robot.press("f2")
        assert isinstance(robot.app.screen, StepsForm)
        assert not robot.session.logbook().entries
        await robot.press("2", "f2")
        assert entry_of(robot).text == "扶梯口滑倒"


async def test_a_feedback_of_an_hour_ago_is_in_time(mall: Path) -> None:
    async with served(mall, time="10:00") as robot:
        opens(robot, "complaint", "other")
        await robot.at("12:00")
        await robot.press("8")
        robot.sees("0/1")
        await robot.press("enter", "7")
        await answers(robot, "已告知", "2530")
        assert isinstance(robot.app.screen, StepsForm), "took a time that is none"
        await robot.press(*["backspace"] * 4)
        await answers(robot, "1050")
        await robot.press("escape")
        robot.sees("1/1")


async def test_a_text_of_an_answer_is_not_lost_by_going_back_a_step(mall: Path) -> None:
    async with served(mall) as robot:
        await robot.press("8", "ctrl+n")
        await answers(robot, "1", "4")
        await robot.types("导购顶撞")
        await robot.press("shift+tab", "tab")
        robot.sees("导购顶撞")
        await robot.press("f2")
        assert entry_of(robot).text == "导购顶撞"


async def test_keys_of_a_case_do_nothing_on_another_entry(mall: Path) -> None:
    async with served(mall) as robot:
        await robot.press("f2")
        await robot.types("报修 2F 灯不亮")
        await robot.press("enter", "3", "enter")
        assert isinstance(robot.app.screen, EntryScreen)
        for key in "6789":
            await robot.press(key)
            assert isinstance(robot.app.screen, EntryScreen)
            assert "service.yaml" in message(robot)


async def test_a_mall_without_the_file_is_told_what_to_add(mall: Path) -> None:
    (mall / "checklists" / "service.yaml").unlink()
    async with served(mall) as robot:
        await robot.press("8")
        robot.sees("service.yaml")
        await robot.press("ctrl+n")
        assert isinstance(robot.app.screen, ServiceScreen)


async def test_f6_takes_the_last_act_back_and_f3_finds_by_pinyin(mall: Path) -> None:
    async with served(mall) as robot:
        opens(robot, "complaint", "attitude")
        opens(robot, "complaint", "origin")
        await robot.press("8", "f3")
        await robot.types("fwtd")
        assert len(robot.app.screen.query_one(RowList).rows) == 2
        await robot.press("enter", "f6")
        found = {entry.number: entry.case for entry in robot.session.logbook().entries}
        assert found["1"] is not None and found["1"].topic == ""
        assert found["2"] is not None and found["2"].topic == "origin"


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)])
@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "en"])
async def test_every_page_fits_its_screen(mall: Path, size: tuple[int, int], language: str) -> None:
    """`screen_rows` fails on a row that is wider or narrower than the screen."""
    async with served(mall, time="10:00", size=size, language=language) as robot:
        opens(robot, "complaint", "price_label", cause="促销签未撤" * 30)
        opens(robot, "lost_found", "found")
        await robot.at("11:30")
        await robot.press("8")
        assert robot.screen
        await robot.press("enter")
        assert robot.screen
        for key in "679":
            await robot.press(key)
            assert robot.screen
            await robot.press("escape")
        await robot.press("escape", "ctrl+n", "1", "3")
        assert robot.screen
