"""Every shipped flow from Ctrl+N to its end by keys, along the branches of its conditions (domain §6)."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from textual import events
from textual.keys import _character_to_key

from dutytui.rules.approvals.branches import Branch, branches
from dutytui.rules.approvals.conditions import Condition, holds
from dutytui.rules.approvals.flow import Flow
from dutytui.texts.catalogue import _, pick
from dutytui.texts.conditions import value_words
from tests.desk import Robot, StandingClock, at_desk, make_mall
from tests.procedures.shipped import FLOWS, a_flow
from tests.screens.approvals.clerk import Clerk, way
from tests.screens.approvals.office import body

ALL = bool(os.environ.get("DUTYTUI_FLOWS"))
"""Every branch; else as few as meet each condition holding and not holding."""
AT_ONCE = 4
"""Requests that go round at one desk."""
_LOOKS = 1000
_GLANCE = 0.005
"""Between two looks, in which the screen may draw; a test fails after so many looks, and by no clock."""


class RobotHands:
    """Keys as the terminal's driver hands them to the program; the screen is looked at until it is as wanted."""

    def __init__(self, robot: Robot) -> None:
        self.robot = robot

    async def press(self, *keys: str) -> None:
        for key in keys:
            self._send(key, key if len(key) == 1 else None)

    async def types(self, text: str) -> None:
        for character in text:
            self._send(_character_to_key(character), character)

    def _send(self, key: str, character: str | None) -> None:
        driver = self.robot.app._driver
        assert driver is not None
        event = events.Key(key, character)
        event.set_sender(self.robot.app)
        driver.send_message(event)

    async def until(self, good: Callable[[str], bool], wanted: str) -> str:
        shown = ""
        for _look in range(_LOOKS):
            await self.robot.settle()
            shown = self.robot.screen
            if good(shown):
                return shown
            await asyncio.sleep(_GLANCE)
        raise AssertionError(f"{wanted}\n{shown}")

    async def whole(self) -> str:
        return "\n".join(f" {line}" for line in body(self.robot).split("\n")) + "\n"


# -- which branches ---------------------------------------------------------------------------------------------------


def parts(condition: Condition) -> Iterator[Condition]:
    """It and everything that it is made of."""
    yield condition
    for part in condition.of:
        yield from parts(part)


def outcomes(flow: Flow, branch: Branch) -> set[tuple[int, bool]]:
    """How each condition of a flow, and each comparison in it, comes out on a branch."""
    turning = (*flow.fields, *flow.steps, *flow.informed, *flow.follows)
    every = [part for one in turning if one.when is not None for part in parts(one.when)]
    return {(number, holds(one, branch.values)) for number, one in enumerate(every)}


def walked(flow: Flow) -> list[Branch]:
    """Every branch; or, the shorter ones first, as few as show all that any branch shows."""
    every = sorted(branches(flow), key=lambda branch: len(branch.asked) + 3 * len(branch.stages))
    if ALL:
        return every
    chosen: list[Branch] = []
    shown: set[tuple[int, bool]] = set()
    while True:
        most = max(every, key=lambda branch: len(outcomes(flow, branch) - shown))
        if chosen and not outcomes(flow, most) - shown:
            return chosen
        chosen.append(most)
        shown |= outcomes(flow, most)


# -- the walk ---------------------------------------------------------------------------------------------------------

SCREENS = (((80, 24), "zh-Hans"), ((120, 40), "en"), ((80, 24), "zh-Hant"))
ASKED_FOR = [one for one in FLOWS if not a_flow(one).adopts]
"""A change of the procedures is not begun here but with its files (tests/changes)."""
WALKS = [(flow, part) for flow in ASKED_FOR for part in range(-(-len(walked(a_flow(flow))) // AT_ONCE))]


@pytest.mark.parametrize(("flow_id", "part"), WALKS)
async def test_every_flow_goes_from_hand_to_hand_until_nothing_is_left_to_do(
    flow_id: str, part: int, tmp_path: Path
) -> None:
    """Each branch from another post; signs, carries out, calls in and follows up whoever the page names."""
    size, language = SCREENS[(FLOWS.index(flow_id) + part) % len(SCREENS)]
    clock = StandingClock(time="09:00")
    async with at_desk(make_mall(tmp_path), size=size, language=language, clock=clock) as robot:
        procedures = robot.session.procedures
        flow = procedures.approvals.flow(flow_id)
        assert flow is not None
        await robot.press("6")
        clerk = None
        for number, branch in list(enumerate(walked(flow)))[part * AT_ONCE :][:AT_ONCE]:
            if clerk is not None:
                await clerk.back()
            clerk = Clerk(RobotHands(robot), procedures, flow, branch, who=clerk.who if clerk else "")
            whole = await clerk.takes_round(flow.submitters[number % len(flow.submitters)])
            robot.sees(_("approved"))
            shows_its_way(clerk, whole)


def shows_its_way(clerk: Clerk, whole: str) -> None:
    """The page says what was asked and what was not, and what turned the way is on it as it was filled in."""
    flow, branch = clerk.flow, clerk.branch
    there = {pick(stage.step.title) for stage in branch.stages}
    shown = way(whole)
    assert list(shown) == [pick(step.title) for step in flow.steps]
    assert {title for title, (word, _notes) in shown.items() if word == _("signed")} == there
    assert {word for title, (word, _notes) in shown.items() if title not in there} <= {_("not asked")}
    once = _("{who}: the same person, asked once", who="")
    covered = {title for title, (_word, notes) in shown.items() if once in notes}
    assert clerk.steps == [title for title in shown if title in there and title not in covered]
    for field in flow.fields:
        if branch.values.get(field.id) is not None:
            words = value_words(field, branch.values[field.id])
            assert any(pick(field.title) in row and words in row for row in whole.split("\n")), (field.id, words)
