"""Lists of five hundred rows walked through by keys at 80x24: the cursor is always in sight, and nothing breaks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from dutytui.rules.approvals.commands import SubmitRequest
from dutytui.rules.commands import SignIn
from dutytui.rules.events import ROUND_STARTED
from dutytui.rules.patrols.commands import EndRound, StartRound
from dutytui.rules.review.commands import RemarkDay, SetFollowUp
from dutytui.widgets.rows import RowList
from tests.desk import Robot
from tests.screens.morning import TODAY, MorningDesk, at_the_desk

MANY = 500
_RESEARCH = {"kind": "routine", "starts": "2026-12-01", "ends": "2026-12-31", "content": "二百人", "budget": 0}
YESTERDAY = TODAY - timedelta(days=1)


def cases(desk: MorningDesk) -> None:
    for number in range(MANY):
        desk.logs(f"价格标签与收银不一致，第{number + 1}条", kind="complaint", place="3F")


def remarks(desk: MorningDesk) -> None:
    for number in range(MANY):
        desk.does(RemarkDay(YESTERDAY, f"remark {number + 1}", ""))


def follow_ups(desk: MorningDesk) -> None:
    for number in range(MANY):
        desk.does(SetFollowUp(YESTERDAY, f"follow-up {number + 1}", "electrician", TODAY, ""))


def requests(desk: MorningDesk) -> None:
    desk.does(SignIn("lyu-ershiwu", "吕二十五", "market_supervisor"))
    for number in range(MANY):
        desk.does(SubmitRequest(TODAY, "SY001", {**_RESEARCH, "topic": f"第{number + 1}次顾客动线调查"}))


def rounds(desk: MorningDesk) -> None:
    for number in range(MANY):
        begun = desk.clock.now() - timedelta(minutes=MANY - number)
        desk.does(StartRound(TODAY, "floors", at=begun))
        key = next(event.on for event in reversed(desk.journal.events) if event.kind == ROUND_STARTED)
        desk.does(EndRound(TODAY, key.removeprefix("round:"), "a look", at=begun + timedelta(seconds=50)))


def in_sight(robot: Robot) -> str:
    """The row with the cursor's mark; there is exactly one."""
    rows = [row for row in robot.screen.split("\n") if row.startswith(">")]
    assert len(rows) == 1, robot.screen
    return rows[0]


@pytest.mark.parametrize(
    ("digit", "fills"),
    [("3", cases), ("8", cases), ("0", remarks), ("0", follow_ups), ("6", requests), ("4", rounds)],
    ids=["entries", "cases", "remarks", "follow-ups", "requests", "rounds"],
)
async def test_five_hundred_rows_are_walked_through_and_the_cursor_stays_in_sight(
    digit: str, fills: Callable[[MorningDesk], None]
) -> None:
    desk = MorningDesk("17:50" if fills is rounds else "08:20")
    fills(desk)
    async with at_the_desk(desk) as robot:
        await robot.press(digit)
        rows = robot.app.screen.query_one(RowList)
        assert len(rows.rows) >= MANY
        seen = set()
        for key in ("end", "home", "pagedown", "pagedown", "pageup", "down", "down", "up", "end", "up", "pageup"):
            await robot.press(key)
            seen.add(in_sight(robot))
        assert len(seen) >= 7
        await robot.press("home")
        begins = rows.cursor
        for _page in range(MANY):
            before = rows.cursor
            await robot.press("pagedown")
            in_sight(robot)
            if rows.cursor == before:
                break
        assert rows.cursor is not None and begins is not None and rows.cursor - begins >= MANY - 1
