"""What is said about the roster or one terminal on one day. How terminals stand is worked out from all of it at once
(`dutytui.rules.roster.standing`): a fold asks trust, and trust asks the roster.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field

from dutytui.rules.events import ROSTER_BEGUN, TERMINAL_ENROLLED, TERMINAL_REVOKED, Event
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.lookup import Lookup
from dutytui.rules.roster.said import has_right
from dutytui.rules.state import State

ROSTER_SUBJECTS = ("roster", "terminal")
"""What stands before the colon."""


@dataclass(slots=True)
class RosterFold:
    name: str
    void: set[str] = field(default_factory=set)
    effective: dict[str, Event] = field(default_factory=dict)

    def step(self, event: Event, law: Lookup) -> None:
        if event.kind in {ROSTER_BEGUN, TERMINAL_ENROLLED, TERMINAL_REVOKED} and not has_right(law, event):
            self.void.add(event.id)

    @property
    def unfinished(self) -> bool:
        """For ever: whoever was let in or shut out once is to be known on every later day."""
        return True


def roster_events(state: State) -> Iterator[Event]:
    """Everything that is known here about the roster and about terminals, whoever says it."""
    for prefix in ROSTER_SUBJECTS:
        for subject in state.unfinished(prefix):
            yield from subject.events
