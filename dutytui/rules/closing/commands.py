"""Late stays, the sweep team, and the closing of a day. The commands."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

from dutytui.rules.commands import Command
from dutytui.rules.lazy_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class JoinSweep(Command):
    """Somebody goes the sweep for a post, or takes the place of whoever did. person: an id of people.yaml; reason: why
    this one, where terminals apart named two."""

    day: date
    post: str
    person: str
    at: datetime | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class RegisterStay(Command):
    """Somebody stays after closing. place: of mall.yaml; until: when they mean to leave."""

    day: date
    name: str
    place: str
    until: datetime
    reason: str
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class EndStay(Command):
    """Somebody who stayed late has left. stay: its subject."""

    AFTER_CLOSING: ClassVar[bool] = True

    day: date
    stay: str
    note: str = ""
    at: datetime | None = None
