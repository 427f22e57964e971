"""What every carrier of journals must do. A new one is a line in `CARRIERS`; nothing else here knows which it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from random import Random

import pytest

from dutytui.store.disk import Disk, make_folders
from dutytui.store.lines import read
from dutytui.store.memory import MemoryDisk
from dutytui.store.segments import segments_of_day, take_apart
from dutytui.store.tail import Head
from dutytui.store.transport import share
from dutytui.store.transport.folder import Folder
from dutytui.store.transport.shelf import raw_lines
from dutytui.store.transport.verbs import AnotherStandsThere, Cards, Piece, Transport
from tests.simulator.carrier import SyncProgram
from tests.simulator.disks import MALL, SHARE, MachineDisk
from tests.store.faults import PowerDisk
from tests.store.mall import DAY, NOW, Mall

NEXT = DAY + timedelta(days=1)


class Carrier(Transport, Cards):
    pass


Opens = Callable[[], Carrier]
"""Another terminal's end of the same carrier each time."""


def _folder(folder: Path, disk: Disk) -> Opens:
    make_folders(disk, folder / "checklists")
    made = share.make(disk, folder / "share", folder / "checklists")
    return lambda: Folder(folder / "share", share_id=made.share, disk=disk)  # type: ignore[return-value]


def _machine(share_as_seen: PowerDisk) -> MachineDisk:
    return MachineDisk(PowerDisk(), share_as_seen)


def _on_one_drive() -> Opens:
    """As the simulated worlds have it: each terminal is a machine of its own before one drive."""
    drive = PowerDisk()
    made = _made_on(_machine(drive))
    return lambda: Folder(SHARE, share_id=made, disk=_machine(drive))  # type: ignore[return-value]


def _by_a_sync_program() -> Opens:
    """As the simulated worlds have it: each machine has a copy of its own, and a program carries files between them."""
    program, views = SyncProgram(), count()
    made = ""

    def another() -> Carrier:
        nonlocal made
        view = PowerDisk()
        program.joins(f"m{next(views)}", view)
        program.carry(Random(0), 1, NOW)
        machine = _machine(view)
        for name in (share.LOGS, share.TERMINALS):
            make_folders(machine, SHARE / name)  # such programs carry empty folders, too
        made = made or _made_on(machine)
        return Carried(Folder(SHARE, share_id=made, disk=machine), program)  # type: ignore[return-value]

    return another


def _made_on(machine: MachineDisk) -> str:
    make_folders(machine, MALL / "checklists")
    return share.make(machine, SHARE, MALL / "checklists").share


class Carried:
    """A folder of which all is carried to and from the other machines at each call."""

    def __init__(self, folder: Folder, program: SyncProgram) -> None:
        self._folder = folder
        self._program = program

    def __getattr__(self, verb: str) -> Callable[..., object]:
        def called(*what: object, **how: object) -> object:
            self._program.carry(Random(0), 1, NOW)
            try:
                return getattr(self._folder, verb)(*what, **how)
            finally:
                self._program.carry(Random(0), 1, NOW)

        return called


CARRIERS: dict[str, Callable[[Path], Opens]] = {
    "folder in memory": lambda _path: _folder(Path("/net"), MemoryDisk()),
    "folder on a disk": lambda path: _folder(path, Disk()),
    "simulated drive": lambda _path: _on_one_drive(),
    "simulated sync program": lambda _path: _by_a_sync_program(),
}


@pytest.fixture(params=CARRIERS)
def opens(request: pytest.FixtureRequest, tmp_path: Path) -> Opens:
    return CARRIERS[request.param](tmp_path)


class Writer:
    """A journal to be carried."""

    def __init__(self, name: str) -> None:
        self.mall = Mall(Path(f"/{name}"), MemoryDisk())
        self.journal = self.mall.journal(name)
        self.name = name

    def record(self, *texts: str, day: date = DAY) -> Head:
        self.mall.record(self.journal, *texts, day=day)
        return self.journal.head

    def pieces(self) -> list[Piece]:
        names = [name for day in (DAY, NEXT) for name in self._names(day)]
        return [Piece(name.day, name.number, raw_lines(take_apart(self.mall.disk.read(name.path)))) for name in names]

    def _names(self, day: date) -> list:  # type: ignore[type-arg]
        if not self.mall.disk.exists(self.mall.logs / day.isoformat()):
            return []
        return segments_of_day(self.mall.disk, self.mall.logs, day)


