"""What the events about one obligation and one due date add up to.

Done at two terminals that did not know of each other is done: they agree. Done at one and waived at the other is
disputed, until one of the two is taken back.
"""

from __future__ import annotations

from dataclasses import field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from dutytui.rules.contradictions import Sides
from dutytui.rules.events import OBLIGATION_DONE, OBLIGATION_WAIVED, Event
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.lookup import Lookup
from dutytui.rules.obligations.rights import may_begin, may_do, may_waive, obligation_of
from dutytui.rules.rights import judged_here

if TYPE_CHECKING:
    from dutytui.rules.state import State  # which makes the folds

OBLIGATION_PREFIX = "obligation:"


class Verdict(StrEnum):
    NONE = "none"
    DONE = "done"
    WAIVED = "waived"
    DISPUTED = "disputed"


@dataclass(slots=True)
class ObligationFold:
    """name: id of the obligation; done and waived: acts in effect, in order."""

    name: str
    done: list[Event] = field(default_factory=list)
    waived: list[Event] = field(default_factory=list)
    void: set[str] = field(default_factory=set)
    effective: dict[str, Event] = field(default_factory=dict)

    def step(self, event: Event, law: Lookup) -> None:
        if event.kind not in {OBLIGATION_DONE, OBLIGATION_WAIVED}:
            return
        if not self._allowed(event, law):
            self.void.add(event.id)
            return
        self.effective[event.id] = event
        (self.done if event.kind == OBLIGATION_DONE else self.waived).append(event)

    @property
    def verdict(self) -> Verdict:
        if self.done and self.waived:
            return Verdict.DISPUTED
        if self.done:
            return Verdict.DONE
        return Verdict.WAIVED if self.waived else Verdict.NONE

    def contradictions(self) -> tuple[tuple[str, Sides], ...]:
        disputed = self.verdict is Verdict.DISPUTED
        return (("outcome", (tuple(self.done), tuple(self.waived))),) if disputed else ()

    def _allowed(self, event: Event, law: Lookup) -> bool:
        obligation = obligation_of(law, self.name)
        if obligation is None or not judged_here(law, event):
            return True
        if not law.holds(event.by, event.post):
            return False
        if event.kind == OBLIGATION_WAIVED:
            return may_waive(law, event.post)
        if event.data.get("started") and may_begin(law, obligation, event.by):
            return True
        return may_do(law, obligation, event.post, event.behalf)


def obligation_fold(state: State, day: date, obligation: str) -> ObligationFold:
    """What is known of what falls due on a day; an empty fold when nothing is."""
    subject = state.subject(day, OBLIGATION_PREFIX + obligation)
    found = subject.fold if subject is not None else None
    return found if isinstance(found, ObligationFold) else ObligationFold(obligation)
