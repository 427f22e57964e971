"""Keys typed faster than the screen follows go where they were meant to.

Textual hands each key to what has the focus at that moment, while the key before may still be opening a dialog. Without
this, the first digits of a number would change the screen behind the form they were typed for, and a key could ask a
dialog for fields it has not got yet. So each key waits for what the one before has set off.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress

from textual.app import App
from textual.message_pump import MessagePump

_ROUNDS = 4
"""A key may open a screen, whose focus goes to a field: each changes who is waited for once more."""
_PATIENCE = 0.5
"""Seconds for one widget. One that is just being removed does not answer any more."""


async def caught_up(app: App[None]) -> None:
    """Return when what has the focus, and everything around it, has dealt with all messages it has."""
    for _round in range(_ROUNDS):
        screen, focused = app.screen, app.focused
        for node in (focused or screen).ancestors_with_self:
            if node is not app:
                await _dealt_with(node)
        if (app.screen, app.focused) == (screen, focused):
            return


async def _dealt_with(pump: MessagePump) -> None:
    done = asyncio.Event()
    if pump.call_later(done.set):
        with suppress(TimeoutError):
            await asyncio.wait_for(done.wait(), _PATIENCE)
