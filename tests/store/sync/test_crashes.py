"""Killed at any call of publishing and of taking: nothing recorded is lost, nothing is there twice, and it goes on."""

from __future__ import annotations

import errno
import random
from datetime import timedelta

import pytest

from dutytui.store.reading import Signatures
from tests.store.faults import FailingDisk, Killed, PowerDisk, os_error
from tests.store.mall import DAY
from tests.store.sync.house import SHARE, House, Terminal


def busy_house() -> House:
    """Two terminals that have something to give each other."""
    house = House("desk", "till", disk=FailingDisk())
    house.seconds(2)
    for name in ("desk", "till"):
        house[name].record(f"{name} a", f"{name} b")
        house[name].record(f"{name} c", day=DAY)
    return house


def everything(house: House) -> list[str]:
    return sorted(f"{name} {text}" for name in ("desk", "till") for text in "abc")


def audit(terminal: Terminal) -> list[str]:
    return [notice.code for notice in terminal.mall.replica.audit(signatures=Signatures.ALL).notices]


@pytest.mark.parametrize("who", ["desk", "till"])
@pytest.mark.parametrize("part", range(4))
def test_killed_at_any_call_it_starts_again_and_all_is_everywhere(who: str, part: int) -> None:
    points = 0
    for at in range(part, 400, 4):
        house = busy_house()
        other = house["till" if who == "desk" else "desk"]
        house.now = house.now.replace(minute=1)
        other.step()
        house.disk.arm(at)
        try:
            house[who].step()
            house.now = house.now.replace(second=10)
            house[who].step()
        except Killed:
            points += 1
        else:
            break
        finally:
            house.disk.arm(None)
        own = sorted(text for text in everything(house) if text.startswith(who))
        assert [text for text in sorted(house[who].texts()) if text.startswith(who)] == own, at
        house.disk.locks.clear()
        house[who].begin()
        house.seconds(8)
        for terminal in house.terminals.values():
            assert sorted(terminal.texts()) == everything(house), at
            assert audit(terminal) == [], at
            assert terminal.codes == [], at
    assert points >= 8


def test_a_disk_that_fails_at_any_call_of_a_step_ends_no_step_and_is_made_up_for() -> None:
    for at in range(400):
        house = busy_house()
        house.disk.arm(at, os_error(errno.EIO), times=3)
        house.now += timedelta(seconds=2)
        house["desk"].step()
        reached = len(house.disk.calls) > at
        house.disk.arm(None)
        if not reached:
            break
        house.seconds(8)
        for terminal in house.terminals.values():
            assert sorted(terminal.texts()) == everything(house), at
            others = {text for text in everything(house) if not text.startswith(terminal.name)}
            assert others <= set(terminal.heard()), "what stands here after all is told, too"
            assert terminal.codes == [], at
    assert at > 10


def test_a_reader_never_finds_half_a_segment_on_the_share() -> None:
    for at in range(400):
        house = busy_house()
        house.disk.arm(at)
        try:
            house["desk"].step()
        except Killed:
            pass
        else:
            break
        finally:
            house.disk.arm(None)
        for path, content in house.disk.files.items():
            if path.is_relative_to(SHARE / "logs") and path.suffix == ".json":
                assert content.endswith(b"}}"), (at, path)
    assert at > 10


@pytest.mark.parametrize("seed", range(12))
def test_no_power_cut_amid_taking_many_files_leaves_one_too_short_for_what_stands_behind_it(seed: int) -> None:
    disk, chance = PowerDisk(), random.Random(seed)
    house = House("desk", "till", disk=disk)
    house["desk"].record("a")
    house.seconds(4)
    for number, text in enumerate("bcde"):
        house["desk"].record(text, day=DAY + timedelta(days=number))
    house["desk"].step()
    house.now += timedelta(seconds=2)
    house["desk"].step()
    for folder in {path.parent for path in disk.files}:
        disk.sync_folder(folder)
    synced = disk.sync_folder

    def killed(folder: object) -> None:
        if folder == house["till"].mall.logs / f"{DAY}":
            raise Killed
        synced(folder)  # type: ignore[arg-type]

    disk.sync_folder = killed  # type: ignore[method-assign]
    with pytest.raises(Killed):
        house.seconds(6)
    disk.sync_folder = synced  # type: ignore[method-assign]
    disk.cut(lambda: chance.random() < 0.5)
    replica = house["till"].mall.replica
    assert [notice.code for day in replica.days() for notice in replica.read_day(day).notices] == []
    for terminal in house.terminals.values():
        terminal.begin()
    house.seconds(6)
    assert house["till"].texts() == list("abcde")
    assert audit(house["till"]) == []
