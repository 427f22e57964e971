"""Who signs for whom for a time (代理): on leave, somebody else decides, and the record says for whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from datetime import date, datetime

from dutytui.rules.entry_fold import words
from dutytui.rules.events import DELEGATION_ENDED, DELEGATION_GIVEN, Event
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.lookup import Lookup
from dutytui.rules.procedure import SETTLE_APPROVALS
from dutytui.rules.rights import judged_here
from dutytui.rules.state import State

PREFIX = "delegation:"


@dataclass(slots=True)
class DelegationFold:
    """One delegation. given: the event that gave it, None while it is not here; ended: the one that ended it early."""

    name: str
    given: Event | None = None
    ended: Event | None = None
    void: set[str] = field(default_factory=set)
    effective: dict[str, Event] = field(default_factory=dict)

    early: list[Event] = field(default_factory=list)
    """What would end it, and sorts before what gave it."""

    def step(self, event: Event, law: Lookup) -> None:
        if event.kind == DELEGATION_GIVEN and self.given is None:
            if not self._may_give(event, law):
                self.void.add(event.id)
                return
            self.given = event
            for one in self.early:
                self._end(one)
        elif event.kind == DELEGATION_ENDED:
            if self.given is None:
                self.early.append(event)
            else:
                self._end(event)

    @property
    def unfinished(self) -> bool:
        """Its last day is the index's to know: a fold has no clock."""
        return self.given is not None and self.ended is None

    @property
    def giver(self) -> str:
        return words(self.given.data, "giver") if self.given else ""

    @property
    def to(self) -> str:
        return words(self.given.data, "to") if self.given else ""

    @property
    def first(self) -> date:
        return self.given.day if self.given else date.max

    @property
    def until(self) -> date:
        """The last day, inclusive."""
        try:
            return date.fromisoformat(words(self.given.data, "until")) if self.given else date.min
        except ValueError:
            return date.min

    def in_force(self, moment: datetime) -> bool:
        """By the calendar date of the moment, until it was ended."""
        ended = self.ended is not None and self.ended.at <= moment
        return self.given is not None and not ended and self.first <= moment.date() <= self.until

    def overlaps(self, first: date, until: date) -> bool:
        return self.given is not None and self.ended is None and self.first <= until and first <= self.until

    def _end(self, event: Event) -> None:
        if event.by not in self._concerned():  # under any version
            self.void.add(event.id)
        elif self.ended is None or event.at < self.ended.at:
            self.ended = event

    def _concerned(self) -> set[str]:
        return {self.giver, self.to, self.given.by if self.given else ""} - {""}

    @staticmethod
    def _may_give(event: Event, law: Lookup) -> bool:
        if not judged_here(law, event):
            return True
        giver, to = words(event.data, "giver"), words(event.data, "to")
        own = giver == event.by or (law.may(event.post, SETTLE_APPROVALS) and law.holds(event.by, event.post))
        listed = event.by in law.people and giver in law.people and to in law.people
        return own and listed and giver != to and _in_bounds(event, law.procedures.approvals.longest_delegation)


def _in_bounds(event: Event, longest: int) -> bool:
    try:
        until = date.fromisoformat(words(event.data, "until"))
    except ValueError:
        return False
    return 0 <= (until - event.day).days < longest


def delegations(state: State) -> tuple[tuple[str, DelegationFold], ...]:
    """(subject, fold) of all that are known and were not ended early, by day and name."""
    found = ((subject.on, subject.fold) for subject in state.unfinished("delegation"))
    return tuple((on, fold) for on, fold in found if isinstance(fold, DelegationFold))


@dataclass(frozen=True, slots=True)
class Behalf:
    """In whose place somebody signs: the giver, by this delegation (its subject)."""

    giver: str
    delegation: str


def in_place_of(state: State, person: str, moment: datetime) -> tuple[Behalf, ...]:
    """Everybody in whose place a person may sign at a moment, nearest first.

    Who was given it may have given it on. Nobody is come by twice, so a ring of delegations, which terminals that are
    apart can make, ends; and the givers themselves may sign all the while, so nothing is ever nobody's.
    """
    running = [(on, fold) for on, fold in _known(state) if fold.in_force(moment)]
    found: dict[str, Behalf] = {}
    waiting = [(person, "")]
    while waiting:
        who, by = waiting.pop(0)
        for on, fold in running:
            if fold.to == who and fold.giver != person and fold.giver not in found:
                found[fold.giver] = Behalf(fold.giver, by or on)
                waiting.append((fold.giver, by or on))
    return tuple(found.values())


def makes_a_ring(state: State, giver: str, to: str, first: date, until: date) -> bool:
    """Whether the receiver's own delegations in those days lead back to the giver."""
    seen, waiting = {to}, [to]
    while waiting:
        who = waiting.pop()
        for _on, fold in delegations(state):
            if fold.giver == who and fold.overlaps(first, until) and fold.to not in seen:
                seen.add(fold.to)
                waiting.append(fold.to)
    return giver in seen


def proof(state: State, acts: Iterable[Event]) -> dict[str, bool]:
    """Of the acts that name a delegation: whether it was in force for them, and so for the giver that they name.

    One whose delegation is not known here is not among them.
    """
    return dict(_proved(state, acts))


def _proved(state: State, acts: Iterable[Event]) -> Iterator[tuple[str, bool]]:
    for event in acts:
        named = event.data.get("delegation")
        if not isinstance(named, Mapping):
            continue
        fold = dict(_known(state)).get(words(named, "id"))
        if fold is None:
            continue
        right = fold.to == event.by and fold.in_force(event.at)
        giver = words(named, "giver")
        yield event.id, right and any(one.giver == giver for one in in_place_of(state, event.by, event.at))


def _known(state: State) -> tuple[tuple[str, DelegationFold], ...]:
    """(subject, fold) of all that are known here, those too that have ended: acts of their days still rest on them."""
    made_for = state.followed["delegation"]
    kept: tuple[int, tuple[tuple[str, DelegationFold], ...]] | None = state.memo.get("delegations")
    if kept is None or kept[0] != made_for:
        found = ((one.on, one.fold) for day in state.days() for one in state.subjects(day, PREFIX))
        given = ((on, fold) for on, fold in found if isinstance(fold, DelegationFold) and fold.given is not None)
        kept = state.memo["delegations"] = (made_for, tuple(given))
    return kept[1]
