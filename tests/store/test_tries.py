"""Wrong PINs are counted before they are looked at, and no crash takes one back."""

from __future__ import annotations

import errno
import multiprocessing
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from dutytui.rules.credentials.procedure import Pins
from dutytui.store.tries import Tries
from tests.store.faults import FailingDisk, Killed

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=timezone(timedelta(hours=8)))
PINS = Pins()


def test_ten_wrong_ones_wait_half_an_hour_and_each_process_knows(tmp_path: Path) -> None:
    now = NOW
    for number in range(1, 11):
        assert Tries(tmp_path).begin("li-si", PINS, now) == number
        until = Tries(tmp_path).waits_until("li-si", PINS, now)
        now = until or now
    assert Tries(tmp_path).begin("li-si", PINS, now - timedelta(seconds=1)) == now
    assert now - NOW == timedelta(seconds=254, minutes=30)
    assert Tries(tmp_path).begin("zhao-liu", PINS, NOW) == 1, "others wait for nobody"
    assert Tries(tmp_path).begin("li-si", PINS, now) == 11
    assert Tries(tmp_path).waits_until("li-si", PINS, now) == now + timedelta(minutes=30)


def test_a_right_one_or_a_supervisor_begins_anew(tmp_path: Path) -> None:
    tries = Tries(tmp_path)
    for _ in range(3):
        tries.begin("li-si", PINS, NOW)
    tries.begin("zhao-liu", PINS, NOW)
    tries.clear("li-si")
    assert tries.begin("li-si", PINS, NOW) == 1
    assert tries.begin("zhao-liu", PINS, NOW) == 2


def test_a_clock_set_back_makes_nobody_wait_longer_and_lets_nobody_try_sooner(tmp_path: Path) -> None:
    tries = Tries(tmp_path)
    now = NOW
    for _ in range(10):
        tries.begin("li-si", PINS, now)
        now = tries.waits_until("li-si", PINS, now) or now
    back = NOW - timedelta(days=400)
    assert tries.waits_until("li-si", PINS, back) == back + timedelta(minutes=30)


def test_a_process_killed_at_any_moment_of_a_try_has_counted_it_or_has_not_looked_at_the_pin() -> None:
    calls = 0
    while True:
        disk = FailingDisk()
        tries = Tries(Path("/local"), disk)
        tries.begin("li-si", PINS, NOW)
        disk.arm(calls)
        try:
            assert tries.begin("li-si", PINS, NOW) == 2
        except Killed:
            disk.arm(None)
            assert Tries(Path("/local"), disk).begin("li-si", PINS, NOW) in {2, 3}, "never forgotten, never damaged"
            calls += 1
            continue
        break
    assert calls > 5


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EROFS])
def test_where_a_try_cannot_be_counted_nobody_tries(code: int) -> None:
    disk = FailingDisk()
    tries = Tries(Path("/local"), disk)
    tries.begin("li-si", PINS, NOW)
    disk.arm(0, lambda: OSError(code, "no"), times=100)
    with pytest.raises(OSError, match="no"):
        tries.begin("li-si", PINS, NOW)


def _tries(folder: str, times: int) -> None:
    for _ in range(times):
        Tries(Path(folder)).begin("li-si", Pins(tries=1000, wait=0), NOW)


def test_two_windows_that_try_at_once_lose_no_count(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    windows = [context.Process(target=_tries, args=(str(tmp_path), 15)) for _ in range(2)]
    for window in windows:
        window.start()
    for window in windows:
        window.join()
    assert Tries(tmp_path).begin("li-si", Pins(tries=1000, wait=0), NOW) == 31
