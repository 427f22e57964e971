"""What the events add up to: who of a meal is out, and who is back."""

from __future__ import annotations

from dataclasses import field

from dutytui.rules.contradictions import Sides, grouped
from dutytui.rules.entry_fold import words
from dutytui.rules.events import MEAL_LEFT, MEAL_RETURNED, Event
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.lookup import Lookup
from dutytui.rules.meals.outings import Outing, batch_said, of_others
from dutytui.rules.refusal import Refusal
from dutytui.rules.rights import judged_here

MEAL_PREFIX = "meal:"


@dataclass(slots=True)
class MealFold:
    """name: id of the meal; outings: by who. A return without a leaving in effect says nothing."""

    name: str
    outings: dict[str, Outing] = field(default_factory=dict)
    void: set[str] = field(default_factory=set)
    effective: dict[str, Event] = field(default_factory=dict)

    def step(self, event: Event, law: Lookup) -> None:
        if event.kind not in {MEAL_LEFT, MEAL_RETURNED}:
            return
        who = words(event.data, "who")
        if judged_here(law, event) and not may_record(law, event.by, event.post, who):
            self.void.add(event.id)
        elif event.kind == MEAL_LEFT:
            self._leave(who, event)
        elif who in self.outings:
            self.outings[who].returns.append(event)
            self.effective[event.id] = event

    def _leave(self, who: str, event: Event) -> None:
        if who and batch_said(event):
            self.outings.setdefault(who, Outing(who)).lefts.append(event)
            self.effective[event.id] = event

    def contradictions(self) -> tuple[tuple[str, Sides], ...]:
        """Of each person whom terminals put into different batches, or brought back before they left."""
        found = []
        for who, outing in sorted(self.outings.items()):
            batches = grouped(outing.lefts, batch_said)
            early = tuple(event for event in outing.returns if event.at < outing.left_at)
            if batches:
                found.append((f"{who}/batch", batches))
            elif early:
                found.append((f"{who}/times", (tuple(outing.lefts), early)))
        return tuple(found)

    def undo_refused(self, event: Event, law: Lookup) -> Refusal | None:  # noqa: ARG002 - one signature for all
        """A return is not taken back when another batch has left since: both would be out (DS §3 meals)."""
        outing = self.outings.get(words(event.data, "who"))
        if outing is None or event.kind != MEAL_RETURNED:
            return None
        after = outing.without(event)
        again = of_others(self.outings, after.batch, after.left_at, after.back_at)
        known = of_others(self.outings, outing.batch, outing.left_at, outing.back_at)
        others = [other for other in again if other not in known]
        if not others:
            return None
        names = tuple(other.name for other in others)
        return Refusal("meal_undo_clashes", {"name": outing.name, "others": names})


def may_record(law: Lookup, person: str, post: str, who: str) -> bool:
    """Those who watch over meals record anybody, and everybody themselves."""
    return law.holds(person, post) and (person == who or post in law.procedures.meals.recorders)
