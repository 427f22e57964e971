"""What the events about the duty, and about one handover, add up to.

A signature of the receiver names the signatures of the giver that it answers, a refusal or withdrawal those that it
takes back. So a receiver who signed what was taken back at another terminal shows as what it is: a contradiction. What
follows what is said by those names alone: the stamps of a terminal whose clock is behind would say it wrongly.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum
from typing import Any

from dutytui.rules.contradictions import Sides, grouped
from dutytui.rules.entry_fold import words
from dutytui.rules.events import (
    ARTICLE_COUNTED,
    DUTY_TAKEN,
    HANDOVER_BEGUN,
    HANDOVER_REFUSED,
    HANDOVER_SIGNED,
    HANDOVER_WITHDRAWN,
    MATTER_ACKNOWLEDGED,
    MATTER_PLANNED,
    Event,
)
from dutytui.rules.handover.commands import Side
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.lookup import Lookup
from dutytui.rules.rights import judged_here

DUTY = "duty:mall"
HANDOVER_PREFIX = "handover:"


class Status(StrEnum):
    OPEN = "open"  # begun: articles are counted, matters gone through
    GIVEN = "given"  # the giver has signed
    REFUSED = "refused"  # the receiver said why not; to be mended and signed again
    PASSED = "passed"  # both have signed
    WITHDRAWN = "withdrawn"
    DISPUTED = "disputed"  # signed by two receivers, or taken back at one terminal and signed at another


ENDED = frozenset({Status.PASSED, Status.WITHDRAWN, Status.DISPUTED})


@dataclass(slots=True)
class DutyFold:
    """taken: every taking of the duty by somebody who may hold it, in order. name: what is behind the colon."""

    name: str
    taken: list[Event] = field(default_factory=list)
    void: set[str] = field(default_factory=set)
    effective: dict[str, Event] = field(default_factory=dict)

    def step(self, event: Event, law: Lookup) -> None:
        if event.kind != DUTY_TAKEN:
            return
        if not event.by or not may_hold(law, event):
            self.void.add(event.id)
            return
        self.taken.append(event)
        self.effective[event.id] = event


@dataclass(slots=True)
class HandoverFold:
    """One handover. name: what is behind the colon.

    counts and plans: acts in effect by article and matter; replaced: ids of plans that a later one stands for;
    acknowledged: by person and matter; given: signatures of the giver by id; receipts: signatures of receivers, of
    which those in `received` count; taken_back: id of a giver's signature → the refusal or withdrawal; early: acts
    stamped before the beginning.
    """

    name: str
    begun: Event | None = None
    counts: dict[str, list[Event]] = field(default_factory=dict)
    plans: dict[str, list[Event]] = field(default_factory=dict)
    replaced: set[str] = field(default_factory=set)
    acknowledged: dict[tuple[str, str], Event] = field(default_factory=dict)
    given: dict[str, Event] = field(default_factory=dict)
    receipts: list[Event] = field(default_factory=list)
    refusals: list[Event] = field(default_factory=list)
    withdrawals: list[Event] = field(default_factory=list)
    taken_back: dict[str, Event] = field(default_factory=dict)
    early: list[Event] = field(default_factory=list)
    void: set[str] = field(default_factory=set)
    effective: dict[str, Event] = field(default_factory=dict)

    @property
    def giver(self) -> str:
        return self.begun.by if self.begun else ""

    @property
    def received(self) -> list[Event]:
        """Signatures of receivers that answer one of the giver's."""
        return [event for event in self.receipts if set(named(event.data, "given")) <= self.given.keys()]

    @property
    def signature(self) -> Event | None:
        """The giver's signature in force, None while there is none."""
        return next((event for name, event in self.given.items() if name not in self.taken_back), None)

    @property
    def signatures(self) -> tuple[str, ...]:
        """Ids of the giver's signatures in force."""
        return tuple(name for name in self.given if name not in self.taken_back)

    @property
    def status(self) -> Status:
        if self.received:
            receivers = {event.by for event in self.received}
            return Status.DISPUTED if len(receivers) > 1 or any(map(self.contested, self.received)) else Status.PASSED
        if self.withdrawals:
            return Status.WITHDRAWN
        if self.signatures:
            return Status.GIVEN
        return Status.REFUSED if self.refusals else Status.OPEN

    def contested(self, received: Event) -> bool:
        """What this receiver signed was taken back by somebody who did not know of it."""
        answered = named(received.data, "given")
        return bool(self.withdrawals) or all(name in self.taken_back for name in answered)

    def planned(self, matter: str) -> list[Event]:
        """What was said of a matter and nothing has replaced: one, or those of terminals that were apart."""
        return [event for event in self.plans.get(matter, ()) if event.id not in self.replaced]

    def contradictions(self) -> tuple[tuple[str, Sides], ...]:
        """Of articles counted differently, and of matters planned differently. Who signed what is the duty's matter."""
        counted = [
            (f"article/{article}", grouped((act for act in acts if _counted(act) is not None), _counted))
            for article, acts in sorted(self.counts.items())
        ]
        planned = [(f"plan/{matter}", grouped(self.planned(matter), _plan_said)) for matter in sorted(self.plans)]
        return tuple((about, sides) for about, sides in (*counted, *planned) if sides)

    def step(self, event: Event, law: Lookup) -> None:
        take = _STEPS.get(event.kind)
        if take is None:
            return
        if self.begun is None and event.kind != HANDOVER_BEGUN:
            self.early.append(event)
            return
        if take(self, event, law):
            self.effective[event.id] = event
        else:
            self.void.add(event.id)
        if event.kind == HANDOVER_BEGUN:
            early, self.early = self.early, []
            for one in early:
                self.step(one, law)

    def _begin(self, event: Event, law: Lookup) -> bool:
        known = not judged_here(law, event) or law.holds(event.by, event.post)
        if self.begun is not None or not event.by or not known:
            return False
        self.begun = event
        return True

    def _count(self, event: Event, law: Lookup) -> bool:
        if event.by != self.giver and not may_hold(law, event):
            return False
        self.counts.setdefault(words(event.data, "article"), []).append(event)
        return True

    def _plan(self, event: Event, _: Lookup) -> bool:
        if event.by != self.giver:
            return False
        self.replaced.update(named(event.data, "instead"))
        self.plans.setdefault(words(event.data, "matter"), []).append(event)
        return True

    def _acknowledge(self, event: Event, law: Lookup) -> bool:
        if not self._receives(event, law):
            return False
        key = (event.by, words(event.data, "matter"))
        known = self.acknowledged.get(key)
        if known is None or (words(event.data, "read_back") and not words(known.data, "read_back")):
            self.acknowledged[key] = event
        return True

    def _sign(self, event: Event, law: Lookup) -> bool:
        if words(event.data, "side") == Side.GIVING:
            if event.by != self.giver or not may_hold(law, event):
                return False
            self.given[event.id] = event
            return True
        if not self._receives(event, law) or not named(event.data, "given"):
            return False
        self.receipts.append(event)
        return True

    def _refuse(self, event: Event, law: Lookup) -> bool:
        if not self._receives(event, law):
            return False
        self.refusals.append(event)
        self._take_back(event)
        return True

    def _withdraw(self, event: Event, _: Lookup) -> bool:
        if event.by != self.giver:
            return False
        self.withdrawals.append(event)
        self._take_back(event)
        return True

    def _take_back(self, event: Event) -> None:
        for name in named(event.data, "given"):
            self.taken_back.setdefault(name, event)

    def _receives(self, event: Event, law: Lookup) -> bool:
        """Another person than the giver, under a post that may hold the duty."""
        return bool(event.by) and event.by != self.giver and may_hold(law, event)


def _counted(event: Event) -> float | None:
    value = event.data.get("counted")
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def _plan_said(event: Event) -> tuple[str, ...]:
    return tuple(words(event.data, name) for name in ("plan", "severity", "owner"))


_STEPS = {
    HANDOVER_BEGUN: HandoverFold._begin,
    ARTICLE_COUNTED: HandoverFold._count,
    MATTER_PLANNED: HandoverFold._plan,
    MATTER_ACKNOWLEDGED: HandoverFold._acknowledge,
    HANDOVER_SIGNED: HandoverFold._sign,
    HANDOVER_REFUSED: HandoverFold._refuse,
    HANDOVER_WITHDRAWN: HandoverFold._withdraw,
}


def may_hold(law: Lookup, event: Event) -> bool:
    """Its author holds the post they acted under, and that post may hold the duty."""
    if not judged_here(law, event):
        return True
    return law.holds(event.by, event.post) and event.post in law.procedures.handover.holders


def named(data: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """The texts of a list in an event's data; () for anything else."""
    value = data.get(name)
    return tuple(one for one in value if isinstance(one, str)) if isinstance(value, list | tuple) else ()
