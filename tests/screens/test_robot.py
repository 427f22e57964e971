"""The robot itself: it sees what is drawn by now, however late Textual's own timers come."""

from __future__ import annotations

from pathlib import Path

import pytest

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
