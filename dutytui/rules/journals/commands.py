"""The day's written journals: the duty manager's four sections, a floor's three. The commands."""

from __future__ import annotations

from datetime import date

from dutytui.rules.commands import Command
from dutytui.rules.lazy_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class WriteSection(Command):
    """Add a paragraph. page: ``page:<book>/<section>``, with ``@<floor>`` for a floor's."""

    day: date
    page: str
    text: str


@dataclass(frozen=True, slots=True)
class LeaveSectionEmpty(Command):
    """Nothing is to be written today, and why."""

    day: date
    page: str
    reason: str
