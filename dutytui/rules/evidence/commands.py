"""That nothing was changed. The commands."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from dutytui.rules.commands import Command
from dutytui.rules.evidence.heads import Heads
from dutytui.rules.lazy_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class WitnessHeads(Command):
    """This terminal has these heads of everybody's journals. The program gives it by itself."""

    AFTER_CLOSING: ClassVar[bool] = True
    BY_ITSELF: ClassVar[bool] = True
    BY_NOBODY: ClassVar[bool] = True

    day: date
    writer: str
    heads: Heads


@dataclass(frozen=True, slots=True)
class AcknowledgeAlarm(Command):
    """Somebody has looked at a piece of evidence and says what they know of it. evidence: its id."""

    AFTER_CLOSING: ClassVar[bool] = True

    day: date
    evidence: str
    words: str
