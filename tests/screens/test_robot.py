"""The robot itself: it sees what is drawn by now, however late Textual's own timers come."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.strip import Strip

from dutytui.widgets.text_pane import TextPane
from tests.desk import at_desk


async def test_what_lies_beneath_a_form_is_drawn_before_the_robot_looks(
    mall: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_desk(mall) as desk:
        await desk.press("f2")
        for screen in desk.app.screen_stack:
            monkeypatch.setattr(screen._update_timer, "resume", screen._update_timer.pause)  # a machine with other work
        await desk.at("08:31")
        desk.sees("08:31:00", "内容")


async def test_what_does_not_say_that_it_has_changed_is_seen_as_it_was_though_nobody_had_looked_yet(
    mall: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_desk(mall, size=(120, 40)) as desk:
        pane = desk.app.screen.query_one(TextPane)  # Textual keeps its rows; those of lists are made when one looks
        monkeypatch.setattr(pane, "render_line", lambda y: Strip.blank(pane.size.width))
        shown = desk.screen
        pane.refresh()
        await desk.settle()
        assert desk.screen != shown
