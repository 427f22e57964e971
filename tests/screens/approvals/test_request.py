"""One request as it is worked at: from Ctrl+N to its end, returned and revised, rejected, disputed, followed up."""

from __future__ import annotations

from pathlib import Path

import pytest

from dutytui.rules import events
from dutytui.rules.approvals.commands import SignRequest
from dutytui.rules.approvals.course import Standing
from dutytui.rules.approvals.views import Share
from dutytui.screens.approvals.form import RequestForm
from dutytui.screens.approvals.page import RequestScreen
from dutytui.screens.approvals.screen import ApprovalsScreen
from dutytui.session import Saved
from dutytui.widgets.rows import RowList
from dutytui.widgets.text_pane import TextPane
from tests.desk import make_mall
from tests.screens.approvals.office import (
    answers,
    becomes,
    body,
    elsewhere,
    message,
    office,
    seen,
    submits,
    tries,
    with_trial_flow,
)


@pytest.fixture
def mall(tmp_path: Path) -> Path:
    return with_trial_flow(make_mall(tmp_path))


async def test_an_exhibition_outside_the_plan_goes_up_to_the_chairman(mall: Path) -> None:
    """MO SY003: outside the plan the chairman decides after the general manager."""
    async with office(mall) as robot:
        await robot.press("6", "ctrl+n")
        await robot.types("zhfa")
        await robot.press("enter")
        assert "董事长" not in robot.screen
        await answers(robot, "春季家居展", "2")
        robot.sees("董事长", "计划外理由")
        await answers(robot, "临时有品牌要来", "12-5", "+20", "客流三万", "营运部：同意", "20万", "方案.pdf")
        assert isinstance(robot.app.screen, ApprovalsScreen), message(robot)
        assert "SY003-1123-1" in message(robot)
        robot.sees("SY003-1123-1", "春季家居展")
        for who in ("manager", "vp", "gm", "chairman"):
            await becomes(robot, who)
            await robot.press("enter", "1")
            await answers(robot, "同意")
            assert isinstance(robot.app.screen, RequestScreen), message(robot)
        view = robot.app.screen.view
        assert view is not None and view.row.standing is Standing.APPROVED
        assert [act.kind for act in view.acts] == [events.REQUEST_SUBMITTED] + [events.REQUEST_SIGNED] * 4
        assert "200,000" in body(robot) and "2026-12-05" in body(robot)


async def test_a_wrong_amount_is_said_at_its_field_and_nothing_is_lost(mall: Path) -> None:
    async with office(mall) as robot:
        await robot.press("6", "ctrl+n")
        await robot.types("TRY")
        await robot.press("enter")
        await answers(robot, "灯箱", "很多")
        assert isinstance(robot.app.screen, RequestForm)
        assert "10万" in message(robot)
        await robot.press("backspace", "backspace")
        await answers(robot, "200万")
        assert "1,000,000" in message(robot)
        await robot.press(*["backspace"] * 4)
        await robot.types("10万")
        await robot.press("escape", "ctrl+n")
        await robot.types("TRY")
        await robot.press("enter")
        robot.sees("灯箱", "100,000")
        await robot.press("f2")
        assert isinstance(robot.app.screen, ApprovalsScreen)


async def test_a_document_is_recorded_with_the_beginning_of_its_hash(mall: Path, tmp_path: Path) -> None:
    paper = tmp_path / "papers" / "offer.pdf"
    paper.parent.mkdir()
    paper.write_bytes(b"an offer")
    async with office(mall) as robot:
        await robot.press("6", "ctrl+n")
        await robot.types("TRY")
        await robot.press("enter")
        await answers(robot, "灯箱", "500")
        await robot.types(f"{paper.parent}/off")
        robot.sees("offer.pdf")
        await robot.press("tab")
        robot.sees("offer.pdf 3b3806a2e030")
        await robot.press("f2")
        await robot.press("enter")
        assert "offer.pdf 3b3806a2e030" in body(robot)


