"""What must hold: nothing acknowledged is lost, nothing diverges, causes come before effects, nobody cries wolf."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

from dutytui.rules.events import Event
from dutytui.rules.state import State
from dutytui.store import notices
from dutytui.store.lines import Line, read_member
from dutytui.store.reading import Signatures
from dutytui.store.replica import Replica
from dutytui.store.segments import take_apart
from tests.simulator.disks import LOGS
from tests.simulator.mall import SMALL
from tests.simulator.world import Broken, Machine, World

ALARMS = frozenset(
    {
        notices.SHARE_EDITED,
        notices.SHARE_BRANCHED,
        notices.SHARE_SHRANK,
        notices.SHARE_MISSING,
        notices.SHARE_KEY_UNKNOWN,
        notices.WRITER_FORKED,
        notices.JOURNAL_DAMAGED,
        notices.WRITER_TAKEN,
        notices.KEY_REPLACED,
        notices.LINE_INVALID,
        notices.CHAIN_BROKEN,
        notices.BRANCHED,
        notices.SIGNATURE_WRONG,
        notices.KEY_UNKNOWN,
        notices.NOT_A_SEGMENT,
    }
)
"""What says that somebody has done something; in an honest world none of it is ever said."""

_FORKS = frozenset({notices.WRITER_FORKED, notices.SHARE_BRANCHED, notices.BRANCHED})


def on_the_way(world: World) -> None:
    """What holds at any time, also while half of it is broken."""
    _no_false_alarm(world)
    _no_clock_accused(world)


def at_the_end(world: World) -> None:
    """What holds once everything has come to rest."""
    on_the_way(world)
    replicas = [(machine, _replica(world, machine)) for machine in world.alive]
    forked = _forked(world, replicas)
    _numbers_are_told(world, forked)
    forked |= {writer: min(spoilt.seq, forked.get(writer, spoilt.seq)) for writer, spoilt in world.spoilt.items()}
    forked |= dict.fromkeys(world.unmendable(), 0)
    for machine, events in replicas:
        _nothing_lost(world, machine, events, forked)
        _whole_commands(world, machine)
    _no_divergence(world, replicas, forked)


def _no_false_alarm(world: World) -> None:
    alarms = sorted(code for code in world.told if code in ALARMS)
    if alarms and not world.disturbed:
        raise Broken(f"false alarm: {[(code, world.told[code]) for code in alarms]}")


def _no_clock_accused(world: World) -> None:
    if notices.CLOCK_OFF in world.told and not world.clocks_wrong:
        raise Broken(f"false alarm: a clock is accused: {world.told[notices.CLOCK_OFF]}")


def _replica(world: World, machine: Machine) -> dict[str, Event]:
    """Everything that stands in a machine's journals, by id; what is odd there is told."""
    replica = Replica(LOGS, disk=machine.disk)
    found: dict[str, Event] = {}
    for day in replica.days():
        reading = replica.read_day(day, signatures=Signatures.LAST)
        found.update((event.id, event) for event in reading.events)
    odd = [one for one in replica.audit(signatures=Signatures.NONE).notices if one.code in ALARMS]
    left = _left(world, machine)
    odd = [one for one in odd if Path(str(one.values.get("file", ""))).name.split(".")[0] not in left]
    if odd:
        raise Broken(f"{machine.name} holds what is not right: {odd[0]}")
    return found


def _left(world: World, machine: Machine) -> set[str]:
    """Its own journals that nobody goes on with: how a killed process, or a spoilt line, left one, it stays."""
    spoilt = {writer for writer, spoilt in world.spoilt.items() if spoilt.machine == machine.name}
    return set(machine.names()) - set(machine.own_names()) | spoilt


def _forked(world: World, replicas: Iterable[tuple[Machine, dict[str, Event]]]) -> dict[str, int]:
    """Writer → first number under which two different events are known."""
    known: dict[tuple[str, int], str] = {}
    forked: dict[str, int] = {}
    everywhere = [event for _machine, events in replicas for event in events.values()]
    for event in (*world.ledger.values(), *everywhere):
        if event.id in world.excused:
            continue
        if known.setdefault((event.writer, event.seq), event.id) != event.id:
            forked[event.writer] = min(event.seq, forked.get(event.writer, event.seq))
    return forked


def _numbers_are_told(world: World, forked: dict[str, int]) -> None:
    if not forked:
        return
    if not world.disturbed & {"clone", "roll back"} and not forked.keys() <= world.spoilt.keys():
        raise Broken(f"two events of one number: {forked}")
    if not _FORKS & world.told.keys():
        raise Broken(f"two events of one number, and nobody is told: {forked}")


def _nothing_lost(world: World, machine: Machine, events: dict[str, Event], forked: dict[str, int]) -> None:
    for identity, event in world.ledger.items():
        if identity in events or identity in world.excused:
            continue
        if event.seq < forked.get(event.writer, event.seq + 1):
            raise Broken(f"lost: {event.writer}.{event.seq} of {world.by[identity]} is not at {machine.name}")
    if machine is world.alive[0]:
        kept = b"".join(world.places())
        for identity, event in world.ledger.items():
            if identity not in world.excused and identity.encode() not in kept:
                raise Broken(f"lost: {event.writer}.{event.seq} of {world.by[identity]} is nowhere")


def _whole_commands(world: World, machine: Machine) -> None:
    """A command's facts are there all together or not at all."""
    left = _left(world, machine)
    journals: dict[str, list[Line]] = {}
    for path, content in machine.disk.local.files.items():
        if path.is_relative_to(LOGS) and path.suffix == ".json":
            writer = path.name.split(".")[0]
            if writer in left:
                continue
            journals.setdefault(writer, []).extend(_lines(bytes(content), writer))
    for writer, lines in journals.items():
        lines.sort(key=lambda line: line.seq)
        if lines[-1].more:
            raise Broken(f"half a command at the end of {writer} at {machine.name}")
        for one, other in pairwise(lines):
            if one.more and other.more != one.more - 1:
                raise Broken(f"half a command in {writer}.{one.seq} at {machine.name}")


def _lines(content: bytes, writer: str) -> Iterator[Line]:
    texts = take_apart(content)
    for number, text in enumerate(texts.lines if texts else ()):
        yield read_member(text, writer, first=number == 0)


def _no_divergence(world: World, replicas: list[tuple[Machine, dict[str, Event]]], forked: dict[str, int]) -> None:
    """The same events add up to the same everywhere, in the session as from the files."""
    states = []
    for machine, events in replicas:
        certain = (event for event in events.values() if event.seq < forked.get(event.writer, event.seq + 1))
        fresh = State(SMALL, certain)
        states.append((machine, fresh))
        if forked or not machine.processes or machine.processes[0].heard:
            continue
        session = machine.processes[0].session
        for day in fresh.days():
            session.entry(day, "")
        if session.state != fresh:
            differ = _differ(session.state, fresh)
            raise Broken(f"divergence: the session of {machine.name} is not what its journals say: {differ}")
    first, state = states[0]
    for machine, other in states[1:]:
        if state != other:
            raise Broken(f"divergence: {first.name} and {machine.name} differ: {_differ(state, other)}")


def _differ(one: State, other: State) -> str:
    a, b = one._summary(), other._summary()
    return str([key for key in sorted({*a, *b}) if a.get(key) != b.get(key)][:3])
