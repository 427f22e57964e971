"""A terminal's store and exchange that record, publish and pull without end, and die where they are told to.

    python -m tests.real.shares_on MALL NAME SHARE SEED DIES

DIES: at which call of the disk it kills itself with SIGKILL (in the midst of it, where it writes), 0 for never. It says
``<seq> <id>`` for each event that was acknowledged, ``notice <code>`` for what the exchange tells, and goes on until it
is killed, or until its standard input ends: then it records no more, and ends when the share and it hold the same.
"""

from __future__ import annotations

import itertools
import os
import select
import signal
import sys
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from dutytui import exchange as exchange_module
from dutytui.exchange import SHARE, SHARE_ID, WRITER, Exchange
from dutytui.rules.events import Fact
from dutytui.rules.sharing import Reach
from dutytui.store.disk import Disk
from dutytui.store.journal import Journal
from dutytui.store.sync.adopting import Adopting, Waiter
from dutytui.store.transport import share
from dutytui.store.transport.folder import Folder

DAY = date(2026, 11, 23)
_PATIENCE = 500
"""Looks at the share, after the last record, in which all must have come and gone."""
NOW = datetime(2026, 11, 23, 8, 0, tzinfo=timezone(timedelta(hours=8)))


class Dying(Disk):
    """Kills its process at one call: of a write half is done, of anything else nothing or all."""

    AT_ONCE = 1

    def __init__(self, at: int) -> None:
        self._left = at

    def _counts(self) -> bool:
        self._left -= 1
        return self._left == 0

    def _dies(self, *, now: bool) -> None:
        if now:
            os.kill(os.getpid(), signal.SIGKILL)

    def write(self, descriptor: int, data: bytes, offset: int) -> None:
        if self._counts():
            super().write(descriptor, data[: len(data) // 2], offset)
            self._dies(now=True)
        super().write(descriptor, data, offset)

    def open(self, path: Path, *, create: bool = False, private: bool = False) -> int:
        dies = create and self._counts()
        opened = super().open(path, create=create, private=private)
        self._dies(now=dies)  # an empty file stands there
        return opened

    def sync_data(self, descriptor: int) -> None:
        self._dies(now=self._counts())
        super().sync_data(descriptor)

    def sync(self, descriptor: int) -> None:
        self._dies(now=self._counts())
        super().sync(descriptor)

    def replace(self, source: Path, target: Path) -> None:
        dies = self._counts()
        self._dies(now=dies and self._left % 2 == 0)
        super().replace(source, target)
        self._dies(now=dies)

    def make_folder(self, folder: Path) -> None:
        dies = self._counts()
        super().make_folder(folder)
        self._dies(now=dies)

    def sync_folder(self, folder: Path) -> None:
        self._dies(now=self._counts())
        super().sync_folder(folder)


class Choices:
    """Settings in memory."""

    def __init__(self, **values: Any) -> None:
        self.values = values

    def get(self, name: str, default: Any = None) -> Any:
        return self.values.get(name, default)

    def set(self, name: str, value: Any) -> OSError | None:
        self.values[name] = value
        return None


def main(mall: Path, name: str, at: Path, seed: int, disk: Disk) -> None:
    now, local = NOW + timedelta(hours=seed), mall / "local"
    about = share.about(Disk(), at)
    carrier = Folder(at, share_id=about.share, disk=disk)
    adopting = Adopting(mall / "logs", local, carrier, disk=disk, wait=Waiter())
    journal = Journal.open(mall / "logs", local, name=name, disk=disk, may_go_on=adopting)
    choices = Choices(**{SHARE: str(at), SHARE_ID: about.share, WRITER: name})
    exchange = Exchange(mall, local, choices, lambda: now, lambda: "", journal, disk)
    # Each beat is two seconds after the one before: so everything is due at each, and dying meets all of it.
    seconds = itertools.count(0, 2)
    exchange_module.passed = lambda: float(next(seconds))
    records, number, quiet = True, 0, 0
    while records or not _even(exchange, journal.writer):
        number += 1
        quiet = 0 if records else quiet + 1
        if quiet > _PATIENCE:
            sys.exit(f"it does not come to rest: {exchange.sharing}")
        now += timedelta(seconds=1)
        records = records and not select.select([0], [], [], 0)[0]
        if records:
            day = DAY + timedelta(days=(seed * 23 + number) // 41)  # goes on over starts
            facts = [
                Fact("entry_logged", f"entry:{name}.{seed}.{number}.{part}", day, now, by="p", data=_entry(number))
                for part in range(1 + number % 3)
            ]
            for event in journal.append(facts, now=now, day=day):
                os.write(1, f"{event.seq} {event.id}\n".encode())
        for notice in exchange.beat().notices:
            os.write(1, f"notice {notice.code}\n".encode())
    exchange.close()
    journal.close()


def _entry(number: int) -> dict[str, Any]:
    return {"no": number, "kind": "note", "text": "电梯夹包，已通知工程" * (1 + number * 7 % 23)}


def _even(exchange: Exchange, writer: str) -> bool:
    """Whether all of this terminal's is on the share, and all of the share's is here.

    A killed terminal's card may speak of more, which is to come once it starts again.
    """
    told = exchange.sharing
    whole = all(told.saved.get(one, 0) >= seq for one, seq in told.shared.items())
    return told.reach is Reach.HERE and whole and told.shared.get(writer) == told.saved.get(writer)


if __name__ == "__main__":
    dies = int(sys.argv[5])
    main(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]), int(sys.argv[4]), Dying(dies) if dies else Disk())
