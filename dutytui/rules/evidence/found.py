"""Evidence: something that was found wrong with the records, which somebody must look at and acknowledge."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from dutytui.rules.events import Event
from dutytui.rules.lazy_dataclass import dataclass

if TYPE_CHECKING:
    from dutytui.rules.state import State

EVIDENCE_PREFIX = "evidence:"
WITNESS_PREFIX = "witness:"


@dataclass(frozen=True, slots=True)
class Evidence:
    """id: the same on every terminal that finds the same; code and values: as a notice of the store, texts and whole
    numbers only; found: when it was found here first (aware)."""

    id: str
    code: str
    found: datetime
    values: Mapping[str, Any] = field(default_factory=dict)

    @property
    def subject(self) -> str:
        return EVIDENCE_PREFIX + self.id


def evidence_id(code: str, about: Mapping[str, object]) -> str:
    """about: what it is about, as every terminal would say it: a writer, a number, a file below the logs; nothing that
    differs from machine to machine."""
    said = "".join(f"{name}={about[name]}\n" for name in sorted(about))
    return hashlib.sha256(f"{code}\n{said}".encode("utf-8", "backslashreplace")).hexdigest()[:16]


def acknowledgements(state: State, identity: str) -> tuple[Event, ...]:
    """Those in effect, of all days known, the first first."""
    found = (state.subject(day, EVIDENCE_PREFIX + identity) for day in state.days())
    acts = [event for subject in found if subject is not None for event in subject.fold.effective.values()]
    return tuple(sorted(acts, key=lambda event: event.order))


def all_acknowledged(state: State) -> dict[str, Event]:
    """Id of evidence → what was said of it first, of all days known."""
    said: dict[str, Event] = {}
    for day in state.days():
        for subject in state.subjects(day, EVIDENCE_PREFIX):
            for event in subject.fold.effective.values():
                before = said.get(event.on.removeprefix(EVIDENCE_PREFIX))
                if before is None or event.order < before.order:
                    said[event.on.removeprefix(EVIDENCE_PREFIX)] = event
    return said


def unacknowledged(state: State) -> Iterator[Evidence]:
    """What was found here and nobody has said anything to yet, the first found first."""
    for one in sorted(state.found.values(), key=lambda one: (one.found, one.id)):
        if not acknowledgements(state, one.id):
            yield one
