"""What a signature under a day saw, and what was recorded about the day that it did not see.

A journal is known from its beginning to some number without a gap. So the last number of each writer about the day says
all that was known of it, whatever the clocks say.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from dutytui.rules import events as kinds
from dutytui.rules.events import Event
from dutytui.rules.state import State

SAW = "saw"


def seen_of(state: State, day: date) -> dict[str, int]:
    """The number of each writer's last record about the day that is known here."""
    last: dict[str, int] = {}
    for subject in state.subjects(day):
        for event in subject.events:
            last[event.writer] = max(event.seq, last.get(event.writer, 0))
    return dict(sorted(last.items()))


def changed_since(state: State, day: date, signature: Event) -> tuple[Event, ...]:
    """What counts and was recorded about the day without the signature knowing of it, in order.

    Not what follows by itself: an entry of the day is handled and closed later, requests and dates go their own way.
    """
    saw = signature.data.get(SAW)
    last = saw if isinstance(saw, Mapping) else {}
    found = [
        event
        for subject in state.subjects(day)
        if subject.on.partition(":")[0] not in _OTHERS
        for event in subject.events
        if _unseen(event, last, signature) and _is_news(event) and state.trust.counts(event)
    ]
    return tuple(sorted(found, key=lambda event: event.order))


def _unseen(event: Event, last: Mapping[str, object], signature: Event) -> bool:
    if event.writer == signature.writer:
        return event.seq > signature.seq
    known = last.get(event.writer, 0)
    return not isinstance(known, int) or event.seq > known


def _is_news(event: Event) -> bool:
    return not event.on.startswith("entry:") or event.kind in _OF_ENTRIES


_OF_ENTRIES = frozenset({kinds.ENTRY_LOGGED, kinds.ENTRY_CORRECTED, kinds.UNDONE})
_OTHERS = frozenset(
    {
        *("review", "followup", "request", "delegation", "obligation", "assessment", "procedures"),
        *("person", "desk", "", "journal", "witness", "evidence", "roster", "terminal", "credential"),
    }
)
"""What stands before the colon of subjects that are no part of the day's work."""
