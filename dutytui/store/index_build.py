"""What the journals say goes into the index: segments that are new, day by day, each with its acts and its words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from dutytui.rules.events import JOURNAL_OPENED, Event
from dutytui.store import index_open, index_search
from dutytui.store.index import Progress, Read, transaction
from dutytui.store.index_open import Act

if TYPE_CHECKING:
    import sqlite3

    from dutytui.store.replica import Replica
    from dutytui.store.segments import SegmentName

_MOST_TEXTS = 40_000
"""After which a batch takes no other day: a month of a large mall fits in, and becomes one block."""


def build(
    database: sqlite3.Connection,
    replica: Replica,
    progress: Progress | None,
    read: Read | None,
    stopped: Callable[[], bool],
) -> bool:
    """As `Index.catch_up`. stopped: asked after each day."""
    names, looked = list(replica.segments()), 0
    newest = {name.writer: name.number for name in sorted(names, key=lambda name: name.number)}
    known = {path: (size, changed) for path, size, changed in database.execute("SELECT * FROM segments")}
    batch = _Batch(date.min)
    for day, of_day in groupby(names, key=lambda name: name.day):
        if stopped():
            _record(database, batch)
            return False
        if not batch.takes(day):
            _record(database, batch)
            batch = _Batch(day)
        states = replica.states(day)
        for name in of_day:
            looked += 1
            state = states.get(name.path.name)
            # The clock of a file system is coarse: the file that is being appended to is read each time.
            if state and known.get(_key(name)) == state and name.number != newest[name.writer]:
                continue
            reading = replica.read_segment(name.path)
            batch.add(name, reading.events)
            if read:
                read(name, reading)
            # What is odd may be half-copied, or not to be read just now: it is looked at again next time.
            if state and not reading.notices:
                batch.files.append((_key(name), *state))
        if progress:
            progress(looked, len(names))
    _record(database, batch)
    if replica.notices:
        return False
    database.execute("INSERT INTO done SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM done)")
    return True


class _Batch:
    """What days' folders have that is new, as rows. They may be in the file already. day: the first one."""

    def __init__(self, day: date) -> None:
        self._stretch = index_search.stretch_of(day)
        self.files: list[tuple[str, int, int]] = []
        self.heads: dict[str, tuple[int, str]] = {}
        self.keys: dict[str, str] = {}
        self.about: set[tuple[str, str]] = set()
        self.acts: list[Act] = []
        self.texts: list[index_search.Row] = []

    @property
    def empty(self) -> bool:
        return not (self.files or self.heads)

    def takes(self, day: date) -> bool:
        """Whether that day's folder may come into it, too: rows of one stretch of days become one block at once."""
        return len(self.texts) < _MOST_TEXTS and index_search.stretch_of(day) == self._stretch

    def add(self, name: SegmentName, events: tuple[Event, ...]) -> None:
        folder, file = name.day.isoformat(), name.path.name
        for event in events:
            if event.seq == 1 and event.kind == JOURNAL_OPENED:
                self.keys.setdefault(event.writer, str(event.data.get("key", "")))
            if event.day != name.day:
                self.about.add((event.day.isoformat(), folder))
            text = index_search.row(event, folder, name.number)
            if text is not None:
                self.texts.append(text)
            act = index_open.act(event, folder, file, text.place if text else None)
            if act is not None:
                self.acts.append(act)
        if events:
            last = max(events, key=lambda event: event.seq)
            self.heads[name.writer] = max(self.heads.get(name.writer, (0, "")), (last.seq, last.id))


def _record(database: sqlite3.Connection, batch: _Batch) -> None:
    """Put news into the file, all or nothing; what is there already stays as it is."""
    if batch.empty:
        return
    with transaction(database):
        database.executemany(
            "INSERT INTO heads VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET seq = excluded.seq, id = excluded.id"
            " WHERE excluded.seq > seq",
            [(writer, *head) for writer, head in batch.heads.items()],
        )
        database.executemany("INSERT OR IGNORE INTO about VALUES (?, ?)", sorted(batch.about))
        database.executemany("INSERT OR IGNORE INTO writers VALUES (?, ?)", batch.keys.items())
        index_open.record(database, batch.acts)
        index_search.record(database, batch.texts)
        database.executemany("INSERT OR REPLACE INTO segments VALUES (?, ?, ?)", batch.files)


def _key(name: SegmentName) -> str:
    return f"{name.day.isoformat()}/{name.path.name}"
