"""The worker that drives the exchange with the share, and hands what it brings to the program's own thread.

A thread of its own and not one of the loop's pool: a dead network drive may hold it for ever, and leaving must not
wait.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from typing import Protocol

from dutytui.clock import passed, rest
from dutytui.exchange import Beat
from dutytui.rules.sharing import Reach, Sharing

_AGAIN = 0.02
"""Seconds between two beats while much is taken over: the screen gets its turn all the same."""
_LAST = 2.0
"""Seconds that leaving waits at most for what was recorded last to be shared."""
_PAUSE = 0.05


class Exchange(Protocol):
    @property
    def sharing(self) -> Sharing: ...
    @property
    def news(self) -> threading.Event: ...
    @property
    def rest(self) -> float | None: ...
    def beat(self) -> Beat: ...


class Carrying:
    """Begins at once, in a thread that has a running loop; deliver: called in that thread after each beat with news."""

    def __init__(self, exchange: Exchange, deliver: Callable[[Beat], None]) -> None:
        self._exchange = exchange
        self._deliver = deliver
        self._loop = asyncio.get_running_loop()
        self._ended = threading.Event()
        self._last: Beat | None = None
        self._thread = threading.Thread(target=self._run, name="share", daemon=True)
        self._thread.start()

    def nudge(self) -> None:
        """Something was recorded: it need not wait for the next beat."""
        self._exchange.news.set()

    def end(self) -> None:
        """What was recorded last goes to the share, if that answers: a machine that is not started again has left
        nothing behind. It is waited for no longer than `_LAST` seconds."""
        self._ended.set()
        self._exchange.news.set()
        if self._exchange.sharing.reach is Reach.HERE:
            self._thread.join(_LAST)

    def _run(self) -> None:
        self._go_on()
        until = passed() + _LAST
        while self._exchange.sharing.reach is Reach.HERE and passed() < until:
            self._exchange.beat()
            if not self._exchange.sharing.waiting:
                break
            rest(_PAUSE)

    def _go_on(self) -> None:
        while not self._ended.is_set():
            beat = self._exchange.beat()
            if beat.events or beat != self._last:
                self._hand_over(beat)
            self._last = beat
            self._exchange.news.wait(_AGAIN if beat.again else self._exchange.rest)
            self._exchange.news.clear()

    def _hand_over(self, beat: Beat) -> None:
        try:
            self._loop.call_soon_threadsafe(self._deliver, beat)
        except RuntimeError:
            self._ended.set()  # the loop is closed: the program has ended
