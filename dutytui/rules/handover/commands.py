"""The duty, its one holder, and its handover. The commands. `handover` is a subject, ``handover:<id>``."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from dutytui.rules.commands import Command, Value
from dutytui.rules.lazy_dataclass import dataclass


class Side(StrEnum):
    GIVING = "giving"
    RECEIVING = "receiving"


@dataclass(frozen=True, slots=True)
class TakeDuty(Command):
    """The first of the day takes the duty. Where two hold it, it says who does: holder, "" for oneself; reason: why."""

    day: date
    holder: str = ""
    at: datetime | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class BeginHandover(Command):
    """The holder begins to hand the duty over. receiver: who is expected to take it, "" for not known yet."""

    day: date
    receiver: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class CountArticle(Command):
    """counted: as typed or a number; reason: why it is not what was expected."""

    day: date
    handover: str
    article: str
    counted: Value
    reason: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class PlanMatter(Command):
    """What the giver says of a matter: how grave it is, whose it is, and "if … then …"; "" leaves a part as it is."""

    day: date
    handover: str
    matter: str
    plan: str = ""
    severity: str = ""
    owner: str = ""


@dataclass(frozen=True, slots=True)
class AcknowledgeMatter(Command):
    """The receiver has understood one matter; read_back: in own words, for the grave ones."""

    day: date
    handover: str
    matter: str
    read_back: str = ""


@dataclass(frozen=True, slots=True)
class SignHandover(Command):
    """The giver signs first, the receiver's signature passes the duty. anyway: though it went very quickly."""

    day: date
    handover: str
    side: Side
    anyway: bool = False
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class RefuseHandover(Command):
    """The receiver does not take the duty like this: it stays where it is, and the giver mends it or begins anew."""

    day: date
    handover: str
    reason: str


@dataclass(frozen=True, slots=True)
class WithdrawHandover(Command):
    """The giver does not hand over after all."""

    day: date
    handover: str
    reason: str
