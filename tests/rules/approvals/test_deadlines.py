"""Until when something is due (domain §6: "reminders in hours and working days"), by the calendar of 2026."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from dutytui.rules.approvals.deadlines import due_at
from dutytui.rules.approvals.flow import Due, DueUnit
from dutytui.rules.working_days import add_working_days, is_working_day
from tests.rules.a_mall import SHANGHAI, mall

# The National Day week of 2026 with the Saturday that is worked for it, as announced for China.
CALENDAR = mall(
    holidays={
        **{date(2026, 10, day): "holiday" for day in range(1, 8)},
        date(2026, 9, 30): "holiday_eve",
        date(2026, 10, 10): "make_up_workday",
    }
)


def moment(words: str) -> datetime:
    return datetime.fromisoformat(words).replace(tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("due", "since", "until"),
    [
        (Due(60, DueUnit.MINUTES), "2026-11-23 23:30", "2026-11-24 00:30"),
        (Due(3, DueUnit.DAYS), "2026-11-27 17:05", "2026-11-30 17:05"),
        (Due(1, DueUnit.WORKING_DAYS), "2026-11-27 17:05", "2026-11-30 17:05"),  # Friday → Monday
        (Due(1, DueUnit.WORKING_DAYS), "2026-11-28 08:00", "2026-11-30 08:00"),  # came up on a Saturday
        (Due(2, DueUnit.WORKING_DAYS), "2026-09-29 09:00", "2026-10-08 09:00"),  # the eve is worked, the week is not
        (Due(3, DueUnit.WORKING_DAYS), "2026-10-08 09:00", "2026-10-12 09:00"),  # and the make-up Saturday is
    ],
)
def test_due(due: Due, since: str, until: str) -> None:
    assert due_at(CALENDAR, due, moment(since)) == moment(until)


def test_without_a_deadline_there_is_none() -> None:
    assert due_at(CALENDAR, None, moment("2026-11-23 09:00")) is None
    assert due_at(CALENDAR, Due(1, DueUnit.DAYS), None) is None


@pytest.mark.parametrize("unit", DueUnit)
@pytest.mark.parametrize("count", [10**6, 10**9, 10**30, -(10**9), -(10**30)])
def test_a_count_that_no_calendar_holds_is_no_deadline_or_a_far_one(unit: DueUnit, count: int) -> None:
    found = due_at(CALENDAR, Due(count, unit), moment("2026-11-23 09:00"))
    assert found is None or abs(found - moment("2026-11-23 09:00")) > timedelta(days=300)


@pytest.mark.parametrize(
    ("day", "worked"),
    [("2026-10-01", False), ("2026-10-04", False), ("2026-10-10", True), ("2026-10-11", False), ("2026-09-30", True)],
)
def test_working_days(day: str, worked: bool) -> None:
    assert is_working_day(CALENDAR, date.fromisoformat(day)) is worked


def test_counting_back_over_a_holiday_and_to_the_end_of_the_calendar() -> None:
    assert add_working_days(CALENDAR, date(2026, 10, 8), -1) == date(2026, 9, 30)
    assert add_working_days(CALENDAR, date(2026, 10, 4), 0) == date(2026, 10, 4)
    with pytest.raises(OverflowError):
        add_working_days(CALENDAR, date.max, 1)
