"""All that is known of one request: its acts, in order. How it stands is played from them (`course`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from dutytui.rules.approvals.course import Course, Proof
from dutytui.rules.approvals.flow import Flow
from dutytui.rules.approvals.play import course
from dutytui.rules.approvals.recorded import flow_of
from dutytui.rules.approvals.told import untold
from dutytui.rules.events import REQUEST_SUBMITTED, Event
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.lookup import Lookup
from dutytui.rules.rights import judged_here

NO_PROOF: Proof = {}


@dataclass(slots=True)
class RequestFold:
    """flow: as the submission recorded it; None when that is not here or says none, and then nothing can be done.

    acts: the submission first, once it is here, then all others. void: submissions whose author had no right to them;
    what any other act counts for is the course's to say. Nothing of it is taken back by `Undo`: what can be has an act
    of its own that does (UnsignRequest, SettleRequest).
    """

    name: str
    flow: Flow | None = None
    acts: list[Event] = field(default_factory=list)
    void: set[str] = field(default_factory=set)
    effective: dict[str, Event] = field(default_factory=dict)
    law: Lookup | None = field(default=None, repr=False, compare=False)
    _played: tuple[int, Lookup, Proof, Course] | None = field(default=None, repr=False, compare=False)

    def step(self, event: Event, law: Lookup) -> None:
        self.law = law
        if event.kind == REQUEST_SUBMITTED:
            self._submit(event, law)
        else:
            self.acts.append(event)

    def course(self, law: Lookup, proof: Proof = NO_PROOF) -> Course | None:
        """Where it stands; None without a submission that says a flow. The same object until there is news."""
        if self.flow is None:
            return None
        if self._played is None or self._played[:3] != (len(self.acts), law, proof):
            said = self.acts[0].data.get("fields")
            fields = said if isinstance(said, Mapping) else {}
            self._played = (len(self.acts), law, dict(proof), course(self.flow, fields, self.acts, law, proof))
        return self._played[3]

    @property
    def unfinished(self) -> bool:
        """Not ended, or something is to follow, or somebody who was told has not read it (for how long that keeps it in
        view is the view's to know, which has a clock).

        Nor is one over that somebody decided in another's place: only who knows all delegations can tell whether they
        might.
        """
        played = self.course(self.law) if self.law is not None else None
        if played is None or self.law is None:
            return False
        if not played.finished or any("delegation" in event.data for event in self.acts):
            return True
        return bool(untold(played, self.law))

    def _submit(self, event: Event, law: Lookup) -> None:
        """The first that may counts, whichever else says that it began the same request."""
        flow = flow_of(event.data.get("flow")) if self.flow is None else None
        if flow is None:
            return
        if _may_submit(event, flow, law):
            self.flow = flow
            self.acts.insert(0, event)
        else:
            self.void.add(event.id)


def _may_submit(event: Event, flow: Flow, law: Lookup) -> bool:
    """Listed, by one of their posts, and by the flow that the procedures say: nobody brings their own."""
    if not judged_here(law, event):
        return True
    return law.begins(event.by, flow) and (not event.procedure or law.procedures.approvals.flow(flow.id) == flow)
