"""The program ends while its clock goes on and others go on recording."""

from __future__ import annotations

from pathlib import Path

from dutytui.widgets.bars import TopBar
from tests.desk import at_desk


async def test_a_second_that_passes_while_the_screens_are_taken_down_is_no_crash(mall: Path) -> None:
    async with at_desk(mall) as desk:
        await desk.app.screen.query_one(TopBar).remove()
        desk.app._running = False  # what Textual does first of all when it ends
        desk.app._tick()
        desk.app.refresh_desk()
        desk.app._running = True
