"""The queue: what waits for whom, found by pinyin, approved in one go, and quick with thousands of rows."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dutytui.rules.approvals.commands import SignRequest
from dutytui.rules.approvals.course import Standing
from dutytui.screens.approvals.batch import BatchForm
from dutytui.screens.approvals.delegation import AwayScreen
from dutytui.screens.approvals.rows import QueueRows, by_part
from dutytui.screens.approvals.screen import ApprovalsScreen
from dutytui.screens.now import NowScreen
from dutytui.widgets.rows import RowList
from tests.desk import make_mall
from tests.screens.approvals.office import (
    answers,
    becomes,
    message,
    office,
    seen,
    submits,
    tries,
    with_trial_flow,
)

OUTING = {
    "purpose": "客流调查",
    "place": "城东",
    "leaves": "2026-11-24",
    "returns": "2026-11-25",
    "route": "两天",
}


@pytest.fixture
def mall(tmp_path: Path) -> Path:
    return with_trial_flow(make_mall(tmp_path))


async def test_the_soonest_due_stands_first_and_what_is_late_says_so(mall: Path) -> None:
    async with office(mall) as robot:
        submits(robot)
        tries(robot, note="灯箱")
        await robot.press("6")
        await becomes(robot, "manager")
        shown = robot.screen
        assert shown.index("灯箱") < shown.index("春季家居展"), "due in an hour, and the other in two days"
        await robot.at("11:30")
        assert "30" in robot.row_of("灯箱")
        robot.sees("超时 30 分")


async def test_a_request_that_waits_for_others_is_counted_though_no_row_is_mine(mall: Path) -> None:
    async with office(mall) as robot:
        await robot.press("6")
        await becomes(robot, "lead")
        robot.sees("全商场未结 0")
        await robot.press("1")
        await becomes(robot, "supervisor")
        tries(robot, note="灯箱")
        await becomes(robot, "lead")
        await robot.press("6")
        robot.sees("全商场未结 1")
        robot.misses("灯箱")


async def test_a_request_is_found_by_pinyin(mall: Path) -> None:
    async with office(mall) as robot:
        tries(robot, note="灯箱")
        tries(robot, note="横幅")
        await robot.press("6", "f3")
        await robot.types("hf")
        robot.sees("横幅")
        robot.misses("灯箱")
        await robot.press("escape")
        robot.sees("灯箱", "横幅")


async def test_several_are_approved_with_one_opinion_and_what_is_refused_says_why(mall: Path) -> None:
    async with office(mall) as robot:
        places = [tries(robot, note=note) for note in ("灯箱", "横幅", "地贴")]
        await robot.press("6")
        await becomes(robot, "manager")
        await robot.press("space", "space", "space", "1")
        assert isinstance(robot.app.screen, BatchForm), message(robot)
        robot.sees("灯箱", "横幅", "地贴")
        await robot.types("同意")
        # Another terminal is quicker with one of them.
        robot.session.submit(SignRequest(places[0].day, places[0].request, "先批了"))
        await robot.press("enter")
        assert isinstance(robot.app.screen, ApprovalsScreen)
        assert all(seen(robot, place).row.standing is Standing.APPROVED for place in places)
        assert "2" in message(robot) and "TRY-1123-1" in message(robot)
        assert [act.words for act in seen(robot, places[1]).acts][-1] == "同意"


async def test_one_that_is_looked_at_alone_cannot_be_marked_and_1_stays_the_destination(mall: Path) -> None:
    async with office(mall) as robot:
        submits(robot)
        await robot.press("6")
        await becomes(robot, "manager")
        await robot.press("space")
        assert "SY003-1123-1" in message(robot)
        await robot.press("1")
        assert isinstance(robot.app.screen, NowScreen)


async def test_everything_open_and_what_has_ended_are_a_key_away(mall: Path) -> None:
    async with office(mall) as robot:
        tries(robot, note="灯箱")
        await robot.press("6")
        await becomes(robot, "lead")
        robot.misses("灯箱")
        await robot.press("ctrl+t")
        robot.sees("灯箱")
        await becomes(robot, "supervisor")
        await robot.press("escape", "enter", "9", "enter", "escape")
        robot.misses("灯箱")
        await robot.press("left_square_bracket")
        robot.sees("灯箱")
        await robot.press("right_square_bracket")
        robot.misses("灯箱")


async def test_somebody_away_has_another_decide_in_their_place(mall: Path) -> None:
    async with office(mall) as robot:
        place = tries(robot)
        await robot.press("6")
        await becomes(robot, "manager")
        await robot.press("ctrl+g", "ctrl+n")
        await answers(robot, "韩", "", "+3", "休假")
        assert isinstance(robot.app.screen, AwayScreen), message(robot)
        robot.sees("韩十七", "休假")
        await robot.press("escape")
        await becomes(robot, "vp")
        await robot.press("enter")
        robot.sees("秦二十一")
        await robot.press("1", "enter")
        view = seen(robot, place)
        signed = view.acts[-1]
        assert signed.by.id == "han-shiqi" and signed.delegate_of is not None
        await becomes(robot, "manager")
        await robot.press("ctrl+g", "enter")
        assert isinstance(robot.app.screen, AwayScreen)
        await robot.press("enter")
        robot.misses("休假")


async def test_a_mall_without_flows_is_told_what_brings_them(mall: Path) -> None:
    shutil.rmtree(mall / "checklists" / "flows")
    (mall / "checklists" / "approvals.yaml").unlink()
    calendar = mall / "checklists" / "calendar.yaml"
    calendar.write_text(calendar.read_text("utf-8").split("obligations:")[0], "utf-8")
    (mall / "checklists" / "figures.yaml").unlink()
    async with office(mall) as robot:
        await robot.press("6")
        robot.sees("init --missing")
        await robot.press("ctrl+n")
        assert isinstance(robot.app.screen, ApprovalsScreen)


async def test_thousands_of_rows_are_made_only_where_they_are_seen(mall: Path) -> None:
    async with office(mall) as robot:
        place = tries(robot)
        row = seen(robot, place).row
        rows = [row for _number in range(5000)]
        asked: list[int] = []

        class Counting(QueueRows):
            def line(self, index: int, width: int):  # type: ignore[no-untyped-def]
                asked.append(index)
                return super().line(index, width)

        await robot.press("6")
        listed = robot.app.screen.query_one("#queue", RowList)
        listed.show(Counting(by_part(rows), robot.session.now(), {}))
        await robot.press("end", "pageup", "down")
        assert len(set(asked)) < 200


@pytest.mark.parametrize(("size", "language"), [((80, 24), "zh-Hans"), ((120, 40), "en")])
async def test_the_tenth_request_of_a_day_is_told_from_the_first(
    mall: Path, size: tuple[int, int], language: str
) -> None:
    """The list beside the detail is narrower at 120 columns than at 80."""
    async with office(mall, size=size, language=language) as robot:
        for _time in range(10):
            submits(robot, "SC-010", OUTING)
        await robot.press("6")
        robot.sees(*(f" SC-010-1123-{number} " for number in range(1, 11)))


async def test_a_flow_is_found_by_its_id_though_digits_choose_rows(mall: Path) -> None:
    """SY007 is the fourth row of those that begin with SY00, and no row is on 7."""
    async with office(mall) as robot:
        await robot.press("6", "ctrl+n")
        await robot.types("sy007")
        robot.sees(">1 SY007")
        await robot.press("enter")
        robot.sees("外出登记")


async def test_the_flow_whose_id_was_typed_stands_before_one_whose_words_begin_like_it(mall: Path) -> None:
    """In English an activity EXecution Plan fits what finds EXP."""
    async with office(mall, language="en", who="qin-ershiyi", post="marketing_manager") as robot:
        await robot.press("6", "ctrl+n")
        await robot.types("exp")
        robot.sees(">1 EXP", "2 CA-3")


async def test_what_is_not_in_my_queue_is_one_key_from_being_found(mall: Path) -> None:
    async with office(mall) as robot:
        submits(robot)
        await becomes(robot, "vp")
        await robot.press("6", "f3")
        await robot.types("春季")
        robot.sees("待办里没有找到", "Ctrl+T")
        await robot.press("ctrl+t")
        robot.sees("SY003-1123-1")


async def test_the_key_row_offers_only_what_does_something_here(mall: Path) -> None:
    async with office(mall) as robot:
        await robot.press("6")
        robot.sees("F5 驳回", "F6 收回签名", "Ctrl+N 新建审批单")
        robot.misses("F4 不做", "F5 异常")
        await robot.press("f9")
        robot.sees("F5 駁回", "空白 標記")
