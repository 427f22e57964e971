"""What can be said of a request without a clock and without knowing who looks: worked out once, and kept.

The queue, the alarms and what travels with a handover are all made of these; with thousands of open requests only the
one that has news is worked out again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import field
from datetime import date, datetime, timedelta
from typing import Any

from dutytui.rules.acts import person
from dutytui.rules.approvals.acts import texts
from dutytui.rules.approvals.conditions import holds
from dutytui.rules.approvals.course import Course, Standing, last_signature
from dutytui.rules.approvals.deadlines import due_at
from dutytui.rules.approvals.delegations import proof
from dutytui.rules.approvals.flow import SUBMITTER, FieldKind, InformAt, StepKind
from dutytui.rules.approvals.fold import RequestFold
from dutytui.rules.approvals.numbers import number_shown
from dutytui.rules.approvals.path import Seat, Stage
from dutytui.rules.approvals.seats import revisers, settlers, signers, stands_in
from dutytui.rules.events import Event
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.looking import Looking
from dutytui.rules.lookup import POST_PREFIX, Lookup
from dutytui.rules.procedure import SETTLE_APPROVALS
from dutytui.rules.state import State, Subject
from dutytui.rules.views import Named
from dutytui.rules.words import Text

NEVER = float("inf")
_SUMMARY = 120
"""Characters: enough to know it again. A field may hold thousands."""


@dataclass(frozen=True, slots=True)
class Whom:
    """Whom something waits for. posts: whose holders, people: by name, both as ids; holders: who that is among the
    people of people.yaml, with those who stand in; named: the same as it is shown."""

    posts: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    holders: frozenset[str] = frozenset()
    named: tuple[Named, ...] = ()


NOBODY = Whom()


@dataclass(frozen=True, slots=True)
class Telling:
    """Somebody is told. until: the moment (Unix time) from which they no longer find it, unread or not."""

    posts: frozenset[str]
    people: frozenset[str]
    read: frozenset[str]
    until: float


@dataclass(frozen=True, slots=True)
class Outline:
    """One request. Times as floats are Unix time, `NEVER` for none: they are compared thousands of times.

    open: something is left to do; waits: for whom it stands where it stands; follows: for whom what follows; barred:
    the submitter where they can't decide, else ""; escalates: posts that are told when it is late; batch: one key may
    approve it; again: what it waits for had signed before; reminded: the reminder that holds; rows: what the queue has
    made of it, the queue's to fill.
    """

    request: str
    day: date
    number: str
    flow: Named
    summary: Text
    submitter: Named
    course: Course
    open: bool
    step: Text | None
    waits: Whom
    follows: Whom
    barred: str
    since: datetime
    due: datetime | None
    due_at: float
    escalates: frozenset[str]
    tellings: tuple[Telling, ...]
    batch: bool
    again: bool
    reminded: Event | None
    rows: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)

    @property
    def standing(self) -> Standing:
        return self.course.standing


def outlines(at: Looking) -> tuple[Outline, ...]:
    """Of all requests that are not over, by day and name."""
    made_for = _versions(at)
    kept: tuple[object, tuple[Outline, ...]] = at.state.memo.get("approvals outlines", (None, ()))
    if kept[0] != made_for:
        law = at.law
        found = (_kept(at, law, subject) for subject in at.state.unfinished("request"))
        kept = (made_for, tuple(one for one in found if one is not None))
        at.state.memo["approvals outlines"] = kept
    return kept[1]


def outline(at: Looking, subject: Subject) -> Outline | None:
    """Of one request, over or not; None for one whose submission is not here."""
    return _kept(at, at.law, subject)


def request_of(subject: Subject) -> RequestFold | None:
    return subject.fold if isinstance(subject.fold, RequestFold) else None


def course_of(at: Looking, subject: Subject) -> Course | None:
    """How it stands, with the delegations that are known here as proof."""
    fold = request_of(subject)
    return None if fold is None else fold.course(at.law, proof(at.state, fold.acts))


def _versions(at: Looking) -> tuple[object, ...]:
    state = at.state
    return (at.law, state.followed["request"], state.followed["delegation"], state.people_version)


def _kept(at: Looking, law: Lookup, subject: Subject) -> Outline | None:
    """What only few depend on counts for those alone: a delegation that is given is no news of all requests."""
    kept: tuple[object, Outline | None] | None = subject.memo.get("outline")
    named, unlisted = subject.memo.get("outline needs", (False, False))
    state = at.state
    delegations = state.followed["delegation"] if named else 0
    made_for = (law, subject.version, delegations, state.people_version if unlisted else 0)
    if kept is None or kept[0] != made_for:
        played = course_of(at, subject)
        made = None if played is None else _Making(at, law, subject, played).made()
        named = any("delegation" in event.data for event in subject.events)
        unlisted = any(event.by not in law.people for event in subject.events)
        subject.memo["outline needs"] = (named, unlisted)
        delegations = state.followed["delegation"] if named else 0
        made_for = (law, subject.version, delegations, state.people_version if unlisted else 0)
        kept = subject.memo["outline"] = (made_for, made)
    return kept[1]


class _Making:
    """One outline being made."""

    def __init__(self, at: Looking, law: Lookup, subject: Subject, played: Course) -> None:
        self.at = at
        self.law = law
        self.subject = subject
        self.it = played

    def made(self) -> Outline:
        it, stage = self.it, self.it.stage
        waits, follows = self._waits(), self._follows()
        due = self._due()
        own = it.standing is Standing.WAITING and stage is not None and _decides(stage)
        step = stage.step if stage else None
        return Outline(
            request=self.subject.on,
            day=self.subject.day,
            number=number_shown(self.at.state, self.subject),
            flow=Named(it.flow.id, it.flow.title),
            summary=summary(self.law, it),
            submitter=someone(self.at.state, self.law, it.submitter),
            course=it,
            open=not it.finished,
            step=step.title if step else None,
            waits=waits,
            follows=follows,
            barred=it.submitter if own or it.standing is Standing.DISPUTED else "",
            since=it.since or it.origin.at,
            due=due,
            due_at=due.timestamp() if due else NEVER,
            escalates=frozenset(step.escalates) if step else frozenset(),
            tellings=tuple(self._tellings()),
            batch=it.flow.batch and step is not None and not step.fields and not step.opinion,
            again=stage is not None and any(last_signature(it, seat.key) for seat in it.open_seats),
            reminded=self._reminded(),
        )

    def _waits(self) -> Whom:
        it, law = self.it, self.law
        if it.standing is Standing.DISPUTED:
            posts = law.posts_that_may(SETTLE_APPROVALS)
            return Whom(frozenset(post.id for post in posts), frozenset(), settlers(law, it.submitter), posts)
        if it.standing is Standing.SENT_BACK:
            who = revisers(law, it.submitter, it.flow.submitters)
            if it.submitter in who or not who:
                return self._by_name([it.submitter])
            return Whom(frozenset(it.flow.submitters), frozenset(), who, law.post_names(it.flow.submitters))
        if it.stage is None:
            return NOBODY
        return together(self.seat(it.stage, seat) for seat in it.open_seats)

    def seat(self, stage: Stage, seat: Seat) -> Whom:
        return whom(self.at.state, self.law, stage, seat, self.it.submitter)

    def _by_name(self, people: list[str]) -> Whom:
        named = tuple(someone(self.at.state, self.law, one) for one in people)
        return Whom(frozenset(), frozenset(people), frozenset(), named)

    def _follows(self) -> Whom:
        """For whom what is to follow waits."""
        law = self.law
        posts = [*dict.fromkeys(post for one in self.it.owed for post in one.posts)]
        holders = frozenset(who for post in posts for who in law.holders.get(post, ()))
        return Whom(frozenset(posts), frozenset(), holders, law.post_names(posts)) if posts else NOBODY

    def _due(self) -> datetime | None:
        it, procedures = self.it, self.law.procedures
        if it.stage is not None:
            return due_at(procedures, it.stage.step.due, it.since)
        dues = (due_at(procedures, one.within, it.ended.at) for one in it.owed if it.ended is not None)
        return min((due for due in dues if due is not None), default=None)

    def _tellings(self) -> Iterator[Telling]:
        it = self.it
        until, read = NEVER, frozenset(it.told)
        if it.ended is not None and it.finished:
            until = (it.ended.at + timedelta(days=self.law.procedures.approvals.told_for)).timestamp()
        for one in it.flow.informed:
            said = it.origin if one.at is InformAt.SUBMITTED else it.ended
            if said is None or (one.at is InformAt.APPROVED and it.standing is not Standing.APPROVED):
                continue
            if holds(one.when, it.fields):
                yield Telling(frozenset(one.posts), frozenset(), read | {said.by}, until)
        for copy in it.copies:
            to = texts(copy.data, "to")
            posts = frozenset(one.removeprefix(POST_PREFIX) for one in to if one.startswith(POST_PREFIX))
            people = frozenset(one for one in to if not one.startswith(POST_PREFIX))
            yield Telling(posts, people, read | {copy.by}, until)

    def _reminded(self) -> Event | None:
        keys = {seat.key for seat in self.it.open_seats}
        since = self.it.since or self.it.origin.at
        asked = (one for one in reversed(self.it.reminders) if one.at >= since)
        return next((one for one in asked if not keys.isdisjoint(texts(one.data, "seats"))), None)


def whom(state: State, law: Lookup, stage: Stage, seat: Seat, submitter: str) -> Whom:
    """Whom one seat waits for: a person by name, the holders of its posts, or whoever stands in for them."""
    who = signers(law, stage, seat, submitter)
    if stands_in(law, stage, seat, submitter):
        posts = [post for post in law.procedures.approvals.stands_in if not who.isdisjoint(law.holders.get(post, ()))]
        named = law.post_names(posts) or law.posts_that_may(SETTLE_APPROVALS)
        return Whom(frozenset(one.id for one in named), frozenset(), who, named)
    people = [one for one in (seat.person, submitter if SUBMITTER in seat.posts else "") if one]
    posts = [post for post in seat.posts if post != SUBMITTER]
    named = (*(someone(state, law, one) for one in people), *law.post_names(posts))
    return Whom(frozenset(posts), frozenset(people), who, named)


def together(several: Iterable[Whom]) -> Whom:
    """Any of them; what is shown names each once."""
    found = list(several)
    if len(found) == 1:
        return found[0]
    named = {one.id: one for each in found for one in each.named}
    return Whom(
        frozenset().union(*(one.posts for one in found)),
        frozenset().union(*(one.people for one in found)),
        frozenset().union(*(one.holders for one in found)),
        tuple(named.values()),
    )


def someone(state: State, law: Lookup, who: str) -> Named:
    """A person by id, "" and all."""
    return person(state, law, who) or law.person("")


def summary(law: Lookup, it: Course) -> Text:
    """The first words that were filled in; without any, the first choice, else the flow's title."""
    for one in it.flow.fields:
        value = it.fields.get(one.id)
        if one.kind in {FieldKind.LINE, FieldKind.TEXT} and isinstance(value, str) and value.strip():
            return law.same(value.strip().splitlines()[0][:_SUMMARY])
    chosen = (choice for one in it.flow.fields for choice in one.choices if it.fields.get(one.id) == choice.id)
    first = next(chosen, None)
    if first is not None:
        return first.title
    return it.flow.title


def _decides(stage: Stage) -> bool:
    """Never the submitter's own."""
    return stage.step.kind is StepKind.APPROVE or stage.added
