"""When obligations fall due: the whole of 2026 worked out by hand, and what holds for any rule."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dutytui.rules.obligations.dates import due_dates, opens_on, shown_from
from dutytui.rules.obligations.procedure import LAST, Every, OnRestDay, Rule
from tests.rules.obligations.a_calendar import NEWS, REPORT, REVIEW, ruled, worked
from tests.thorough import examples

FIRST, LAST_DAY = date(2026, 1, 1), date(2026, 12, 31)
KEEP, BEFORE, AFTER = OnRestDay.KEEP, OnRestDay.BEFORE, OnRestDay.AFTER


def of_2026(rule: Rule, on_rest_day: OnRestDay = KEEP) -> list[str]:
    return [f"{day:%m-%d}" for day in due_dates(ruled(rule, on_rest_day), FIRST, LAST_DAY, worked())]


def months(*days: int) -> list[str]:
    return [f"{month:02d}-{day:02d}" for month, day in enumerate(days, 1)]


# 2026 as announced: rest 1 to 3 January, 15 to 23 February, 4 to 6 April, 1 to 5 May, 19 to 21 June, 25 to 27
# September, 1 to 7 October; worked Sunday 4 January, Saturdays 14 and 28 February, Saturday 9 May, Sunday 20 September,
# Saturday 10 October.
YEAR = [
    ("month_summary_and_plan, the 25th (DC)", Rule(Every.MONTH, (25,)), KEEP, months(*[25] * 12)),
    ("rest days keep their date (domain §5)", Rule(Every.MONTH, (28,)), KEEP, months(*[28] * 12)),
    (
        "the 28th, or the working day before: Saturday 28 February is worked, Sunday 28 June is not",
        Rule(Every.MONTH, (28,)),
        BEFORE,
        months(28, 28, 27, 28, 28, 26, 28, 28, 28, 28, 27, 28),
    ),
    (
        "the 28th, or the working day after",
        Rule(Every.MONTH, (28,)),
        AFTER,
        months(28, 28, 30, 28, 28, 29, 28, 28, 28, 28, 30, 28),
    ),
    (
        "month_meeting on the 3rd, moved on over New Year, May and the National Day (DC)",
        Rule(Every.MONTH, (3,)),
        AFTER,
        months(4, 3, 3, 3, 6, 3, 3, 3, 3, 8, 3, 3),
    ),
    (
        "the 16th before the Spring Festival goes back to Saturday the 14th, which is worked",
        Rule(Every.MONTH, (16,)),
        BEFORE,
        months(16, 14, 16, 16, 15, 16, 16, 14, 16, 16, 16, 16),
    ),
    (
        "the 5th working day: make-up days count (Sunday 4 January, Saturdays 9 May and 10 October)",
        Rule(Every.MONTH, (5,), working=True),
        KEEP,
        months(8, 6, 6, 8, 11, 5, 7, 7, 7, 13, 6, 7),
    ),
    (
        "the last working day of the month: Saturday 28 February",
        Rule(Every.MONTH, (LAST,), working=True),
        KEEP,
        months(30, 28, 31, 30, 29, 30, 31, 31, 30, 30, 30, 31),
    ),
    (
        "rent_return, each half of a month (MO SY005)",
        Rule(Every.MONTH, (15, LAST)),
        KEEP,
        sorted(months(*[15] * 12) + months(31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)),
    ),
    ("quarter_review (LO)", Rule(Every.QUARTER, (LAST,)), KEEP, ["03-31", "06-30", "09-30", "12-31"]),
    (
        "the 10th of each quarter's second month",
        Rule(Every.QUARTER, (10,), month=2),
        KEEP,
        ["02-10", "05-10", "08-10", "11-10"],
    ),
    ("the 45th day of the quarter", Rule(Every.QUARTER, (45,)), KEEP, ["02-14", "05-15", "08-14", "11-14"]),
    (
        "the 2nd working day of the quarter",
        Rule(Every.QUARTER, (2,), working=True),
        KEEP,
        ["01-05", "04-02", "07-02", "10-09"],
    ),
    ("year plans, 31 December (CA)", Rule(Every.YEAR, (31,), month=12), KEEP, ["12-31"]),
    ("the last working day of the year", Rule(Every.YEAR, (LAST,), working=True), KEEP, ["12-31"]),
    ("the first working day of the year, a Sunday", Rule(Every.YEAR, (1,), working=True), KEEP, ["01-04"]),
]


@pytest.mark.parametrize(("_why", "rule", "on_rest_day", "dates"), YEAR, ids=[case[0] for case in YEAR])
def test_the_year_2026_worked_out_by_hand(_why: str, rule: Rule, on_rest_day: OnRestDay, dates: list[str]) -> None:
    assert of_2026(rule, on_rest_day) == dates


def test_every_monday_of_2026_is_news_day_holidays_too() -> None:
    """DC: event news on Mondays; a rest day keeps its date (domain §5)."""
    mondays = [FIRST + timedelta(days=step) for step in range(365) if (FIRST + timedelta(days=step)).weekday() == 0]
    assert list(due_dates(NEWS, FIRST, LAST_DAY, worked())) == mondays
    assert date(2026, 2, 16) in mondays, "in the middle of the Spring Festival"


def test_saturdays_moved_back_over_the_spring_festival_meet_and_are_one() -> None:
    """14 February is a worked Saturday; the 21st goes back to it over nine rest days."""
    found = of_2026(Rule(Every.WEEK, (6,)), BEFORE)
    assert [day for day in found if day.startswith("02")] == ["02-06", "02-14", "02-28"]


def test_a_date_moved_into_another_month_is_found_there() -> None:
    """3 October goes back to 30 September, before the National Day."""
    before = ruled(Rule(Every.MONTH, (3,)), BEFORE)
    assert due_dates(before, date(2026, 9, 30), date(2026, 9, 30), worked()) == (date(2026, 9, 30),)
    assert due_dates(before, date(2026, 10, 1), date(2026, 10, 31), worked()) == ()
    assert due_dates(before, date(2025, 12, 31), date(2025, 12, 31), worked()) == (date(2025, 12, 31),)


def test_what_has_a_beginning_and_an_end_falls_due_between_them() -> None:
    found = ruled(Rule(Every.MONTH, (25,)), starts=date(2026, 3, 25), ends=date(2026, 5, 25))
    assert [day.month for day in due_dates(found, FIRST, LAST_DAY, worked())] == [3, 4, 5]


@pytest.mark.parametrize(
    ("due", "lead", "shown"),
    [
        (date(2026, 11, 28), 3, date(2026, 11, 25)),
        (date(2026, 11, 24), 3, date(2026, 11, 20)),  # the 21st is a Saturday
        (date(2026, 10, 5), 3, date(2026, 9, 30)),  # the National Day: shown before it begins
        (date(2026, 2, 17), 3, date(2026, 2, 14)),  # a worked Saturday
        (date(2026, 10, 11), 1, date(2026, 10, 10)),  # another
        (date(2026, 1, 2), 1, date(2025, 12, 31)),
    ],
)
def test_it_is_shown_ahead_from_a_day_on_which_somebody_works(due: date, lead: int, shown: date) -> None:
    """Domain §5: a date on a rest day keeps its date, and is shown ahead."""
    assert shown_from(ruled(Rule(Every.YEAR, (1,)), lead=lead), due, worked()) == shown


def test_it_may_be_done_from_the_day_after_the_date_before() -> None:
    assert opens_on(REPORT, date(2026, 11, 28), worked()) == date(2026, 10, 29)
    assert opens_on(REVIEW, date(2026, 12, 31), worked()) == date(2026, 10, 1)
    assert opens_on(NEWS, date(2026, 11, 30), worked()) == date(2026, 11, 24)
    first = ruled(Rule(Every.MONTH, (25,)), starts=date(2026, 3, 25))
    assert opens_on(first, date(2026, 3, 25), worked()) == date.min, "the first of all, at any time"


def test_the_ends_of_all_dates_are_no_trouble() -> None:
    for every in Every:
        for how in OnRestDay:
            one = ruled(Rule(every, (1, LAST)), how, lead=40)
            assert due_dates(one, date.min, date.min + timedelta(days=40), worked()) is not None
            found = due_dates(one, date.max - timedelta(days=400), date.max, worked())
            assert all(shown_from(one, day, worked()) <= day for day in found)
            assert all(opens_on(one, day, worked()) <= day for day in found)


def test_without_any_working_day_nothing_hangs() -> None:
    def never(_day: date) -> bool:
        return False

    assert due_dates(ruled(Rule(Every.MONTH, (5,), working=True)), FIRST, LAST_DAY, never) == ()
    kept = due_dates(ruled(Rule(Every.MONTH, (5,)), AFTER), FIRST, LAST_DAY, never)
    assert [day.day for day in kept] == [5] * 12
    assert shown_from(ruled(Rule(Every.MONTH, (5,))), date(2026, 5, 5), never) == date(2026, 5, 2)


rules = st.builds(
    Rule,
    every=st.sampled_from(Every),
    days=st.lists(st.sampled_from((1, 2, 7, 15, 28, 31, 60, 91, LAST)), min_size=1, max_size=2).map(tuple),
    month=st.sampled_from((0, 0, 1, 2, 3)),
    working=st.booleans(),
)


@settings(max_examples=examples(80), deadline=None)
@given(rules, st.sampled_from(OnRestDay), st.dates(date(2025, 6, 1), date(2027, 6, 1)), st.integers(0, 500))
def test_dates_ascend_lie_in_range_and_do_not_depend_on_it(
    rule: Rule, on_rest_day: OnRestDay, first: date, length: int
) -> None:
    one = ruled(rule, on_rest_day)
    last = first + timedelta(days=length)
    found = due_dates(one, first, last, worked())
    assert all(before < after for before, after in itertools.pairwise(found))
    assert all(first <= day <= last for day in found)
    if on_rest_day is not KEEP:
        assert all(worked()(day) for day in found)
    middle = first + timedelta(days=length // 2)
    halves = due_dates(one, first, middle, worked()) + due_dates(one, middle + timedelta(days=1), last, worked())
    assert found == halves, "looking at a part finds what looking at the whole finds"


PERIODS = {Every.MONTH: 12, Every.QUARTER: 4, Every.YEAR: 1}


@settings(max_examples=examples(60), deadline=None)
@given(rules, st.integers(2020, 2030))
def test_every_period_has_its_dates(rule: Rule, year: int) -> None:
    """A day that is too high for a period is its last, never another period's."""
    found = due_dates(ruled(rule), date(year, 1, 1), date(year, 12, 31), worked())
    if rule.every is Every.WEEK:
        assert len(found) in range(50 * 1, 54 * 2)
    else:
        periods = PERIODS[rule.every]
        assert periods <= len(found) <= periods * len(set(rule.days))
