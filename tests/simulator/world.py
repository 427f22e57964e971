"""The simulated world: machines with disks, clocks and processes; what was acknowledged, and what was told.

The processes are the production code: session, journal, exchange, records, as `bootstrap` puts them together. Clock,
disk and share are simulated, and nothing else is.
"""

from __future__ import annotations

import contextlib
import hashlib
import random
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple, cast
from unittest.mock import patch

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from dutytui.bootstrap import Desk
from dutytui.exchange import SHARE as SHARE_SETTING
from dutytui.exchange import SHARE_ID, WRITER, Exchange
from dutytui.rules.events import Event
from dutytui.rules.stamps import AHEAD_LIMIT, next_stamp
from dutytui.session import NotSaved, Saved, Session
from dutytui.store import index_open
from dutytui.store import notices as notices_of
from dutytui.store.confirmed import Siblings
from dutytui.store.index_open import Place
from dutytui.store.journal import Journal
from dutytui.store.keys import Key, fingerprint
from dutytui.store.left import is_left
from dutytui.store.lines import SIGNATURE_LENGTH
from dutytui.store.notices import Notice
from dutytui.store.records import Records
from dutytui.store.replica import Replica
from dutytui.store.sync.adopting import Adopting
from dutytui.store.transport import share
from dutytui.store.transport.folder import Folder
from tests.rules.a_mall import at
from tests.simulator.carrier import SyncProgram, conflict_name, segments_of, segments_on
from tests.simulator.disks import LOGS, MALL, OWN, SHARE, MachineDisk, copied, lay
from tests.simulator.mall import InForce, an_act, sign_in
from tests.store.faults import Killed, PowerDisk
from tests.store.sync.house import AtOnce

_SHARE_ID = "5" * 32
_NUMBER = re.compile(rb'\n,?"([0-9]+)": ')
_AMID = b'"more":'
_SMALL_ROOM = 4096
_FEW_EVENTS = 8


@contextlib.contextmanager
def small_segments() -> Iterator[None]:
    """Segments of a few events, so that a short schedule has many of them."""
    with patch("dutytui.store.segments.ROOM", _SMALL_ROOM), patch("dutytui.store.own.MOST_EVENTS", _FEW_EVENTS):
        yield


class Broken(AssertionError):  # noqa: N818 - what the simulation is there to find
    """One of the four zeros is not zero."""


class _Index:
    """What the index answers, looked up in the journals themselves."""

    def __init__(self, replica: Replica) -> None:
        self._replica = replica

    def folders_about(self, day: date) -> list[date]:
        return sorted({place.folder for place in self._places() if place.day == day and place.folder != day})

    def open_places(self, before: date, limit: object) -> list[Place]:
        kept = index_open.KEPT
        return [one for one in self._places() if one.folder < before and one.subject.partition(":")[0] in kept]

    def places_about(self, prefix: str, first: date, last: date) -> list[Place]:
        return [one for one in self._places() if one.subject.startswith(prefix) and first <= one.day <= last]

    def _places(self) -> Iterator[Place]:
        for name in self._replica.segments():
            for event in self._replica.read_segment(name.path).events:
                yield Place(name.day, name.path.name, event.day, event.on)


class _Records(Records):
    """As in production, but that it asks the simulated disk how a file of another window stands."""

    def __init__(self, replica: Replica, disk: MachineDisk, journal: Journal) -> None:
        siblings = Siblings(disk, OWN / "journals", lambda: journal.writer)
        super().__init__(replica, cast(Any, _Index(replica)), siblings.settled)
        self._simulated = disk

    def _state(self, path: Path) -> tuple[int, int]:
        listed = self._simulated.entries(path.parent)
        if path.name not in listed:
            raise FileNotFoundError(path)
        return listed[path.name]


class _Settings(dict[str, Any]):
    def set(self, name: str, value: object) -> None:
        self[name] = value


