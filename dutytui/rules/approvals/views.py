"""What the screens draw of approvals: plain frozen values. Made by `queue` and `request_view`."""

from __future__ import annotations

from dataclasses import field
from datetime import date, datetime
from enum import StrEnum

from dutytui.rules.approvals.conditions import Condition, Given
from dutytui.rules.approvals.course import Standing, Weight
from dutytui.rules.approvals.flow import Field, FollowUp
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.views import Act, Named
from dutytui.rules.words import Text


class Share(StrEnum):
    """Why a request is in somebody's queue."""

    MINE = "mine"  # it waits for me by name: handed to me, sent back to me, in my place for somebody away
    POST = "post"  # it waits for a post that I hold
    DISPUTE = "dispute"  # I may settle it
    FOLLOW = "follow"  # it was approved, and what follows is my post's to do
    ESCALATED = "escalated"  # it is late elsewhere, and my post is told
    AWAITED = "awaited"  # I submitted it and wait for others
    TOLD = "told"  # I was told of it or sent a copy, and have not read it


@dataclass(frozen=True, slots=True)
class RequestRow:
    """One request in a list.

    request: its subject; day: the one it was submitted on; number: as shown (``SY003-1125-1``); summary: its first
    filled line of words; step: title of the stage where it stands, None unless it waits for signatures; waits_for:
    posts, or people where it is theirs by name; since: when it came to stand there; due: None without a deadline;
    batch: it may be approved together with others, and this person may (its step asks for no fields and no opinion).

    follows: titles of the follow-ups that are still to come, of an approved one; in_place_of: whom this person would
    sign for, None when it is not by delegation alone; reminded: when the submitter last reminded whoever it waits for,
    since it came to stand there, None when nobody did; again: it stands at a step that had signed before.
    """

    request: str
    day: date
    number: str
    flow: Named
    summary: Text
    submitter: Named
    standing: Standing
    step: Text | None
    waits_for: tuple[Named, ...]
    since: datetime
    due: datetime | None
    late: bool
    soon: bool
    shares: frozenset[Share]
    batch: bool = False
    follows: tuple[Text, ...] = ()
    in_place_of: Named | None = None
    reminded: datetime | None = None
    reminded_by: Named | None = None
    again: bool = False

    @property
    def part(self) -> Share | None:
        """The part of the queue that it stands in: the first of its shares, None for somebody else's."""
        return next((one for one in PARTS if one in self.shares), None)


PARTS = (
    Share.MINE,
    Share.DISPUTE,
    Share.POST,
    Share.FOLLOW,
    Share.ESCALATED,
    Share.AWAITED,
    Share.TOLD,
)
"""The order of a queue."""


@dataclass(frozen=True, slots=True)
class QueueView:
    """Somebody's queue: what is theirs to do first, each part soonest due first, what has no deadline after it.

    counts: rows by the part they stand in; while nobody is signed in there are no rows, and all that is open counts by
    what it waits for (POST, DISPUTE, FOLLOW). open and late: of the whole mall, whoever looks.
    """

    rows: tuple[RequestRow, ...]
    counts: dict[Share, int] = field(default_factory=dict)
    open: int = 0
    late: int = 0


class Progress(StrEnum):
    """What a stage of the path has come to."""

    SIGNED = "signed"
    HERE = "here"
    AHEAD = "ahead"
    PASSED_OVER = "passed_over"  # its condition does not hold
    AGAIN = "again"  # it had signed, and a field it saw has changed (or it was sent back there)


@dataclass(frozen=True, slots=True)
class SeatView:
    """signed: the signature's act, None while it is open (`ActView.delegate_of` says in whose place); covered: it was
    signed together with another seat by the same person; stands_in: nobody whom the flow names can sign."""

    key: str
    waits_for: tuple[Named, ...]
    signed: ActView | None = None
    covered: bool = False
    stands_in: bool = False


@dataclass(frozen=True, slots=True)
class StageView:
    """One stage. because: the condition that brings it into the path or keeps it out, None when it always is in.

    again: it had signed before, also where it is HERE once more; changed: the fields it saw that have changed since
    then, none when it was sent back there.
    """

    id: str
    title: Text
    progress: Progress
    seats: tuple[SeatView, ...]
    because: Condition | None = None
    added: bool = False
    due: datetime | None = None
    late: bool = False
    again: bool = False
    changed: tuple[Field, ...] = ()


@dataclass(frozen=True, slots=True)
class FieldView:
    """asked: whether it is asked for, with the values as they are; value: as recorded (money in hundredths)."""

    field: Field
    value: Given
    asked: bool = True


