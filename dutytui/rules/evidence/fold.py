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
        if not event.by or not words(event.data, "words") or not _had_right(law, event):
            self.void.add(event.id)
            return
        self.effective[event.id] = event


def may_acknowledge(law: Lookup, person: str, post: str) -> bool:
    """People of people.yaml under a post with `manage_terminals`: a name that anybody could type silences no alarm.
    In a mall that has given it to nobody, any post: an alarm that nobody can answer is soon one that nobody hears."""
    if not law.posts_that_may(MANAGE_TERMINALS):
        return law.holds(person, post)
    return person in law.people and law.holds(person, post) and law.may(post, MANAGE_TERMINALS)


def _had_right(law: Lookup, event: Event) -> bool:
    """Under another version whoever is listed now had it; of anybody else the alarm asks once more, the safe side."""
    if judged_here(law, event):
        return may_acknowledge(law, event.by, event.post)
    return event.by in law.people or not law.posts_that_may(MANAGE_TERMINALS)
