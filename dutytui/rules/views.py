"""What a screen draws: plain frozen values, made by `dutytui.rules.board` and its neighbours from state, plan and now.

A view holds no widget, no wording and no colour. Texts are `Text` (all languages); people are ids with the name beside
them; times are aware datetimes in the mall's zone.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.procedure import Choice, ItemKind
from dutytui.rules.words import Text

if TYPE_CHECKING:
    from dutytui.rules.service.case_view import CaseView


class ItemStatus(StrEnum):
    """Exactly one holds for each item at each moment; a screen has one word and one colour for each."""

    NOT_OPEN = "not_open"  # its phase can't be worked on yet (too early)
    WAITING = "waiting"  # open by the clock, but something else comes first (see ItemView.waits_for)
    PENDING = "pending"  # may be done now, not due yet
    DUE = "due"  # its phase is running
    LATE = "late"  # past its due time and grace, not done
    BEFORE_USE = "before_use"  # the same, before the mall's first record: see `dutytui.rules.before_use`
    DONE = "done"
    DONE_LATE = "done_late"
    WAIVED = "waived"
    FAILED = "failed"  # found not right; the entry it raised is still open
    MENDED = "mended"  # failed, and the recheck was passed
    DISPUTED = "disputed"  # two terminals said different things of it


class PhaseStatus(StrEnum):
    AHEAD = "ahead"
    RUNNING = "running"
    LATE = "late"  # its end has passed (or an item of it is late) and required items are open
    BEFORE_USE = "before_use"  # what is open of it was due before the mall's first record
    DONE = "done"
    DONE_LATE = "done_late"
    EMPTY = "empty"  # no items to do (trading goes on by the clock alone)


class EntryStatus(StrEnum):
    OPEN = "open"
    HANDLED = "handled"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Named:
    """An id with its name: a person's name is the same in every language, a post's is a `Text`."""

    id: str
    name: Text


@dataclass(frozen=True, slots=True)
class Act:
    """One recorded event as a line of history. kind: an event kind; known: False for a newer version's kind.

    happened: as said by the person; recorded: the journal's stamp; late_entry: typed in long after it happened (补录);
    note: the free text of it (reason, remark, evidence, value); changes: for a correction, and for the details of a
    case, (field, old, new) each;
    undone: it was taken back later (and is still shown); void: it does not count (and is still shown);
    void_why: a code of `dutytui.rules.trust`, "" where its author had no right to it;
    contested: of an undoing: somebody apart took back what this one lets stand, so that neither counts;
    choice: the title of the choice made, None for anything but a choice; undoes: the event that an `undone` names;
    writer, seq: the journal that holds it, and its number there; paper: the row of the sheet it was keyed in from, ""
    for what was recorded at a desk.
    """

    event: str
    kind: str
    happened: datetime
    recorded: datetime
    by: Named | None
    post: Named | None
    behalf: Named | None
    note: str = ""
    changes: tuple[tuple[str, str, str], ...] = ()
    known: bool = True
    late_entry: bool = False
    undone: bool = False
    void: bool = False
    contested: bool = False
    void_why: str = ""
    choice: Text | None = None
    undoes: str = ""
    writer: str = ""
    seq: int = 0
    paper: str = ""


@dataclass(frozen=True, slots=True)
class ItemView:
    """key: ``phase/item`` or ``phase/item@place``; place: the floor or department of this instance.

    late_by: minutes past due and grace for a late or done-late item, else 0; mine: it is for the post looking at it;
    waits_for: titles of what comes first; value: as typed, a choice by its title; last: the act that decided it;
    signed: for signatures, the posts that have signed; entry: subject of the entry its failure raised.
    """

    key: str
    phase: str
    title: Text
    kind: ItemKind
    status: ItemStatus
    required: bool
    posts: tuple[Named, ...]
    due: datetime
    opens: datetime
    mine: bool
    place: Named | None = None
    late_by: int = 0
    waits_for: tuple[Text, ...] = ()
    value: Text | None = None
    last: Act | None = None
    history: tuple[Act, ...] = ()
    signed: tuple[Named, ...] = ()
    entry: str = ""
    evidence: Text | None = None
    unit: Text | None = None
    choices: tuple[Choice, ...] = ()
    hint: Text | None = None


@dataclass(frozen=True, slots=True)
class PhaseView:
    """done and total count required items; late_by: minutes of its oldest late item, or that it finished late."""

    id: str
    title: Text
    starts: datetime
    ends: datetime
    status: PhaseStatus
    done: int
    total: int
    late_by: int
    posts: tuple[Named, ...]
    running: bool = False


@dataclass(frozen=True, slots=True)
class EntryView:
    """subject: ``entry:<id>``; number: as shown, "12" (or "12·desk-2" when two terminals gave the same number offline).

    day: the business day it belongs to; overdue: due has passed and it is still open; carried: from an earlier day;
    item: key of the item whose failure raised it, with its title; recheck: closing it means a recheck was passed;
    withdrawn: its logging was taken back (status is closed then); disputed: fields (of `EntryFields`) that two desks
    corrected without knowing of each other, and ``status`` where one closed it and one opened it again; case: None for
    no case.
    """

    subject: str
    day: date
    number: str
    kind: Named
    text: str
    status: EntryStatus
    happened: datetime
    recorded: datetime
    by: Named | None
    post: Named | None
    behalf: Named | None
    place: Named | None
    severity: Named | None
    rank: int
    owner: Named | None
    due: datetime | None
    overdue: bool
    late_entry: bool
    carried: bool
    corrected: bool
    remarks: int
    recheck: bool
    item: str
    item_title: Text | None
    history: tuple[Act, ...]
    withdrawn: bool = False
    disputed: tuple[str, ...] = ()
    case: CaseView | None = None


@dataclass(frozen=True, slots=True)
class BoardView:
    """The *now* screen. Lists are in the order to do them: late first, then by due time, own post before others'.

    current: ids of the running phases (two may run at once); closed_day: the mall does not trade today;
    unannounced: the holidays of this year are not known to the calendar; late: late items with what they wait for;
    entries: open log entries, overdue first, then severity.
    """

    now: datetime
    day: date
    day_kind: str
    opening: datetime | None
    closing: datetime | None
    closed_day: bool
    unannounced: bool
    phases: tuple[PhaseView, ...]
    current: tuple[str, ...]
    late: tuple[ItemView, ...]
    due: tuple[ItemView, ...]
    next: tuple[ItemView, ...]
    waiting: tuple[ItemView, ...]
    entries: tuple[EntryView, ...]


@dataclass(frozen=True, slots=True)
class ChecklistView:
    """One phase's items in their order."""

    phase: PhaseView
    items: tuple[ItemView, ...]


@dataclass(frozen=True, slots=True)
class VoidEntry:
    """An entry whose logging does not count. why: as `Act.void_why`; writer: the journal that it stands in."""

    subject: str
    happened: datetime
    by: Named | None
    text: str
    why: str
    writer: str


@dataclass(frozen=True, slots=True)
class LogbookView:
    """A day's entries by number, carried ones (open from earlier days) first; counts by status. void: what was logged
    about this day and does not count, in order."""

    day: date
    entries: tuple[EntryView, ...]
    open: int
    handled: int
    closed: int
    void: tuple[VoidEntry, ...] = ()
