"""How a request stands: its acts, played through its flow in the order that all terminals agree on.

One sentence is the whole engine: **a request stands at the first stage of its path that lacks a signature.** Approving
signs; sending back takes signatures away; a change of a field takes those away that rested on it; a condition that comes
to hold adds a stage to the path. So what was sent back comes again to whoever sent it, and nobody is asked twice for
what did not change.

Acts that were done by people who did not know of each other are judged together. Where they agree, both count: two
signatures of one stage by different people, the same decision twice. Where they don't, they *contend*, and the request is
disputed until a person settles it (SettleRequest); what was done on either branch meanwhile waits.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from dutytui.rules import events as kinds
from dutytui.rules.approvals.acts import Acts, changes, seats_of, texts
from dutytui.rules.approvals.conditions import Given, holds
from dutytui.rules.approvals.flow import END, START, Flow, FollowUp, StepKind
from dutytui.rules.approvals.path import Added, Seat, Stage, base_step, path, stage_of
from dutytui.rules.approvals.seats import revisers, settlers, signers
from dutytui.rules.entry_fold import words
from dutytui.rules.events import Event
from dutytui.rules.lookup import Lookup
from dutytui.rules.rights import judged_here

Proof = Mapping[str, "bool"]
"""Delegations by subject: whether each was in force for the act that names it; one that is not here proves nothing."""


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
    AGREES = (
        "agrees"  # done apart from another act that says the same, or that it does not touch: kept, changes nothing
    )
    VOID = "void"  # its author had no right to it
    PAST = "past"  # what it was about was over, and its author knew
    CONTENDS = "contends"  # it contradicts another act, neither author knew of the other
    WAITS = "waits"  # it was done on one branch of a dispute
    OVERRULED = "overruled"  # a settled dispute has left it aside


@dataclass(slots=True)
class Course:
    """Where a request stands. Everything is as of the last act; nothing depends on the clock.

    fields: values now; stages: its whole path now; stage: where it stands, None unless it is WAITING; signed: seat key →
    the signature that holds; since: when it came to stand there; sent_back: the act that sent it back, until the
    submitter has revised it or the step has signed again; ended: the act that ended it; contending: acts of an open
    dispute; weights: of every act, by id; followed: follow-up → the act; told: people who have read it.
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


def course(flow: Flow, fields: Mapping[str, Given], events: Sequence[Event], law: Lookup, proof: Proof) -> Course:
    """Plays the events of a request; the first is its submission and fields are what it said."""
    acts = Acts(events)
    overruled: dict[str, Event] = {}
    settled: set[str] = set()
    while True:
        played = _Play(Course(flow, events[0], acts, dict(fields)), law, proof, overruled).through()
        settling = _settling(played, law, settled)
        if settling is None:
            return played
        settled.add(settling.id)
        keeps = words(settling.data, "keeps")
        known = next(acts.before(one) for one in played.contending if one.id == keeps)
        overruled |= {one.id: settling for one in played.contending if one.id != keeps and one.id not in known}


def _settling(played: Course, law: Lookup, settled: set[str]) -> Event | None:
    """The act that settles the dispute, if there is one that no other contradicts."""
    contending = {event.id for event in played.contending}
    said = [
        event
        for event in played.acts.events
        if event.kind == kinds.REQUEST_SETTLED
        and event.id not in settled
        and words(event.data, "keeps") in contending
        and (event.by in settlers(law, played.submitter) or not judged_here(law, event))
    ]
    knew = played.acts.knew
    for event in reversed(said):
        apart = (one for one in said if not knew(event, one) and not knew(one, event) and one.id != event.id)
        if all(words(one.data, "keeps") == words(event.data, "keeps") for one in apart):
            return event
    return None


