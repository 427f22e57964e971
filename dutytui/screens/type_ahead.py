"""Keys typed faster than the screen follows go where they were meant to.

Textual hands each key to what has the focus at that moment, while the key before may still be opening a dialog. Without
this, the first digits of a number would change the screen behind the form they were typed for, and a key could ask a
dialog for fields it has not got yet. So a key waits here until what the one before has set off is done.
"""

from __future__ import annotations

import asyncio
from collections import deque
from contextlib import suppress

from textual.app import App, ScreenStackError
from textual.events import Event
from textual.message_pump import MessagePump

_ROUNDS = 8
"""A key may open a screen, whose focus goes to a field: each changes who is waited for once more."""
_PATIENCE = 0.5
"""Seconds for one widget. One that is just being removed does not answer any more."""


class TypeAhead:
    """The keys of one app, in the order in which they were typed."""

    def __init__(self, app: App[None]) -> None:
        self._app = app
        self._waiting: deque[Event] = deque()
        self._due: Event | None = None
        self._following: asyncio.Task[None] | None = None

    def lets_through(self, typed: Event) -> bool:
        """Whether `typed`, a key or paste, is to be dealt with now. If not it is kept and posted again in its turn."""
        if self._following is not None and typed is not self._due:
            self._waiting.append(typed)
            return False
        self._following = asyncio.create_task(self._follow())
        return True

    async def _follow(self) -> None:
        with suppress(ScreenStackError):  # the app is ending
            await self._quiet()
        if self._waiting:
            self._due = self._waiting.popleft()
            self._app.post_message(self._due)
        else:
            self._following = self._due = None

    async def _quiet(self) -> None:
        """Return when the app, what has the focus and everything around it have dealt with all their messages."""
        app, known = self._app, None
        for _round in range(_ROUNDS):
            await _dealt_with(app)
            place = app.screen, app.focused
            for node in (place[1] or place[0]).ancestors_with_self:
                await _dealt_with(node)
            if place == known:
                return
            known = place


async def _dealt_with(pump: MessagePump) -> None:
    done = asyncio.Event()
    if pump.call_later(done.set):
        with suppress(TimeoutError):
            await asyncio.wait_for(done.wait(), _PATIENCE)
