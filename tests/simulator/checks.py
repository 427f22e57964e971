"""What must hold: nothing acknowledged is lost, nothing diverges, causes come before effects, nobody cries wolf."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from pathlib import Path

from dutytui.rules.events import Event
from dutytui.rules.state import State
from dutytui.store import notices
from dutytui.store.lines import Line, read_member
from dutytui.store.reading import Signatures
from dutytui.store.replica import Replica
from dutytui.store.segments import segment_name, take_apart
from dutytui.store.tail import NOTHING, Head
from tests.simulator.carrier import segments_on
from tests.simulator.disks import LOGS
from tests.simulator.mall import SMALL
from tests.simulator.world import Broken, Machine, World
from tests.store.faults import PowerDisk

ALARMS = frozenset(
    {
        notices.SHARE_EDITED,
        notices.SHARE_BRANCHED,
        notices.SHARE_SHRANK,
        notices.SHARE_MISSING,
        notices.SHARE_KEY_UNKNOWN,
        notices.WRITER_FORKED,
        notices.JOURNAL_DAMAGED,
        notices.JOURNAL_BROKEN_OFF,
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
    lacking = _can_not_come(world)
    for machine, events in replicas:
        _nothing_lost(world, machine, events, _lower(forked, lacking))
        _whole_commands(world, machine)
    _no_divergence(world, replicas, _lower(forked, lacking))


def _lower(*firsts: Mapping[str, int]) -> dict[str, int]:
    """Writer → the lowest of the numbers that are said of it."""
    writers = {writer for one in firsts for writer in one}
    return {writer: min(one[writer] for one in firsts if writer in one) for writer in writers}


def _can_not_come(world: World) -> dict[str, int]:
    """Writer → the first number that may be missing at a terminal, since nobody can put it on the share any more:
    behind a line that a disk has spoilt, and of machines that are lost where somebody has changed the share. What
    stands there all the same, as its writer wrote it, comes to everybody, the machine with that disk too. Of a line
    whose signature was spoilt before the share had it nobody can know that it is its writer's."""
    first = {writer: spoilt.seq for writer, spoilt in world.spoilt.items()}
    first |= dict.fromkeys(world.unmendable() - first.keys(), 1)
    views = {id(machine.disk.share): machine.disk.share for machine in world.alive}.values()
    first = {writer: max(seq, min(_in_order(view, writer) for view in views) + 1) for writer, seq in first.items()}
    return _lower(first, world.unsigned)


def _in_order(share: PowerDisk, writer: str) -> int:
    """Up to which number a journal stands on a share in whole commands, each line behind the one before it; in a file
    in which somebody has changed their order, up to there."""
    last, whole = NOTHING, 0
    named = ((segment_name(path), path) for path in segments_on(share))
    own = sorted((name.number, name.copy, path) for name, path in named if name is not None and name.writer == writer)
    for _number, _copy, path in own:
        with contextlib.suppress(ValueError):  # nothing behind a line that can't be read
            before = 0
            for line in _lines(bytes(share.files[path]), writer):
                if before and line.seq != before + 1:
                    break
                before = line.seq
                if line.seq <= last.seq:
                    continue
                if (line.seq, line.prev) != (last.seq + 1, last.id):
                    break
                last = Head(line.seq, line.id)
                whole = whole if line.more else line.seq
    return whole


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
    spoilt = _spoilt(world, machine)
    odd = [one for one in odd if Path(str(one.values.get("file", ""))).name.split(".")[0] not in spoilt]
    if odd:
        raise Broken(f"{machine.name} holds what is not right: {odd[0]}")
    return found


def _spoilt(world: World, machine: Machine) -> set[str]:
    """Its own journals of which its disk has spoilt a line that stands on no share, so that nothing can mend it."""
    lacking = _can_not_come(world)
    return {
        writer
        for writer, spoilt in world.spoilt.items()
        if spoilt.machine == machine.name and lacking[writer] <= spoilt.seq
    }


def _left(world: World, machine: Machine) -> set[str]:
    """Its own journals that nobody goes on with: how a killed process, or a spoilt line, left one, it stays."""
    return set(machine.names()) - set(machine.own_names()) | _spoilt(world, machine)


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
    if not world.disturbed & {"clone", "roll back"}:
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
        if not machine.processes:
            continue
        session = machine.processes[0].session
        for day in fresh.days():
            session.entry(day, "")
        if not forked:
            _shows_nothing_else(machine, session.state, events)
        if not forked and not machine.processes[0].heard and session.state != fresh:
            differ = _differ(session.state, fresh)
            raise Broken(f"divergence: the session of {machine.name} is not what its journals say: {differ}")
    first, state = states[0]
    for machine, other in states[1:]:
        if state != other:
            raise Broken(f"divergence: {first.name} and {machine.name} differ: {_differ(state, other)}")


def _shows_nothing_else(machine: Machine, state: State, events: dict[str, Event]) -> None:
    """Not what another window has taken back, either."""
    shown = (event for day in state.days() for subject in state.subjects(day) for event in subject.events)
    for event in shown:
        if event.id not in events:
            raise Broken(f"divergence: {machine.name} shows {event.writer}.{event.seq}, which no journal holds")


def _differ(one: State, other: State) -> str:
    a, b = one._summary(), other._summary()
    return str([key for key in sorted({*a, *b}) if a.get(key) != b.get(key)][:3])
