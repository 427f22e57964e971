"""A desk's store that records without end and says on its standard output, unbuffered, what was acknowledged."""

from __future__ import annotations

import os
import sys
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

from dutytui.rules.events import Fact
from dutytui.store.disk import Disk
from dutytui.store.journal import Journal

DAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 8, 0, tzinfo=timezone(timedelta(hours=8)))


class Careless(Disk):
    """Says that bytes are on the disk when they are in memory."""

    def sync_data(self, descriptor: int) -> None:
        """Nothing."""

    sync = sync_data


def main(folder: Path, seed: int, disk: Disk) -> None:
    now, day = NOW + timedelta(minutes=seed), DAY
    journal = Journal.open(folder / "logs", folder / "local", disk=disk)
    number = 0
    while True:
        number += 1
        now += timedelta(seconds=1)
        if number % 97 == 0:
            day += timedelta(days=1)  # a folder and a segment of their own
        text = f"{seed}.{number} " + "电梯夹包，已通知工程" * (1 + number * 7 % 23)
        data = {"no": number, "kind": "note", "text": text}
        facts = [
            Fact("entry_logged", f"entry:{number}.{part}", day, now, by="p", data=data)
            for part in range(1 + number % 3)
        ]
        for event in journal.append(facts, now=now, day=day):
            os.write(1, f"{event.seq} {event.id}\n".encode())


if __name__ == "__main__":
    try:
        main(Path(sys.argv[1]), int(sys.argv[2]), Careless() if "careless" in sys.argv else Disk())
    except OSError:
        sys.exit(3)  # the power is gone
