"""What the events about a version of the procedures add up to, on one day.

Two kinds of subjects: ``procedures:mall`` has the adoptions whose first day in force is this one;
``procedures:<version>`` has the files of a version as they were submitted. Whether an adoption counts needs the request
behind it and what was in force before: it is judged where all of that is at hand (`dutytui.rules.changes.in_force`).
"""

from __future__ import annotations

from dataclasses import field

from dutytui.rules.contradictions import Sides, grouped
from dutytui.rules.entry_fold import words
from dutytui.rules.events import PROCEDURES_ADOPTED, PROCEDURES_DRAFTED, PROCEDURES_SETTLED, Event
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.lookup import Lookup
from dutytui.rules.rights import judged_here

MALL = "procedures:mall"
VERSION_PREFIX = "procedures:"


@dataclass(slots=True)
class VersionsFold:
    """adopted: adoptions; drafted: parts of drafts; settled: what people said of several versions for the day; all in
    the order that all terminals agree on."""

    name: str
    adopted: list[Event] = field(default_factory=list)
    drafted: list[Event] = field(default_factory=list)
    settled: list[Event] = field(default_factory=list)
    void: set[str] = field(default_factory=set)
    effective: dict[str, Event] = field(default_factory=dict)

    def step(self, event: Event, law: Lookup) -> None:
        if event.kind == PROCEDURES_ADOPTED and self.name == "mall":
            self.adopted.append(event)
        elif event.kind == PROCEDURES_SETTLED and self.name == "mall":
            if _may_settle(event, law):
                self.settled.append(event)
            else:
                self.void.add(event.id)
        elif event.kind == PROCEDURES_DRAFTED and self.name != "mall":
            self.drafted.append(event)

    @property
    def standing(self) -> tuple[Event, ...]:
        """The settlements that no other was recorded in place of."""
        replaced = {name for event in self.settled for name in _ids(event, "over")}
        return tuple(event for event in self.settled if event.id not in replaced)

    @property
    def chosen(self) -> str:
        """The version that a person has let stand; "" where nobody has, or two who did not know of each other have let
        different ones: then neither counts."""
        known = {event.id: words(event.data, "version") for event in self.adopted}
        found = {known[keeps] for event in self.standing if (keeps := words(event.data, "keeps")) in known}
        return found.pop() if len(found) == 1 else ""

    @property
    def sides(self) -> Sides:
        """The adoptions of the day by version, () for fewer than two or once somebody who knew of all settled it."""
        sides = grouped(
            sorted(self.adopted, key=lambda event: (words(event.data, "version"), event.order)),
            lambda event: words(event.data, "version"),
        )
        chosen, known = self.chosen, {name for event in self.standing for name in _ids(event, "against")}
        others = {event.id for event in self.adopted if words(event.data, "version") != chosen}
        return () if chosen and others <= known else sides


def _ids(event: Event, name: str) -> tuple[str, ...]:
    from dutytui.rules.approvals.acts import texts  # where two versions were adopted apart

    return texts(event.data, name)


def _may_settle(event: Event, law: Lookup) -> bool:
    from dutytui.rules.approvals.seats import settlers  # where two versions were adopted apart

    return not judged_here(law, event) or event.by in settlers(law, "")
