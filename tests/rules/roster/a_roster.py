"""Terminals with keys of their own, that hear of each other or don't."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field

from dutytui.rules.events import Event
from dutytui.rules.lookup import lookup
from dutytui.rules.procedure import Person, Post
from dutytui.rules.refusal import Refusal
from dutytui.rules.roster.commands import BeginRoster, Enrolling, EnrolTerminal, PresentTerminal, RevokeTerminal
from dutytui.rules.roster.fingerprints import fingerprint
from dutytui.rules.roster.learning import learn
from dutytui.rules.roster.standing import Roster, Standing, Terminal
from dutytui.rules.state import State
from tests.rules.a_mall import DAY, PEOPLE, POSTS, Desk, at, mall, t

CHIEF = "chief"
MALL = mall(
    posts=(*POSTS, Post("general_manager", t("General manager"), may=frozenset({"manage_terminals"}))),
    people=(*PEOPLE, Person("chief", "Chief", ("general_manager",)), Person("vice", "Vice", ("general_manager",))),
)
NOON = at("12:00")


def key_of(writer: str) -> str:
    """Each writer of these tests is a terminal; of one terminal are those that differ only behind the dash."""
    return hashlib.sha256(writer.partition("-")[0].encode()).hexdigest()


def box_of(writer: str) -> str:
    return hashlib.sha256(b"box " + writer.encode()).hexdigest()


@dataclass
class Terminals(Desk):
    """A terminal that judges by what it knows. held: see `roster`."""

    held: str = ""
    keys: dict[str, str] = field(default_factory=dict)

    @property
    def key(self) -> str:
        return key_of(self.writer)

    def learns(self) -> None:
        keys = {writer: key_of(writer) for writer in self.state.heard} | self.keys
        learn(self.state, lookup(self.procedures), keys, held=self.held)

    def records(self, fact, now):  # type: ignore[no-untyped-def]
        event = super().records(fact, now)
        self.learns()
        return event

    def hears(self, *others: Desk) -> None:
        super().hears(*others)
        self.learns()

    @property
    def roster(self) -> Roster:
        return self.state.roster or Roster()

    def of(self, other: Terminals) -> Terminal:
        found = self.roster.terminal(other.key)
        assert found is not None
        return found

    def stands(self, other: Terminals) -> Standing:
        return self.of(other).standing

    # -- acts -----------------------------------------------------------------------------------------------------

    def begins(self, *others: Terminals, who: str = CHIEF) -> Event:
        named = tuple(Enrolling(one.key, box_of(one.writer), one.writer) for one in (self, *others))
        return self.manages(BeginRoster(DAY, self.key, named), who)

    def presents(self) -> Event:
        return self.manages(PresentTerminal(DAY, Enrolling(self.key, box_of(self.writer), self.writer)))

    def enrols(self, other: Terminals, who: str = CHIEF) -> Event:
        return self.manages(EnrolTerminal(DAY, self.key, other.key, "", fingerprint(other.key)), who)

    def revokes(self, other: Terminals, who: str = CHIEF) -> Event:
        return self.manages(self.revoking(other), who)

    def revoking(self, other: Terminals) -> RevokeTerminal:
        """The cut is what this terminal knows of the other."""
        known = {e.writer: (e.seq, e.id) for e in self.state.heard.values() if key_of(e.writer) == other.key}
        return RevokeTerminal(DAY, self.key, other.key, "lost", known)

    def manages(self, command, who: str = CHIEF) -> Event:  # type: ignore[no-untyped-def]
        (event,) = self.does(who, command, NOON, "general_manager")
        return event

    def cannot(self, command, who: str = CHIEF, post: str = "general_manager") -> Refusal:  # type: ignore[no-untyped-def]
        return self.refuses(who, command, NOON, post)

    def forges(self, event: Event, **changes: object) -> Event:
        """The same words as a record of this terminal's own: no rule is asked."""
        number = len(self.journal) + 1
        stamp = max(self.last, event.stamp)
        forged = event._replace(writer=self.writer, seq=number, stamp=stamp, id=f"{self.writer}:{number}", **changes)
        self.journal.append(forged)
        self.state.add(forged)
        self.last = stamp
        self.learns()
        return forged


def terminals(*writers: str) -> tuple[Terminals, ...]:
    return tuple(Terminals(writer, MALL) for writer in writers)


def meet(*desks: Terminals) -> None:
    """All hear of all."""
    for one in desks:
        one.hears(*(other for other in desks if other is not one))


def judged(events: Iterable[Event], held: str = "") -> State:
    """A state that takes the events in, in this order, and learns at the end."""
    state = State(MALL)
    known = list(events)
    state.extend(known)
    learn(state, lookup(MALL), {event.writer: key_of(event.writer) for event in known}, held=held)
    return state


def with_data(event: Event, **data: object) -> Event:
    return event._replace(data={**event.data, **data})
