"""Times on paper: of that business day, however much later somebody types them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dutytui.rules.paper.times import read_time
from dutytui.rules.plan import business_day
from tests.desk import ZONE

DAY = date(2026, 11, 23)
STARTS = 6 * 60
NOW = datetime(2026, 11, 25, 9, 0, tzinfo=ZONE)


def read(typed: str, before: str = "") -> str:
    last = datetime.fromisoformat(before).replace(tzinfo=ZONE) if before else None
    found = read_time(typed, DAY, STARTS, NOW, last)
    return f"{found:%Y-%m-%d %H:%M}" if found is not None else ""


@pytest.mark.parametrize(
    ("typed", "moment"),
    [
        ("2130", "2026-11-23 21:30"),
        ("21:30", "2026-11-23 21:30"),
        ("２１：３０", "2026-11-23 21:30"),
        ("21点30分", "2026-11-23 21:30"),
        ("930", "2026-11-23 09:30"),
        ("9:05", "2026-11-23 09:05"),
        ("0130", "2026-11-24 01:30"),
        ("25:30", "2026-11-24 01:30"),
        ("0559", "2026-11-24 05:59"),
        ("0600", "2026-11-23 06:00"),
    ],
)
def test_a_time_belongs_to_the_business_day_of_the_sheet(typed: str, moment: str) -> None:
    assert read(typed) == moment


@pytest.mark.parametrize("typed", ["", "soon", "2160", "3100", "21.5.0", "12345", "-10", "9", "45"])
def test_what_is_no_time_is_none(typed: str) -> None:
    assert read(typed) == ""


@pytest.mark.parametrize(
    ("typed", "moment"),
    [("55", "2026-11-23 21:55"), ("30", "2026-11-23 21:30"), ("05", "2026-11-23 22:05"), ("２９", "2026-11-23 22:29")],
)
def test_two_digits_are_the_minutes_that_follow_the_time_before(typed: str, moment: str) -> None:
    assert read(typed, before="2026-11-23 21:30") == moment


def test_minutes_go_on_over_midnight() -> None:
    assert read("10", before="2026-11-23 23:50") == "2026-11-24 00:10"


@given(st.integers(0, 23), st.integers(0, 59), st.integers(0, 12 * 60), st.integers(0, 400))
def test_whatever_the_clock_says_the_moment_is_on_the_day_of_the_sheet(
    hour: int, minute: int, starts: int, later: int
) -> None:
    now = NOW + timedelta(days=later)
    found = read_time(f"{hour:02}{minute:02}", DAY, starts, now, None)
    assert found is not None
    assert (found.hour, found.minute) == (hour, minute)
    assert business_day(found, starts) == DAY
