"""The one module that reads the real clock; everything else is handed a `Clock`."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Protocol


class Clock(Protocol):
    def now(self) -> datetime:
        """The moment, aware, in the mall's time zone."""
        ...


class SystemClock:
    def __init__(self, zone: tzinfo) -> None:
        self._zone = zone

    def now(self) -> datetime:
        return datetime.now(UTC).astimezone(self._zone)


def passed() -> float:
    """Seconds since some beginning, by a clock that nobody sets: for what must go on however the real one jumps."""
    return time.monotonic()


def rest(seconds: float) -> None:
    """Let the machine do something else for so long. For commands that wait; nothing on the screen does."""
    time.sleep(seconds)


class FastClock:
    """Starts at a given moment and runs `rate` times as fast as the real one (a demo, a rehearsal)."""

    def __init__(self, start: datetime, rate: float) -> None:
        self._start = start
        self.rate = rate
        self._since = time.monotonic()

    def now(self) -> datetime:
        return self._start + timedelta(seconds=(time.monotonic() - self._since) * self.rate)
