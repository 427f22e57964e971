"""What the events about a version of the procedures add up to, on one day.

Two kinds of subjects: ``procedures:mall`` has the adoptions whose first day in force is this one;
``procedures:<version>`` has the files of a version as they were submitted. Whether an adoption counts needs the request
behind it and what was in force before: it is judged where all of that is at hand (`dutytui.rules.changes.in_force`).
"""

from __future__ import annotations

from dataclasses import field

from dutytui.rules.events import PROCEDURES_ADOPTED, PROCEDURES_DRAFTED, Event
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.lookup import Lookup

MALL = "procedures:mall"
VERSION_PREFIX = "procedures:"


@dataclass(slots=True)
class VersionsFold:
    """adopted: adoptions; drafted: parts of drafts; both in the order that all terminals agree on."""

    name: str
    adopted: list[Event] = field(default_factory=list)
    drafted: list[Event] = field(default_factory=list)
    void: set[str] = field(default_factory=set)
    effective: dict[str, Event] = field(default_factory=dict)

    def step(self, event: Event, law: Lookup) -> None:  # noqa: ARG002 - one signature for all folds
        if event.kind == PROCEDURES_ADOPTED and self.name == "mall":
            self.adopted.append(event)
        elif event.kind == PROCEDURES_DRAFTED and self.name != "mall":
            self.drafted.append(event)