@dataclass(frozen=True, slots=True)
class ActView:
    """One act of its history.

    kind: the event's; to: posts or people, or the step's title; words: opinion, note or reason (of a check-in: place,
    line and note); changed: (field, old, new); about: id of the act that it takes back or keeps, "" for none;
    delegation_seen: the delegation it names is known here and was in force; before: of a signer who was added: they
    sign before whoever added them; late_entry: typed in long after it happened; writer, seq: the journal that holds it,
    and its number there.
    """

    id: str
    kind: str
    by: Named
    post: Named
    at: datetime
    recorded: datetime
    weight: Weight
    words: str = ""
    step: Text | None = None
    to: tuple[Named | Text, ...] = ()
    changed: tuple[tuple[FieldView, Given, Given], ...] = ()
    delegate_of: Named | None = None
    delegation_seen: bool = True
    writer: str = ""
    seq: int = 0
    about: str = ""
    before: bool = True
    late_entry: bool = False


@dataclass(frozen=True, slots=True)
class FollowView:
    """What is to come, or came, of an approved request. started: the request that it began, "" for a task."""

    follow: FollowUp
    due: datetime | None
    late: bool
    done: ActView | None = None
    started: str = ""


@dataclass(frozen=True, slots=True)
class RequestView:
    """Everything about one request.

    stages: what comes next is the first that is AHEAD or AGAIN after the one that is HERE; version: of the procedures
    it runs under; in_force: its flow is the one in force, whatever else has changed; parent: subject of the request
    that it follows, "" for none; obligation: ``<id>@<due date>``; ended: the act that ended it; void: what was recorded
    about it at terminals that don't count.
    """

    row: RequestRow
    flow_title: Text
    fields: tuple[FieldView, ...]
    stages: tuple[StageView, ...]
    acts: tuple[ActView, ...]
    follows: tuple[FollowView, ...]
    contending: tuple[ActView, ...]
    sent_back: ActView | None
    asks: tuple[Field, ...]
    """The fields that this person's next act asks for: at the start when it was sent back to them, else of the step.
    One with a condition (`Field.when`) is asked only where that holds for the values typed so far."""
    version: str = ""
    in_force: bool = True
    parent: str = ""
    obligation: str = ""
    ended: ActView | None = None
    outing: OutingView | None = None
    void: tuple[Act, ...] = ()


class CallStatus(StrEnum):
    """What became of a check-in that was due."""

    DONE = "done"
    AHEAD = "ahead"
    SOON = "soon"
    LATE = "late"  # its time has passed, and the next one's has not begun
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class CallView:
    """One check-in that is asked for. done: when they called, None while they have not; until: from when on a call
    counts for the next one; place, line and note: as recorded."""

    due: datetime
    until: datetime
    status: CallStatus
    done: datetime | None = None
    by: Named | None = None
    place: str = ""
    line: str = ""
    note: str = ""

    @property
    def unconfirmed(self) -> bool:
        """They called, but from no fixed line that would confirm where they are (MO SY007, SC-010)."""
        return self.done is not None and not self.line

    @property
    def late_by(self) -> int:
        """Whole minutes that the call came after its time, 0 for one in time and for none."""
        return max(0, int((self.done - self.due).total_seconds() // 60)) if self.done else 0


@dataclass(frozen=True, slots=True)
class OutingView:
    """Somebody is out of the house, or was today.

    request and day: as in `RequestRow`; since: when they could go; back: when they said so, None while they are out;
    fields: what was said at the start (where to, what for), filled ones only; calls: those of today; earlier: those
    of the days before; others: check-ins of today beside the calls asked for, when and where; step: title; let_go: the
    people who approved it.
    """

    request: str
    day: date
    number: str
    flow: Named
    who: Named
    step: Text
    since: datetime
    back: datetime | None
    fields: tuple[FieldView, ...]
    calls: tuple[CallView, ...]
    earlier: tuple[CallView, ...] = ()
    others: tuple[CallView, ...] = ()
    let_go: frozenset[str] = frozenset()

    @property
    def next(self) -> CallView | None:
        """The call that is waited for: the first of today that is late, soon or ahead."""
        waiting = (CallStatus.LATE, CallStatus.SOON, CallStatus.AHEAD)
        return next((call for call in self.calls if call.status in waiting), None) if self.back is None else None

    @property
    def late(self) -> bool:
        return self.back is None and any(call.status is CallStatus.LATE for call in self.calls)
