"""What the screens draw of approvals: plain frozen values. Made by `queue` and `request_view`."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from dutytui.rules.approvals.conditions import Condition, Given
from dutytui.rules.approvals.course import Standing, Weight
from dutytui.rules.approvals.flow import Field, FollowUp
from dutytui.rules.views import Named
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
    batch: it may be approved together with others, and this person may.
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


@dataclass(frozen=True, slots=True)
class QueueView:
    """Somebody's queue: what is theirs to do first, each part soonest due first. counts: by share."""

    rows: tuple[RequestRow, ...]
    counts: dict[Share, int] = field(default_factory=dict)


class Progress(StrEnum):
    """What a stage of the path has come to."""

    SIGNED = "signed"
    HERE = "here"
    AHEAD = "ahead"
    PASSED_OVER = "passed_over"  # its condition does not hold
    AGAIN = "again"  # it had signed, and a field it saw has changed (or it was sent back there)


@dataclass(frozen=True, slots=True)
class SeatView:
    """signed: the signature's act, None while it is open; covered: it was signed together with another seat by the same
    person; delegate_of: whom the signer stood in for, None for themselves; stands_in: nobody whom the flow names can."""

    key: str
    waits_for: tuple[Named, ...]
    signed: ActView | None = None
    covered: bool = False
    stands_in: bool = False


@dataclass(frozen=True, slots=True)
class StageView:
    """One stage. because: the condition that brings it into the path or keeps it out, None when it always is in."""

    id: str
    title: Text
    progress: Progress
    seats: tuple[SeatView, ...]
    because: Condition | None = None
    added: bool = False
    due: datetime | None = None
    late: bool = False


@dataclass(frozen=True, slots=True)
class FieldView:
    """asked: whether it is asked for, with the values as they are; value: as recorded (money in hundredths)."""

    field: Field
    value: Given
    asked: bool = True


@dataclass(frozen=True, slots=True)
class ActView:
    """One act of its history. kind: the event's; to: posts or people, or the step's title; words: opinion, note or
    reason; changed: (field, old, new); received late or entered afterwards is for the screen to say from at and
    recorded."""

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
    """Everything about one request. version: of the procedures it runs under, and whether that is the one in force."""

    row: RequestRow
    flow_title: Text
    fields: tuple[FieldView, ...]
    stages: tuple[StageView, ...]
    acts: tuple[ActView, ...]
    follows: tuple[FollowView, ...]
    contending: tuple[ActView, ...]
    sent_back: ActView | None
    asks: tuple[Field, ...]
    """The fields that this person's next act asks for: at the start when it was sent back to them, else of the step."""
    version: str = ""
    in_force: bool = True
