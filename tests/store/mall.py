"""A mall to record in: fixed clock, short facts."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from tinydb import TinyDB

from dutytui.rules.events import JOURNAL_OPENED, Event, Fact
from dutytui.store.disk import Disk
from dutytui.store.journal import Journal
from dutytui.store.replica import Replica
from dutytui.store.segments import segment_name

DAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 8, 0, tzinfo=timezone(timedelta(hours=8)))


def fact(text: str = "电梯夹包，已通知工程", **changes: Any) -> Fact:
    values: dict[str, Any] = {
        "kind": "entry_logged",
        "on": "entry:desk.1",
        "day": DAY,
        "at": NOW,
        "by": "p07",
        "post": "duty",
        "data": {"text": text, "no": 1},
        "procedure": "3f" * 16,
        "cause": "desk.1",
    }
    return Fact(**{**values, **changes})


class Mall:
    """A folder with its terminal: opens journals, records numbered texts, reads back what is there."""

    def __init__(self, folder: Path, disk: Disk | None = None) -> None:
        self.logs = folder / "logs"
        self.local = folder / "local"
        self.disk = disk or Disk()
        self.now = NOW

    def journal(self, name: str = "desk") -> Journal:
        return Journal.open(self.logs, self.local, name=name, program="1.0", disk=self.disk)

    def record(self, journal: Journal, *texts: str, day: date = DAY) -> list[Event]:
        self.now += timedelta(seconds=1)
        return journal.append([fact(text) for text in texts], now=self.now, day=day)

    @property
    def replica(self) -> Replica:
        return Replica(self.logs, disk=self.disk)

    def texts(self) -> list[str]:
        """What every journal says, in the order it was recorded."""
        replica = self.replica
        events = sorted(
            (event for day in replica.days() for event in replica.read_day(day).events), key=lambda event: event.order
        )
        return [event.data["text"] for event in events if event.kind != JOURNAL_OPENED]


def stock_texts(logs: Path) -> list[str]:
    """What stock TinyDB finds in the segments on the real disk; raises if one of them is not JSON."""
    found = []
    for path in sorted(logs.glob("*/*.json")):
        assert segment_name(path)
        with TinyDB(path, encoding="utf-8", access_mode="r") as db:
            found += [document["data"].get("text") for document in db.table("events").all()]
    return [text for text in found if text is not None]