@pytest.fixture
def desk() -> Writer:
    return Writer("desk")


def numbers(carrier: Transport, writer: str, after: int) -> list[int]:
    return [read(line, writer).seq for piece in carrier.lines(writer, after) for line in piece.lines]


def test_nothing_was_put_there(opens: Opens) -> None:
    assert opens().heads() == {}
    assert opens().cards() == {}
    assert list(opens().lines("desk", 0)) == []


def test_what_one_extends_another_reads_byte_for_byte(opens: Opens, desk: Writer) -> None:
    head = desk.record("a", "b")
    opens().extend("desk", desk.pieces())
    other = opens()
    assert other.heads()["desk"].head == head
    found = list(other.lines("desk", 0))
    assert [(piece.day, piece.number, piece.lines) for piece in found] == [
        (piece.day, piece.number, piece.lines) for piece in desk.pieces()
    ]


def test_a_carrier_that_was_open_before_sees_what_comes(opens: Opens, desk: Writer) -> None:
    other = opens()
    assert other.heads() == {}
    mine = opens()
    for text in "abc":
        head = desk.record(text)
        mine.extend("desk", desk.pieces())
        there = other.heads()["desk"]
        assert there.head == head
        assert there.since < head.seq
        assert other.heads()["desk"].since == head.seq, "nothing has changed since"


def test_lines_after_a_number_begin_with_the_segment_that_holds_the_next(opens: Opens, desk: Writer) -> None:
    desk.record("a", "b")
    desk.record("c", day=NEXT)
    opens().extend("desk", desk.pieces())
    other = opens()
    other.heads(DAY)
    assert numbers(other, "desk", 0) == [1, 2, 3, 4]
    assert numbers(other, "desk", 2) == [1, 2, 3, 4]
    assert numbers(other, "desk", 3) == [4]


def test_extending_twice_with_the_same_changes_nothing(opens: Opens, desk: Writer) -> None:
    desk.record("a")
    mine = opens()
    mine.extend("desk", desk.pieces())
    mine.extend("desk", desk.pieces())
    other = opens()
    other.heads()
    assert numbers(other, "desk", 0) == [1, 2]


def test_another_branch_is_refused_and_what_is_there_stays(opens: Opens, desk: Writer) -> None:
    clone = Writer("desk")
    desk.record("a", "b")
    clone.record("z")
    opens().extend("desk", desk.pieces())
    with pytest.raises(AnotherStandsThere):
        opens().extend("desk", clone.pieces())
    other = opens()
    assert other.heads()["desk"].head == desk.journal.head
    opens().extend("desk", clone.pieces(), mend=True)
    assert opens().heads()["desk"].head == clone.journal.head


def test_the_beginning_of_what_is_there_does_not_shorten_it(opens: Opens, desk: Writer) -> None:
    desk.record("a")
    before = desk.pieces()
    head = desk.record("b")
    opens().extend("desk", desk.pieces())
    with pytest.raises(AnotherStandsThere):
        opens().extend("desk", before)
    assert opens().heads()["desk"].head == head


def test_journals_of_several_writers_stand_side_by_side(opens: Opens, desk: Writer) -> None:
    till = Writer("till")
    for writer in (desk, till):
        writer.record("a")
        opens().extend(writer.name, writer.pieces())
    assert {name: there.head for name, there in opens().heads().items()} == {
        "desk": desk.journal.head,
        "till": till.journal.head,
    }


def test_a_card_is_replaced_as_a_whole(opens: Opens) -> None:
    name = "aaaa-bbbb-cccc-dddd"
    opens().put_card(name, b"one")
    other = opens()
    assert other.cards() == {name: b"one"}
    opens().put_card(name, b"another")
    assert other.cards() == {name: b"another"}
