"""What the mall's YAML says, as the rules see it: plain frozen dataclasses, already checked.

`dutytui.procedures` makes these from files; nothing here knows of YAML. All ids are lower-case ASCII words but floors
(``6F``, ``B1``). Durations are whole minutes. Source of the defaults: DS (a department store's daily workflow).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from dutytui.rules.approvals.flow import Approvals
from dutytui.rules.closing.procedure import Closing
from dutytui.rules.credentials.procedure import Pins
from dutytui.rules.figures.procedure import Figures
from dutytui.rules.handover.procedure import Handover
from dutytui.rules.journals.procedure import Journals
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.meals.procedure import Meals
from dutytui.rules.obligations.procedure import Obligation, Reminding
from dutytui.rules.patrols.procedure import Patrols
from dutytui.rules.roll_call.procedure import RollCall
from dutytui.rules.sales.procedure import Sales
from dutytui.rules.service.procedure import Service
from dutytui.rules.words import Moment, Text


class ItemKind(StrEnum):
    TICK = "tick"
    NUMBER = "number"
    NOTE = "note"
    CHOICE = "choice"
    SIGNATURE = "signature"


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer of an item that is answered by choosing."""

    id: str
    title: Text
    fails: bool = False
    """Choosing it is a failure of the item (raises what `Raises` says)."""


@dataclass(frozen=True, slots=True)
class Raises:
    """The entry that a failed item raises: ids of logbook.yaml, owner a post, due within so many minutes."""

    kind: str
    severity: str
    owner: str
    within: int


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to do and record.

    posts: who does it (any one of them; for a signature each of them signs, and no person twice);
    required: the phase is not done without it; each: "", "floors" or "departments": one instance for each, as listed;
    in_order: instances of `each` follow one another; after: ids of items of the same phase that come first;
    after_calls: roll calls whose order must be given first, besides those of the phase;
    due: None means the end of the phase; evidence: what must be typed as proof, or None;
    unit, minimum, maximum: for numbers, inclusive, None is open;
    raises: what failing it raises, None when it can't fail with a consequence; skippable: False for what
    nobody may waive; usual: a number other than this needs a remark that says why, None when any speaks for itself.
    """

    id: str
    title: Text
    kind: ItemKind
    posts: tuple[str, ...]
    required: bool = True
    each: str = ""
    in_order: bool = False
    after: tuple[str, ...] = ()
    after_calls: tuple[str, ...] = ()
    due: Moment | None = None
    evidence: Text | None = None
    unit: Text | None = None
    minimum: float | None = None
    maximum: float | None = None
    choices: tuple[Choice, ...] = ()
    raises: Raises | None = None
    hint: Text | None = None
    skippable: bool = True
    usual: float | None = None


@dataclass(frozen=True, slots=True)
class Phase:
    """A stretch of the day with its items.

    starts inclusive, ends exclusive; posts: who takes part; early: minutes before the start from which items
    can be done; grace: minutes after an item's due time that still count as on time; after: phases whose required items
    must be done (or waived with a reason) before any item of this one; after_calls: roll calls whose order must be
    given before any item of this one; beside: it runs beside the day's phases (somebody's own day): not in the phase
    strip, and the closing of the day does not ask for it.
    """

    id: str
    title: Text
    starts: Moment
    ends: Moment
    posts: tuple[str, ...]
    items: tuple[Item, ...]
    early: int = 0
    grace: int = 0
    after: tuple[str, ...] = ()
    after_calls: tuple[str, ...] = ()
    beside: bool = False


# What a post may do beyond its own items, as posts.yaml writes it under `may`.
TICK_FOR_OTHERS = "tick_for_others"
WAIVE = "waive"
UNDO_OTHERS = "undo_others"
HANDLE_ENTRIES = "handle_entries"
CLOSE_ENTRIES = "close_entries"
CORRECT_ENTRIES = "correct_entries"
SETTLE_APPROVALS = "settle_approvals"
MANAGE_TERMINALS = "manage_terminals"
MANAGE_PEOPLE = "manage_people"
REVIEW = "review"

PERMISSIONS: Mapping[str, str] = MappingProxyType(
    {
        TICK_FOR_OTHERS: "do and record items of posts that one does not hold, saying on whose behalf",
        WAIVE: "record that a required item won't be done, with a reason",
        UNDO_OTHERS: "take back what somebody else recorded on an item",
        HANDLE_ENTRIES: "take log entries of other posts in hand and record what was done about them",
        CLOSE_ENTRIES: "close log entries that others wrote, or open closed ones again",
        CORRECT_ENTRIES: "correct log entries that others wrote; both versions stay visible",
        SETTLE_APPROVALS: "settle which of two decisions stands that were made apart about one request",
        MANAGE_TERMINALS: "found the roster of terminals, let new ones in and lost ones out, and acknowledge what was "
        "found wrong with the records",
        MANAGE_PEOPLE: "reset a forgotten PIN, say that somebody has left, let in who tried too often; of others only",
        REVIEW: "say something of past days: remark, set follow-ups with owner and date, sign the day off",
    }
)
"""What posts may be given beyond their own items, and what each means: the only words that `Post.may` can hold."""


@dataclass(frozen=True, slots=True)
class Post:
    """may: what the post is allowed beyond its own items, of `PERMISSIONS`."""

    id: str
    name: Text
    aliases: tuple[str, ...] = ()
    may: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who works here, the posts they hold, the floors that are theirs (none: all)."""

    id: str
    name: str
    posts: tuple[str, ...]
    floors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """A floor or a department: id as written (``3F``), name by language, words that the capture line takes for it."""

    id: str
    name: Text
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EntryKind:
    """A kind of log entry: owner (a post) and within (minutes until due) are defaults, "" and None leave them open.

    recheck: closing it needs that somebody checked again (a rectification).
    """

    id: str
    name: Text
    aliases: tuple[str, ...] = ()
    owner: str = ""
    within: int | None = None
    recheck: bool = False


