"""What the events about one page add up to.

Paragraphs never disagree: each stands as it was written, under its writer's name. Leaving a page empty that has been
written on can only come from a terminal that did not know of it: the page is disputed until one of the two is undone.
Writing on a page that was left empty is no contradiction where the writer knew it: something has come up since.
"""

from __future__ import annotations

from dataclasses import field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from dutytui.rules.contradictions import Sides, sided
from dutytui.rules.events import SECTION_LEFT_EMPTY, SECTION_WRITTEN, Event
from dutytui.rules.journals.pages import PAGE_PREFIX, page
from dutytui.rules.knowing import knew
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.lookup import Lookup
from dutytui.rules.rights import judged_here

if TYPE_CHECKING:
    from dutytui.rules.state import State  # which makes the folds


class PageState(StrEnum):
    EMPTY = "empty"
    WRITTEN = "written"
    LEFT_EMPTY = "left_empty"
    DISPUTED = "disputed"


@dataclass(slots=True)
class PageFold:
    """name: what stands behind the colon of the subject; written and left: acts in effect, in order."""

    name: str
    written: list[Event] = field(default_factory=list)
    left: list[Event] = field(default_factory=list)
    void: set[str] = field(default_factory=set)
    effective: dict[str, Event] = field(default_factory=dict)

    def step(self, event: Event, law: Lookup) -> None:
        if event.kind not in {SECTION_WRITTEN, SECTION_LEFT_EMPTY}:
            return
        if not self._allowed(event, law):
            self.void.add(event.id)
            return
        self.effective[event.id] = event
        (self.written if event.kind == SECTION_WRITTEN else self.left).append(event)

    @property
    def state(self) -> PageState:
        if self.contended:
            return PageState.DISPUTED
        if self.written:
            return PageState.WRITTEN
        return PageState.LEFT_EMPTY if self.left else PageState.EMPTY

    def contradictions(self) -> tuple[tuple[str, Sides], ...]:
        sides = sided(self.contended)
        return (("page", sides),) if sides else ()

    @property
    def contended(self) -> tuple[tuple[Event, Event], ...]:
        """(writing, leaving empty) that stand against each other."""
        return tuple((one, other) for one in self.written for other in self.left if not knew(one, other))

    def _allowed(self, event: Event, law: Lookup) -> bool:
        found = page(law, PAGE_PREFIX + self.name)
        if found is None or not judged_here(law, event):
            return True
        return law.holds(event.by, event.post) and event.post in found.section.posts


def page_fold(state: State, day: date, on: str) -> PageFold:
    """What is known of a page; an empty fold when nothing is."""
    subject = state.subject(day, on)
    found = subject.fold if subject is not None else None
    return found if isinstance(found, PageFold) else PageFold(on.removeprefix(PAGE_PREFIX))