class _Beside:
    """What stands beside a process and knows its writer (the note that it is open, drafts, its guard, whom it trusts),
    which the simulation has no use for. What the exchange tells is told as it comes."""

    writer = ""
    held = ""

    @property
    def guard(self) -> _Beside:
        return self

    def hears(self, told: tuple[Notice, ...]) -> tuple[Notice, ...]:
        return told

    def hold(self, founding: str) -> None:
        """There is no roster."""

    def move_on(self, writer: str) -> None:
        self.writer = writer


class Process:
    """One running program on a machine, made as `bootstrap.open_desk` makes it. Raises OSError where that does.

    known: the highest stamp that it has seen and had to heed; heard: whether another one has carried for it, whose note
    of what came is not simulated.
    """

    def __init__(self, machine: Machine) -> None:
        self.machine = machine
        self.known = ""
        self.heard = False
        disk = machine.disk
        disk.running = self
        adopting = self._adopting(disk)
        journal = Journal.open(LOGS, OWN, name=machine.writer, program="1.0", disk=disk, may_go_on=adopting)
        replica = Replica(LOGS, disk=disk)
        records = _Records(replica, disk, journal)
        exchange = Exchange(MALL, OWN, machine.settings, machine.now, lambda: "", journal, disk, machine.world.passed)
        session = Session(clock=machine, procedures=InForce(), journal=journal, records=records)
        session.notices += [*journal.notices, *(adopting.notices if adopting else ())]
        unused: Any = None
        beside: Any = _Beside()
        self.desk = Desk(
            mall=MALL,
            session=session,
            local=unused,
            drafts=beside,
            settings=unused,
            index=unused,
            alive=beside,
            exchange=exchange,
            journal=journal,
            trust=beside,
            own=unused,
            parts=beside,
        )
        machine.told(session.notices)
        self.began = journal.next_seq
        session.load_open(session.open_before())
        self.seen(event for day in session.state.days() for one in session.state.subjects(day) for event in one.events)
        session.wake(None)
        session.submit(sign_in(random.Random(machine.world.seed)))

    def _adopting(self, disk: MachineDisk) -> Adopting:
        carrier = Folder(SHARE, share_id=_SHARE_ID, disk=disk)
        return Adopting(LOGS, OWN, carrier, disk=disk, wait=AtOnce())

    @property
    def session(self) -> Session:
        return self.desk.session

    def close(self) -> None:
        self.desk.exchange.close()
        self.session.close()

    def beat(self) -> None:
        for _ in range(4):
            beat = self.desk.exchange.beat()
            self.heard = self.heard or (self.desk.exchange._sync is None and len(self.machine.processes) > 1)
            self.seen(beat.events)
            self.desk.take(beat)
            if not beat.again:
                break
        self.desk.go_on()
        self.session.tick()
        self.machine.told(self.session.notices)
        self.machine.told(self.desk.journal.notices)

    def act(self, chance: random.Random) -> str:
        command = an_act(self.session, chance)
        for _ in range(3):  # people know what they may do, mostly
            if self.session.refuses(command) is None:
                break
            command = an_act(self.session, chance)
        outcome = self.session.submit(command)
        name = type(command).__name__
        if isinstance(outcome, Saved):
            self.machine.acknowledged(outcome.events, self)
            return f"{name} saved as {outcome.events[0].writer}.{outcome.events[0].seq}"
        return f"{name} not saved: {outcome.reason}" if isinstance(outcome, NotSaved) else f"{name}: {outcome.code}"

    def seen(self, events: Iterable[Event]) -> None:
        """Whatever is recorded at this machine from now on was recorded after these."""
        horizon = next_stamp("", self.machine.now() + AHEAD_LIMIT)
        stamps = (event.stamp for event in events if event.stamp <= horizon)
        self.known = max([self.known, *stamps])