@dataclass(frozen=True, slots=True)
class Severity:
    """rank: 0 is the mildest. aliases are what may follow ``!`` in the capture line."""

    id: str
    name: Text
    rank: int
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hours:
    """Trading hours in minutes after midnight of the business day; closing may pass 1440. closed: no trading."""

    opening: int
    closing: int
    closed: bool = False
    name: Text | None = None


@dataclass(frozen=True, slots=True)
class Mall:
    """day_starts: minutes after midnight at which a new business day begins (an event before it belongs to yesterday).

    late_entry_after: minutes between happening and recording above which a record is shown as a late entry (补录), and
    between recording and coming to another terminal above which that one says when it came.
    witness_every: minutes after which a terminal records the heads of all journals that it holds, 0 for never.
    """

    name: Text
    time_zone: str
    languages: tuple[str, ...]
    floors: tuple[Place, ...]
    departments: tuple[Place, ...]
    day_starts: int
    late_entry_after: int
    witness_every: int = 5


@dataclass(frozen=True, slots=True)
class HoursTable:
    """Which hours a day has; the first that applies wins: dates, day kinds, weekdays (0 is Monday), default.

    Day kinds are ``holiday``, ``holiday_eve``, ``make_up_workday``; holidays come from the national calendar and the
    mall's own override, already merged by `dutytui.procedures.holidays`; announced: the years that calendar knows.
    """

    default: Hours
    weekdays: Mapping[int, Hours] = field(default_factory=dict)
    kinds: Mapping[str, Hours] = field(default_factory=dict)
    dates: Mapping[date, Hours] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Logbook:
    """What an entry may be: its kinds, and how grave, the first severity being the ordinary one."""

    kinds: tuple[EntryKind, ...]
    severities: tuple[Severity, ...]


@dataclass(frozen=True, slots=True)
class Procedures:
    """Everything a mall folder's ``checklists/`` says, and `version`, the hash of its files."""

    version: str
    mall: Mall
    hours: HoursTable
    posts: tuple[Post, ...]
    people: tuple[Person, ...]
    phases: tuple[Phase, ...]
    logbook: Logbook
    roll_calls: tuple[RollCall, ...] = ()
    patrols: Patrols = field(default_factory=Patrols)
    meals: Meals = field(default_factory=Meals)
    service: Service = field(default_factory=Service)
    sales: Sales = field(default_factory=Sales)
    handover: Handover = field(default_factory=Handover)
    journals: Journals = field(default_factory=Journals)
    closing: Closing = field(default_factory=Closing)
    approvals: Approvals = field(default_factory=Approvals)
    obligations: tuple[Obligation, ...] = ()
    reminding: Reminding = field(default_factory=Reminding)
    figures: Figures = field(default_factory=Figures)
    pins: Pins = field(default_factory=Pins)
    holidays: Mapping[date, str] = field(default_factory=dict)
    """Day kind of every date that is not an ordinary day, for the years in `announced`."""
    announced: tuple[int, ...] | None = None
    """The years that the calendar knows, none of them when it is older than the day; None when none is used."""
    rest_weekdays: tuple[int, ...] = (5, 6)
    """Days of the week (0 is Monday) that are no working days, unless the calendar has one worked."""
