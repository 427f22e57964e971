"""What the session reads: a day's events wherever they were recorded, and what earlier days left open."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path

from dutytui.rules.events import Event
from dutytui.store.index import Index
from dutytui.store.index_open import Limit, Place, by_file, no_limit
from dutytui.store.notices import Notice
from dutytui.store.replica import Replica

TakenTo = Callable[[str, int], "int | None"]
"""(writer, number of its last event) → the number up to which it may be shown; None: all of it."""


def whole(_writer: str, _seq: int) -> None:
    """Nothing is held back."""


class Records:
    """The replica with its index. Without an index (being built, damaged) a day is what its own folder says.

    taken_to: asked of what other windows are writing (`confirmed.taken_to`).
    """

    def __init__(self, replica: Replica, index: Index, taken_to: TakenTo = whole) -> None:
        self._replica = replica
        self._index = index
        self._taken_to = taken_to
        self._looked: dict[Path, tuple[int, int]] = {}

    def about(self, day: date) -> tuple[Sequence[Event], Sequence[Notice]]:
        """Events of that day's folder and the later ones about it that the index knows of."""
        reading = self._replica.read_day(day)
        found, told = list(reading.events), list(reading.notices)
        # Nothing is recorded about a day before it: where no later folder stands, the index need not be opened.
        if self._replica.any_after(day):
            for folder in self._index.folders_about(day):
                later = self._replica.read_day(folder)
                found += [event for event in later.events if event.day == day]
        return found, told

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
                events = self._replica.read_segment(segment.path).events
                limit = self._taken_to(segment.writer, events[-1].seq) if events else None
            except OSError:
                continue  # replaced just now: the next call sees what came instead
            if limit is None:
                self._looked[segment.path] = state
            found += [event for event in events if limit is None or event.seq <= limit]
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
        found: list[Event] = []
        for (folder, file), wanted in by_file(places):
            events = self._replica.read_segment(self._replica.logs / folder.isoformat() / file).events
            found += [event for event in events if (event.day, event.on) in wanted]
        return found
