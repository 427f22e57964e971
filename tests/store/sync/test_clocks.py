"""Clocks that are set back or wrong: where their records are looked for, and what is said of them."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from dutytui.store import notices
from tests.store.mall import DAY
from tests.store.sync.house import SHARE, House


@pytest.mark.parametrize("back", [5, 40])
def test_what_a_terminal_records_whose_clock_was_set_back_by_days_comes_as_quickly_as_ever(back: int) -> None:
    house = House("desk", "till")
    house["till"].record("a")
    house["desk"].record("b")
    house["till"].record("c", day=DAY + timedelta(days=1))
    house.now += timedelta(days=1)
    house.seconds(5)
    true, early = house.now, timedelta(days=back)
    for _ in range(3):  # the clock of the desk is wrong from now on
        house.now = true - early
        house["desk"].record("d", day=DAY - early)
        house["desk"].step()
        house.now = true
        for _ in range(6):
            true = house.now = true + timedelta(seconds=1)
            house["till"].step()
            house.now = true - early
            house["desk"].step()
            house.now = true
        assert house["till"].texts().count("d") == house["desk"].texts().count("d")
    house.seconds(2)


def test_a_clock_put_right_after_days_of_wrong_time_hides_for_half_a_minute_what_was_recorded_meanwhile() -> None:
    house = House("desk", "till")
    house["desk"].record("a")
    house.seconds(4)
    house.now += timedelta(days=9)
    house["till"].record("b", day=DAY + timedelta(days=9))
    house.seconds(4)
    true, early = house.now, timedelta(days=39)
    house.now = true - early
    house["desk"].record("c", day=DAY - timedelta(days=30))
    house["desk"].step()
    for seconds in range(1, 9):  # put right before anybody has looked, and its card says nothing of weeks ago any more
        house.now = true + timedelta(seconds=seconds)
        house["desk"].step()
    house.seconds(40)
    assert house["till"].texts().count("c") == 1


def test_a_clock_that_is_behind_is_told_once_that_terminal_knows_of_what_was_not_recorded_yet_by_it() -> None:
    house = House("desk", "till")
    till = house["till"]
    step = till.sync.step
    till.sync.step = lambda now, *rest: step(now - timedelta(minutes=7), *rest)  # type: ignore[method-assign]
    for number in range(6):
        house["desk"].record(f"{number}")
        house.seconds(5)
    (told,) = house["desk"].sync.notices
    assert told.code == notices.CLOCK_OFF
    assert told.values["terminal"] == "till"
    assert -420 <= int(told.values["seconds"]) < -400


def test_a_sync_program_that_takes_three_minutes_for_each_file_makes_no_clock_wrong() -> None:
    """Two terminals with a copy of the share each, and a program between them that is slow both ways."""
    house = House("desk", "till")
    cards, late = SHARE / "terminals", timedelta(minutes=3)
    seen: list[tuple[datetime, dict[Path, bytes]]] = []
    for second in range(900):
        house.now += timedelta(seconds=1)
        if second % 30 == 0:
            house["desk"].record(f"desk {second}")
            house["till"].record(f"till {second}")
        house["till"].step()
        there = {path: bytes(content) for path, content in house.disk.files.items() if path.parent == cards}
        seen.append((house.now, there))
        old = [files for moment, files in seen if house.now - moment >= late]
        for path in there:
            house.disk.files[path] = bytearray(old[-1].get(path, b"") if old else b"")
        house["desk"].step()
        for path, content in there.items():
            house.disk.files[path] = bytearray(content)
    skews = [peer.skew for peer in house["desk"].sync.sharing.peers if not peer.own]
    assert skews == [timedelta()], "measured, and nothing can be said"
    assert house["desk"].codes == []