@pytest.mark.parametrize(("size", "language"), [((80, 24), "zh-Hans"), ((120, 40), "en")])
async def test_what_was_returned_comes_again_to_whoever_returned_it(
    mall: Path, size: tuple[int, int], language: str
) -> None:
    async with office(mall, size=size, language=language) as robot:
        place = submits(robot)
        await robot.press("6")
        await becomes(robot, "manager")
        await robot.press("enter", "1", "enter")
        await becomes(robot, "vp")
        await robot.press("enter", "4")
        await answers(robot, "7", "", "预算写清楚")
        assert seen(robot, place).row.standing is Standing.SENT_BACK, message(robot)
        await becomes(robot, "supervisor")
        await robot.press("enter")
        assert "预算写清楚" in body(robot)
        await robot.press("1")
        robot.sees("预算写清楚", "200,000")
        assert "春季家居展" not in "".join(robot.app.screen.query_one("#steps", TextPane).shown)
        await robot.press(*["backspace"] * 9)
        await answers(robot, "18万", "已改")
        view = seen(robot, place)
        assert view.row.standing is Standing.WAITING
        # The manager saw the budget, so the manager is asked again before the VP.
        assert view.row.step is not None and view.row.step["en"] == "Marketing manager reviews"
        assert "180,000" in body(robot)


@pytest.mark.parametrize(("size", "language"), [((80, 24), "zh-Hans"), ((120, 40), "en")])
async def test_a_rejection_needs_an_opinion(mall: Path, size: tuple[int, int], language: str) -> None:
    async with office(mall, size=size, language=language) as robot:
        place = tries(robot)
        await robot.press("6")
        await becomes(robot, "manager")
        await robot.press("enter", "f5", "enter")
        assert isinstance(robot.app.screen, RequestForm)
        await answers(robot, "没有必要")
        assert seen(robot, place).row.standing is Standing.REJECTED
        assert "没有必要" in body(robot)
        await robot.press("1")
        assert isinstance(robot.app.screen, RequestScreen)
        assert message(robot)


async def test_nobody_decides_their_own_and_is_told_who_does(mall: Path) -> None:
    async with office(mall) as robot:
        tries(robot)
        await robot.press("6", "enter", "1")
        assert isinstance(robot.app.screen, RequestScreen)
        assert "秦二十一" in message(robot)


async def test_handed_on_copied_reminded_and_withdrawn(mall: Path) -> None:
    async with office(mall) as robot:
        place = tries(robot)
        await robot.press("6")
        await becomes(robot, "manager")
        await robot.press("enter", "5")
        await answers(robot, "韩", "出差")
        assert [one.name["zh-Hans"] for one in seen(robot, place).row.waits_for] == ["韩十七"], message(robot)
        await robot.press("7")
        await answers(robot, "蒋", "", "供参考")
        await becomes(robot, "supervisor")
        await robot.press("enter", "8")
        assert "韩十七" in message(robot)
        await robot.press("8")
        assert "11:00" in message(robot)
        await becomes(robot, "gm")
        assert any(Share.TOLD in row.shares for row in [seen(robot, place).row])
        await robot.press("enter")
        assert not any(Share.TOLD in row.shares for row in [seen(robot, place).row])
        await becomes(robot, "supervisor")
        await robot.press("enter", "9", "enter")
        assert seen(robot, place).row.standing is Standing.WITHDRAWN


async def test_a_signer_before_me_signs_first_and_i_take_my_signature_back(mall: Path) -> None:
    async with office(mall) as robot:
        place = tries(robot)
        await robot.press("6")
        await becomes(robot, "manager")
        await robot.press("enter", "6")
        await answers(robot, "韩", "1", "请先看")
        assert len(seen(robot, place).stages) == 3
        await robot.press("1")
        assert isinstance(robot.app.screen, RequestScreen)
        await becomes(robot, "vp")
        await robot.press("enter", "1", "enter")
        await robot.press("0")
        assert isinstance(robot.app.screen, RequestScreen)
        assert [stage.progress.value for stage in seen(robot, place).stages][:2] == ["signed", "here"]
        assert message(robot)


