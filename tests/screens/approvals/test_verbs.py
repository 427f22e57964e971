"""What else is done about a request than to agree to it: returned to a step, rejected, taken back, one signer more."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from dutytui.rules.approvals.course import Standing
from dutytui.rules.approvals.views import Progress
from dutytui.screens.approvals.form import RequestForm
from dutytui.screens.approvals.page import RequestScreen
from dutytui.screens.approvals.screen import ApprovalsScreen
from dutytui.widgets.picker import Picker
from dutytui.widgets.text_pane import TextPane
from tests.desk import Robot, make_mall
from tests.screens.approvals.office import (
    answers,
    becomes,
    body,
    message,
    office,
    seen,
    submits,
    tries,
    with_trial_flow,
)

ADVANCE = {"purpose": "布展", "kind": "advance", "budget": 500_000, "amount": 400_000, "over_budget": False}
CHANGE = {"change": "巡场改为 40 分钟", "version": "0" * 12, "takes_effect": "2026-12-01"}
MANAGER_AND_VP = ("Marketing manager reviews", "Operations VP reviews")
SCREENS = pytest.mark.parametrize(("size", "language"), [((80, 24), "zh-Hans"), ((120, 40), "en")])


@pytest.fixture
def mall(tmp_path: Path) -> Path:
    return with_trial_flow(make_mall(tmp_path))


async def signs(robot: Robot, *people: str) -> None:
    """One after another; the last one's page stays open."""
    for who in people:
        await becomes(robot, who)
        await robot.press("enter", "1", "enter")
        assert isinstance(robot.app.screen, RequestScreen), message(robot)


def steps(robot: Robot) -> str:
    return "\n".join(robot.app.screen.query_one("#steps", TextPane).shown)


def options(robot: Robot) -> list[str]:
    """The rows of the list that is open to choose from."""
    return str(robot.app.screen.query_one(Picker).render()).split("\n")


@SCREENS
async def test_returned_to_an_earlier_step_it_goes_on_with_whoever_returned_it(
    mall: Path, size: tuple[int, int], language: str
) -> None:
    """The VP in between is neither asked again nor offered as a step that lies before the manager's."""
    async with office(mall, size=size, language=language) as robot:
        place = submits(robot)
        await robot.press("6")
        await signs(robot, "manager", "vp")
        await becomes(robot, "gm")
        await robot.press("enter", "3")
        titles = ("市场经理审核", "运行副总审核") if language == "zh-Hans" else MANAGER_AND_VP
        assert [title for title in titles for row in options(robot)[1:] if title in row] == list(titles)
        await answers(robot, "2", "再问一次预算")
        assert "再问一次预算" in body(robot)
        await becomes(robot, "manager")
        await robot.press("enter", "3")
        assert len(options(robot)) == 1, "there is no step before the first"
        await robot.press("escape", "1", "enter")
        view = seen(robot, place)
        assert view.row.step is not None and view.row.step["en"] == "General manager decides"
        await signs(robot, "gm")
        assert seen(robot, place).row.standing is Standing.APPROVED


async def test_what_an_amendment_turns_is_asked_for_with_it(mall: Path) -> None:
    """Outside the plan after all: the reason why, which nobody had to give before, is needed now."""
    async with office(mall) as robot:
        place = submits(robot)
        await robot.press("6")
        await becomes(robot, "manager")
        await robot.press("enter", "4")
        assert "计划外理由" not in robot.screen, "offered to be amended, though it is not asked for"
        await answers(robot, "2", "", "没有列入计划")
        await becomes(robot, "supervisor")
        await robot.press("enter")
        assert "计划外理由" not in body(robot)
        await robot.press("1")
        assert "计划外理由" not in steps(robot)
        await robot.press("2")
        robot.sees("计划外理由", "董事长")
        await robot.press("f2")
        assert isinstance(robot.app.screen, RequestForm), "outside the plan, and nobody knows why"
        await answers(robot, "品牌临时要来", "已改")
        view = seen(robot, place)
        assert view.row.standing is Standing.WAITING, message(robot)
        assert [stage.progress for stage in view.stages] == [Progress.HERE, *[Progress.AHEAD] * 3]
        assert "品牌临时要来" in body(robot)


async def test_rejected_to_be_drawn_up_again_it_comes_back_with_all_its_answers(mall: Path) -> None:
    async with office(mall) as robot:
        place = submits(robot)
        await robot.press("6")
        await becomes(robot, "manager")
        await robot.press("enter", "2")
        await answers(robot, "重写方案")
        assert seen(robot, place).row.standing is Standing.SENT_BACK
        await becomes(robot, "supervisor")
        robot.sees("SY003-1123-1")
        await robot.press("enter", "1")
        assert "春季家居展" in steps(robot) and "重写方案" in robot.screen
        await robot.types("二")
        await robot.press("f2")
        assert isinstance(robot.app.screen, RequestScreen), message(robot)
        assert "春季家居展二" in body(robot)
        assert seen(robot, place).row.standing is Standing.WAITING


