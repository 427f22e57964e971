"""Clocks that are set back or wrong: where their records are looked for, and what is said of them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.store.mall import DAY
from tests.store.sync.house import House


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
