"""Every day of 2026 as the YAML of a mall has it: announced holidays, make-up working days, and the mall's own word."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from dutytui.procedures.load import load
from dutytui.rules.approvals.deadlines import due_at
from dutytui.rules.approvals.flow import Due, DueUnit
from dutytui.rules.obligations.dates import due_dates
from dutytui.rules.obligations.procedure import LAST, Every, Obligation, OnRestDay, Rule
from dutytui.rules.procedure import Procedures
from dutytui.rules.working_days import add_working_days, is_announced, is_working_day

FIRST, DAYS = date(2026, 1, 1), 365
OFF = (("01-01", 3), ("02-15", 9), ("04-04", 3), ("05-01", 5), ("06-19", 3), ("09-25", 3), ("10-01", 7))
"""First day and length of each holiday of 2026, as the State Council announced them."""
MADE_UP = ("01-04", "02-14", "02-28", "05-09", "09-20", "10-10")
OWN = 'override: {"2026-10-10": ordinary, "2026-06-12": holiday, "2026-07-04": make_up_workday, "2026-05-01": ordinary}'
"""A mall that takes the make-up Saturday off, keeps its birthday, works a Saturday and May Day."""

ZONE = ZoneInfo("Asia/Shanghai")
Calendar = Callable[[str], Procedures]


@pytest.fixture
def calendar(mall: Path) -> Calendar:
    def of(override: str) -> Procedures:
        (mall / "calendar.yaml").write_text(f"holidays:\n  source: china\n  {override}\n", encoding="utf-8")
        loaded = load(mall, FIRST)
        assert loaded.procedures is not None, loaded.problems
        return loaded.procedures

    return of


def year() -> list[date]:
    return [FIRST + timedelta(days=step) for step in range(DAYS)]


def by_hand() -> set[date]:
    """The working days of 2026 by the table above, and nothing of the program's."""
    begins = [(date.fromisoformat(f"2026-{day}"), length) for day, length in OFF]
    off = {first + timedelta(days=step) for first, length in begins for step in range(length)}
    made_up = {date.fromisoformat(f"2026-{day}") for day in MADE_UP}
    return {day for day in year() if day in made_up or (day.weekday() < 5 and day not in off)}


def worked(procedures: Procedures) -> set[date]:
    return {day for day in year() if is_working_day(procedures, day)}


def test_every_day_of_the_year_is_worked_or_not_as_announced(calendar: Calendar) -> None:
    procedures = calendar("override: {}")
    assert worked(procedures) == by_hand()
    assert len(by_hand()) == 248
    assert is_announced(procedures, 2026)


def test_the_malls_own_word_changes_its_days_and_no_other(calendar: Calendar) -> None:
    changed = worked(calendar(OWN)) ^ by_hand()
    assert changed == {date(2026, 5, 1), date(2026, 6, 12), date(2026, 7, 4), date(2026, 10, 10)}


@pytest.mark.parametrize("override", ["override: {}", OWN])
def test_rules_of_working_days_follow_the_whole_year(calendar: Calendar, override: str) -> None:
    """The n-th working day, the day after a rest day, and time limits of flows, each counted here by hand."""
    procedures = calendar(override)
    days = worked(procedures)
    months = {number: sorted(day for day in days if day.month == number) for number in range(1, 13)}

    def found(rule: Rule, how: OnRestDay = OnRestDay.KEEP) -> list[date]:
        one = Obligation("one", {"en": "One"}, rule, ("manager",), on_rest_day=how)
        return list(due_dates(one, FIRST, year()[-1], lambda day: is_working_day(procedures, day)))

    for number in (1, 5, 10):
        rule = Rule(Every.MONTH, (number,), working=True)
        assert found(rule) == [months[month][number - 1] for month in months]
    assert found(Rule(Every.MONTH, (LAST,), working=True)) == [months[month][-1] for month in months]
    fridays = [day for day in year() if day.weekday() == 4 and day < date(2026, 12, 20)]
    after = {min(day for day in days if day >= friday) for friday in fridays}
    assert set(found(Rule(Every.WEEK, (5,)), OnRestDay.AFTER)) >= after
    for start in year()[:-14]:
        later = sorted(day for day in days if day > start)
        assert add_working_days(procedures, start, 2) == later[1]
        morning = datetime(start.year, start.month, start.day, 9, tzinfo=ZONE)
        if start in days:
            assert due_at(procedures, Due(2, DueUnit.WORKING_DAYS), morning).date() == later[1]


def test_the_year_after_the_last_announced_one_is_not_known_and_neither_is_any_year_of_an_old_calendar(
    mall: Path,
) -> None:
    """A program that has not been renewed for years knows none of them: that is no calendar without holidays."""
    for around, known in ((date(2998, 6, 1), False), (FIRST, True)):
        loaded = load(mall, around)
        assert loaded.procedures is not None
        assert is_announced(loaded.procedures, around.year) is known
    (mall / "calendar.yaml").write_text("holidays: {source: none}\n", encoding="utf-8")
    without = load(mall, date(2998, 6, 1)).procedures
    assert without is not None and is_announced(without, 2998), "a mall that takes none misses none"
