"""Terminals on one share, all on a disk in memory, on a clock that a test moves."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any, TypeVar

from dutytui.rules.events import JOURNAL_OPENED, Event
from dutytui.store.disk import Disk, Entry, make_folders
from dutytui.store.journal import Journal
from dutytui.store.memory import MemoryDisk
from dutytui.store.sync.adopting import Adopting, Waiter
from dutytui.store.sync.sync import Step, Sync
from dutytui.store.transport import share
from dutytui.store.transport.folder import Folder
from tests.store.mall import DAY, NOW, Mall, fact

T = TypeVar("T")

SHARE = Path("/share")


class ShareDisk(MemoryDisk):
    """A disk of which the part at `SHARE` is a network drive with moods. fault: asked before each call there."""

    def __init__(self) -> None:
        super().__init__()
        self.fault: Callable[[str, Path], None] = lambda _call, _path: None
        self.listings: dict[Path, dict[str, Entry]] | None = None
        self.torn: dict[Path, int] = {}
        self._at: dict[int, Path] = {}

    def _mood(self, call: str, path: Path) -> None:
        if path.is_relative_to(SHARE):
            self.fault(call, path)

    def read(self, path: Path) -> bytes:
        self._mood("read", path)
        content = super().read(path)
        return content[: self.torn[path]] if path in self.torn else content

    def names(self, folder: Path) -> list[str]:
        self._mood("names", folder)
        return super().names(folder)

    def entries(self, folder: Path) -> dict[str, Entry]:
        self._mood("entries", folder)
        if self.listings is not None and folder.is_relative_to(SHARE):
            return dict(self.listings.setdefault(folder, super().entries(folder)))
        return super().entries(folder)

    def exists(self, path: Path) -> bool:
        if path.is_relative_to(SHARE):
            try:
                self.fault("exists", path)
            except OSError:
                return False
        return super().exists(path)

    def make_folder(self, folder: Path) -> None:
        self._mood("make_folder", folder)
        super().make_folder(folder)

    def open(self, path: Path, *, create: bool = False, private: bool = False) -> int:
        self._mood("open", path)
        descriptor = super().open(path, create=create, private=private)
        self._at[descriptor] = path
        return descriptor

    def write(self, descriptor: int, data: bytes, offset: int) -> None:
        self._mood("write", self._at[descriptor])
        super().write(descriptor, data, offset)

    def replace(self, source: Path, target: Path) -> None:
        self._mood("replace", target)
        super().replace(source, target)


def refusing(number: int, *calls: str) -> Callable[[str, Path], None]:
    """A mood in which these calls (default: all) fail with an errno."""

    def fault(call: str, _path: Path) -> None:
        if not calls or call in calls:
            raise OSError(number, os.strerror(number))

    return fault


def well(_call: str, _path: Path) -> None:
    """A mood in which all goes well."""


AWAY = refusing(errno.ENOENT)


class AtOnce(Waiter):
    """Asks in the same thread, so that what kills a process kills it here."""

    def __call__(self, ask: Callable[[], T]) -> T | None:
        try:
            return ask()
        except OSError:
            return None


class Terminal:
    """One terminal: its mall folder, its journal, its sync."""

    def __init__(self, house: House, name: str) -> None:
        self.house = house
        self.name = name
        self.mall = Mall(Path("/") / name, house.disk)
        self.journal: Journal | None = None
        self.received: list[Event] = []
        self.begin()

    @property
    def carrier(self) -> Folder:
        return Folder(SHARE, share_id=self.house.share_id, disk=self.house.disk)

    def begin(self, *, adopts: bool = True) -> None:
        """The program starts: journal and sync anew, as after a crash if it was running."""
        if self.journal:
            self.journal.close()
        mall, disk = self.mall, self.house.disk
        adopting = Adopting(mall.logs, mall.local, self.carrier, disk=disk, wait=AtOnce())
        journal = self.journal = Journal.open(
            mall.logs, mall.local, name=self.name, program="1.0", disk=disk, may_go_on=adopting if adopts else None
        )
        self.told = adopting.notices
        carrier = self.carrier
        self.sync = Sync(
            mall.logs,
            mall.local,
            transport=carrier,
            cards_of=carrier,
            key=journal.key,
            name=self.name,
            acknowledged=lambda: (journal.writer, journal.head),
            disk=disk,
        )

    @property
    def own(self) -> Journal:
        assert self.journal is not None
        return self.journal

    def record(self, *texts: str, day: date = DAY) -> list[Event]:
        return self.own.append([fact(text) for text in texts], now=self.house.now, day=day)

    def step(self) -> Step:
        done = self.sync.step(self.house.now)
        self.received += [event for arrival in done.arrivals for event in arrival.events]
        return done

    def texts(self) -> list[str]:
        return self.mall.texts()

    def heard(self) -> list[str]:
        """What was handed to the session."""
        return [event.data["text"] for event in self.received if event.kind != JOURNAL_OPENED]

    @property
    def codes(self) -> list[str]:
        return [notice.code for notice in self.sync.notices]

    @property
    def notes(self) -> Path:
        return self.mall.local / "journals"


class House:
    """`seconds` lets time pass, every terminal stepping once a second."""

    def __init__(self, *names: str, disk: MemoryDisk | None = None) -> None:
        self.disk: Any = disk or ShareDisk()
        self.now = NOW
        make_folders(self.disk, Path("/checklists"))
        self.share_id = share.make(self.disk, SHARE, Path("/checklists")).share
        self.terminals = {name: Terminal(self, name) for name in names}

    def __getitem__(self, name: str) -> Terminal:
        return self.terminals[name]

    def joins(self, name: str) -> Terminal:
        return self.terminals.setdefault(name, Terminal(self, name))

    def seconds(self, number: int) -> None:
        for _ in range(number):
            self.now += timedelta(seconds=1)
            for terminal in self.terminals.values():
                terminal.step()

    def on_share(self, writer: str, number: int = 1, day: date = DAY) -> Path:
        return SHARE / "logs" / day.isoformat() / f"{writer}.{number:04d}.json"

    def share_of(self, writer: str) -> bytes:
        """What stands on the share of today's first segment."""
        return bytes(self.disk.files[self.on_share(writer)])


def put(disk: Disk, path: Path, content: bytes) -> None:
    """Whoever it is writes a file there."""
    make_folders(disk, path.parent)
    descriptor = disk.open(path, create=True)
    disk.write(descriptor, content, 0)
    disk.close(descriptor)
