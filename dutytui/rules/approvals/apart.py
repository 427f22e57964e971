"""What was done by people who did not know of each other: who knew of what, and what can't both stand.

Two acts agree when they say the same, or when neither touches what the other is about. The rest contend. Which of two
acts sorts first says nothing about that: `contradict` is symmetric.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dutytui.rules import events as kinds
from dutytui.rules.approvals.acts import Acts, changes, seats_of
from dutytui.rules.approvals.path import Stage, base_step, stage_of
from dutytui.rules.entry_fold import words
from dutytui.rules.events import Event

_AT_SEAT = frozenset(
    {
        kinds.REQUEST_SIGNED,
        kinds.REQUEST_REJECTED,
        kinds.REQUEST_SENT_BACK,
        kinds.REQUEST_TRANSFERRED,
        kinds.SIGNER_ADDED,
    }
)
_SAYS = ("to", "place", "signature", "ask")


class Known:
    """Who knew of what. kept: the deciding acts so far that count, or that agree with those that do.

    Somebody who knew that a step was approved knew as much when it came out that another terminal had approved it, too:
    an act stands for another that says the same and is about no more seats.
    """

    def __init__(self, acts: Acts) -> None:
        self.acts = acts
        self.kept: list[Event] = []
        self._twins: dict[str, set[str]] = {}

    def knew(self, later: Event, earlier: Event) -> bool:
        if self.acts.knew(later, earlier):
            return True
        twins = self._twins.get(earlier.id)
        return twins is not None and not twins.isdisjoint(self.acts.before(later))

    def apart(self, event: Event) -> list[Event]:
        """The acts that are kept and that an act's author did not know of."""
        return [one for one in self.kept if not self.knew(event, one)]

    def note_twins(self, event: Event, apart: Iterable[Event]) -> bool:
        """An act was done apart from others. Returns whether one of them says the same."""
        found = [one for one in apart if says_the_same(event, one)]
        for one in found:
            mine, theirs = set(seats_of(event)), set(seats_of(one))
            if theirs <= mine:
                self._twins.setdefault(one.id, set()).add(event.id)
            if mine <= theirs:
                self._twins.setdefault(event.id, set()).add(one.id)
        return bool(found)


def says_the_same(event: Event, other: Event) -> bool:
    """Whether two acts are one decision that was made twice. Two signers that were added are two, whoever they are."""
    if event.kind != other.kind or event.kind == kinds.SIGNER_ADDED or changes(event) != changes(other):
        return False
    if words(event.data, "seat") != words(other.data, "seat"):
        return False
    return all(event.data.get(name) == other.data.get(name) for name in _SAYS)


def contradict(event: Event, other: Event) -> bool:
    """Whether two acts can't both stand whose authors did not know of each other (`undone_by` aside)."""
    both = {event.kind, other.kind}
    if both == {event.kind}:
        return _differ(event, other)
    if kinds.REQUEST_WITHDRAWN in both:
        # What only moves it about is over with it; a decision is contradicted.
        return not both.isdisjoint({kinds.REQUEST_SIGNED, kinds.REQUEST_REJECTED, kinds.REQUEST_REVISED})
    if not both <= _AT_SEAT:
        return False
    if not set(seats_of(event)).isdisjoint(seats_of(other)):
        return True  # one seat, two ways to go on
    return both == {kinds.REQUEST_REJECTED, kinds.REQUEST_SENT_BACK} and _step(event) == _step(other)


def _differ(event: Event, other: Event) -> bool:
    """Two acts of one kind."""
    match event.kind:
        case kinds.REQUEST_WITHDRAWN | kinds.REQUEST_UNSIGNED | kinds.SIGNER_ADDED:
            return False
        case kinds.REQUEST_REVISED:
            return new_values(event) != new_values(other)
        case kinds.REQUEST_SENT_BACK:
            return _step(event) == _step(other) and words(event.data, "to") != words(other.data, "to")
    if words(event.data, "seat") == words(other.data, "seat"):
        return words(event.data, "to") != words(other.data, "to") or new_values(event) != new_values(other)
    mine, theirs = new_values(event), new_values(other)
    return any(mine[name] != theirs[name] for name in mine.keys() & theirs.keys())


def undone_by(unsigned: Iterable[str], signed: Event, stages: Iterable[Stage], holding: Mapping[str, object]) -> bool:
    """Whether a signature was the last that its stage lacked, had nobody taken those of `unsigned` (seats) back.

    holding: the signatures that hold, by seat.
    """
    keys, taken = set(seats_of(signed)), set(unsigned)
    for stage in stages:
        seats = {seat.key for seat in stage.seats}
        if seats & keys and seats & taken - keys:
            return seats - keys - taken <= holding.keys()
    return False


def new_values(event: Event) -> dict[str, object]:
    return {name: new for name, (_old, new) in changes(event).items()}


def _step(event: Event) -> str:
    return base_step(stage_of(words(event.data, "seat")))
