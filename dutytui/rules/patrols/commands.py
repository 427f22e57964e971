"""Rounds: planned, walked, late, missed, unknown. The commands.

`round` is a round's key (``floors@1130``); its subject is ``round:<key>``.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

from dutytui.rules.commands import Command
from dutytui.rules.lazy_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class DrawRounds(Command):
    """Draw the times of a route's random rounds: they follow from the seed, some letters and digits."""

    BY_ITSELF: ClassVar[bool] = True

    day: date
    route: str
    seed: str


@dataclass(frozen=True, slots=True)
class StartRound(Command):
    """Begin a planned round, or with round "" a free one of that route. behalf: who walks it, "" for oneself."""

    day: date
    route: str
    round: str = ""
    at: datetime | None = None
    behalf: str = ""


@dataclass(frozen=True, slots=True)
class ReachPoint(Command):
    """A point of a round that runs was reached; the last one ends the round. evidence: ``desk`` or ``radio``."""

    day: date
    round: str
    point: str
    evidence: str = "desk"
    at: datetime | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class EndRound(Command):
    """The round is over; with points left out, note says why."""

    day: date
    round: str
    note: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ExplainRounds(Command):
    """One reason for several rounds that were missed, late or unknown for the same cause."""

    day: date
    rounds: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What a patrol reader has stored: a point's id, the moment, the reader and the person as the file names them."""

    point: str
    at: datetime
    reader: str = ""
    person: str = ""


@dataclass(frozen=True, slots=True)
class ImportReadings(Command):
    """Readings of one day; source: the file's name. They go to the rounds that they fall into."""

    day: date
    readings: tuple[Reading, ...]
    source: str
