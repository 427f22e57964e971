"""What the events about a round, and about the drawing of random rounds, add up to.

Nothing is dropped: two terminals that were apart may both have begun a round, ended it or explained it; all of that
stands here, and the views say so. A point may be reached before the round was begun (a reader's file, a beginning that
was taken back): the round then began with it.
"""

from __future__ import annotations

from dataclasses import field
from datetime import datetime

from dutytui.rules.contradictions import Sides
from dutytui.rules.entry_fold import words
from dutytui.rules.events import (
    POINT_REACHED,
    ROUND_ENDED,
    ROUND_EXPLAINED,
    ROUND_STARTED,
    ROUNDS_DRAWN,
    Event,
)
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.lookup import Lookup
from dutytui.rules.patrols.rights import may_explain, may_walk
from dutytui.rules.rights import judged_here

DESK, RADIO, READER = "desk", "radio", "reader"
EVIDENCE = (DESK, RADIO, READER)
"""How a point became known: ticked at the desk, called in over the radio, read by a patrol reader (the strongest)."""


@dataclass(slots=True)
class DrawFold:
    """The drawings of one route's random rounds on one day; more than one when terminals were apart."""

    name: str
    drawn: list[Event] = field(default_factory=list)
    void: set[str] = field(default_factory=set)
    effective: dict[str, Event] = field(default_factory=dict)

    def step(self, event: Event, law: Lookup) -> None:
        if event.kind != ROUNDS_DRAWN:
            return
        seed = words(event.data, "seed")
        if not _allowed(law, event, self.name, explains=False):
            self.void.add(event.id)
        elif seed:
            self.drawn.append(event)
            self.effective[event.id] = event


@dataclass(slots=True)
class RoundFold:
    """name: the round's key. Lists in the order that all terminals agree on, which is not that of `at`.

    reached: every time a point was reached; explained: why it was missed, late or unknown.
    """

    name: str
    started: list[Event] = field(default_factory=list)
    reached: list[Event] = field(default_factory=list)
    ended: list[Event] = field(default_factory=list)
    explained: list[Event] = field(default_factory=list)
    void: set[str] = field(default_factory=set)
    effective: dict[str, Event] = field(default_factory=dict)

    def step(self, event: Event, law: Lookup) -> None:
        lists = {
            ROUND_STARTED: self.started,
            POINT_REACHED: self.reached,
            ROUND_ENDED: self.ended,
            ROUND_EXPLAINED: self.explained,
        }
        known = lists.get(event.kind)
        if known is None or (event.kind == POINT_REACHED and not words(event.data, "point")):
            return
        if not _allowed(law, event, self.route, explains=event.kind == ROUND_EXPLAINED):
            self.void.add(event.id)
            return
        known.append(event)
        self.effective[event.id] = event

    def contradictions(self) -> tuple[tuple[str, Sides], ...]:
        """Begun more than once: each beginning is a side."""
        return (("begun", tuple((event,) for event in self.started)),) if len(self.started) > 1 else ()

    @property
    def route(self) -> str:
        """The route's id, which the key begins with."""
        return self.name.partition("@")[0]

    @property
    def began(self) -> datetime | None:
        """When it was begun: the earliest beginning, or the first point where none was recorded."""
        times = [event.at for event in self.started or self.reached]
        return min(times, default=None)

    @property
    def over(self) -> datetime | None:
        """When it was over, None while it runs or was never begun."""
        return min((event.at for event in self.ended), default=None)


def evidence_of(event: Event) -> str:
    """One of `EVIDENCE`; what another program may have written counts as the weakest."""
    said = words(event.data, "evidence")
    return said if said in EVIDENCE else DESK


def _allowed(law: Lookup, event: Event, route: str, *, explains: bool) -> bool:
    if not judged_here(law, event):
        return True
    known = law.procedures.patrols.route(route)
    may = may_explain if explains else may_walk
    return law.holds(event.by, event.post) and (known is None or may(law, known, event.post))