@dataclass
class Machine:
    """offset: how far its clock is wrong; horizon: beyond it no stamp of its may lie."""

    world: World
    name: str
    writer: str
    disk: MachineDisk
    offset: timedelta = timedelta()
    horizon: str = ""
    processes: list[Process] = field(default_factory=list)
    backup: PowerDisk | None = None
    lost: bool = False

    def __post_init__(self) -> None:
        self.settings = _Settings({SHARE_SETTING: str(SHARE), SHARE_ID: _SHARE_ID, WRITER: self.writer})

    def now(self) -> datetime:
        return self.world.now + self.offset

    def start(self) -> None:
        """One process more. One that the disk refuses does not start. No two in one moment, or clones would write the
        same lines."""
        self.world.now += timedelta(milliseconds=7)
        self.look_at_clock()
        with self.running(None):
            process = Process(self)
            self.processes.append(process)
            self.world.check_adopted(self, process)

    @contextlib.contextmanager
    def running(self, process: Process | None) -> Iterator[None]:
        """What a process does: an end in the midst of it takes it away, with its locks."""
        self.disk.running = process
        try:
            yield
        except Killed:
            self.kill(process or self.disk.running)
        except OSError as reason:
            if process is not None:
                raise
            self.world.says(f"{self.name} does not start: {reason}")
            self.disk.drop(self.disk.running)

    def one_window(self) -> None:
        for window in self.processes[1:]:
            window.close()
        del self.processes[1:]
        if not self.processes:
            self.start()

    def takes_up_all(self) -> None:
        """Windows are opened until none of its journals is left as a killed process left it, and closed again."""
        while names := set(self.own_names()) - {process.desk.journal.writer for process in self.processes}:
            self.start()
            if names.isdisjoint(process.desk.journal.writer for process in self.processes):
                break
        self.one_window()

    def own_names(self) -> Iterator[str]:
        """Of the journals here that this machine may go on with."""
        names = {path.name.partition(".")[0] for path in segments_of(self.disk.local, LOGS)}
        for name in self.names():
            if name in names and not is_left(self.disk, OWN / "journals", name):
                yield name

    def names(self) -> Iterator[str]:
        """All that its windows may take."""
        yield self.writer
        yield from (f"{self.writer}-{number}" for number in range(2, 100))

    def kill(self, process: object) -> None:
        self.disk.drop(process)
        self.processes = [one for one in self.processes if one is not process]
        self.world.says(f"{self.name} killed")

    def power_cut(self, chance: random.Random) -> None:
        for process in list(self.processes):
            self.kill(process)
        self.disk.holders.clear()
        self.disk.local.cut(lambda: chance.random() < 0.5)
        if self.world.program is not None:
            there = {path.name.partition(".")[0] for path in segments_on(self.disk.share)}
            own = [writer for writer in there if writer.partition("-")[0] == self.writer]
            before = {writer: highest(self.disk.share.files, writer) for writer in own}
            self.disk.share.cut(lambda: chance.random() < 0.5)
            for writer, seq in before.items():
                if (now := highest(self.disk.share.files, writer)) < seq:
                    known = self.world.taken_back.get(writer, range(now, seq))
                    self.world.taken_back[writer] = range(min(now, known.start), max(seq, known.stop))

    def beat(self) -> None:
        self.look_at_clock()
        for process in list(self.processes):
            with self.running(process):
                process.beat()

    def act(self, chance: random.Random) -> None:
        if self.processes:
            process = chance.choice(self.processes)
            self.look_at_clock()
            with self.running(process):
                self.world.says(f"{self.name} {process.act(chance)}")

    def look_at_clock(self) -> None:
        self.horizon = max(self.horizon, next_stamp("", self.now() + AHEAD_LIMIT + timedelta(seconds=1)))

    def told(self, notices: Iterable[Notice]) -> None:
        for notice in notices:
            if notice.code == notices_of.SHARE_SHRANK and self._looks_shorter(notice):
                continue
            self.world.told.setdefault(notice.code, f"{self.name} {dict(notice.values)}")

    def _looks_shorter(self, notice: Notice) -> bool:
        """Whether nobody has put a journal back that shrank, and this machine can't know: the drive keeps giving it a
        listing without the copy that holds the rest; or its writer's own power cut took a name back that the sync
        program had carried, and it carried what stood there before until its process put the rest there again; or the
        program has the rest and has not brought it yet: this machine was cut off for longer than one doubts."""
        writer, expected = str(notice.values["writer"]), int(str(notice.values["expected"]))
        there, back = highest(self.disk.share.files, writer), self.world.taken_back.get(writer, range(0))
        hidden = self.disk.mood == "stale" and there >= expected
        program = self.world.program
        awaited = program is not None and there < expected <= highest(program.hub, writer)
        return hidden or awaited or (back.start < expected <= back.stop and there >= back.start)

    def acknowledged(self, events: Sequence[Event], process: Process) -> None:
        for event in events:
            if event.stamp <= process.known:
                raise Broken(f"causality: {event.writer}.{event.seq} {event.stamp} was recorded after {process.known}")
            if event.stamp > self.horizon:
                raise Broken(f"causality: {event.writer}.{event.seq} {event.stamp} was dragged beyond {self.horizon}")
            process.known = event.stamp
            self.world.acknowledged(event, self)


