"""What the session reads: a day's events wherever they were recorded, and what earlier days left open."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from dutytui.rules.events import Event
from dutytui.store.index import Index
from dutytui.store.index_open import Limit, Place, by_file, no_limit
from dutytui.store.notices import SEGMENT_UNREADABLE, Notice
from dutytui.store.replica import Replica

Read = Callable[[], Sequence[Event]]
Settled = Callable[[Read], tuple[Sequence[Event], frozenset[str]]]
"""What a reading gives without what may still be taken back; the writers of whom something was left out."""


def whole(read: Read) -> tuple[Sequence[Event], frozenset[str]]:
    """Nothing is held back."""
    return read(), frozenset()


class Records:
    """The replica with its index. Without an index (being built, damaged) a day is what its own folder says.

    settled: what other windows are writing is read through it (`confirmed.Siblings`).
    """

    def __init__(self, replica: Replica, index: Index, settled: Settled = whole) -> None:
        self._replica = replica
        self._index = index
        self._settled = settled
        self._looked: dict[Path, tuple[int, int]] = {}

    def about(self, day: date) -> tuple[Sequence[Event], Sequence[Notice]]:
        """Events of that day's folder and the later ones about it that the index knows of."""
        told: list[Notice] = []

        def read() -> list[Event]:
            reading = self._replica.read_day(day)
            found, told[:] = list(reading.events), list(reading.notices)
            # Nothing is recorded about a day before it: where no later folder stands, the index need not be opened.
            if self._replica.any_after(day):
                for folder in self._index.folders_about(day):
                    later = self._replica.read_day(folder)
                    found += [event for event in later.events if event.day == day]
            return found

        return self._settled(read)[0], told

    def news(self, day: date, besides: str) -> Sequence[Event]:
        """Events of that day's folder in files that changed since the last call, but for the writer `besides`.

        Asked once a second: another window of this terminal, or a script, has written to a journal of its own.
        """
        found: list[Event] = []
        for segment in self._replica.segments([day]):
            if segment.writer == besides:
                continue
            try:
                state = self._state(segment.path)
                if self._looked.get(segment.path) == state:
                    continue
                events, held_back = self._settled(partial(self._news_of, segment.path))
            except OSError:
                continue  # replaced or held just now: the next call sees what came instead
            if not held_back:
                self._looked[segment.path] = state
            found += events
        return found

    def _state(self, path: Path) -> tuple[int, int]:
        status = path.stat()
        return status.st_mtime_ns, status.st_size

    def open_before(self, day: date, limit: Limit = no_limit) -> Sequence[Event]:
        """Events, recorded before `day`, of what earlier days left open (entries, requests, delegations), and all about
        terminals. limit: see `Index.open_places`.

        May be called from another thread: it lists no folder and checks no signature.
        """
        return self._at(self._index.open_places(day, limit))

    def about_subjects(self, prefix: str, first: date, last: date) -> Sequence[Event]:
        """Events about subjects whose name starts with `prefix`, of days from first to last (inclusive)."""
        return self._at(self._index.places_about(prefix, first, last))

    def first_day(self) -> date | None:
        """The earliest day that has a folder, None when none has."""
        return next(iter(self._replica.days()), None)

    def _at(self, places: Iterable[Place]) -> list[Event]:
        """Only the files that hold any of it are read."""
        files = list(by_file(places))

        def read() -> list[Event]:
            found: list[Event] = []
            for (folder, file), wanted in files:
                events = self._events(self._replica.logs / folder.isoformat() / file)
                found += [event for event in events if (event.day, event.on) in wanted]
            return found

        return list(self._settled(read)[0])

    def _news_of(self, path: Path) -> Sequence[Event]:
        reading = self._replica.read_segment(path)
        if any(one.code == SEGMENT_UNREADABLE for one in reading.notices):
            raise OSError(str(path))
        return reading.events

    def _events(self, path: Path) -> Sequence[Event]:
        return self._replica.read_segment(path).events
