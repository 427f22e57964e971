"""Who signs for whom for a time (代理)."""

from __future__ import annotations

from dataclasses import dataclass, field

from dutytui.rules.events import Event
from dutytui.rules.lookup import Lookup


@dataclass(slots=True)
class DelegationFold:
    """One delegation. given: the event that gave it, None while it is not here; ended: the one that ended it early."""

    name: str
    given: Event | None = None
    ended: Event | None = None
    void: set[str] = field(default_factory=set)
    effective: dict[str, Event] = field(default_factory=dict)

    def step(self, event: Event, law: Lookup) -> None:
        raise NotImplementedError

    @property
    def unfinished(self) -> bool:
        return self.given is not None and self.ended is None
