"""Who knew of what: acts that others may contradict say which records about their subject their desk knew of.

`knew` is {writer: number of the last record of that writer about the subject}, of the other writers; a desk always
knew of its own. So whether two acts were done apart is a fact, and no guess from clocks. What an older version
recorded says nothing of it: it is taken to have known all that sorts before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from dutytui.rules import events as kinds
from dutytui.rules.events import Event, Fact

if TYPE_CHECKING:
    from dutytui.rules.state import State

KNEW = "knew"
NAMING = frozenset(
    {
        kinds.ENTRY_HANDLED,
        kinds.ENTRY_CLOSED,
        kinds.ENTRY_REOPENED,
        kinds.ENTRY_CORRECTED,
        kinds.CASE_DETAILED,
        kinds.SECTION_WRITTEN,
        kinds.SECTION_LEFT_EMPTY,
        kinds.DAY_CLOSED,
        kinds.DAY_REOPENED,
        kinds.SWEEP_JOINED,
        kinds.FOLLOW_UP_CHANGED,
        kinds.FOLLOW_UP_DONE,
        kinds.FOLLOW_UP_REOPENED,
    }
)
"""Kinds of acts that say what their desk knew. The others name what they take the place of, one by one."""


def naming(state: State, facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """The facts of one command, with what this desk knew of their subjects."""
    return tuple(
        replace(fact, data={**fact.data, KNEW: _known(state, fact)}) if fact.kind in NAMING else fact for fact in facts
    )


def _known(state: State, fact: Fact) -> dict[str, int]:
    own = fact.cause.rpartition(".")[0]
    subject = state.subject(fact.day, fact.on)
    last: dict[str, int] = {}
    for event in subject.events if subject is not None else ():
        if event.writer != own:
            last[event.writer] = max(event.seq, last.get(event.writer, 0))
    return dict(sorted(last.items()))


def says_what_it_knew(event: Event) -> bool:
    return isinstance(event.data.get(KNEW), Mapping)


def knew(later: Event, earlier: Event) -> bool:
    """Whether `later` was done by somebody whose desk knew of `earlier`. Both are about one subject."""
    if later.writer == earlier.writer:
        return earlier.seq < later.seq
    said = later.data.get(KNEW)
    if not isinstance(said, Mapping):
        return earlier.order < later.order
    last = said.get(earlier.writer)
    return isinstance(last, int) and last >= earlier.seq


def apart(one: Event, other: Event) -> bool:
    """Whether neither knew of the other."""
    return one.id != other.id and not knew(one, other) and not knew(other, one)


def seen_by(acts: Iterable[Event], *both: Event) -> bool:
    """Whether somebody has acted who knew of all of them: they have gone on from it, which settles it."""
    return any(all(act.id != one.id and knew(act, one) for one in both) for act in acts)
