"""How a request stands: its acts, played through its flow in the order that all terminals agree on.

One sentence is the whole engine: **a request stands at the first stage of its path that lacks a signature.** Approving
signs; sending back takes signatures away; a change of a field takes those away that rested on it; a condition that
comes to hold adds a stage to the path. So what was sent back comes again to whoever sent it, and nobody is asked twice
for what did not change.

Acts that were done by people who did not know of each other are judged together. Where they agree, both count: two
signatures of one stage by different people, the same decision twice. Where they don't, they *contend*, and the request
is disputed until a person settles it (SettleRequest); what was done on either branch meanwhile waits. `play` does it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime
from enum import StrEnum

from dutytui.rules import events as kinds
from dutytui.rules.approvals.acts import Acts, changes, seats_of
from dutytui.rules.approvals.conditions import Given, holds
from dutytui.rules.approvals.flow import Flow, FollowUp
from dutytui.rules.approvals.path import Added, Seat, Stage
from dutytui.rules.approvals.seats import revisers, settlers, signers
from dutytui.rules.entry_fold import words
from dutytui.rules.events import Event
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.lookup import Lookup

Proof = Mapping[str, "bool"]
"""By the id of an act that names a delegation: whether that was in force for it. An act is not among them when the
delegation is not known here: then it counts, as its own terminal judged it."""


class Standing(StrEnum):
    WAITING = "waiting"  # for the signatures of its stage
    SENT_BACK = "sent_back"  # to the submitter
    DISPUTED = "disputed"
    APPROVED = "approved"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


ENDED = frozenset({Standing.APPROVED, Standing.REJECTED, Standing.WITHDRAWN})


class Weight(StrEnum):
    """What an act counts for."""

    COUNTS = "counts"
    AGREES = "agrees"  # done apart from an act that says the same; a signature counts if the other is taken back
    CROSSED = "crossed"  # comes to nothing only because of what its author did not know of
    VOID = "void"  # its author had no right to it
    PAST = "past"  # what it was about was over, and its author knew
    CONTENDS = "contends"  # it contradicts another act, neither author knew of the other
    WAITS = "waits"  # it was done on one branch of a dispute
    OVERRULED = "overruled"  # a settled dispute has left it aside


@dataclass(slots=True)
class Course:
    """Where a request stands. Everything is as of the last act; nothing depends on the clock.

    fields: values now; stages: its whole path now; stage: where it stands, None unless it is WAITING; signed: the
    signatures that hold, by seat; since: when it came to stand there; sent_back: the act that sent it back, until the
    submitter has revised it or the step has signed again; ended: the act that ended it; contending: acts of an open
    dispute; weights: of every act, by id; followed: follow-up → the act; told: people who have read
    all that they were told of it.
    """

    flow: Flow
    origin: Event
    acts: Acts
    fields: dict[str, Given]
    standing: Standing = Standing.WAITING
    stages: tuple[Stage, ...] = ()
    stage: Stage | None = None
    signed: dict[str, Event] = field(default_factory=dict)
    since: datetime | None = None
    sent_back: Event | None = None
    ended: Event | None = None
    contending: tuple[Event, ...] = ()
    weights: dict[str, Weight] = field(default_factory=dict)
    added: list[Added] = field(default_factory=list)
    handed: dict[str, str] = field(default_factory=dict)
    reminders: list[Event] = field(default_factory=list)
    check_ins: list[Event] = field(default_factory=list)
    copies: list[Event] = field(default_factory=list)
    followed: dict[str, Event] = field(default_factory=dict)
    told: set[str] = field(default_factory=set)

    @property
    def submitter(self) -> str:
        return self.origin.by

    @property
    def open_seats(self) -> tuple[Seat, ...]:
        """The seats that it waits for, none unless it is WAITING."""
        return tuple(seat for seat in self.stage.seats if seat.key not in self.signed) if self.stage else ()

    @property
    def owed(self) -> tuple[FollowUp, ...]:
        """Follow-ups of an approved request that are still to come."""
        if self.standing is not Standing.APPROVED:
            return ()
        return tuple(one for one in self.flow.follows if one.id not in self.followed and holds(one.when, self.fields))

    @property
    def finished(self) -> bool:
        """Nothing is left to be done about it."""
        return self.standing in ENDED and not self.owed

    def owners(self, law: Lookup) -> frozenset[str]:
        """Who can move it on, delegates aside; empty only when it has ended."""
        if self.standing is Standing.DISPUTED:
            return settlers(law, self.submitter)
        if self.standing is Standing.SENT_BACK:
            return revisers(law, self.submitter, self.flow.submitters)
        stage = self.stage
        if stage is None:
            return frozenset()
        return frozenset().union(*(signers(law, stage, seat, self.submitter) for seat in self.open_seats))


def last_signature(it: Course, key: str) -> Event | None:
    """The last signature at a seat that counted and was not taken back by whoever gave it, holding or not."""
    taken_back: set[str] = set()
    for event in reversed(it.acts.events):
        if it.weights.get(event.id) is not Weight.COUNTS:
            continue
        if event.kind == kinds.REQUEST_UNSIGNED:
            taken_back.add(words(event.data, "signature"))
        elif event.kind == kinds.REQUEST_SIGNED and event.id not in taken_back and key in seats_of(event):
            return event
    return None


def lapsed(it: Course, stage: Stage) -> tuple[Event, ...]:
    """Signatures of a stage that no longer hold, though nobody has taken them back."""
    keys = (seat.key for seat in stage.seats if seat.key not in it.signed)
    found = (last_signature(it, key) for key in keys)
    return tuple(event for event in found if event is not None)


def changed_since(it: Course, stage: Stage, signatures: tuple[Event, ...]) -> tuple[str, ...]:
    """Ids of the fields that a stage's decision rests on and that have changed since these signatures."""
    ids = [event.id for event in it.acts.events]
    begins = min((ids.index(event.id) for event in signatures), default=len(ids))
    sees = it.flow.seen_by(stage.step)
    later = (event for event in it.acts.events[begins + 1 :] if it.weights.get(event.id) is Weight.COUNTS)
    return tuple(dict.fromkeys(name for event in later for name in changes(event) if name in sees))
