"""Who goes the sweep: the posts of closing.yaml, each filled by another person (DS §2 clearance_sweep)."""

from __future__ import annotations

from dataclasses import field

from dutytui.rules.contradictions import Sides, grouped
from dutytui.rules.entry_fold import words
from dutytui.rules.events import SWEEP_JOINED, Event
from dutytui.rules.knowing import knew, says_what_it_knew
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.lookup import Lookup
from dutytui.rules.rights import judged_here

TEAM = "sweep:team"
"""The one subject of its kind on a day."""

Order = tuple[str, str, int]
"""As `Event.order`."""


@dataclass(slots=True)
class TeamFold:
    """members: who goes for each post, by the act that said so; named: all such acts, by post; disputed: posts that
    terminals apart named different people for; spans: from which act, inclusive, to which, exclusive (None: still), the
    team was whole."""

    name: str
    members: dict[str, Event] = field(default_factory=dict)
    named: dict[str, list[Event]] = field(default_factory=dict)
    disputed: set[str] = field(default_factory=set)
    spans: list[tuple[Order, Order | None]] = field(default_factory=list)
    void: set[str] = field(default_factory=set)
    effective: dict[str, Event] = field(default_factory=dict)

    def step(self, event: Event, law: Lookup) -> None:
        if event.kind != SWEEP_JOINED:
            return
        post, person = words(event.data, "post"), words(event.data, "person")
        if not post or not person or not _allowed(event, post, person, law):
            self.void.add(event.id)
            return
        self.effective[event.id] = event
        before = self.person(post)
        self.named.setdefault(post, []).append(event)
        if self.contradicted(post):
            self.disputed.add(post)
        else:
            self.disputed.discard(post)
        if person != before:
            self.members[post] = event
        self._count(event, law)

    def person(self, post: str) -> str:
        """Who goes for a post, "" for nobody."""
        member = self.members.get(post)
        return words(member.data, "person") if member else ""

    def contradicted(self, post: str) -> tuple[Event, ...]:
        """The namings for a post that stand against each other, in order; () when all is well."""
        named = self.named.get(post, [])
        tips = [one for one in named if not any(_follows(other, one) for other in named)]
        return tuple(tips) if len({words(one.data, "person") for one in tips}) > 1 else ()

    def contradictions(self) -> tuple[tuple[str, Sides], ...]:
        named = ((post, self.contradicted(post)) for post in sorted(self.named))
        return tuple((post, grouped(acts, lambda act: words(act.data, "person"))) for post, acts in named if acts)

    def missing(self, law: Lookup) -> tuple[str, ...]:
        """Posts that nobody fills, or somebody who fills another one, too; in the order of closing.yaml."""
        seen: set[str] = set()
        found = []
        for post in law.procedures.closing.team:
            member = self.members.get(post)
            who = words(member.data, "person") if member else ""
            if post in self.disputed or not who or who in seen:
                found.append(post)
            seen.add(who)
        return tuple(found)

    def whole_at(self, order: Order) -> bool:
        """Whether it was whole when this was recorded."""
        return any(start < order and (end is None or order < end) for start, end in self.spans)

    def _count(self, event: Event, law: Lookup) -> None:
        whole = bool(law.procedures.closing.team) and not self.missing(law)
        open_ended = bool(self.spans) and self.spans[-1][1] is None
        if whole and not open_ended:
            self.spans.append((event.order, None))
        elif not whole and open_ended:
            self.spans[-1] = (self.spans[-1][0], event.order)


def _follows(later: Event, earlier: Event) -> bool:
    """Whether somebody was named in knowledge of an earlier naming. Of an older version's only whose place they took
    tells."""
    if later.writer == earlier.writer or says_what_it_knew(later):
        return knew(later, earlier)
    return words(later.data, "instead") == words(earlier.data, "person") and knew(later, earlier)


def _allowed(event: Event, post: str, person: str, law: Lookup) -> bool:
    if not judged_here(law, event):
        return True
    team = law.procedures.closing.team
    may = event.post in team and law.holds(event.by, event.post)
    # Like a signature: who is not listed could be anybody, somebody who goes already among them.
    return may and post in team and person in law.people and law.holds(person, post)
