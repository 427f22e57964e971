"""The roll call before opening and before closing, and the order to go. The commands."""

from __future__ import annotations

from datetime import date, datetime

from dutytui.rules.commands import Command
from dutytui.rules.lazy_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class AnswerCall(Command):
    """A called post has answered. words: why it is not ready; a ready post may say something, too."""

    day: date
    call: str
    post: str
    ready: bool = True
    words: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class HoldOrder(Command):
    """Not yet: something is not in order. guards: how many were sent, None is not said.

    until: when it was over, for a hold that is entered afterwards; None while it lasts. A hold that begins after the
    order was given calls the order back; one that was over by then is only added to the record.
    """

    day: date
    call: str
    reason: str
    guards: int | None
    at: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class ReleaseOrder(Command):
    """Order is restored: the hold is over."""

    day: date
    call: str
    note: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class GiveOrder(Command):
    """Go. reason: why it is given although posts are silent or not ready."""

    day: date
    call: str
    reason: str = ""
    at: datetime | None = None
