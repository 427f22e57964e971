"""Knows when the terminal has been handed what was drawn: Textual writes in a thread and says nothing of it.

That thread gets its turn when the program's own one pauses. What the program goes on to work out, because the row that
a key has changed is drawn, would otherwise be worked out before that row is on its way.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from contextvars import copy_context
from functools import partial
from threading import Lock
from typing import Any

from textual.driver import Driver
from textual.message_pump import MessagePump

Act = Callable[[], None]

REST = 0.001
"""Seconds in which the system hands on what it was given: on a busy core it does so when the program rests."""


class Written:
    """The file that Textual's thread writes to. Passes everything on, and counts what was handed over and is out."""

    def __init__(self, file: Any) -> None:
        self._file = file
        self._guard = Lock()
        self._handed = self._written = self._out = 0
        self._waiting: list[tuple[int, Act]] = []

    def hand(self) -> None:
        """One text more is on its way to `write`."""
        self._handed += 1

    def write(self, text: str) -> int:
        self._written += 1
        count: int = self._file.write(text)
        return count

    def flush(self) -> None:
        self._file.flush()
        with self._guard:
            self._out = self._written
            due = [act for until, act in self._waiting if until <= self._out]
            self._waiting = [one for one in self._waiting if one[0] > self._out]
        for act in due:
            act()

    def when_out(self, act: Act) -> bool:
        """Call `act`, in the thread that writes, once all that was handed over so far is out. False if it is."""
        with self._guard:
            waits = self._out < self._handed
            if waits:
                self._waiting.append((self._handed, act))
        return waits

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


def counting(driver: type[Driver]) -> type[Driver]:
    """The driver, with a `Written` for its file where it has one for a thread to write to."""

    class Counting(driver):  # type: ignore[misc, valid-type]
        def __init__(self, *arguments: Any, **options: Any) -> None:
            super().__init__(*arguments, **options)
            file = getattr(self, "_file", None)
            self._written = None if file is None else Written(file)
            if self._written is not None:
                self._file = self._written

        def write(self, data: str) -> None:
            if self._written is not None:
                self._written.hand()
            super().write(data)

    return Counting


def when_written(pump: MessagePump, act: Act) -> None:
    """Have `pump` do `act` a moment after the terminal has all that was drawn so far; at once where there is none.

    A terminal that takes no more keeps `act` waiting. Called in the thread of the program's loop.
    """
    terminal = getattr(pump.app._driver, "_file", None)
    if not isinstance(terminal, Written):
        act()
        return
    loop, here = asyncio.get_running_loop(), copy_context()

    def paused() -> None:
        loop.call_later(REST, partial(pump.call_later, act), context=here)

    def out() -> None:
        with suppress(RuntimeError):  # the last that is written may be written behind the program's end
            loop.call_soon_threadsafe(paused)

    if not terminal.when_out(out):
        paused()
