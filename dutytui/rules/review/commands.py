"""What a person says of a day that is reviewed. None of it is part of the day's own work: a closed day takes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from typing import ClassVar

from dutytui.rules.commands import Command
from dutytui.rules.lazy_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class RemarkDay(Command):
    """A remark on the day. about: the subject of the record that it is about (``item:…``), "" for the whole day."""

    AFTER_CLOSING: ClassVar[bool] = True

    day: date
    text: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class SetFollowUp(Command):
    """Something is to be done because of the day. owner: a post's or person's id; due: the last day for it."""

    AFTER_CLOSING: ClassVar[bool] = True

    day: date
    text: str
    owner: str
    due: date
    about: str = ""


@dataclass(frozen=True, slots=True)
class ChangeFollowUp(Command):
    """changes: of ``text``, ``owner`` and ``due`` (ISO date), the new values; with a reason."""

    AFTER_CLOSING: ClassVar[bool] = True

    day: date
    follow_up: str
    changes: Mapping[str, str]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class FinishFollowUp(Command):
    """It was done: note says what was."""

    AFTER_CLOSING: ClassVar[bool] = True

    day: date
    follow_up: str
    note: str


@dataclass(frozen=True, slots=True)
class ReopenFollowUp(Command):
    """It was said to be done, and is not."""

    AFTER_CLOSING: ClassVar[bool] = True

    day: date
    follow_up: str
    reason: str


@dataclass(frozen=True, slots=True)
class SignOffDay(Command):
    """The day was looked at. told: how many findings of each part (``wrong``, ``open``, ``watch``) were shown."""

    AFTER_CLOSING: ClassVar[bool] = True

    day: date
    told: Mapping[str, int] = field(default_factory=dict)
