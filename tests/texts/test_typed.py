"""Sums and dates as people type them."""

from __future__ import annotations

from datetime import date

import pytest

from dutytui.texts.typed import read_date, read_number

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("8500", 8500),
        ("100,000", 100_000),
        ("10万", 100_000),
        ("1.5萬", 15_000),
        ("2k", 2_000),
        ("0.1亿", 10_000_000),
        ("12.5", 12.5),
        ("-3", -3),
        ("ten", None),
        ("1万2", None),
        ("", None),
        ("9" * 400, None),
    ],
)
def test_a_number_is_read_as_it_is_said(typed: str, number: float | None) -> None:
    assert read_number(typed) == number


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("today", TODAY),
        ("明天", date(2026, 11, 24)),
        ("+3", date(2026, 11, 26)),
        ("11-28", date(2026, 11, 28)),
        ("11月28日", date(2026, 11, 28)),
        ("11/3", date(2026, 11, 3)),
        ("1-5", date(2027, 1, 5)),
        ("2026-11-28", date(2026, 11, 28)),
        ("2026年1月5日", date(2026, 1, 5)),
        ("11-31", None),
        ("soon", None),
        ("+", None),
    ],
)
def test_a_date_is_read_as_it_is_said(typed: str, day: date | None) -> None:
    """Without a year it is the coming one, or one of the last half year."""
    assert read_date(typed, TODAY) == day