class _Play:
    """One pass over the acts. overruled: acts that settlements leave aside, with the settlement."""

    def __init__(self, played: Course, law: Lookup, proof: Proof, overruled: Mapping[str, Event]) -> None:
        self.it = played
        self.law = law
        self.proof = proof
        self.overruled = overruled
        self.counted: list[Event] = []
        self.where: dict[str, str] = {}

    def through(self) -> Course:
        it = self.it
        it.weights[it.origin.id] = Weight.COUNTS
        it.since = it.origin.at
        self._stand()
        for event in it.acts.events[1:]:
            it.weights[event.id] = self._weigh(event)
        if it.contending:
            it.standing, it.stage = Standing.DISPUTED, None
        return it

    # -- what an act counts for -----------------------------------------------------------------------------------

    def _weigh(self, event: Event) -> Weight:
        it = self.it
        if self._is_overruled(event):
            return Weight.OVERRULED
        if any(it.acts.knew(event, one) for one in it.contending) and event.kind not in _BESIDE:
            return Weight.WAITS
        act = _ACTS.get(event.kind)
        if act is None:
            return Weight.COUNTS if event.kind == kinds.REQUEST_SETTLED else Weight.PAST
        apart = [one for one in self.counted if not it.acts.knew(event, one)] if event.kind not in _BESIDE else []
        against = [one for one in apart if self._contradicts(event, one)]
        if against:
            self._contend(event, against)
            return Weight.CONTENDS
        stood = (it.standing, it.stage and it.stage.id, it.sent_back)
        weight = act(self, event)
        if weight is Weight.PAST and apart:
            if event.kind == kinds.REQUEST_SIGNED:
                return Weight.AGREES
            self._contend(event, apart)
            return Weight.CONTENDS
        if weight is Weight.COUNTS and event.kind not in _BESIDE:
            self.counted.append(event)
            if (it.standing, it.stage and it.stage.id, it.sent_back) != stood:
                it.since = event.at
        return weight

    def _is_overruled(self, event: Event) -> bool:
        before = self.it.acts.before(event)
        return event.id in self.overruled or any(
            one in before and settling.id not in before and settling.id != event.id
            for one, settling in self.overruled.items()
        )

    def _contend(self, event: Event, against: Sequence[Event]) -> None:
        known = {one.id for one in self.it.contending}
        self.it.contending += tuple(one for one in (*against, event) if one.id not in known)
        for one in against:
            self.it.weights[one.id] = Weight.CONTENDS

    def _contradicts(self, event: Event, other: Event) -> bool:
        """Whether two acts whose authors did not know of each other can't both stand."""
        mine, theirs = self._about(event), self._about(other)
        if mine and theirs and base_step(stage_of(mine)) == base_step(stage_of(theirs)) and mine != theirs:
            return False  # two seats of one stage
        if event.kind != other.kind or mine != theirs:
            return True
        return any(_said(event, name) != _said(other, name) for name in ("to", "fields"))

    def _about(self, event: Event) -> str:
        """The seat that an act is about, "" for one about the whole request."""
        return words(event.data, "seat") or self.where.get(words(event.data, "signature"), "")

    # -- the acts -------------------------------------------------------------------------------------------------

    def sign(self, event: Event) -> Weight:
        keys = seats_of(event)
        if not keys or not self._open(keys[0]):
            return Weight.PAST
        for key in keys:
            stage = self.it.stage
            seat = stage.seat(key) if stage and key not in self.it.signed else None
            if stage is None or seat is None:
                break
            if not self._may_sign(event, stage, seat):
                if key == keys[0]:
                    return Weight.VOID
                break
            if key == keys[0]:
                self._change(event, stage.step.fields)
                if stage.step.id == words(self._back(), "to"):
                    self.it.sent_back = None
            self.it.signed[key] = self.it.signed.get(key, event)
            self.where[event.id] = keys[0]
            self._stand(event)
        return Weight.COUNTS

    def reject(self, event: Event) -> Weight:
        refused = self._at_seat(event)
        stage = self.it.stage
        if refused is not None or stage is None:
            return refused or Weight.PAST
        if not stage.step.rejects:
            return Weight.VOID
        if stage.step.rejected == END:
            self._end(Standing.REJECTED, event)
        else:
            self._return(event, stage.step.rejected)
        return Weight.COUNTS

    def send_back(self, event: Event) -> Weight:
        refused = self._at_seat(event)
        if refused is None:
            to = words(event.data, "to")
            if to != START and to not in self._passed():
                return Weight.PAST
            self._return(event, to)
        return refused or Weight.COUNTS

    def revise(self, event: Event) -> Weight:
        it = self.it
        if it.standing is not Standing.SENT_BACK:
            return Weight.PAST
        if event.by not in revisers(self.law, it.submitter, it.flow.submitters) and judged_here(self.law, event):
            return Weight.VOID
        asked = texts(self._back(), "ask") or tuple(one.id for one in it.flow.asked_at_start())
        it.sent_back = None
        self._change(event, asked)
        self._stand(event)
        return Weight.COUNTS

    def withdraw(self, event: Event) -> Weight:
        if self.it.standing in ENDED:
            return Weight.PAST
        if event.by != self.it.submitter and judged_here(self.law, event):
            return Weight.VOID
        self._end(Standing.WITHDRAWN, event)
        return Weight.COUNTS

    def unsign(self, event: Event) -> Weight:
        it, named = self.it, words(event.data, "signature")
        theirs = {key: one for key, one in it.signed.items() if one.id == named}
        if not theirs or it.stage is None or not any(it.stage.seat(key) for key in theirs):
            return Weight.PAST
        if any(one.by != event.by for one in theirs.values()):
            return Weight.VOID
        for key in theirs:
            if it.stage.seat(key):
                del it.signed[key]
        self._stand(event)
        return Weight.COUNTS

    def hand(self, event: Event) -> Weight:
        refused = self._at_seat(event)
        if refused is None:
            self.it.handed[words(event.data, "seat")] = words(event.data, "to")
            self._stand(event)
        return refused or Weight.COUNTS

    def add(self, event: Event) -> Weight:
        refused = self._at_seat(event)
        if refused is None:
            step = base_step(stage_of(words(event.data, "seat")))
            number = 1 + sum(one.step == step for one in self.it.added)
            before = words(event.data, "place") != "after"
            self.it.added.append(Added(step, words(event.data, "to"), before, number))
            self._stand(event)
        return refused or Weight.COUNTS

    def remind(self, event: Event) -> Weight:
        self.it.reminders.append(event)
        return Weight.COUNTS

    def copy(self, event: Event) -> Weight:
        self.it.copies.append(event)
        return Weight.COUNTS

    def note(self, event: Event) -> Weight:
        self.it.told.add(event.by)
        return Weight.COUNTS

    def check_in(self, event: Event) -> Weight:
        self.it.check_ins.append(event)
        return Weight.COUNTS

    def follow(self, event: Event) -> Weight:
        name = words(event.data, "follow")
        if name in self.it.followed or name not in {one.id for one in self.it.flow.follows}:
            return Weight.PAST
        self.it.followed[name] = event
        return Weight.COUNTS

    # -- inside ---------------------------------------------------------------------------------------------------

    def _stand(self, event: Event | None = None) -> None:
        """Where it stands now: at the first stage of its path that lacks a signature."""
        it = self.it
        it.stages = path(it.flow, it.fields, it.added, it.handed)
        waiting = (stage for stage in it.stages if any(seat.key not in it.signed for seat in stage.seats))
        it.stage = None
        if it.sent_back is not None and words(self._back(), "to") == START:
            it.standing = Standing.SENT_BACK
            return
        it.standing, it.stage = Standing.WAITING, next(waiting, None)
        if it.stage is None:
            self._end(Standing.APPROVED, event or it.origin)

    def _end(self, standing: Standing, event: Event) -> None:
        self.it.standing, self.it.stage, self.it.sent_back, self.it.ended = standing, None, None, event

    def _return(self, event: Event, to: str) -> None:
        """Back to the start, or to an earlier step, which signs anew. Whoever else has signed is not asked again."""
        self.it.sent_back = event
        self._rested_on = to
        for key in [key for key in self.it.signed if to != START and base_step(stage_of(key)) == to]:
            del self.it.signed[key]
        self._stand(event)

    def _back(self) -> Mapping[str, object]:
        """What was said when it was sent back; a rejection that leads back says where by its step."""
        event = self.it.sent_back
        if event is None:
            return {"to": None}
        return {**event.data, "to": self._rested_on}

    _rested_on = START

    def _change(self, event: Event, allowed: Sequence[str]) -> None:
        """New values of fields; the signatures that rested on what is different now don't hold any more."""
        it = self.it
        changed = set()
        for name, (_old, new) in changes(event).items():
            if name in allowed and isinstance(new, str | int | float | bool | None) and it.fields.get(name) != new:
                it.fields[name] = new
                changed.add(name)
        for stage in it.stages if changed else ():
            if changed & it.flow.seen_by(stage.step):
                for seat in stage.seats:
                    it.signed.pop(seat.key, None)

    def _passed(self) -> set[str]:
        """The steps before the one where it stands."""
        stages = self.it.stages
        here = stages.index(self.it.stage) if self.it.stage in stages else len(stages)
        return {stage.step.id for stage in stages[:here]} - {self.it.stage.step.id if self.it.stage else ""}

    def _open(self, key: str) -> bool:
        return any(seat.key == key for seat in self.it.open_seats)

    def _at_seat(self, event: Event) -> Weight | None:
        """None when the act is done by somebody who may sign at the seat it names, and that is open."""
        key = words(event.data, "seat")
        stage = self.it.stage
        seat = stage.seat(key) if stage and self._open(key) else None
        if stage is None or seat is None:
            return Weight.PAST
        return None if self._may_sign(event, stage, seat) else Weight.VOID

    def _may_sign(self, event: Event, stage: Stage, seat: Seat) -> bool:
        if not judged_here(self.law, event):
            return True
        delegation = event.data.get("delegation")
        who = event.by
        if isinstance(delegation, Mapping):
            if self.proof.get(words(delegation, "id")) is False or event.by not in self.law.people:
                return False
            who = words(delegation, "giver")
        own = stage.step.kind is StepKind.APPROVE or stage.added
        if own and event.by == self.it.submitter:
            return False
        return who in signers(self.law, stage, seat, self.it.submitter)


