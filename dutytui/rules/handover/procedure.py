"""The duty, its one holder, and its handover. What the mall's YAML says of it."""

from __future__ import annotations

from dataclasses import field

from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.self_check import SelfCheck
from dutytui.rules.words import Moment, Text


@dataclass(frozen=True, slots=True)
class Shift:
    """A moment of the day at which the duty is handed over.

    early: minutes before it from which the handover is due (relief comes early); begins: minutes before it from which a
    handover counts for this shift.
    """

    id: str
    title: Text
    at: Moment
    early: int = 0
    begins: int = 60


@dataclass(frozen=True, slots=True)
class Article:
    """Something that is counted at a handover (DS §3 shift handover). expected: how many there should be."""

    id: str
    title: Text
    expected: float
    unit: Text | None = None


@dataclass(frozen=True, slots=True)
class Handover:
    """handover.yaml. holders: posts that may hold the duty, () where the mall has no duty to hold.

    read_back: severities whose matters the receiver says back in own words; read_back_length: letters and digits that
    this takes at least, not all the same; self_check: see `dutytui.rules.self_check`.
    """

    holders: tuple[str, ...] = ()
    shifts: tuple[Shift, ...] = ()
    articles: tuple[Article, ...] = ()
    read_back: frozenset[str] = frozenset()
    read_back_length: int = 4
    self_check: SelfCheck = field(default_factory=SelfCheck)
