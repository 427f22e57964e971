"""What a person wants: imperative commands, one dataclass each. `decide` answers them with facts or a `Refusal`.

`day` is the business day a command is about. `at` is when it happened, None for now; earlier than now makes a late
entry (补录). `behalf` is a person id or ``post:<id>``, "" for oneself.
"""

from __future__ import annotations

from dataclasses import field
from datetime import date, datetime
from typing import ClassVar

from dutytui.rules.lazy_dataclass import dataclass

Value = str | float | int | None


@dataclass(frozen=True, slots=True)
class Command:
    """Whatever a person wants. The commands of an area stand in its own package, ``rules/<area>/commands.py``.

    AFTER_CLOSING: whether it may still be given when the day that it is about has been closed. (What is about one log
    entry always may.)
    BY_ITSELF: whether the program gives it, nobody at the desk; at a terminal that was shut out it no longer does.
    BY_NOBODY: whether it needs nobody signed in: signing in, and what the program says of itself.
    """

    AFTER_CLOSING: ClassVar[bool] = False
    BY_ITSELF: ClassVar[bool] = False
    BY_NOBODY: ClassVar[bool] = False


@dataclass(frozen=True, slots=True)
class SignIn(Command):
    """Sit down at this terminal. person: an id, or anything for somebody who is not listed; name: as it is shown."""

    BY_NOBODY: ClassVar[bool] = True

    person: str
    name: str
    post: str


@dataclass(frozen=True, slots=True)
class SignOut(Command):
    """Leave this terminal."""

    person: str


@dataclass(frozen=True, slots=True)
class TickItem(Command):
    """Do an item. value: the number, the note, or the choice's id; a tick and a signature have none."""

    day: date
    item: str
    value: Value = None
    note: str = ""
    evidence: str = ""
    at: datetime | None = None
    behalf: str = ""


@dataclass(frozen=True, slots=True)
class WaiveItem(Command):
    """Won't do, with a reason: different from done and from forgotten."""

    day: date
    item: str
    reason: str
    at: datetime | None = None
    behalf: str = ""


@dataclass(frozen=True, slots=True)
class FailItem(Command):
    """It was looked at and is not right: raises a log entry that is followed to its recheck."""

    day: date
    item: str
    reason: str
    value: Value = None
    at: datetime | None = None
    behalf: str = ""


@dataclass(frozen=True, slots=True)
class Undo(Command):
    """Take back one event (its id), as a new event. Only its author, or a post that may ``undo_others``.

    reason: why, where it settles a dispute; what is taken back otherwise needs no word.
    """

    day: date
    on: str
    event: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class EntryFields:
    """The parts of a log entry. Ids of logbook.yaml, mall.yaml, posts.yaml; owner may be a person's id or a post's."""

    kind: str
    text: str
    place: str = ""
    severity: str = ""
    owner: str = ""
    due: datetime | None = None


@dataclass(frozen=True, slots=True)
class LogEntry(Command):
    """Write an entry into the logbook of `day`."""

    AFTER_CLOSING: ClassVar[bool] = True

    day: date
    fields: EntryFields
    at: datetime | None = None
    behalf: str = ""


@dataclass(frozen=True, slots=True)
class RemarkEntry(Command):
    """Add words to an entry."""

    day: date
    entry: str
    text: str


@dataclass(frozen=True, slots=True)
class CorrectEntry(Command):
    """changes: field name of `EntryFields` → new value as text ("" clears it; `due` in ISO 8601)."""

    day: date
    entry: str
    changes: dict[str, str] = field(default_factory=dict)
    reason: str = ""


@dataclass(frozen=True, slots=True)
class HandleEntry(Command):
    """The matter is dealt with; note says how."""

    day: date
    entry: str
    note: str


@dataclass(frozen=True, slots=True)
class CloseEntry(Command):
    """Nothing is left to do; for a rectification, its recheck was passed."""

    day: date
    entry: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class ReopenEntry(Command):
    """Something is left to do after all; for a rectification, its recheck was failed."""

    day: date
    entry: str
    reason: str
