"""What the events about one quarter's assessment of one subject add up to.

An assessment names those of its kind that it takes the place of (`replaces`). What is not named was not known: so two
that stand side by side were given at terminals apart, and are shown as a dispute until one replaces both.
"""

from __future__ import annotations

from dataclasses import field

from dutytui.rules.contradictions import Sides
from dutytui.rules.entry_fold import words
from dutytui.rules.events import ASSESSED, CONSEQUENCE_DRAWN, Event
from dutytui.rules.figures.procedure import Assessor
from dutytui.rules.figures.recorded import kind_of
from dutytui.rules.figures.rights import may_not_assess, may_not_draw
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.lookup import Lookup
from dutytui.rules.rights import judged_here

ASSESSMENT_PREFIX = "assessment:"


@dataclass(slots=True)
class AssessmentFold:
    """name: who is assessed; given: assessments that stand, by assessor and then by id; replaced: ids of those that do
    not any more; drawn: consequences, in order."""

    name: str
    given: dict[Assessor, dict[str, Event]] = field(default_factory=dict)
    replaced: set[str] = field(default_factory=set)
    drawn: list[Event] = field(default_factory=list)
    void: set[str] = field(default_factory=set)
    effective: dict[str, Event] = field(default_factory=dict)

    def step(self, event: Event, law: Lookup) -> None:
        if event.kind not in {ASSESSED, CONSEQUENCE_DRAWN}:
            return
        if judged_here(law, event) and not self._allowed(event, law):
            self.void.add(event.id)
        elif event.kind == ASSESSED:
            self._assess(event)
        elif words(event.data, "consequence"):
            self.effective[event.id] = event
            self.drawn.append(event)

    def standing(self, kind: Assessor) -> tuple[Event, ...]:
        """Normally one, or none yet; more than one came from terminals that were apart."""
        return tuple(self.given.get(kind, {}).values())

    def contradictions(self) -> tuple[tuple[str, Sides], ...]:
        """By assessor: each assessment that stands is a side."""
        standing = ((kind.value, self.standing(kind)) for kind in sorted(self.given))
        return tuple((kind, tuple((act,) for act in acts)) for kind, acts in standing if len(acts) > 1)

    def drawn_as(self, consequence: str) -> Event | None:
        """The first act that drew it, None while nobody has."""
        return next((event for event in self.drawn if words(event.data, "consequence") == consequence), None)

    def _assess(self, event: Event) -> None:
        kind = kind_of(event)
        if kind is None:
            return
        known = self.given.setdefault(kind, {})
        for old in _names(event):
            self.replaced.add(old)
            if known.pop(old, None) is not None:
                self.effective.pop(old, None)
        if event.id not in self.replaced:
            self.effective[event.id] = event
            known[event.id] = event

    def _allowed(self, event: Event, law: Lookup) -> bool:
        found = law.procedures.figures.assessed(self.name)
        if not law.holds(event.by, event.post):
            return False
        if found is None:
            return True  # of a program whose figures.yaml this one does not have
        if event.kind == CONSEQUENCE_DRAWN:
            return may_not_draw(law, found[1], event.by, event.post) is None
        kind = kind_of(event)
        return kind is None or may_not_assess(law, *found, kind, event.by, event.post) is None


def _names(event: Event) -> tuple[str, ...]:
    named = event.data.get("replaces")
    return tuple(one for one in named if isinstance(one, str)) if isinstance(named, list | tuple) else ()
