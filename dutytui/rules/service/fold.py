"""What the events about a case add up to, beside what they add up to as a log entry. `EntryFold` holds one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import datetime
from typing import Any

from dutytui.rules.contradictions import Sides, grouped
from dutytui.rules.events import CASE_CALLED_BACK, CASE_DETAILED, CASE_FED_BACK, CASE_KEPT, Event
from dutytui.rules.knowing import knew, says_what_it_knew
from dutytui.rules.lazy_dataclass import dataclass

CASE_ACTS = frozenset({CASE_DETAILED, CASE_FED_BACK, CASE_CALLED_BACK, CASE_KEPT})
TOPIC = "@topic"
"""Names the topic among the details; no id of a field can be written so."""

OUTCOME = "outcome"
"""Names how a call-back ended, where it stands among changes."""

SATISFIED, NOT_SATISFIED, NOT_REACHED = "satisfied", "not_satisfied", "not_reached"
OUTCOMES = (SATISFIED, NOT_SATISFIED, NOT_REACHED)
"""How a call-back can end; after one that left the customer dissatisfied the case stays open."""


@dataclass(frozen=True, slots=True)
class Given:
    """One value of one field, by a correction or as a detail of a case. fits: what stood there was what its author
    knew."""

    event: Event
    new: str
    fits: bool


def contradicting(given: Sequence[Given]) -> tuple[Given, ...]:
    """Those that nobody who knew them gave anew, in order, when they differ; () when all is well."""
    tips = [one for one in given if not any(_follows(other, one) for other in given)]
    return tuple(tips) if len({one.new for one in tips}) > 1 else ()


def by_value(given: Sequence[Given]) -> Sides:
    """The sides of a contradiction: acts that gave the same value are on one."""
    values = {one.event.id: one.new for one in given}
    return grouped([one.event for one in given], lambda event: values[event.id])


def _follows(later: Given, earlier: Given) -> bool:
    """Whether a value was given in knowledge of another. Of an older version's only what it replaced tells."""
    if later.event.writer == earlier.event.writer or says_what_it_knew(later.event):
        return knew(later.event, earlier.event)
    return later.fits and knew(later.event, earlier.event)


@dataclass(slots=True)
class CaseFold:
    """details: values by field; the topic is one of them; given: by field, every giving of it, with whether it started
    from the value that stood there; told: feedbacks to the customer; calls: since it was last handled, in order; kept:
    by the business day (ISO) at whose end it stayed open.
    """

    details: dict[str, str] = field(default_factory=dict)
    given: dict[str, list[Given]] = field(default_factory=dict)
    told: list[Event] = field(default_factory=list)
    calls: list[Event] = field(default_factory=list)
    kept: dict[str, Event] = field(default_factory=dict)

    @property
    def disputed(self) -> set[str]:
        """Fields that two terminals gave different values without knowing of each other, until somebody who knows of
        both gives them once more."""
        return {name for name in self.given if self.contradicted(name)}

    def contradicted(self, name: str) -> tuple[Given, ...]:
        """The givings of a field that stand against each other, in order; () when all is well."""
        return contradicting(self.given.get(name, ()))

    @property
    def topic(self) -> str:
        return self.details.get(TOPIC, "")

    @property
    def told_at(self) -> datetime | None:
        """When the customer was first told, None while nobody has."""
        return min((event.at for event in self.told), default=None)

    @property
    def outcome(self) -> str:
        """How the last call-back ended, one of `OUTCOMES`; "" before the first."""
        return outcome_of(self.calls[-1]) if self.calls else ""

    def step(self, event: Event, is_open: bool) -> bool:
        """Whether it has an effect. is_open: nobody has handled the entry (any more)."""
        match event.kind:
            case "case_detailed":
                self._detail(event)
            case "case_fed_back":
                self.told.append(event)
            case "case_called_back":
                # What is asked of the customer is whether the handling was right: without one it says nothing.
                if is_open or not outcome_of(event):
                    return False
                self.calls.append(event)
            case _:
                night = event.data.get("night")
                if not isinstance(night, str) or night in self.kept:
                    return False
                self.kept[night] = event
        return True

    def reopened(self) -> None:
        """What was handled was not right: the customer is called again after the next handling."""
        self.calls = []

    def _detail(self, event: Event) -> None:
        for name, old, new in details_of(event):
            known = self.details.get(name, "")
            self.given.setdefault(name, []).append(Given(event, new, not known or known in {old, new}))
            self.details[name] = new


def details_of(event: Event) -> tuple[tuple[str, str, str], ...]:
    """(field, old, new) of each detail that a `case_detailed` gives, by name; what is no text is left out."""
    if event.kind != CASE_DETAILED:
        return ()
    new, old = _texts(event.data.get("details")), _texts(event.data.get("was"))
    return tuple((name, old.get(name, ""), new[name]) for name in sorted(new))


def outcome_of(event: Event) -> str:
    """How a call-back ended, "" for what this version does not know."""
    outcome = event.data.get("outcome")
    return outcome if isinstance(outcome, str) and outcome in OUTCOMES else ""


def _texts(value: Any) -> dict[str, str]:
    if not isinstance(value, Mapping):
        return {}
    return {name: text for name, text in value.items() if isinstance(name, str) and isinstance(text, str)}
