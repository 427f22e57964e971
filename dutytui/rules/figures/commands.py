"""What a person wants of an assessment. day: the last of the quarter; subject: id of who is assessed (figures.yaml).

Quarters are assessed when they are over, so all of this may be given after the day has been closed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from typing import ClassVar

from dutytui.rules.commands import Command
from dutytui.rules.lazy_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Assess(Command):
    """Give marks. by: an `Assessor`; marks: number by measure, all of those that this assessor gives.

    correct: they stand for what was given before, and note says why.
    """

    AFTER_CLOSING: ClassVar[bool] = True

    day: date
    subject: str
    by: str
    marks: Mapping[str, float] = field(default_factory=dict)
    note: str = ""
    correct: bool = False


@dataclass(frozen=True, slots=True)
class DrawConsequence(Command):
    """Draw what the program proposes. request: subject of the request that it began, "" for none."""

    AFTER_CLOSING: ClassVar[bool] = True

    day: date
    subject: str
    consequence: str
    note: str = ""
    request: str = ""
