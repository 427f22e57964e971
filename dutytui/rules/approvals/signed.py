"""What had been signed before: why a step that was through is asked again."""

from __future__ import annotations

from dutytui.rules import events as kinds
from dutytui.rules.approvals.acts import changes, seats_of
from dutytui.rules.approvals.course import Course, Weight
from dutytui.rules.approvals.path import Stage
from dutytui.rules.entry_fold import words
from dutytui.rules.events import Event


def last_signature(it: Course, key: str) -> Event | None:
    """The last signature at a seat that counted and was not taken back by whoever gave it, holding or not."""
    taken_back: set[str] = set()
    for event in reversed(it.acts.events):
        if it.weights.get(event.id) is not Weight.COUNTS:
            continue
        if event.kind == kinds.REQUEST_UNSIGNED:
            taken_back.add(words(event.data, "signature"))
        elif event.kind == kinds.REQUEST_SIGNED and event.id not in taken_back and key in seats_of(event):
            return event
    return None


def lapsed(it: Course, stage: Stage) -> tuple[Event, ...]:
    """Signatures of a stage that no longer hold, though nobody has taken them back."""
    keys = (seat.key for seat in stage.seats if seat.key not in it.signed)
    found = (last_signature(it, key) for key in keys)
    return tuple(event for event in found if event is not None)


def changed_since(it: Course, stage: Stage, signatures: tuple[Event, ...]) -> tuple[str, ...]:
    """Ids of the fields that a stage's decision rests on and that have changed since these signatures."""
    ids = [event.id for event in it.acts.events]
    begins = min((ids.index(event.id) for event in signatures), default=len(ids))
    sees = it.flow.seen_by(stage.step)
    later = (event for event in it.acts.events[begins + 1 :] if it.weights.get(event.id) is Weight.COUNTS)
    return tuple(dict.fromkeys(name for event in later for name in changes(event) if name in sees))
