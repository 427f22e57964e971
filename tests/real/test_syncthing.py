"""Terminals whose share is a folder that the real Syncthing keeps alike on two or three machines."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from dutytui.store.segments import take_apart
from dutytui.store.transport.folder import segment_content
from dutytui.store.transport.shelf import raw_lines
from tests.real import syncthing
from tests.real.desks import MINUTES, Machine, alike, spread, stop, until
from tests.real.syncthing import Instance

pytestmark = pytest.mark.skipif(bool(syncthing.MISSING), reason=syncthing.MISSING)

_EVERY = 0.5
"""Seconds between two entries at a terminal: livelier than any desk."""
_LOOKS = 1200


class Net:
    """A terminal at each instance of Syncthing, all at work."""

    def __init__(self, names: list[str]) -> None:
        self.names = names
        self.instances: list[Instance] = []
        self.machines: list[Machine] = []

    def begin(self, place: Path, delay: int) -> None:
        self.instances += [Instance(place / f"syncthing-{name}", name) for name in self.names]
        syncthing.connect(self.instances, delay)
        for name, instance in zip(self.names, self.instances, strict=True):
            if self.machines:
                # The first one makes the share. Who looked before it came would make another one.
                until(lambda at=instance.share: _is_there(at), "the share comes", _LOOKS)  # type: ignore[misc]
            machine = Machine(place / name, name, instance.share)
            self.machines.append(machine)
            machine.starts(every=_EVERY).ready()

    def log(self, entries: int) -> None:
        for machine in self.machines:
            machine.processes[-1].log(entries)

    def until_saved(self, entries: int) -> None:
        until(lambda: sum(len(one.saved) for one in self.machines) >= entries, lambda: str(self.counts()), _LOOKS)

    def until_each_has(self, entries: int) -> None:
        until(lambda: all(one.entries() == entries for one in self.machines), lambda: str(self.counts()), _LOOKS)

    def converge(self, entries: int) -> None:
        self.until_saved(entries)
        self.until_each_has(entries)
        until(lambda: alike(self.machines), lambda: str(self.counts()), _LOOKS)

    def counts(self) -> list[str]:
        return [f"{one.name} holds {one.entries()}, saved {len(one.saved)}" for one in self.machines]

    def copies(self) -> list[Path]:
        return [path for one in self.instances for path in one.share.glob("logs/*/*.sync-conflict-*")]

    def delays(self) -> list[float]:
        return [delay for machine in self.machines for process in machine.processes for delay in process.heard]

    def told(self) -> set[str]:
        return {told for machine in self.machines for process in machine.processes for told in process.told}

    def is_whole(self) -> None:
        for machine in self.machines:
            assert machine.faults() == []
            machine.verify()

    def close(self) -> None:
        stop(self.machines)
        for instance in self.instances:
            instance.stops()

    def puts_back(self, where: int, whose: int) -> None:
        """An older version of another's file stands on one machine's folder again, and beside it as a conflict copy."""
        path = max(self.instances[where].share.glob(f"logs/*/{self.machines[whose].name}.[0-9]*[0-9].json"))
        older = segment_content(raw_lines(take_apart(path.read_bytes()))[:-1])
        path.write_bytes(older)
        path.with_name(f"{path.stem}.sync-conflict-20261123-080000-{where}{whose}AAAAA.json").write_bytes(older)


@contextlib.contextmanager
def net(place: Path, names: list[str], delay: int = 1) -> Iterator[Net]:
    made = Net(names)
    try:
        made.begin(place, delay)
        yield made
    finally:
        made.close()


def test_two_terminals_hear_each_other_through_it_also_after_one_was_cut_off(tmp_path: Path) -> None:
    with net(tmp_path, ["desk", "till"]) as pair:
        pair.log(3)
        pair.until_each_has(6)
        pair.instances[1].stops()
        pair.puts_back(1, 0)
        pair.log(3)
        pair.until_each_has(9)
        pair.instances[1].starts()
        pair.converge(12)
        until(lambda: len(pair.copies()) >= 2, "the conflict copy is carried like any other file")
        pair.is_whole()
        assert pair.told() == set()


@pytest.mark.skipif(not MINUTES, reason="the long run is `make real`")
@pytest.mark.timeout(600 + 180 * MINUTES)
def test_three_writers_for_minutes_while_instances_stop_and_conflict(tmp_path: Path) -> None:
    with net(tmp_path, ["desk", "till", "office"]) as three:
        rounds, each = 4 * MINUTES, round(15 / _EVERY)
        for number in range(rounds):
            cut = number // 4 % 3 if number % 4 == 2 else None
            if cut is not None:
                three.instances[cut].stops()
                three.puts_back(cut, (cut + 1) % 3)
            three.log(each)
            three.until_saved((number + 1) * each * 3)
            if cut is not None:
                three.instances[cut].starts()
        three.converge(rounds * each * 3)
        three.is_whole()
        said = f"{MINUTES} minutes, {three.machines[0].entries()} entries at three, alike, 0 invalid accepted"
        said += f", {len(three.copies())} conflict copies; {spread(three.delays())}; told: {three.told() or 'nothing'}"
        sys.stdout.write(f"Syncthing: {said}\n")


@pytest.mark.skipif(not MINUTES, reason="the long run is `make real`")
@pytest.mark.parametrize("delay", [1, 10])
@pytest.mark.timeout(900)
def test_how_long_a_busy_journal_takes_with_its_setting_and_without(tmp_path: Path, delay: int) -> None:
    with net(tmp_path, ["desk", "till"], delay) as pair:
        pair.log(60)
        pair.converge(120)
        sys.stdout.write(f"fsWatcherDelayS={delay}: {spread(pair.delays())}\n")


def _is_there(share: Path) -> bool:
    return (share / "dutytui-share.json").exists() and (share / "logs").is_dir() and (share / "terminals").is_dir()
