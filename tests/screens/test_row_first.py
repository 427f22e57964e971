"""What a key has changed is on disk, then on the terminal in its row, and only then is the rest worked out."""

from __future__ import annotations

import asyncio
import io
import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

from textual.screen import Screen

from dutytui.platform.written import REST, Written
from dutytui.screens.app import DutyApp
from dutytui.screens.row_first import RowFirst
from dutytui.store.disk import Disk
from dutytui.widgets.bars import TopBar
from dutytui.widgets.text_pane import TextPane
from tests.desk import PAINT, Robot, StandingClock, at_desk, make_mall

_CODES = re.compile(r"\x1b\[[0-9;]*[mH]")
_FIRST, _DONE, _SAVED = "各处门锁检查无异常", "完成 08:22", "已保存"


class Watched:
    """order: what happened since: ``disk``, ``drawn <what>``, ``worked out <what>``."""

    def __init__(self, robot: Robot, *told: str) -> None:
        """told: texts by which a row is known once it is drawn."""
        self.order: list[str] = []
        self._app = robot.app
        self._told = told
        self.terminal = Written(io.StringIO())
        # Textual's headless driver writes nowhere: this one's file is what a terminal would be.
        self._app._driver._file = self.terminal  # type: ignore[union-attr]

    def display(self, update: Any) -> None:
        words = _CODES.sub("", update.render_segments(self._app.console)) if update is not None else ""
        self.terminal.hand()
        self.order += [f"drawn {one}" for one in self._told if one in words]

    async def writes(self) -> None:
        """The terminal takes what was drawn, as Textual's thread hands it over, and the program has rested for it."""
        for _text in range(self.terminal._handed - self.terminal._written):
            self.terminal.write("")
        self.terminal.flush()
        await asyncio.sleep(0)  # the rest begins with the loop's next turn
        await asyncio.sleep(2 * REST)


@contextmanager
def watched(robot: Robot, *told: str) -> Iterator[Watched]:
    watch = Watched(robot, *told)

    def noted(what: type, method: str, words: str) -> Any:
        before = getattr(what, method)

        def act(*arguments: Any, **named: Any) -> Any:
            watch.order.append(words)
            return before(*arguments, **named)

        return patch.object(what, method, act)

    with ExitStack() as stack:
        stack.enter_context(patch.object(Screen, "_compositor_refresh", PAINT))  # as the program does, at each step
        stack.enter_context(patch.object(DutyApp, "_display", lambda _app, _screen, update: watch.display(update)))
        stack.enter_context(noted(Disk, "sync_data", "disk"))
        stack.enter_context(noted(TopBar, "show", "worked out bar"))
        stack.enter_context(noted(TextPane, "show", "worked out pane"))
        yield watch


async def test_enter_is_on_disk_then_in_its_row_on_the_terminal_then_all_the_rest(tmp_path: Path) -> None:
    async with at_desk(make_mall(tmp_path), clock=StandingClock(time="08:22"), size=(120, 40)) as robot:
        await robot.press("2")
        robot.sees(_FIRST)
        with watched(robot, _DONE, _SAVED) as watch:
            await robot.press("enter")
            assert watch.order == ["disk", f"drawn {_DONE}", f"drawn {_SAVED}"], "the terminal has not taken it yet"
            await watch.writes()
            await robot.settle()
            assert "worked out bar" in watch.order


async def test_a_cursor_key_is_on_the_terminal_before_the_pane_beside_it_is_laid_out(tmp_path: Path) -> None:
    async with at_desk(make_mall(tmp_path), clock=StandingClock(time="08:22"), size=(120, 40)) as robot:
        with watched(robot, "> ") as watch:
            await robot.press("down")
            assert watch.order == ["drawn > "]
            await watch.writes()
            await robot.settle()
            assert watch.order[:2] == ["drawn > ", "worked out pane"]


async def test_the_next_key_finds_what_the_one_before_has_set_off_though_the_terminal_is_held(tmp_path: Path) -> None:
    async with at_desk(make_mall(tmp_path), clock=StandingClock(time="08:22"), size=(120, 40)) as robot:
        with watched(robot) as watch:
            await robot.press("down")
            assert not watch.order
            await robot.press("down")
            assert watch.order == ["worked out pane"], "of the first key; the second one's waits for its row"


async def test_what_waits_for_a_later_key_does_not_come_with_the_terminals_answer_to_the_one_before() -> None:
    """The answer to the first row must not set off what waits behind the second."""
    screen = RowFirst.__new__(RowFirst)
    screen._afterwards, screen._turn, done = {"detail": lambda: done.append(1)}, 2, []
    with patch.object(RowFirst, "stands", True):
        screen._do_in_turn(1)
        assert not done
        screen._do_in_turn(2)
    assert done
