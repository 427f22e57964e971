"""Keys typed faster than the screen follows go where they were meant to.

Textual hands each key to what has the focus at that moment, while the key before may still be opening a dialog. Without
this, the first digits of a number would change the screen behind the form they were typed for, and a key could ask a
dialog for fields it has not got yet. So a key waits here until what the one before has set off is done.
"""

from __future__ import annotations

import asyncio
from collections import deque
from contextlib import suppress

from textual import events
from textual.app import App, ScreenStackError
from textual.events import Event
from textual.message_pump import MessagePump

from dutytui.platform.textual_pumps import is_idle
from dutytui.screens.row_first import RowFirst

_ROUNDS = 8
"""A key may open a screen, whose focus goes to a field: each changes who is waited for once more."""
_TURNS = 100
"""Turns of the loop in which what most keys set off is done."""
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
        for screen in self._app.screen_stack:
            if isinstance(screen, RowFirst):
                screen.do_afterwards()
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
        """Return when the app, what has the focus or had it since, and all around them have dealt with their messages.

        Seen twice in a row: what one has just sent another is with neither of them for a moment.
        """
        concerned: dict[MessagePump, None] = {}
        for _round in range(_ROUNDS):
            seen = 0
            for _turn in range(_TURNS):
                await asyncio.sleep(0)
                place = self._app.focused or self._app.screen
                concerned.update(dict.fromkeys((self._app, *place.ancestors_with_self)))
                busy = next((pump for pump in concerned if not is_idle(pump)), None)
                seen = seen + 1 if busy is None else 0
                if seen == 2:
                    return
            await _dealt_with(busy)


async def _dealt_with(pump: MessagePump | None) -> None:
    """It takes longer: until all that it has been sent so far had its turn."""
    done = asyncio.Event()
    if pump is not None and pump.post_message(events.Callback(callback=done.set)):
        with suppress(TimeoutError):
            await asyncio.wait_for(done.wait(), _PATIENCE)
