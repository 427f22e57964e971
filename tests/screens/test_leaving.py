"""The program ends while its clock goes on and others go on recording."""

from __future__ import annotations

from pathlib import Path

from textual import events

from dutytui.widgets.bars import TopBar
from tests.desk import at_desk


async def test_a_second_that_passes_while_the_screens_are_taken_down_is_no_crash(mall: Path) -> None:
    async with at_desk(mall) as desk:
        await desk.app.screen.query_one(TopBar).remove()
        desk.app._running = False  # what Textual does first of all when it ends
        desk.app._tick()
        desk.app.refresh_desk()
        desk.app._running = True


async def test_keys_typed_ahead_of_the_end_are_no_crash(mall: Path) -> None:
    """Somebody goes on typing while the program leaves: what still waits in its queue finds no screen any more."""
    async with at_desk(mall) as desk:
        app = desk.app
        kept, app._running = {mode: list(stack) for mode, stack in app._screen_stacks.items()}, False
        for stack in app._screen_stacks.values():
            stack.clear()
        await app.on_event(events.Key("3", "3"))
        for mode, stack in kept.items():
            app._screen_stacks[mode].extend(stack)
        app._running = True
