"""What was recorded about one person's key on one day. What it adds up to over the years says `trust.Credentials`."""

from __future__ import annotations

from dataclasses import field

from dutytui.rules.credentials.rights import rightful
from dutytui.rules.events import Event
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.lookup import Lookup


@dataclass(slots=True)
class CredentialFold:
    """unfinished: always, since a key counts until it is ended, and its end for ever."""

    name: str
    void: set[str] = field(default_factory=set)
    effective: dict[str, Event] = field(default_factory=dict)
    unfinished: bool = True

    def step(self, event: Event, law: Lookup) -> None:
        if rightful(law, event):
            self.effective[event.id] = event
        else:
            self.void.add(event.id)
