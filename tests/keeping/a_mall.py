"""A mall folder of three years, in memory or on a disk, with two terminals: one at work, one long gone."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from pathlib import Path

from dutytui.keeping import archive
from dutytui.keeping.archive import Made, Plan
from dutytui.store.disk import Disk
from dutytui.store.journal import Journal
from dutytui.store.memory import MemoryDisk
from dutytui.store.replica import Replica
from dutytui.verify.whole import Report, verify
from tests.store.mall import fact

ZONE = timezone(timedelta(hours=8))
OLD = (date(2023, 3, 1), date(2023, 3, 2), date(2023, 12, 31), date(2024, 1, 1), date(2024, 6, 30))
TODAY = date(2026, 11, 30)
BEFORE = date(2025, 1, 1)
MADE = "2026-11-30T08:00:00+00:00"


class Years:
    """desk records on all days of `OLD` and today; gone only on the first four."""

    def __init__(self, top: Path = Path("/mall"), disk: Disk | None = None) -> None:
        self.logs = top / "logs"
        self.top = top
        self.disk = disk or MemoryDisk()
        self.said: list[str] = []
        self.journals = {name: self.opened(name) for name in ("desk", "gone")}
        for day in OLD:
            self.says("desk", day, 3)
            if day != OLD[-1]:
                self.says("gone", day, 2)
        self.says("desk", TODAY, 2)
        for journal in self.journals.values():
            journal.close()

    def opened(self, name: str) -> Journal:
        return Journal.open(self.logs, self.top / f"local-{name}", name=name, program="1.0", disk=self.disk)

    def says(self, name: str, day: date, times: int) -> None:
        for hour in range(times):
            text = f"{name} {day} {hour}"
            now = datetime(day.year, day.month, day.day, 9 + hour, tzinfo=ZONE)
            self.journals[name].append([fact(text, day=day, at=now)], now=now, day=day)
            self.said.append(text)

    @property
    def replica(self) -> Replica:
        return Replica(self.logs, disk=self.disk)

    def texts(self) -> list[str]:
        """What every journal says, sorted."""
        replica = self.replica
        events = [event for day in replica.days() for event in replica.read_day(day).events]
        return sorted(str(event.data["text"]) for event in events if "text" in event.data)

    @property
    def whole(self) -> bool:
        """Everything that was recorded is there, and proven."""
        return self.texts() == sorted(self.said) and not self.verify().wrong

    def verify(self) -> Report:
        return verify(self.logs, disk=self.disk)

    def plan(self, before: date = BEFORE) -> Plan:
        return archive.plan(self.disk, self.logs, before, self.verify())

    def pack(self, before: date = BEFORE) -> list[Made]:
        return list(archive.pack(self.disk, self.logs, self.plan(before), MADE))

    def loose(self) -> list[str]:
        """The files of past days that stand in folders."""
        folders = [name for name in self.disk.names(self.logs) if name < BEFORE.isoformat()]
        return sorted(f"{day}/{file}" for day in folders for file in self.disk.names(self.logs / day))