async def test_two_decisions_made_apart_are_settled_by_a_person(mall: Path) -> None:
    async with office(mall) as robot:
        place = tries(robot, yuan=200_000)
        origin = robot.session.state.subject(place.day, place.request).events[0]  # type: ignore[union-attr]
        await robot.press("6")
        await becomes(robot, "manager")
        assert isinstance(robot.session.submit(SignRequest(place.day, place.request, "可以")), Saved)
        rejected = elsewhere(
            origin,
            events.REQUEST_REJECTED,
            "you-ershier",
            "marketing_manager",
            seat="manager/marketing_manager",
            opinion="太贵",
        )
        robot.session.receive([rejected])
        await robot.settle()
        assert seen(robot, place).row.standing is Standing.DISPUTED
        await robot.press("ctrl+t", "enter")
        line = robot.row_of("太贵")
        assert "可以" in line, "not side by side"
        robot.sees("office-2", "尤二十二", "秦二十一")
        await robot.press("1")
        assert isinstance(robot.app.screen, RequestScreen), "settled by somebody without the right"
        await becomes(robot, "gm")
        await robot.press("enter", "1", "2")
        await answers(robot, "先问过价格")
        view = seen(robot, place)
        assert not view.contending and view.row.standing in {Standing.REJECTED, Standing.WAITING}
        assert "先问过价格" in body(robot)


async def test_what_happens_meanwhile_is_said_and_nothing_is_overwritten(mall: Path) -> None:
    async with office(mall) as robot:
        place = tries(robot, yuan=200_000)
        origin = robot.session.state.subject(place.day, place.request).events[0]  # type: ignore[union-attr]
        await robot.press("6")
        await becomes(robot, "manager")
        await robot.press("enter", "1")
        await robot.types("我也同意")
        signed = elsewhere(
            origin, events.REQUEST_SIGNED, "you-ershier", "marketing_manager", seat="manager/marketing_manager"
        )
        robot.session.receive([signed])
        await robot.settle()
        assert "尤二十二" in message(robot)
        await robot.press("enter")
        assert isinstance(robot.app.screen, RequestForm)
        robot.sees("我也同意")
        assert sum(act.kind == events.REQUEST_SIGNED for act in seen(robot, place).acts) == 1


@pytest.mark.parametrize(("size", "language"), [((80, 24), "zh-Hans"), ((120, 40), "en")])
async def test_what_follows_is_begun_with_one_key_and_what_was_filled_in(
    mall: Path, size: tuple[int, int], language: str
) -> None:
    async with office(mall, size=size, language=language) as robot:
        place = tries(robot, note="秋季展")
        await robot.press("6")
        await becomes(robot, "manager")
        await robot.press("enter", "1", "enter")
        view = seen(robot, place)
        assert view.row.standing is Standing.APPROVED and len(view.row.follows) == 2
        await robot.press("1")
        await answers(robot, "归入三号柜")
        assert len(seen(robot, place).row.follows) == 1, message(robot)
        await becomes(robot, "supervisor")
        await robot.press("enter", "1")
        assert isinstance(robot.app.screen, RequestForm), message(robot)
        robot.sees("秋季展", "SY003")
        await answers(robot, "1", "12-5", "+20", "客流", "同意", "1万", "方案.pdf")
        assert not seen(robot, place).row.follows
        assert seen(robot, place).follows[1].started


async def test_what_follows_will_not_be_and_says_why(mall: Path) -> None:
    async with office(mall) as robot:
        place = tries(robot)
        await robot.press("6")
        await becomes(robot, "manager")
        await robot.press("enter", "1", "enter", "2")
        await robot.press("enter")
        assert isinstance(robot.app.screen, RequestForm), "won't be, without a reason"
        await answers(robot, "电子存档")
        assert len(seen(robot, place).row.follows) == 1
        assert "电子存档" in body(robot)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)])
@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "en"])
async def test_every_form_fits_its_screen(mall: Path, size: tuple[int, int], language: str) -> None:
    """`screen_rows` fails on a row that is wider or narrower than the screen."""
    async with office(mall, size=size, language=language) as robot:
        tries(robot, note="很长的事由" * 40, yuan=200_000)
        await robot.press("6")
        assert robot.screen
        await robot.press("ctrl+n", "7")
        assert robot.screen
        await robot.press("escape")
        await becomes(robot, "manager")
        await robot.press("enter")
        assert robot.screen
        for key in "1234567":
            await robot.press(key)
            assert robot.screen
            await robot.press("escape")
        await robot.press("escape", "f3")
        assert robot.app.screen.query_one(RowList).rows
        assert robot.screen
