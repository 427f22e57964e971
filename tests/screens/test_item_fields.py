from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dutytui.rules.procedure import Item, ItemKind
from dutytui.screens.item_fields import found_who, read_number, read_time, who_options
from tests.screens.morning import TODAY, shipped

ZONE = ZoneInfo("Asia/Shanghai")
YESTERDAY = date(2026, 11, 22)
DAY_STARTS = 300


def item(minimum: float | None, maximum: float | None) -> Item:
    return Item("n", {"en": "n"}, ItemKind.NUMBER, ("guard",), minimum=minimum, maximum=maximum)


@pytest.mark.parametrize(
    ("typed", "number"),
    [("12", 12), ("１２", 12), (" 1,200 ", 1200), ("12.5", 12.5), ("－3", -3), ("0", 0), ("+7", 7)],
)
def test_numbers_as_people_type_them(typed: str, number: float) -> None:
    assert read_number(typed, item(None, None)) == (number, "")


@given(st.text(max_size=12), st.sampled_from([item(0, 10), item(None, 10), item(0, None), None]))
def test_whatever_is_typed_is_a_number_within_the_bounds_or_says_what_would_be_right(
    typed: str, asked: Item | None
) -> None:
    number, wrong = read_number(typed, asked)
    assert (number is None) == bool(wrong)
    if number is not None and asked is not None:
        assert asked.minimum is None or number >= asked.minimum
        assert asked.maximum is None or number <= asked.maximum


@pytest.mark.parametrize(
    ("typed", "day", "at"),
    [
        ("21:30", TODAY, "2026-11-23 21:30"),
        ("２１：３０", TODAY, "2026-11-23 21:30"),
        ("2130", TODAY, "2026-11-23 21:30"),
        ("930", TODAY, "2026-11-23 09:30"),
        ("-10", TODAY, "2026-11-23 22:50"),
        ("2130", YESTERDAY, "2026-11-22 21:30"),
        ("00:30", YESTERDAY, "2026-11-23 00:30"),  # yesterday's business day runs past midnight
        ("", TODAY, ""),
        ("", YESTERDAY, ""),
    ],
)
def test_times_of_the_business_day_that_is_looked_at(typed: str, day: date, at: str) -> None:
    now = datetime(2026, 11, 23, 23, 0, tzinfo=ZONE)
    moment, wrong = read_time(typed, day, now, TODAY, DAY_STARTS)
    assert wrong == ""
    assert (f"{moment:%Y-%m-%d %H:%M}" if moment else "") == at


@pytest.mark.parametrize("typed", ["2400", "soon", "12:60", "23:30", "1", "21:30 or so"])
def test_what_is_no_time_that_has_passed_says_so(typed: str) -> None:
    now = datetime(2026, 11, 23, 23, 0, tzinfo=ZONE)
    moment, wrong = read_time(typed, TODAY, now, TODAY, DAY_STARTS)
    assert moment is None and wrong


@given(st.text("0123456789:：-前分点半０９ ", max_size=8), st.sampled_from([TODAY, YESTERDAY]))
def test_no_time_that_is_read_lies_in_the_future(typed: str, day: date) -> None:
    now = datetime(2026, 11, 23, 23, 0, tzinfo=ZONE)
    moment, _wrong = read_time(typed, day, now, TODAY, DAY_STARTS)
    assert moment is None or (moment - now).total_seconds() <= 60


def test_the_items_own_posts_are_offered_first_and_an_exact_name_wins() -> None:
    asked = Item("n", {"en": "n"}, ItemKind.TICK, ("electrician",))
    options = who_options(shipped(), asked)
    assert options[0].value == "post:electrician"
    assert found_who("", options) == []
    person = shipped().people[0]
    assert found_who(person.name, options)[0].value == person.id
