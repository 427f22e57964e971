"""Stretches of days: where they begin and end, what lies before and after, what their charts are made of."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dutytui.rules.figures.counts import NOTHING, DayFigures
from dutytui.rules.figures.periods import Length, period, quarters, summed

days = st.dates(date(1990, 1, 1), date(2100, 1, 1))
lengths = st.sampled_from(list(Length))


@pytest.mark.parametrize(
    ("length", "first", "last"),
    [
        (Length.DAY, date(2026, 11, 25), date(2026, 11, 25)),
        (Length.WEEK, date(2026, 11, 23), date(2026, 11, 29)),
        (Length.MONTH, date(2026, 11, 1), date(2026, 11, 30)),
        (Length.QUARTER, date(2026, 10, 1), date(2026, 12, 31)),
        (Length.YEAR, date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_the_period_that_holds_a_wednesday(length: Length, first: date, last: date) -> None:
    found = period(length, date(2026, 11, 25))
    assert (found.first, found.last) == (first, last)


@given(days, lengths)
def test_the_next_period_begins_the_day_after_this_one_and_leads_back(day: date, length: Length) -> None:
    this = period(length, day)
    assert day in this
    assert (this.moved(1).first - this.last).days == 1
    assert this.moved(1).moved(-1) == this == this.moved(0)


@given(days, lengths)
def test_the_parts_of_a_period_hold_each_of_its_days_once(day: date, length: Length) -> None:
    this = period(length, day)
    inside = [one for part in this.parts() for one in part.days]
    assert inside == (list(this.days) if this.parts() else [])


def test_days_that_nothing_is_known_of_add_nothing() -> None:
    over = period(Length.WEEK, date(2026, 11, 25))
    known = {date(2026, 11, 23): DayFigures(days=1), date(2026, 11, 30): DayFigures(days=1)}
    found = summed(known, over)
    assert found.total.days == 1
    assert [part.days for part in found.parts] == [1, 0, 0, 0, 0, 0, 0]
    assert summed({}, over).total == NOTHING


def test_quarters_up_to_one() -> None:
    assert [one.last for one in quarters(date(2026, 3, 31), 3)] == [
        date(2025, 9, 30),
        date(2025, 12, 31),
        date(2026, 3, 31),
    ]


def test_at_the_end_of_the_calendar_a_period_stays_where_it_is() -> None:
    first = period(Length.YEAR, date(1, 6, 1))
    assert first.moved(-1) == first
