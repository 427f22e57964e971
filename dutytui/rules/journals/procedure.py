"""The day's written journals: the duty manager's four sections, a floor's three. What the mall's YAML says of it."""

from __future__ import annotations

from dataclasses import field

from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.words import Text


@dataclass(frozen=True, slots=True)
class Gathers:
    """What is offered to the writer of a section, from what the day has recorded already.

    items: ``phase/item`` whose values are told; failed: items found not right; kinds and severities: log entries of
    these (ids of logbook.yaml; either fits); sales: the figures of the sales review.
    """

    items: tuple[str, ...] = ()
    failed: bool = False
    kinds: tuple[str, ...] = ()
    severities: tuple[str, ...] = ()
    sales: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """posts: who writes it; required: the closing of the day asks for it, filled or left empty with a reason."""

    id: str
    title: Text
    posts: tuple[str, ...]
    hint: Text | None = None
    required: bool = True
    gathers: Gathers = field(default_factory=Gathers)


@dataclass(frozen=True, slots=True)
class Book:
    """each: "" for one of the whole mall, ``floors`` for one a floor."""

    id: str
    title: Text
    sections: tuple[Section, ...]
    each: str = ""


@dataclass(frozen=True, slots=True)
class Journals:
    """journals.yaml: the books that are written each day, with their sections."""

    books: tuple[Book, ...] = ()
