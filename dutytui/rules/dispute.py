"""One contradiction that was made apart: both sides, and what a person can do about it. Made by the areas."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import field, replace
from datetime import date, datetime
from typing import Any

from dutytui.rules.acts import acts
from dutytui.rules.commands import Command, Undo
from dutytui.rules.contradictions import Contradicting, Sides
from dutytui.rules.events import Event
from dutytui.rules.folds import UNDOABLE
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.looking import Looking
from dutytui.rules.procedure import UNDO_OTHERS
from dutytui.rules.state import Subject
from dutytui.rules.views import Act, Named


@dataclass(frozen=True, slots=True)
class Settlement:
    """commands: given one after the other, so that one side stands; asks: the field of each that takes the words of
    why."""

    commands: tuple[Command, ...]
    asks: str = "reason"

    def because(self, words: str) -> tuple[Command, ...]:
        changed: dict[str, Any] = {self.asks: words}
        return tuple(replace(command, **changed) for command in self.commands)


@dataclass(frozen=True, slots=True)
class Said:
    """One act of a side. writer: the terminal's journal it stands in; data: what it says, as the event has it."""

    act: Act
    writer: str
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Side:
    """acts: not empty, they agree with each other; stands: what lets this side stand, None where that is done on the
    page `Dispute.go`, or by nothing."""

    acts: tuple[Said, ...]
    stands: Settlement | None = None


@dataclass(frozen=True, slots=True)
class Dispute:
    """code and values: what it is about, worded by `dutytui.texts.disputes`; key: unique among all disputes; subject
    and day: what it is about; sides: two or more; since: when the second side was recorded; posts: who may settle it
    (whoever wrote a side may take that back, too); people: who may, where that goes by name; blocks: the day, or what
    it is about, can't be finished before; harmless: both stand, and nothing needs to be done; go: the page where it is
    looked at, and settled where no side can be chosen; twice: it was settled at two terminals that were apart,
    differently.
    """

    code: str
    key: str
    subject: str
    day: date
    sides: tuple[Side, ...]
    since: datetime
    values: Mapping[str, Any] = field(default_factory=dict)
    posts: tuple[Named, ...] = ()
    people: tuple[Named, ...] = ()
    blocks: bool = False
    harmless: bool = False
    go: str = ""
    twice: bool = False


Stands = Callable[[Sides, int], Settlement | None]
"""What lets the side of that place stand."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What an area says of a contradiction: as in `Dispute`; stands: None for taking the other sides back."""

    code: str
    values: Mapping[str, Any] = field(default_factory=dict)
    stands: Stands | None = None
    posts: tuple[Named, ...] | None = None
    blocks: bool = False
    go: str = ""


def of_subject(at: Looking, subject: Subject, kind_of: Callable[[str], Kind | None]) -> Iterator[Dispute]:
    """The disputes of one subject; kind_of: asked what each contradiction is about, None for one that is shown
    elsewhere."""
    if not isinstance(subject.fold, Contradicting):
        return
    for about, sides in _contradictions(subject):
        kind = kind_of(about)
        if kind is not None:
            yield _made(at, subject, about, sides, kind)


def _contradictions(subject: Subject) -> tuple[tuple[str, Sides], ...]:
    kept = subject.memo.get("contradictions")
    if kept is None or kept[0] != subject.version:
        fold = subject.fold
        found = fold.contradictions() if isinstance(fold, Contradicting) else ()
        kept = subject.memo["contradictions"] = (subject.version, found)
    known: tuple[tuple[str, Sides], ...] = kept[1]
    return known


def _made(at: Looking, subject: Subject, about: str, sides: Sides, kind: Kind) -> Dispute:
    stands = kind.stands or taking_back(subject)
    told = tuple(Side(said(at, subject, side), stands(sides, place)) for place, side in enumerate(sides))
    events = {event.id for side in sides for event in side}
    contested = {one.data["event"] for one in subject.events if one.id in subject.contested}
    return Dispute(
        code=kind.code,
        key=f"{subject.day}/{subject.on}/{about}",
        subject=subject.on,
        day=subject.day,
        sides=told,
        since=since(told),
        values=kind.values,
        posts=at.law.posts_that_may(UNDO_OTHERS) if kind.posts is None else kind.posts,
        blocks=kind.blocks,
        go=kind.go,
        twice=not events.isdisjoint(contested),
    )


def said(at: Looking, subject: Subject, events: tuple[Event, ...]) -> tuple[Said, ...]:
    """Acts of a subject as they are shown, with the terminals they were recorded at."""
    lines = {act.event: act for act in acts(at.state, at.law, subject)}
    return tuple(Said(lines[event.id], event.writer, event.data) for event in events if event.id in lines)


def since(sides: tuple[Side, ...]) -> datetime:
    """From when it was a contradiction: when the second of its sides was recorded."""
    return sorted(min(one.act.recorded for one in side.acts) for side in sides)[1]


def taking_back(subject: Subject) -> Stands:
    """A side stands when all others are taken back."""

    def stands(sides: Sides, place: int) -> Settlement | None:
        others = [event for number, side in enumerate(sides) if number != place for event in side]
        if any(event.kind not in UNDOABLE for event in others):
            return None
        return Settlement(tuple(Undo(subject.day, subject.on, event.id) for event in others))

    return stands
