"""What the handover before said of a matter: "if … then …" holds until the matter is settled or somebody says other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from dutytui.rules.entry_fold import words
from dutytui.rules.events import Event
from dutytui.rules.handover.fold import HANDOVER_PREFIX, HandoverFold
from dutytui.rules.state import State, Subject


def plans_before(state: State, day: date, fold: HandoverFold) -> dict[str, str]:
    """By matter, what the last handover that was signed by both before this one said."""
    signed = _last_signed(state, day, fold)
    return {} if signed is None else _plans(signed)


def _last_signed(state: State, day: date, fold: HandoverFold) -> Event | None:
    begun = fold.begun
    for known in reversed(state.days()):
        if known <= day:
            passed = [event for event in _received(state, known) if begun is None or event.order < begun.order]
            if passed:
                return max(passed, key=lambda event: event.order)
    return None


def _received(state: State, day: date) -> Iterator[Event]:
    for subject in handovers(state, day):
        if isinstance(subject.fold, HandoverFold):
            yield from subject.fold.received


def handovers(state: State, day: date) -> Iterator[Subject]:
    """The handovers of a day that were really begun, by name."""
    for subject in state.subjects(day, HANDOVER_PREFIX):
        if isinstance(subject.fold, HandoverFold) and subject.fold.begun is not None:
            yield subject


def _plans(signed: Event) -> dict[str, str]:
    rows: Any = signed.data.get("matters")
    found = rows if isinstance(rows, list | tuple) else ()
    known = [row for row in found if isinstance(row, Mapping)]
    return {words(row, "matter"): words(row, "plan") for row in known if words(row, "plan")}
