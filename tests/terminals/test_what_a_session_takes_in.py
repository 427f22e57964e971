"""What a desk takes in of what stands in the files: not what it could not save, and every clock that can be heeded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from dutytui.rules.commands import EntryFields, LogEntry, SignIn
from dutytui.rules.events import ENTRY_LOGGED, Event
from dutytui.session import NotSaved, Saved, Session
from dutytui.store.journal import Journal
from dutytui.store.memory import MemoryDisk
from dutytui.store.notices import Notice
from dutytui.store.replica import Replica
from tests.rules.a_mall import at
from tests.simulator.mall import InForce
from tests.store.faults import PowerDisk

LOGS = Path("/mall/logs")


@dataclass
class Hands:
    time: datetime

    def now(self) -> datetime:
        return self.time


class Files:
    """`session_parts.Records` that finds all there is in the files."""

    def __init__(self, disk: MemoryDisk) -> None:
        self._replica = Replica(LOGS, disk=disk)

    def about(self, day: date) -> tuple[Sequence[Event], Sequence[Notice]]:
        return self._replica.read_day(day).events, ()

    def news(self, day: date, besides: str) -> Sequence[Event]:
        return ()

    def open_before(self, day: date, limit: object) -> Sequence[Event]:
        return [event for before in self._replica.days() if before < day for event in self.about(before)[0]]

    def about_subjects(self, prefix: str, first: date, last: date) -> Sequence[Event]:
        return ()

    def first_day(self) -> date | None:
        return None


def opened(disk: MemoryDisk, clock: Hands, name: str = "desk") -> Session:
    local = Path("/mall") / name
    journal = Journal.open(LOGS, local, name=name, program="1.0", disk=disk)
    session = Session(clock=clock, procedures=InForce(), journal=journal, records=Files(disk))
    assert isinstance(session.submit(SignIn("ann", "Ann", "duty_manager")), Saved)
    return session


def log(session: Session, text: str) -> object:
    return session.submit(LogEntry(session.day, EntryFields("note", text)))


def entries(session: Session) -> list[object]:
    found = [event for day in session.state.days() for one in session.state.subjects(day) for event in one.events]
    return [event.data["text"] for event in found if event.kind == ENTRY_LOGGED]


def test_what_could_not_be_saved_does_not_come_up_with_the_next_day() -> None:
    disk, clock = PowerDisk(), Hands(at("08:15"))
    session = opened(disk, clock)
    log(session, "saved")
    disk.sync_data = disk.fail_sync  # type: ignore[method-assign]
    assert isinstance(log(session, "refused"), NotSaved)
    del disk.sync_data  # type: ignore[attr-defined]
    clock.time += timedelta(days=1)
    session.tick()
    assert entries(session) == ["saved"]
    log(session, "saved after all")
    clock.time += timedelta(days=1)
    session.tick()
    assert sorted(map(str, entries(session))) == ["saved", "saved after all"]


def test_one_clock_that_is_years_ahead_hides_none_that_is_a_little_ahead() -> None:
    disk, ten_years = MemoryDisk(), timedelta(days=3653)
    desk = opened(disk, Hands(at("08:15")))
    came: list[Event] = []
    for name, ahead in (("far", ten_years), ("near", timedelta(minutes=7))):
        other = opened(disk, Hands(at("08:15") + ahead), name)
        log(other, name)
        came += [event for event in Files(disk).about(other.day)[0] if event.writer == name]
    desk.receive(came)
    saved = log(desk, "after both")
    assert isinstance(saved, Saved)
    near = max(event.stamp for event in came if event.writer == "near")
    assert near < saved.events[0].stamp < min(event.stamp for event in came if event.writer == "far")
