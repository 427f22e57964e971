"""A report as plain values: sections of facts, paragraphs, tables, charts and lines to sign on.

Whoever makes one (`dutytui.reports`) has worded it; whoever writes one (a module a format) has no words of its own. So
every format says the same, and a format more needs nothing of the rules.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum

from dutytui.rules.lazy_dataclass import dataclass


class Tone(StrEnum):
    """What a paper shows in bold, too, since it may have no colour."""

    PLAIN = ""
    GOOD = "good"
    DUE = "due"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Coded:
    """A status. code: the same in every language and version, for programs; words: what people read."""

    code: str
    words: str
    tone: Tone = Tone.PLAIN


Cell = str | int | float | date | datetime | Coded | None
"""Datetimes are aware, in the mall's zone."""


@dataclass(frozen=True, slots=True)
class Column:
    """id: stays, for programs; share: how much of the width of a paper it gets beside the others."""

    id: str
    title: str
    share: int = 2


@dataclass(frozen=True, slots=True)
class Table:
    """rows: each as long as `columns`; empty: what is said in place of no rows; grouped: on a paper the first column
    becomes a heading over the rows that have it in common."""

    id: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    empty: str = ""
    grouped: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    id: str
    label: str
    value: Cell


@dataclass(frozen=True, slots=True)
class Facts:
    """A few values with their labels."""

    id: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph; its own line ends are kept."""

    text: str
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars from zero. bars: (label, value, value as written); None for nothing to say."""

    id: str
    title: str
    bars: tuple[tuple[str, float | None, str], ...]


@dataclass(frozen=True, slots=True)
class Signature:
    """A line to sign on. role: as what; by, at: who has signed in the program, "" and None for nobody yet."""

    role: str
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Signatures:
    id: str
    lines: tuple[Signature, ...]


Part = Table | Facts | Words | Chart | Signatures


@dataclass(frozen=True, slots=True)
class Section:
    id: str
    title: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Labels:
    """The few words that writers need around what they write. page: with ``{page}`` and ``{pages}`` in it."""

    made: str
    signed: str
    cut: str
    page: str


@dataclass(frozen=True, slots=True)
class Document:
    """kind: day, handover, patrol, approvals, summary; first, last: business days, both inclusive; language: a code of
    `LANGUAGES`; sections: gone through once, from the first to the last, so that a long report needs no memory."""

    kind: str
    title: str
    mall: str
    first: date
    last: date
    made: datetime
    language: str
    labels: Labels
    sections: Iterable[Section]