class Spoilt(NamedTuple):
    """The machine on whose disk it is, and the number of the first line that is."""

    machine: str
    seq: int


class World:
    """synced: the share is a folder that a program keeps alike on all machines, else one drive for all."""

    def __init__(self, seed: int, terminals: int, *, synced: bool) -> None:
        self.seed = seed
        self.began = self.now = at("08:15")
        self.trace: list[str] = []
        self.program = SyncProgram() if synced else None
        self.ledger: dict[str, Event] = {}
        self.by: dict[str, str] = {}
        self.excused: set[str] = set()
        self.told: dict[str, str] = {}
        self.disturbed: set[str] = set()
        self.clocks_wrong = False
        self.spoilt: dict[str, Spoilt] = {}
        """Writers of whose journals a line was spoilt: what stands behind it may have come to nobody."""
        self.unsigned: dict[str, int] = {}
        """Writer → the first line whose signature was spoilt before the share had it: who has no other takes nothing
        from there on."""
        self.taken_back: dict[str, range] = {}
        """Writer → from which number on to which one a power cut took its journal from its own view of the share."""
        self.machines: list[Machine] = []
        self.share_backup: dict[Path, bytes] | None = None
        self.drive = _new_share()
        if self.program is not None:
            self.program.hub = {path: bytes(content) for path, content in self.drive.files.items()}
        for number in range(terminals):
            self._add(f"m{number + 1}", f"t{number + 1}")

    def passed(self) -> float:
        """Seconds by a clock that nobody sets."""
        return (self.now - self.began).total_seconds()

    def says(self, what: str) -> None:
        self.trace.append(f"{self.now:%H:%M:%S} {what}")

    def acknowledged(self, event: Event, machine: Machine) -> None:
        self.ledger[event.id] = event
        self.by[event.id] = machine.name

    @property
    def alive(self) -> list[Machine]:
        return [machine for machine in self.machines if not machine.lost]

    def carry(self, chance: random.Random, likely: float) -> None:
        if self.program is not None:
            self.program.carry(chance, likely, self.now)

    def shares(self) -> list[PowerDisk]:
        """Every copy of the share there is."""
        return [self.drive] if self.program is None else [machine.disk.share for machine in self.machines]

    def clone(self, machine: Machine) -> None:
        """The whole machine once more, as it stands, under another roof."""
        name = f"{machine.name}x"
        local, seen = copied(machine.disk.local), self.drive
        if self.program is not None:
            seen = copied(machine.disk.share)
            self.program.joins(name, seen, self.program.marks(machine.name))
        twin = Machine(self, name, machine.writer, MachineDisk(local, seen), machine.offset)
        twin.horizon = machine.horizon
        self.machines.append(twin)
        self.disturbed.add("clone")
        twin.start()

    def roll_back(self, machine: Machine) -> None:
        """Its disk becomes what it was at its backup. What no other place had is nobody's to give back."""
        if machine.backup is None:
            return
        for process in list(machine.processes):
            machine.kill(process)
        machine.disk.holders.clear()
        kept = machine.disk.local
        machine.disk.local = copied(machine.backup)
        places = b"".join(self.places())
        now_and_then = b"".join(bytes(content) for content in kept.files.values())
        gone = {one for one in self.ledger if one.encode() not in places and one.encode() in now_and_then}
        self.excused |= gone
        self.disturbed.add("roll back")
        self.says(f"{machine.name} rolled back, {len(gone)} events were nowhere else")

    def back_up(self, machine: Machine) -> None:
        machine.backup = copied(machine.disk.local)

    def lose(self, machine: Machine) -> None:
        """A machine that never comes back. What it has told nobody is lost with it."""
        machine.lost = True
        for process in list(machine.processes):
            machine.kill(process)
        if self.program is not None:
            self.program.apart.add(machine.name)
        self.excuse_what_is_gone_with(machine)

    def excuse_what_is_gone_with(self, machine: Machine) -> None:
        """What a lost machine has recorded and nobody has: not told, or put back on the share since."""
        ends = {writer: self.whole_to(writer) for writer in machine.names()}
        kept = b"".join(self.places())
        gone = {one for one in self.ledger if one.encode() not in kept}  # its clone may have given the number, too
        self.excused |= gone | {
            one for one, event in self.ledger.items() if event.seq > ends.get(event.writer, event.seq)
        }

    def newest_is_copy(self, machine: Machine) -> None:
        """A sync program has taken the older state of its last segment for the newer one, and the newer for a copy."""
        shared = self.drive.files if self.program is None else self.program.hub
        logs = SHARE / share.LOGS
        stems = f"{machine.writer}.0"
        own = [
            one for one in shared if one.parent.parent == logs and one.name.startswith(stems) and one.suffix == ".json"
        ]
        if own:
            path = max(own, key=lambda one: (one.parent.name, one.name))
            newest = bytes(shared[path])
            older = newest[: newest.rfind(b"\n", 0, -4) + 1] + b"}}"
            for place, content in ((path, older), (conflict_name(path, 0), newest)):
                if self.program is None:
                    lay(self.drive, place, content)
                else:
                    self.program.hub[place] = content

    def spoils(self, machine: Machine, path: Path, content: bytes, line: int) -> None:
        """A line of a local file, counted from 0, can't be read from now on."""
        self.disturbed.add("spoilt")
        text = content.split(b"\n")[line]
        first = line
        while _AMID in content.split(b"\n")[first - 1]:  # half a command counts nowhere
            first -= 1
        writer, seq = path.name.split(".")[0], int(content.split(b"\n")[first].split(b'"')[1])
        known = self.spoilt.get(writer, Spoilt(machine.name, seq))
        self.spoilt[writer] = known._replace(seq=min(known.seq, seq))
        others = b"".join(other for place, other in self.journals() if place.name != path.name or other != content)
        self.excused |= {one for one in self.ledger if one.encode() in text and one.encode() not in others}

    def spoils_signature(self, machine: Machine, path: Path, content: bytes, place: int) -> None:
        """Of a line of a local file, from that place of it on. Where the share has it nothing is excused."""
        self.disturbed.add("spoilt")
        signature = content[place : place + SIGNATURE_LENGTH]
        if not any(signature in machine.disk.share.files[there] for there in segments_on(machine.disk.share)):
            writer, lines = path.name.split(".")[0], content[:place].split(b"\n")
            while _AMID in lines[-2]:  # half a command counts nowhere
                lines.pop()
            seq = int(lines[-1].split(b'"')[1])
            self.unsigned[writer] = min(seq, self.unsigned.get(writer, seq))

    def check_adopted(self, machine: Machine, process: Process) -> None:
        """Nobody begins anew where the share has more of their own journal than their disk."""
        if self.program is not None or machine.disk.mood or self.disturbed - {"roll back"}:
            return
        journal = process.desk.journal
        if not any(path.name == f"{fingerprint(journal.key.public)}.json" for path in self.drive.files):
            return
        there = [
            int(number)
            for path, content in self.drive.files.items()
            if path.name.startswith(f"{machine.writer}.") and path.parent.parent.name == share.LOGS
            for number in _NUMBER.findall(bytes(content))
        ]
        if journal.writer == machine.writer and process.began <= max(there, default=0):
            raise Broken(f"adopting: {journal.writer} went on at {process.began}, the share has {max(there)}")

    def places(self) -> Iterator[bytes]:
        """Whatever stands anywhere where it could still be found by the program."""
        yield from (content for _path, content in self.journals())

    def journals(self) -> Iterator[tuple[Path, bytes]]:
        """All files of journals, on all machines that are alive and on the share, copies and kept branches too; but for
        what was not renamed yet when its process was killed, which nobody ever reads."""
        shared = [self.drive] if self.program is None else [machine.disk.share for machine in self.alive]
        found = [item for disk in (*shared, *(one.disk.local for one in self.alive)) for item in disk.files.items()]
        found += [(path, bytearray(content)) for path, content in (self.program.hub.items() if self.program else ())]
        for path, content in found:
            if path.parent.parent in (LOGS, SHARE / share.LOGS) and path.suffix != ".new":
                yield path, bytes(content)

    def unmendable(self) -> set[str]:
        """Writers whose journals nobody can put right any more on a share that somebody has changed."""
        if not self.disturbed & {"tamper", "share back"}:
            return set()
        return {name for machine in self.machines if machine.lost for name in machine.names()}

    def whole_to(self, writer: str) -> int:
        """Up to which number a journal is there without a gap."""
        numbers = {
            int(number)
            for path, content in self.journals()
            if path.name.startswith(f"{writer}.") and path.suffix == ".json"
            for number in _NUMBER.findall(content)
        }
        return next(number for number in range(len(numbers) + 1) if number + 1 not in numbers)

    def _add(self, name: str, writer: str) -> None:
        local, seen = PowerDisk(), self.drive
        for folder in (LOGS, OWN, *LOGS.parents):
            local._folders.add(folder)
        lay(local, OWN / "terminal.key", msgspec.json.encode(_key(f"{self.seed} {name}")))
        if self.program is not None:
            seen = copied(self.drive)
            self.program.joins(name, seen, {path: bytes(content) for path, content in seen.files.items()})
        machine = Machine(self, name, writer, MachineDisk(local, seen))
        self.machines.append(machine)
        machine.start()


def highest(files: Mapping[Path, bytes | bytearray], writer: str) -> int:
    """The highest number that any file of a journal, or copy of one, holds among the files of a share."""
    own = (bytes(content) for path, content in files.items() if path.name.startswith(f"{writer}.") and _is_log(path))
    return max((int(number) for content in own for number in _NUMBER.findall(content)), default=0)


def _is_log(path: Path) -> bool:
    return path.parent.parent == SHARE / share.LOGS and path.suffix == ".json"


def _key(name: str) -> Key:
    private = hashlib.sha256(name.encode()).digest()
    public = Ed25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()
    box = X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()
    return Key(private.hex(), public.hex(), private.hex(), box.hex())


def _new_share() -> PowerDisk:
    disk = PowerDisk()
    for name in (share.LOGS, share.TERMINALS, share.CHECKLISTS):
        disk._folders.add(SHARE / name)
    lay(disk, SHARE / share.NAME, msgspec.json.encode(share.About(share.FORMAT, _SHARE_ID)))
    return disk
