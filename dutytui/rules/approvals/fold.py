"""All that is known of one request: its acts, in order. How it stands is played from them (`course`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from dutytui.rules.approvals.course import ENDED, Course, Proof, course
from dutytui.rules.approvals.flow import Flow
from dutytui.rules.approvals.recorded import flow_of
from dutytui.rules.events import REQUEST_SUBMITTED, Event
from dutytui.rules.lookup import Lookup

NO_PROOF: Proof = {}


@dataclass(slots=True)
class RequestFold:
    """flow: as the submission recorded it; None when that is not here or says none, and then nothing can be done.

    Nothing of it is taken back by `Undo`: what can be has an act of its own that does (UnsignRequest, SettleRequest).
    """

    name: str
    flow: Flow | None = None
    acts: list[Event] = field(default_factory=list)
    void: set[str] = field(default_factory=set)
    effective: dict[str, Event] = field(default_factory=dict)
    law: Lookup | None = field(default=None, repr=False, compare=False)
    _played: tuple[int, object, Course] | None = field(default=None, repr=False, compare=False)

    def step(self, event: Event, law: Lookup) -> None:
        self.law = law
        if event.kind == REQUEST_SUBMITTED:
            if self.flow is not None:
                return
            self.flow = flow_of(event.data.get("flow"))
            self.acts.insert(0, event)
        else:
            self.acts.append(event)

    def course(self, law: Lookup, proof: Proof = NO_PROOF) -> Course | None:
        """Where it stands; None without a submission that says a flow."""
        if self.flow is None:
            return None
        key = (law.version, tuple(sorted(proof.items())))
        if self._played is None or self._played[:2] != (len(self.acts), key):
            said = self.acts[0].data.get("fields")
            fields = dict(said) if isinstance(said, Mapping) else {}
            self._played = (len(self.acts), key, course(self.flow, fields, self.acts, law, proof))
        return self._played[2]

    @property
    def unfinished(self) -> bool:
        """Not ended, or something is still to follow, or somebody who was to be told has not read it."""
        played = self.course(self.law) if self.law is not None else None
        return played is not None and (played.standing not in ENDED or bool(played.owed) or self._untold(played))

    def _untold(self, played: Course) -> bool:
        return bool(played.copies or played.flow.informed)
