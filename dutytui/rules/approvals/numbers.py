"""What a request is called: its flow, the day, and which of that day it is (``SY003-1125-1``)."""

from __future__ import annotations

from datetime import date

from dutytui.rules.approvals.fold import RequestFold
from dutytui.rules.entry_fold import number_of
from dutytui.rules.events import Event
from dutytui.rules.state import State, Subject

PREFIX = "request:"
_Given = dict[tuple[str, int], Event]
"""Flow and number → the submission that the number belongs to: the first that was given it."""


def number_shown(state: State, subject: Subject) -> str:
    """Two terminals that were apart may give one number: the later is then shown with its writer."""
    fold, origin = subject.fold, _origin(subject)
    if origin is None or not isinstance(fold, RequestFold) or fold.flow is None:
        return ""
    number = number_of(origin)
    shown = f"{fold.flow.id}-{subject.day:%m%d}-{number}"
    first = _given(state, subject.day).get((fold.flow.id, number), origin)
    return shown if first.id == origin.id else f"{shown}·{origin.writer}"


def next_number(state: State, day: date, flow: str) -> int:
    """For a request of a flow on a business day, from 1 on. A terminal apart may give the same (`number_shown`)."""
    return 1 + max((number for known, number in _given(state, day) if known == flow), default=0)


def _given(state: State, day: date) -> _Given:
    """The numbers of a day's requests."""
    kept: tuple[int, _Given] = state.memo.get(("request numbers", day), (-1, {}))
    if kept[0] != state.followed["request"]:
        found: _Given = {}
        for subject in state.subjects(day, PREFIX):
            fold, origin = subject.fold, _origin(subject)
            if origin is not None and isinstance(fold, RequestFold) and fold.flow is not None:
                place = (fold.flow.id, number_of(origin))
                found[place] = min(found.get(place, origin), origin, key=lambda event: event.order)
        kept = state.memo["request numbers", day] = (state.followed["request"], found)
    return kept[1]


def _origin(subject: Subject) -> Event | None:
    fold = subject.fold
    return fold.acts[0] if isinstance(fold, RequestFold) and fold.flow is not None else None
