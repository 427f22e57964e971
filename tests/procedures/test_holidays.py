"""Days that are not ordinary, as announced for mainland China and as a mall overrides them."""

from __future__ import annotations

from datetime import date

import pytest

from dutytui.procedures.holidays import day_kinds, years_around


@pytest.mark.parametrize(
    "day",
    [date(2026, 1, 4), date(2026, 2, 14), date(2026, 2, 28), date(2026, 5, 9), date(2026, 9, 20), date(2026, 10, 10)],
)
def test_the_make_up_working_days_of_2026_are_worked(day: date) -> None:
    kinds, announced = day_kinds("china", {}, years_around(date(2026, 6, 1)))
    assert kinds[day] == "make_up_workday"
    assert 2026 in announced


@pytest.mark.parametrize(
    ("first", "last", "eve"),
    [
        (date(2026, 1, 1), date(2026, 1, 3), date(2025, 12, 31)),
        (date(2026, 4, 4), date(2026, 4, 6), date(2026, 4, 3)),
        (date(2026, 5, 1), date(2026, 5, 5), date(2026, 4, 30)),
        (date(2026, 10, 1), date(2026, 10, 7), date(2026, 9, 30)),
    ],
)
def test_a_holiday_has_its_days_and_one_eve(first: date, last: date, eve: date) -> None:
    kinds, _ = day_kinds("china", {}, years_around(date(2026, 6, 1)))
    assert (kinds[first], kinds[last], kinds[eve]) == ("holiday", "holiday", "holiday_eve")


def test_an_ordinary_weekend_is_an_ordinary_day() -> None:
    kinds, _ = day_kinds("china", {}, (2026,))
    assert date(2026, 6, 13) not in kinds


def test_a_year_that_is_not_announced_is_not_claimed_to_be_known() -> None:
    kinds, announced = day_kinds("china", {}, (2998, 2999, 3000))
    assert (kinds, announced) == ({}, ())


def test_the_eve_of_a_year_stands_in_the_year_before_and_no_day_outside_the_years_is_told() -> None:
    kinds, announced = day_kinds("china", {}, (2025,))
    assert kinds[date(2025, 12, 31)] == "holiday_eve"
    assert {day.year for day in kinds} == {2025}
    assert announced == (2025,)


def test_the_malls_own_word_goes_first() -> None:
    override = {
        date(2026, 5, 1): "ordinary",
        date(2026, 6, 12): "holiday",
        date(2026, 10, 10): "ordinary",
        date(2026, 9, 30): "ordinary",
    }
    kinds, _ = day_kinds("china", override, (2026,))
    assert date(2026, 5, 1) not in kinds
    assert (kinds[date(2026, 6, 11)], kinds[date(2026, 6, 12)]) == ("holiday_eve", "holiday")
    assert date(2026, 10, 10) not in kinds
    assert date(2026, 9, 30) not in kinds


def test_without_a_national_calendar_only_the_malls_own_days_differ_and_nothing_is_unannounced() -> None:
    kinds, announced = day_kinds("none", {date(2026, 6, 12): "holiday"}, (2026, 2027))
    assert kinds == {date(2026, 6, 11): "holiday_eve", date(2026, 6, 12): "holiday"}
    assert announced == (2026, 2027)
