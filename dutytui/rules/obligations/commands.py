"""What a person wants of an obligation. The day of each command is the date that it falls due on, which may be ahead.

Obligations are no part of a business day: they may be done whether or not the day has begun, or was closed.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

from dutytui.rules.commands import Command
from dutytui.rules.lazy_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class MarkDone(Command):
    """What falls due on `day` is done. behalf: one of its posts (``post:<id>``), by a post that may act for others."""

    AFTER_CLOSING: ClassVar[bool] = True

    day: date
    obligation: str
    note: str = ""
    at: datetime | None = None
    behalf: str = ""


@dataclass(frozen=True, slots=True)
class WaiveObligation(Command):
    """What falls due on `day` won't be done, with a reason."""

    AFTER_CLOSING: ClassVar[bool] = True

    day: date
    obligation: str
    reason: str
