"""Closing the day, and opening it again: the commands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from typing import ClassVar

from dutytui.rules.commands import Command
from dutytui.rules.lazy_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class CloseDay(Command):
    """The day is over. reasons: by subject of what is still open, or by its group (`Matter.group`) for all of a kind;
    sure: the person was told how fast they had recorded, and stands by it."""

    AFTER_CLOSING: ClassVar[bool] = True

    day: date
    reasons: Mapping[str, str] = field(default_factory=dict)
    sure: bool = False


@dataclass(frozen=True, slots=True)
class ReopenDay(Command):
    """Something must still be recorded in a day that was closed."""

    AFTER_CLOSING: ClassVar[bool] = True

    day: date
    reason: str
