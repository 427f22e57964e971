"""What the events about the closing of a day add up to.

A reopening holds until a closing that was made in knowledge of it. So a day that was closed here and reopened there,
by terminals apart, is open: the safe side, whatever the stamps say.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field

from dutytui.rules.contradictions import Sides, sided
from dutytui.rules.events import DAY_CLOSED, DAY_REOPENED, Event
from dutytui.rules.knowing import apart, seen_by
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.lookup import Lookup
from dutytui.rules.rights import judged_here

DAY_SUBJECT = "day:mall"


@dataclass(slots=True)
class DayFold:
    """name: what stands behind the colon of the subject; closings and reopenings: acts in effect, in order."""

    name: str
    closings: list[Event] = field(default_factory=list)
    reopenings: list[Event] = field(default_factory=list)
    void: set[str] = field(default_factory=set)
    effective: dict[str, Event] = field(default_factory=dict)

    def step(self, event: Event, law: Lookup) -> None:
        if event.kind not in {DAY_CLOSED, DAY_REOPENED}:
            return
        if judged_here(law, event) and not _allowed(law, event):
            self.void.add(event.id)
            return
        self.effective[event.id] = event
        (self.closings if event.kind == DAY_CLOSED else self.reopenings).append(event)

    def contradictions(self) -> tuple[tuple[str, Sides], ...]:
        sides = sided(self.contended)
        return (("closed", sides),) if sides else ()

    @property
    def contended(self) -> tuple[tuple[Event, Event], ...]:
        """(closing, reopening) done apart, until somebody who knew of both has closed or opened the day."""
        acts = [*self.closings, *self.reopenings]
        pairs = ((one, other) for one in self.closings for other in self.reopenings if apart(one, other))
        return tuple(pair for pair in pairs if not seen_by(acts, *pair))

    @property
    def closed(self) -> Event | None:
        """The closing that holds: the last one, when all reopenings were known to a closing."""
        known = {name for closing in self.closings for name in _names(closing)}
        if any(reopening.id not in known for reopening in self.reopenings):
            return None
        return self.closings[-1] if self.closings else None


def _allowed(law: Lookup, event: Event) -> bool:
    day = law.procedures.closing.day
    if day is None:
        return False
    posts = day.closed_by if event.kind == DAY_CLOSED else day.reopened_by
    return law.holds(event.by, event.post) and event.post in posts


def _names(closing: Event) -> Iterator[str]:
    """The reopenings that a closing knew of; nothing of what is no list of texts."""
    named = closing.data.get("reopened")
    yield from (one for one in named if isinstance(one, str)) if isinstance(named, list | tuple) else ()
