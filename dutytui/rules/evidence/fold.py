"""What one terminal has witnessed on one day, and what was said to one piece of evidence."""

from __future__ import annotations

from dataclasses import field

from dutytui.rules.entry_fold import words
from dutytui.rules.events import ALARM_ACKNOWLEDGED, HEADS_WITNESSED, Event
from dutytui.rules.evidence.heads import heads_in, root_of
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.lookup import Lookup
from dutytui.rules.procedure import MANAGE_TERMINALS
from dutytui.rules.rights import judged_here


@dataclass(slots=True)
class WitnessFold:
    """name: the terminal's writer id, whose own word alone counts; last: the last of its witnesses."""

    name: str
    last: Event | None = None
    void: set[str] = field(default_factory=set)
    effective: dict[str, Event] = field(default_factory=dict)

    def step(self, event: Event, law: Lookup) -> None:  # noqa: ARG002 - one signature for all folds
        if event.kind != HEADS_WITNESSED:
            return
        heads = heads_in(event.data)
        if event.writer != self.name or heads is None or event.data.get("root") != root_of(heads):
            self.void.add(event.id)
            return
        # Only the last is kept: a day has hundreds, and all of them stand in the journal.
        self.last = event
        self.effective = {event.id: event}


@dataclass(slots=True)
class EvidenceFold:
    """effective: the acknowledgements by those who may."""

    name: str
    void: set[str] = field(default_factory=set)
    effective: dict[str, Event] = field(default_factory=dict)

    def step(self, event: Event, law: Lookup) -> None:
        if event.kind != ALARM_ACKNOWLEDGED:
            return
        right = may_acknowledge(law, event.post) and law.holds(event.by, event.post)
        if not event.by or not words(event.data, "words") or (judged_here(law, event) and not right):
            self.void.add(event.id)
            return
        self.effective[event.id] = event


def may_acknowledge(law: Lookup, post: str) -> bool:
    """A post with `manage_terminals`; in a mall that has given it to nobody, any: an alarm that nobody can answer would
    soon be one that nobody hears."""
    return law.may(post, MANAGE_TERMINALS) or (post in law.posts and not law.posts_that_may(MANAGE_TERMINALS))
