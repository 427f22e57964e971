"""Requests from Ctrl+N to their end in a real terminal: by keys alone, in Chinese at 80x24, in English at 120x40."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from dutytui.rules.approvals.branches import Branch, branches
from dutytui.rules.approvals.conditions import Given
from dutytui.texts import catalogue
from dutytui.texts.catalogue import _, pick
from tests.flows.stock import recorded
from tests.flows.terminal import MISSING, TerminalDesk
from tests.procedures.shipped import a_flow, shipped
from tests.screens.approvals.clerk import Clerk

pytestmark = pytest.mark.skipif(bool(MISSING), reason=MISSING)

ALL = bool(os.environ.get("DUTYTUI_FLOWS"))
SMALL, LARGE = ("zh-Hans", (80, 24)), ("en", (120, 40))
KEYS = {"enter": "Enter", "escape": "Escape", "down": "Down", "up": "Up", "f2": "F2", "f8": "F8"}
"""Textual's names in tmux' words; ``ctrl+n`` is ``C-n``."""


@dataclass(frozen=True)
class Round:
    """turns: values of the fields that turn the way; the shortest branch that has them is taken."""

    flow: str
    screen: tuple[str, tuple[int, int]]
    turns: Mapping[str, Given] = field(default_factory=dict)
    always: bool = False

    @property
    def branch(self) -> Branch:
        fitting = (one for one in branches(a_flow(self.flow)) if self.turns.items() <= one.values.items())
        return min(fitting, key=lambda branch: len(branch.stages))


ROUNDS = (
    Round("SY003", SMALL, {"planned": False}, always=True),
    Round("ORD", LARGE, {"variant": "purchase", "kind": "trial", "audit": True, "to_return": True}, always=True),
    Round("ORD", SMALL, {"variant": "turnkey", "kind": "normal"}),
    Round("ORD", SMALL, {"variant": "integrated", "audit": True}),
    Round("CA-3", LARGE, {"planned": False, "people": 301, "cost": 100_000_01}),
    Round("SY005", SMALL),
    Round("SY006", LARGE, {"major": True}),
)


class TerminalHands:
    def __init__(self, desk: TerminalDesk) -> None:
        self.desk = desk

    async def press(self, *keys: str) -> None:
        if keys:
            self.desk.press(*(KEYS.get(key, key.replace("ctrl+", "C-")) for key in keys))

    async def types(self, text: str) -> None:
        if text:
            self.desk.types(text)

    async def until(self, good: Callable[[str], bool], wanted: str) -> str:
        # Twice the same: tmux may look at a screen that is half drawn.
        return self.desk.tmux.until(lambda shown: good(shown) and self.desk.tmux.screen == shown, wanted)

    async def whole(self) -> str:
        return self.desk.tmux.screen


@pytest.fixture(params=[one for one in ROUNDS if ALL or one.always], ids=lambda one: one.flow)
def round_(request: pytest.FixtureRequest) -> Iterator[Round]:
    catalogue.use(request.param.screen[0])
    yield request.param
    catalogue.use("en")


async def test_a_request_goes_from_hand_to_hand_in_a_terminal(round_: Round, tmp_path: Path, mall: Path) -> None:
    language, size = round_.screen
    flow = a_flow(round_.flow)
    desk = TerminalDesk(tmp_path, mall, size=size, language=language)
    desk.start()
    try:
        desk.sees(_("Who is at the desk?"))
        desk.types("1")
        desk.sees("张三")
        desk.press("6")
        desk.sees(f" {_('Approvals')}  {_('for me')} 0")
        clerk = Clerk(TerminalHands(desk), shipped(), flow, round_.branch)
        await clerk.takes_round(flow.submitters[0])
        desk.sees(f"{clerk.number}  {pick(flow.title)}  {_('approved')}")
        desk.press("Escape", "C-q")
        desk.ends()
    finally:
        desk.close()
    titles = [pick(stage.step.title) for stage in round_.branch.stages]
    assert [title for title in titles if title in clerk.steps] == clerk.steps
    events = recorded(mall)
    assert [event["kind"] for event in events].count("request_submitted") == 1
    signed = [event["data"] for event in events if event["kind"] == "request_signed"]
    seats = [seat for data in signed for seat in (data["seat"], *data.get("seats", ()))]
    assert sorted(seats) == sorted(seat.key for stage in round_.branch.stages for seat in stage.seats)
