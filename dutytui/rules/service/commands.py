"""What a person wants of a case. Its remarks, corrections, handling and closing are those of its log entry.

`day` is the business day of the entry, `entry` its subject. `at` is when it happened, None for now.
"""

from __future__ import annotations

from dataclasses import field
from datetime import date, datetime
from typing import ClassVar

from dutytui.rules.commands import Command, EntryFields
from dutytui.rules.lazy_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class OpenCase(Command):
    """An entry with what its kind asks for. details: values by field, `fold.TOPIC` among them; a choice by its id."""

    AFTER_CLOSING: ClassVar[bool] = True

    day: date
    fields: EntryFields
    details: dict[str, str] = field(default_factory=dict)
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class DetailCase(Command):
    """Give or change details; "" clears one. Those left out stay as they are.

    reason: why, where two terminals gave different ones.
    """

    day: date
    entry: str
    details: dict[str, str] = field(default_factory=dict)
    reason: str = ""


@dataclass(frozen=True, slots=True)
class FeedBackCase(Command):
    """The customer was told; note says what."""

    day: date
    entry: str
    note: str
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class CallBackCase(Command):
    """The customer was called after the handling. outcome: one of `fold.OUTCOMES`; all but satisfied need a note."""

    day: date
    entry: str
    outcome: str
    note: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class KeepCase(Command):
    """It stays open overnight, and why. night: the business day that ends, None for today."""

    day: date
    entry: str
    reason: str
    night: date | None = None
