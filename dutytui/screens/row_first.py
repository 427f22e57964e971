"""A page that shows what a key has changed before it reads what stands beside it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial

from dutytui.platform.once import OnceScreen
from dutytui.platform.written import when_written


class RowFirst(OnceScreen):
    """`afterwards` is for what may be seen a moment later."""

    def __init__(self) -> None:
        super().__init__()
        self._afterwards: dict[str, Callable[[], None]] = {}
        self._turn = 0

    @property
    def stands(self) -> bool:
        """Whether its rows are there to be drawn on."""
        return self.is_mounted and bool(self.children)

    def afterwards(self, name: str, act: Callable[[], None]) -> None:
        """Do `act` when what a key has changed stands on the terminal. name: asked for again before that, it is done
        once."""
        if not self._afterwards:
            self._turn += 1
            in_turn = partial(self._do_in_turn, self._turn)
            # A turn later: what was changed has told the screen by then that it wants to be painted.
            asyncio.get_running_loop().call_soon(self.call_after_refresh, when_written, self, in_turn)
        self._afterwards[name] = act

    def _do_in_turn(self, turn: int) -> None:
        """What waits may have been done since, and others wait: for what the key after it has changed."""
        if turn == self._turn:
            self.do_afterwards()

    def do_afterwards(self) -> None:
        """Do at once what waits for that: the next key must not find half of what the one before has set off."""
        acts, self._afterwards = self._afterwards, {}
        for act in acts.values() if self.stands else ():
            act()
