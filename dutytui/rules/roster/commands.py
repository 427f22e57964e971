"""What a person wants of the roster, and how a terminal introduces itself.

key and box: public halves in hex; own: the key of the terminal at which it is wanted; day: the business day now.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from typing import ClassVar

from dutytui.rules.commands import Command
from dutytui.rules.lazy_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Enrolling:
    """A terminal as the roster names it. box is "" for one that has not presented itself yet."""

    key: str
    box: str
    name: str


@dataclass(frozen=True, slots=True)
class BeginRoster(Command):
    """Found the mall's roster: from now on only the records of enrolled terminals count.
    terminals: those that are there, this one among them."""

    AFTER_CLOSING: ClassVar[bool] = True

    day: date
    own: str
    terminals: tuple[Enrolling, ...]


@dataclass(frozen=True, slots=True)
class PresentTerminal(Command):
    """This terminal introduces itself. The program does this by itself."""

    AFTER_CLOSING: ClassVar[bool] = True
    BY_ITSELF: ClassVar[bool] = True
    BY_NOBODY: ClassVar[bool] = True

    day: date
    terminal: Enrolling


@dataclass(frozen=True, slots=True)
class EnrolTerminal(Command):
    """Let a terminal in, after its fingerprint was compared. read: the fingerprint, or its second half, as it was read
    at the other machine. Of one that was revoked everything counts again."""

    AFTER_CLOSING: ClassVar[bool] = True

    day: date
    own: str
    key: str
    name: str
    read: str


@dataclass(frozen=True, slots=True)
class RevokeTerminal(Command):
    """Shut a terminal out. cut: the last event (number, hash) that still counts of each of its journals."""

    AFTER_CLOSING: ClassVar[bool] = True

    day: date
    own: str
    key: str
    reason: str
    cut: Mapping[str, tuple[int, str]] = field(default_factory=dict)
