from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dutytui.rules.stamps import count, next_stamp, observe, parse

NOW = datetime(2026, 11, 23, 8, 12, 33, 123456, tzinfo=timezone(timedelta(hours=8)))
STAMP = "2026-11-23T00:12:33.123Z-0000"


def test_a_first_stamp_is_the_time_in_utc() -> None:
    assert next_stamp("", NOW) == STAMP
    assert parse(STAMP) == datetime(2026, 11, 23, 0, 12, 33, 123000, tzinfo=UTC)


def test_a_clock_that_stands_still_is_counted_on() -> None:
    second = next_stamp(STAMP, NOW)
    assert second == "2026-11-23T00:12:33.123Z-0001"
    assert count(next_stamp(second, NOW)) == 2


def test_a_counter_that_is_full_goes_on_to_the_next_millisecond() -> None:
    assert next_stamp("2026-12-31T23:59:59.999Z-9999", NOW) == "2027-01-01T00:00:00.000Z-0000"


def test_a_clock_set_back_years_is_waited_for() -> None:
    assert next_stamp(STAMP, NOW - timedelta(days=3650)) == "2026-11-23T00:12:33.123Z-0001"


@given(st.lists(st.timedeltas(timedelta(days=-4000), timedelta(days=4000)), min_size=1, max_size=50))
def test_a_stuttering_and_regressing_clock_gives_stamps_that_rise_strictly(steps: list[timedelta]) -> None:
    stamps = [""]
    for step in steps:
        stamps.append(next_stamp(stamps[-1], NOW + step))
    assert all(before < after for before, after in pairwise(stamps))
    assert {len(stamp) for stamp in stamps[1:]} == {len(STAMP)}
    assert [parse(stamp) for stamp in stamps[1:]] == sorted(parse(stamp) for stamp in stamps[1:])


def test_a_stamp_seen_elsewhere_is_passed() -> None:
    seen = "2026-11-23T00:22:33.123Z-0007"  # nine minutes and some ahead
    observed = observe(STAMP, seen, NOW)
    assert observed == (seen, timedelta(0))
    assert next_stamp(observed.stamp, NOW) > seen


def test_an_older_stamp_seen_elsewhere_changes_nothing() -> None:
    assert observe(STAMP, "2016-11-23T00:00:00.000Z-0000", NOW).stamp == STAMP


def test_a_terminal_years_ahead_is_told_and_does_not_drag_us_along() -> None:
    observed = observe(STAMP, "2036-11-23T00:12:33.123Z-0000", NOW)
    assert observed.stamp == STAMP
    assert observed.ahead > timedelta(days=3650)


def test_ten_minutes_ahead_is_the_limit() -> None:
    at_limit, beyond = "2026-11-23T00:22:33.123Z-0000", "2026-11-23T00:22:33.124Z-0000"
    assert observe("", at_limit, NOW).stamp == at_limit
    assert observe("", beyond, NOW).stamp == ""


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026-11-23T00:12:33.123Z",
        "2026-11-23T00:12:33.123Z-00000",
        "2026-11-23 00:12:33.123Z-0000",
        "2026-13-23T00:12:33.123Z-0000",
        "2026-11-23T00:12:33.123+-0000",
        "２026-11-23T00:12:33.123Z-0000",
        STAMP + "\n",
    ],
)
def test_what_is_no_stamp_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        parse(text)


def test_a_naive_time_is_refused() -> None:
    with pytest.raises(ValueError):
        next_stamp("", datetime(2026, 11, 23))
