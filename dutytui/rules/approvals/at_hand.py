"""A request as a decision finds it: how it stands, what this person may sign there, and how an act is recorded."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from dutytui.rules.approvals.commands import RequestCommand
from dutytui.rules.approvals.course import Course, Standing
from dutytui.rules.approvals.delegations import Behalf, in_place_of, proof
from dutytui.rules.approvals.fold import RequestFold
from dutytui.rules.approvals.numbers import number_shown
from dutytui.rules.approvals.path import Seat, Stage
from dutytui.rules.approvals.play import course
from dutytui.rules.approvals.seats import decides, settlers, signers
from dutytui.rules.context import Context, author
from dutytui.rules.events import Event, Fact
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.plan import business_day
from dutytui.rules.refusal import Refusal
from dutytui.rules.state import State
from dutytui.rules.views import Named


@dataclass(frozen=True, slots=True)
class Chair:
    """An open seat that this person may sign. behalf: in whose place, None for themselves."""

    stage: Stage
    seat: Seat
    behalf: Behalf | None = None


@dataclass(frozen=True, slots=True)
class AtHand:
    state: State
    context: Context
    command: RequestCommand
    fold: RequestFold
    it: Course
    number: str

    @property
    def person(self) -> str:
        return self.context.person

    def refuse(self, code: str, **values: Any) -> Refusal:
        return Refusal(code, {"number": self.number, **values})

    def named(self, person: str) -> Named:
        return self.context.law.person(person, self.state.name_said(person))

    def posts(self, who: frozenset[str]) -> tuple[Named, ...]:
        return tuple(self.named(one) for one in sorted(who))

    def by(self, event: Event) -> Named:
        return author(self.state, self.context, event)

    def record(self, kind: str, **data: Any) -> Fact:
        """The fact of an act, which names what it follows, and says so when nothing is left to do after it."""
        return self.fact(kind, data)[0]

    def fact(self, kind: str, data: Mapping[str, Any], **where: Any) -> tuple[Fact, Course]:
        """The same, and how the request stands with it."""
        said = {name: value for name, value in data.items() if value not in (None, "", (), [], {})}
        linked = {**said, "after": list(self.it.acts.tips)}
        fact = self._fact(kind, linked, **where)
        then = self.played(fact)
        if then.finished and not then.contending:
            fact = self._fact(kind, {**linked, "closes": kept_until(self.context)}, **where)
        return fact, then

    def _fact(self, kind: str, data: Mapping[str, Any], **where: Any) -> Fact:
        command, at = self.command, where.pop("at", None)
        return self.context.fact(kind, command.request, command.day, at, data=data, **where)

    def played(self, fact: Fact) -> Course:
        """How it stands with one act more."""
        acts, law = [*self.it.acts.events, not_recorded_yet(fact)], self.context.law
        said = acts[0].data.get("fields")
        fields = said if isinstance(said, Mapping) else {}
        return course(self.it.flow, fields, acts, law, proof(self.state, acts))

    # -- who may what ---------------------------------------------------------------------------------------------

    def chair(self, key: str = "") -> Chair | Refusal:
        """The seat that this person may sign now (the one that they name, or the first that is theirs), or why none."""
        refused = self.not_waiting()
        if refused:
            return refused
        stage = self.it.stage
        assert stage is not None, "it waits, so it stands somewhere"
        for seat in self.it.open_seats:
            if key in ("", seat.key):
                found = self._sits(stage, seat)
                if found is not None:
                    return found
        if self.person == self.it.submitter and decides(stage):
            return self.refuse("request_own", waits_for=self.posts(self.it.owners(self.context.law)))
        return self.refuse("request_not_yours", waits_for=self.posts(self.it.owners(self.context.law)))

    def _sits(self, stage: Stage, seat: Seat) -> Chair | None:
        rightful = signers(self.context.law, stage, seat, self.it.submitter)
        if self.person in rightful:
            return Chair(stage, seat)
        if self.person not in self.context.law.people:
            return None
        if self.person == self.it.submitter and decides(stage):
            return None
        for behalf in in_place_of(self.state, self.person, self.context.now):
            if behalf.giver in rightful:
                return Chair(stage, seat, behalf)
        return None

    def not_waiting(self) -> Refusal | None:
        """Why nobody can sign it now, None when somebody can."""
        it = self.it
        if it.standing is Standing.DISPUTED:
            rightful = self.posts(settlers(self.context.law, it.submitter))
            return self.refuse("request_disputed", people=rightful)
        if it.ended is not None:
            values = {"by": self.by(it.ended), "day": it.ended.at.date(), "at": it.ended.at}
            return self.refuse(f"request_is_{it.standing.value}", **values)
        if it.standing is Standing.SENT_BACK and it.sent_back is not None:
            return self.refuse("request_is_sent_back", by=self.by(it.sent_back), to=self.named(it.submitter))
        return None


def not_recorded_yet(fact: Fact) -> Event:
    """A fact as the last event there is."""
    return Event(
        kind=fact.kind,
        on=fact.on,
        day=fact.day,
        at=fact.at,
        by=fact.by,
        post=fact.post,
        behalf=fact.behalf,
        data=fact.data,
        procedure=fact.procedure,
        cause=fact.cause,
        writer="",
        seq=0,
        stamp="",
        id="not recorded yet",
    )


def kept_until(context: Context) -> str:
    """Until when those who were told still find a request that ends now (ISO date)."""
    today = business_day(context.now, context.procedures.mall.day_starts)
    return (today + timedelta(days=context.procedures.approvals.told_for)).isoformat()


def at_hand(state: State, command: RequestCommand, context: Context) -> AtHand | Refusal:
    """Refused where there is no such request here, or its submission is not."""
    subject = state.subject(command.day, command.request)
    fold = subject.fold if subject is not None else None
    if subject is None or not isinstance(fold, RequestFold):
        return Refusal("request_unknown", {"given": command.request})
    it = fold.course(context.law, proof(state, fold.acts))
    if it is None:
        return Refusal("request_unknown", {"given": command.request})
    return AtHand(state, context, command, fold, it, number_shown(state, subject))


def delegation_of(chair: Chair) -> dict[str, str] | None:
    """As an act records it."""
    return None if chair.behalf is None else {"id": chair.behalf.delegation, "giver": chair.behalf.giver}
