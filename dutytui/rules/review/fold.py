"""What the events of a review add up to: remarks and signatures of a day, and each follow-up.

Whoever says that a follow-up is done without knowing that it was opened again has not done what it was opened for: it
is open, and in dispute where the two were said apart. Done twice apart is done.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from datetime import date

from dutytui.rules.contradictions import Sides, sided
from dutytui.rules.entry_fold import changes_of, words
from dutytui.rules.events import (
    FOLLOW_UP_CHANGED,
    FOLLOW_UP_DONE,
    FOLLOW_UP_REOPENED,
    FOLLOW_UP_SET,
    REVIEW_REMARKED,
    REVIEW_SIGNED,
    Event,
)
from dutytui.rules.knowing import apart, knew, seen_by
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.lookup import Lookup
from dutytui.rules.review.rights import rightful
from dutytui.rules.rights import judged_here
from dutytui.rules.service.fold import Given, by_value, contradicting

REVIEW_SUBJECT = "review:mall"
FOLLOW_UP_PREFIX = "followup:"
FIELDS = ("text", "owner", "due")


@dataclass(slots=True)
class ReviewFold:
    """name: what stands behind the colon of the subject; remarks and signatures: acts in effect, in order."""

    name: str
    remarks: list[Event] = field(default_factory=list)
    signatures: list[Event] = field(default_factory=list)
    void: set[str] = field(default_factory=set)
    effective: dict[str, Event] = field(default_factory=dict)

    def step(self, event: Event, law: Lookup) -> None:
        if event.kind not in {REVIEW_REMARKED, REVIEW_SIGNED}:
            return
        if judged_here(law, event) and not rightful(law, event):
            self.void.add(event.id)
            return
        self.effective[event.id] = event
        (self.remarks if event.kind == REVIEW_REMARKED else self.signatures).append(event)


@dataclass(slots=True)
class FollowUpFold:
    """name: what stands behind the colon of the subject; origin: the act that set it; fields: current values; owners:
    every one it ever had; status_acts: of being done and opened again; corrections: by field."""

    name: str
    origin: Event | None = None
    fields: dict[str, str] = field(default_factory=dict)
    owners: set[str] = field(default_factory=set)
    status_acts: list[Event] = field(default_factory=list)
    corrections: dict[str, list[Given]] = field(default_factory=dict)
    void: set[str] = field(default_factory=set)
    effective: dict[str, Event] = field(default_factory=dict)

    def step(self, event: Event, law: Lookup) -> None:
        if event.kind not in _KINDS:
            return
        if judged_here(law, event) and not rightful(law, event, self.owners):
            self.void.add(event.id)
            return
        self.effective[event.id] = event
        match event.kind:
            case "follow_up_set":
                self._take(event)
            case "follow_up_changed":
                self._change(event)
            case _:
                self.status_acts.append(event)

    @property
    def due(self) -> date | None:
        """The last day for it, None for one that can't be read."""
        return day_of(self.fields.get("due", ""))

    @property
    def done(self) -> Event | None:
        """The act by which it is done; None while it is open."""
        reopened = [act for act in self.status_acts if act.kind == FOLLOW_UP_REOPENED]
        dones = (act for act in self.status_acts if act.kind == FOLLOW_UP_DONE)
        return next((act for act in dones if all(knew(act, one) for one in reopened)), None)

    @property
    def unfinished(self) -> bool:
        return self.origin is not None and self.done is None

    @property
    def disputed(self) -> set[str]:
        """Fields that were changed apart to different values, and ``status``."""
        return {about for about, _sides in self.contradictions()}

    def contradictions(self) -> tuple[tuple[str, Sides], ...]:
        status = sided(self._contended())
        changed = ((name, by_value(contradicting(self.corrections[name]))) for name in sorted(self.corrections))
        return (*((("status", status),) if status else ()), *((name, sides) for name, sides in changed if sides))

    def _contended(self) -> Iterator[tuple[Event, Event]]:
        """(done, opened again) apart, until somebody who knew of both has gone on."""
        dones = [act for act in self.status_acts if act.kind == FOLLOW_UP_DONE]
        reopened = [act for act in self.status_acts if act.kind == FOLLOW_UP_REOPENED]
        pairs = ((one, other) for one in dones for other in reopened if apart(one, other))
        return (pair for pair in pairs if not seen_by(self.status_acts, *pair))

    def _take(self, event: Event) -> None:
        if self.origin is None:
            self.origin = event
            said = {name: words(event.data, name) for name in (*FIELDS, "about")}
            self.fields = said | self.fields
            self.owners |= {said["owner"]} - {""}

    def _change(self, event: Event) -> None:
        for name, old, new in changes_of(event, FIELDS):
            fits = old == self.fields.get(name, "")
            self.corrections.setdefault(name, []).append(Given(event, new, fits))
            self.fields[name] = new
            if name == "owner" and new:
                self.owners.add(new)


_KINDS = frozenset({FOLLOW_UP_SET, FOLLOW_UP_CHANGED, FOLLOW_UP_DONE, FOLLOW_UP_REOPENED})


def day_of(text: str) -> date | None:
    """An ISO date, None for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
