"""When one terminal stood open on one day."""

from __future__ import annotations

from dataclasses import field
from datetime import date, datetime
from typing import TYPE_CHECKING

from dutytui.rules.events import DESK_CLOSED, DESK_OPENED, Event
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.lookup import Lookup
from dutytui.rules.stamps import parse

if TYPE_CHECKING:
    from dutytui.rules.state import State

DESK_PREFIX = "desk:"


@dataclass(slots=True)
class DeskFold:
    """name: the terminal's writer id, whose own word alone counts.

    spans: (opened, closed) in order; closed is None for the last one while it stands open. One that was opened again
    without having been closed is taken to have ended as it began: nobody knows better.
    """

    name: str
    spans: list[tuple[Event, Event | None]] = field(default_factory=list)
    void: set[str] = field(default_factory=set)
    effective: dict[str, Event] = field(default_factory=dict)

    def step(self, event: Event, law: Lookup) -> None:  # noqa: ARG002 - one signature for all folds
        if event.kind not in {DESK_OPENED, DESK_CLOSED}:
            return
        if event.writer != self.name:
            self.void.add(event.id)
            return
        opened = self.opened
        if event.kind == DESK_CLOSED:
            if opened is None:
                return
            self.spans[-1] = (opened, event)
        else:
            if opened is not None:
                self.spans[-1] = (opened, opened)
            self.spans.append((event, None))
        self.effective[event.id] = event

    @property
    def opened(self) -> Event | None:
        """What opened it, while it stands open."""
        return self.spans[-1][0] if self.spans and self.spans[-1][1] is None else None


def opened_by(state: State, day: date, writer: str) -> Event | None:
    """What opened a terminal that stands open on that day."""
    subject = state.subject(day, DESK_PREFIX + writer)
    fold = subject.fold if subject is not None else None
    return fold.opened if isinstance(fold, DeskFold) else None


def is_open(state: State, day: date, writer: str) -> bool:
    return opened_by(state, day, writer) is not None


def last_heard(state: State, writer: str) -> datetime | None:
    """When a writer recorded the last of its events that are known here (UTC); None without any, or a stamp, and of one
    whose word does not count."""
    heard = state.heard.get(writer)
    try:
        return parse(heard.stamp) if heard is not None and state.trust.counts(heard) else None
    except ValueError:
        return None
