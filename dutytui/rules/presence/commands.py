"""When a terminal stood open, and when it was off. The commands, which the program gives itself."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

from dutytui.rules.commands import Command
from dutytui.rules.lazy_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class OpenDesk(Command):
    """This terminal stands open from now on. alive: when it was last known to be, if it ended without saying so."""

    AFTER_CLOSING: ClassVar[bool] = True
    BY_ITSELF: ClassVar[bool] = True
    BY_NOBODY: ClassVar[bool] = True

    day: date
    writer: str
    alive: datetime | None = None


@dataclass(frozen=True, slots=True)
class CloseDesk(Command):
    """This terminal is closed in order."""

    AFTER_CLOSING: ClassVar[bool] = True
    BY_ITSELF: ClassVar[bool] = True
    BY_NOBODY: ClassVar[bool] = True

    day: date
    writer: str
