"""Two desks, a wall board and a script at one machine with one share: one carries for all, and another when it dies."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dutytui.store.segments import segment_name
from tests.real.desks import Machine, alike, stop, until


@pytest.fixture
def machines(tmp_path: Path) -> Iterator[tuple[Machine, Machine]]:
    office = Machine(tmp_path / "office", "office", tmp_path / "share")
    till = Machine(tmp_path / "till", "till", tmp_path / "share")
    yield office, till
    stop((office, till))


def writers(machine: Machine) -> set[str]:
    names = map(segment_name, machine.mall.glob("logs/*/*.json"))
    return {name.writer for name in names if name}


def test_whoever_carries_is_killed_and_another_takes_over_and_nothing_is_lost(
    machines: tuple[Machine, Machine],
) -> None:
    office, till = machines
    carries = office.starts().ready()
    other = till.starts().ready()
    carries.log(1)
    until(lambda: till.entries() == 1, "the first desk carries")
    desk, wall = office.starts().ready(), office.starts(wall=True).ready()
    for one in (carries, desk, other):
        one.log(3)
    office.logs("2F 灯不亮 !关注")
    until(lambda: till.entries() == office.entries() == 11, lambda: f"{till.entries()} {office.entries()}")

    carries.log(200)
    desk.log(4)
    until(lambda: till.entries() > 12, "it is at work")
    carries.kill()
    office.logs("3F 扶梯异响 !急")
    until(lambda: alike(machines), "the second desk or the wall board carries what the killed one left, too")

    desk.kill()
    office.logs("1F 顾客晕倒 !急")
    before = len(wall.heard)
    other.log(1)
    until(lambda: alike(machines) and len(wall.heard) > before, "the wall board alone carries, both ways")

    again = office.starts().ready()
    again.log(1)
    until(lambda: alike(machines), "and a desk that starts again is one of them")
    # The script takes a name that is free at its turn; whoever was killed leaves its own to the next.
    assert writers(office) == writers(till)
    assert {"office", "office-2", "office-3", "till"} == writers(office)
    for machine in machines:
        assert machine.faults() == []
        machine.verify()
    for process in (again, other, wall):
        assert process.told == []
        process.ends()