def _said(event: Event, name: str) -> object:
    value = event.data.get(name)
    return changes(event) if name == "fields" else value


_BESIDE = frozenset(
    {
        kinds.REQUEST_REMINDED,
        kinds.REQUEST_COPIED,
        kinds.REQUEST_NOTED,
        kinds.REQUEST_CHECKED_IN,
        kinds.REQUEST_FOLLOWED,
        kinds.REQUEST_SETTLED,
    }
)
"""What decides nothing, and so contradicts nothing."""

_ACTS = {
    kinds.REQUEST_SIGNED: _Play.sign,
    kinds.REQUEST_REJECTED: _Play.reject,
    kinds.REQUEST_SENT_BACK: _Play.send_back,
    kinds.REQUEST_REVISED: _Play.revise,
    kinds.REQUEST_WITHDRAWN: _Play.withdraw,
    kinds.REQUEST_UNSIGNED: _Play.unsign,
    kinds.REQUEST_TRANSFERRED: _Play.hand,
    kinds.SIGNER_ADDED: _Play.add,
    kinds.REQUEST_REMINDED: _Play.remind,
    kinds.REQUEST_COPIED: _Play.copy,
    kinds.REQUEST_NOTED: _Play.note,
    kinds.REQUEST_CHECKED_IN: _Play.check_in,
    kinds.REQUEST_FOLLOWED: _Play.follow,
}
