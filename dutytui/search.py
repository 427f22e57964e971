"""Searching all years: hits from the index, the records themselves from the journals, and whether they still count.

The index says where to look and nothing else: what a hit says is read from its journal, and whether it is void or was
undone is judged by the rules, from all that was recorded about its subject. May be used from a worker thread.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from dutytui.rules.entry_fold import EntryFold
from dutytui.rules.events import Event
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.procedure import Procedures
from dutytui.rules.search.wanted import Wanted
from dutytui.rules.state import State
from dutytui.rules.views import EntryStatus
from dutytui.store.index import Index
from dutytui.store.index_open import KEPT
from dutytui.store.index_search import Hit
from dutytui.store.index_text import searchable
from dutytui.store.records import Records
from dutytui.store.replica import Replica

_DAYS = 32
"""Days whose events are kept in memory while hits are judged."""


class Desk(Protocol):
    """What is asked of the session."""

    @property
    def procedures(self) -> Procedures: ...
    @property
    def state(self) -> State: ...


@dataclass(frozen=True, slots=True)
class Found:
    """A hit with its record. event: None if its journal can't be read just now; text: what was typed, in one line.

    judged: whether the rest is known yet: void (its author or terminal had no right to it; why: a code of
    `rules.trust`, "" for the author), undone (it was taken back), status (of a log entry that it is about).
    """

    hit: Hit
    event: Event | None
    text: str
    judged: bool = False
    void: bool = False
    why: str = ""
    undone: bool = False
    status: EntryStatus | None = None


class Search:
    """progress: (segments looked at, segments in all) while the index is being brought up to date, else None."""

    def __init__(self, logs: Path, index: Index, desk: Desk) -> None:
        self._replica = Replica(logs)
        self._records = Records(Replica(logs), index)
        self._index = index
        self._desk = desk
        self._about = lru_cache(_DAYS)(self._read_about)
        self.progress: tuple[int, int] | None = None

    @property
    def ready(self) -> bool:
        """Whether all journals were read once. Until then only what was read so far is found."""
        return self._index.ready

    def told(self, done: int, of: int) -> None:
        """The index is being brought up to date: the progress of `Index.catch_up`."""
        self.progress = (done, of) if done < of else None

    def forget(self) -> None:
        """The index was brought up to date: what was read of days before may have changed."""
        self.progress = None
        self._about.cache_clear()

    def find(self, wanted: Wanted, limit: int) -> list[Found]:
        """The newest, newest first: by the day they are about, then by when they were recorded."""
        return [self._found(hit) for hit in self._index.search(wanted, limit)]

    def count(self, wanted: Wanted, most: int) -> int:
        """How many there are, at most `most`."""
        return self._index.count(wanted, most)

    def judge(self, found: Found) -> Found:
        """With whether it counts, by all that was recorded about its subject."""
        hit, event = found.hit, found.event
        if event is None:
            return replace(found, judged=True)
        state = State(self._desk.procedures, self._of_subject(hit))
        trust = self._desk.state.trust
        state.trust_by(trust)
        subject = state.subject(hit.day, hit.subject)
        if subject is None:
            return replace(found, judged=True)
        fold = subject.fold
        return replace(
            found,
            judged=True,
            void=event.id in fold.void,
            why=trust.why(event),
            undone=event.id in subject.undone,
            status=fold.status if isinstance(fold, EntryFold) and fold.origin is not None else None,
        )

    def _found(self, hit: Hit) -> Found:
        event = self._replica.read_event(hit.folder, hit.writer, hit.number, hit.seq, hit.id)
        return Found(hit, event, " ".join(searchable(event).split()) if event else "")

    def _of_subject(self, hit: Hit) -> Sequence[Event]:
        if hit.subject.partition(":")[0] in KEPT:
            about = self._records.about_subjects(hit.subject, hit.day, hit.day)
        else:
            about = self._about(hit.day)
        return [event for event in about if event.on == hit.subject]

    def _read_about(self, day: date) -> Sequence[Event]:
        return self._records.about(day)[0]