async def test_a_settlement_that_finance_rejects_is_done_again_by_whoever_was_given_the_advance(mall: Path) -> None:
    """EXP: over 3,000 yuan finance looks at what the advance came to."""
    async with office(mall) as robot:
        place = submits(robot, "EXP", ADVANCE)
        await robot.press("6")
        await signs(robot, "ops", "杨十八")
        await becomes(robot, "supervisor")
        await robot.press("enter", "1")
        await answers(robot, "3900", "2", "发票.pdf", "")
        await becomes(robot, "杨十八")
        await robot.press("enter", "2")
        await answers(robot, "缺一张发票")
        view = seen(robot, place)
        assert view.row.step is not None and view.row.step["en"] == "What it came to", message(robot)
        await becomes(robot, "supervisor")
        await robot.press("enter")
        assert "缺一张发票" in body(robot)
        await robot.press("1")
        assert "3900" in steps(robot).replace(",", "")
        await robot.press("f2")
        await signs(robot, "杨十八")
        assert seen(robot, place).row.standing is Standing.APPROVED


async def test_a_signature_is_taken_back_on_the_page_and_in_the_queue(mall: Path) -> None:
    """Three sign in any order, as for SOP; while the step is open each can take the own signature back."""
    flow, approvals = mall / "checklists" / "flows" / "SOP.yaml", mall / "checklists" / "approvals.yaml"
    # Without files that it would put in force it goes like any other.
    flow.write_text(re.sub(r"(?m)^adopts: .*\n", "", flow.read_text("utf-8")), "utf-8")
    approvals.write_text(re.sub(r"(?m)^change_control: .*\n", "", approvals.read_text("utf-8")), "utf-8")
    async with office(mall, who="li-si", post="ops_manager") as robot:
        place = submits(robot, "SOP", CHANGE)
        await robot.press("6")
        for key in ("0", "f6"):
            await signs(robot, "gm")
            assert [one.name["zh-Hans"] for one in seen(robot, place).row.waits_for] == ["财务", "运行副总"]
            if key == "f6":
                await robot.press("escape", "ctrl+t")
                robot.sees("SOP-1123-1")
            await robot.press(key)
            assert "总经理" in [one.name["zh-Hans"] for one in seen(robot, place).row.waits_for], message(robot)
            if key == "f6":
                assert isinstance(robot.app.screen, ApprovalsScreen)
        await robot.press("enter")
        assert body(robot).count("收回签名") == 2


async def test_a_signer_after_me_signs_before_it_goes_on(mall: Path) -> None:
    async with office(mall) as robot:
        place = tries(robot, yuan=200_000)
        await robot.press("6")
        await becomes(robot, "manager")
        await robot.press("enter", "6")
        await answers(robot, "谢", "2", "")
        await robot.press("1", "enter")
        assert [one.name["zh-Hans"] for one in seen(robot, place).row.waits_for] == ["谢三十五"], message(robot)
        await signs(robot, "lead")
        assert "副总审核" in body(robot)
        await signs(robot, "vp")
        assert seen(robot, place).row.standing is Standing.APPROVED


# -- two desks apart --------------------------------------------------------------------------------------------------


@asynccontextmanager
async def desks_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[tuple[Robot, Robot]]:
    """Two terminals with a local folder each, which hear of each other only where a test says so (`meet`)."""
    monkeypatch.setenv("DUTYTUI_HOME", str(tmp_path / "home-here"))
    async with office(with_trial_flow(make_mall(tmp_path / "here"))) as here:
        monkeypatch.setenv("DUTYTUI_HOME", str(tmp_path / "home-there"))
        async with office(with_trial_flow(make_mall(tmp_path / "there")), terminal="there") as there:
            yield here, there


async def meet(here: Robot, there: Robot) -> None:
    for one, other in ((here, there), (there, here)):
        known = [event for subject in other.session.state.subjects(other.session.day) for event in subject.events]
        # In the program's own turn: a screen asks for its program by the context that it is called in.
        one.app.call_later(one.session.receive, known)
        await one.settle()


async def test_agreed_here_and_rejected_there_is_settled_by_a_third_and_stands_at_both(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with desks_apart(tmp_path, monkeypatch) as (here, there):
        place = tries(here, yuan=200_000)
        await meet(here, there)
        for robot in (here, there):
            await robot.press("6")
            robot.sees("TRY-1123-1")
        await signs(here, "manager")
        await becomes(there, "尤二十二")
        await there.press("enter", "2")
        await answers(there, "太贵")
        there.sees("已驳回")
        await meet(here, there)
        for robot in (here, there):
            assert seen(robot, place).row.standing is Standing.DISPUTED
            assert "太贵" in body(robot) and "尤二十二" in body(robot) and "秦二十一" in body(robot)
        await becomes(there, "gm")
        there.sees("TRY-1123-1")
        await there.press("enter", "1")
        row = next(number for number, row in enumerate(options(there), 1) if "秦二十一" in row)
        await answers(there, str(row), "已先谈过价")
        assert seen(there, place).row.standing is Standing.WAITING, message(there)
        await meet(here, there)
        assert "已先谈过价" in body(here) and "副总审核" in body(here)
        await signs(here, "vp")
        await meet(here, there)
        there.sees("已通过")
        assert seen(there, place).row.standing is Standing.APPROVED
