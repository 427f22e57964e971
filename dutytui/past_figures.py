"""The figures of past days: worked out once from a day's own events, kept, and added up when a period is looked at.

A year that was looked at before opens at once: it reads a small row a day. What is missing is worked out in a worker,
the newest first, a day at a time, from a state of that day alone, so that the state the desk works on stays small.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from dutytui import __version__
from dutytui.rules.events import Event
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.looking import Looking
from dutytui.rules.plan import DayPlan
from dutytui.rules.procedure import Procedures
from dutytui.rules.state import State
from dutytui.store.index import Index
from dutytui.store.kept_figures import KeptFigures, Row, made_of
from dutytui.store.replica import Replica

if TYPE_CHECKING:
    from dutytui.rules.figures.counts import DayFigures

FORMAT = 1
"""Goes up when figures count otherwise than before within one version of the program."""

Progress = Callable[[int, int], bool]
"""Told (days worked out, days in all) after each day; False stops."""

_FOLDERS = 16
"""Folders kept in memory while days are worked out: neighbouring days are spoken of in the same ones."""


class Worked(Protocol):
    """Under which procedures a day was worked, and its plan."""

    def plan(self, procedures: Procedures, day: date) -> DayPlan: ...
    def version(self, version: str) -> Procedures | None: ...


class Desk(Protocol):
    """What is asked of the session."""

    @property
    def procedures(self) -> Procedures: ...
    @property
    def day(self) -> date: ...
    @property
    def state(self) -> State: ...
    def now(self) -> datetime: ...


@dataclass(frozen=True, slots=True)
class Known:
    """days: figures by day; lacking: days that there are records of and no figures yet, the newest first."""

    days: Mapping[date, DayFigures]
    lacking: tuple[date, ...]


class PastFigures:
    """logs: the folder of the journals; cache: a folder of this machine. worked_out counts the days worked out here."""

    def __init__(self, logs: Path, cache: Path, index: Index, worked: Worked, desk: Desk) -> None:
        self._logs = logs
        self._kept = KeptFigures(cache / "figures.sqlite")
        self._index = index
        self._worked = worked
        self._desk = desk
        self._versions: dict[str, Procedures | None] = {}
        self._fresh: dict[date, Row] = {}
        """What was worked out here, for a disk that keeps nothing."""
        self.worked_out = 0

    def between(self, first: date, last: date) -> Known:
        """What is known of the past days from first to last (inclusive); today and what is ahead is left out."""
        import msgspec

        from dutytui.rules.figures.counts import DayFigures  # when somebody first looks at figures

        last = min(last, self._desk.day - timedelta(days=1))
        rows = {**self._kept.rows(first, last), **self._fresh}
        replica = Replica(self._logs)
        recorded = set(replica.days())
        known: dict[date, DayFigures] = {}
        lacking: list[date] = []
        for day in (last - timedelta(days=back) for back in range((last - first).days + 1)):
            folders = self._folders(day, recorded)
            if not folders:
                continue
            row = rows.get(day)
            salt = self._salt(replica, folders, first=day <= min(recorded, default=day))
            if row is not None and self._counts(row, made_of(replica, folders, salt)):
                known[day] = msgspec.json.decode(row.value, type=DayFigures)
            else:
                lacking.append(day)
        return Known(known, tuple(lacking))

    def work(self, days: Iterable[date], progress: Progress = lambda _done, _all: True) -> int:
        """Works these days out and keeps them; how many were. For a worker thread."""
        import msgspec

        from dutytui.rules.figures.of_day import day_figures
        from dutytui.rules.figures.of_desk import changes_at

        wanted = tuple(days)
        replica = Replica(self._logs)
        recorded = set(replica.days())
        read = lru_cache(_FOLDERS)(lambda folder: replica.read_day(folder).events)
        for done, day in enumerate(wanted, 1):
            folders = self._folders(day, recorded)
            # Before reading: what comes in meanwhile makes it anew.
            made = made_of(replica, folders, self._salt(replica, folders, first=day <= min(recorded, default=day)))
            events = [event for folder in folders for event in read(folder) if event.day == day]
            at, version = self._look(day, events, min(recorded, default=None))
            figures, changes = day_figures(at), changes_at(at)
            value = msgspec.json.encode(figures)
            self._fresh[day] = Row(made, version, changes.isoformat() if changes else "", value)
            self._kept.put(day, self._fresh[day])
            self.worked_out += 1
            if not progress(done, len(wanted)):
                return done
        return len(wanted)

    def _salt(self, replica: Replica, folders: Iterable[date], *, first: bool) -> str:
        """With whom of those who recorded there only a part counts: who is let in later makes the days anew. So does an
        earlier day that comes in: first: there is none before this one."""
        writers = sorted({segment.writer for segment in replica.segments(folders)})
        limits = [f"{writer} {last}" for writer in writers if (last := self._limit(writer)) is not None]
        return " ".join((str(FORMAT), __version__, *(["first"] * first), *limits))

    def _limit(self, writer: str) -> int | None:
        return self._desk.state.trust.limit(writer)

    def _folders(self, day: date, recorded: set[date]) -> list[date]:
        """Where events about the day are recorded: its own folder and those the index knows of."""
        own = [day] if day in recorded else []
        return own + [folder for folder in self._index.folders_about(day) if folder != day]

    def _counts(self, row: Row, made: str) -> bool:
        if row.made_of != made or row.version not in {"", self._desk.procedures.version}:
            return False
        return not row.changes or datetime.fromisoformat(row.changes) >= self._desk.now()

    def _look(self, day: date, events: list[Event], began: date | None) -> tuple[Looking, str]:
        """The day with its own events and nothing else; with it the version in force if its own is not known here.
        began: the first day that there are journals of."""
        current = self._desk.procedures
        own = self._own_procedures(events)
        procedures = own or current
        state = State(procedures, events)
        state.began = began
        state.trust_by(self._desk.state.trust)
        at = Looking(state, self._worked.plan(procedures, day), procedures, self._desk.now())
        return at, "" if own is not None else current.version

    def _own_procedures(self, events: list[Event]) -> Procedures | None:
        """Those the day was worked under: of the last event that was also recorded on that day, as far as one was."""
        counts = self._desk.state.trust.counts
        found = [event for event in events if event.procedure and counts(event)]
        if not found:
            return None
        same_day = [event for event in found if event.stamp[:10] <= (event.day + timedelta(days=1)).isoformat()]
        version = max(same_day or found, key=lambda event: event.order).procedure
        if version not in self._versions:
            self._versions[version] = self._worked.version(version)
        return self._versions[version]
