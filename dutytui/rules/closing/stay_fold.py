"""Somebody who stays in the mall after closing, and is known to."""

from __future__ import annotations

from dataclasses import field
from datetime import datetime

from dutytui.rules.entry_fold import moment, words
from dutytui.rules.events import STAY_ENDED, STAY_REGISTERED, Event
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.lookup import Lookup
from dutytui.rules.rights import judged_here

STAY_PREFIX = "stay:"


@dataclass(slots=True)
class StayFold:
    """registered: the act that said so, None when it was taken back; ended: the first act that said they have left."""

    name: str
    registered: Event | None = None
    ended: Event | None = None
    void: set[str] = field(default_factory=set)
    effective: dict[str, Event] = field(default_factory=dict)

    def step(self, event: Event, law: Lookup) -> None:
        if event.kind not in {STAY_REGISTERED, STAY_ENDED}:
            return
        if judged_here(law, event) and not law.holds(event.by, event.post):
            self.void.add(event.id)
            return
        self.effective[event.id] = event
        if event.kind == STAY_REGISTERED:
            self.registered = self.registered or event
        else:
            self.ended = self.ended or event

    @property
    def until(self) -> datetime | None:
        """When they mean to leave; None when nothing readable says so."""
        return moment(words(self.registered.data, "until")) if self.registered else None

    @property
    def inside(self) -> bool:
        return self.registered is not None and self.ended is None
