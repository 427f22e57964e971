"""The calendar file, read back by the library that phones' programs are written with."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from dutytui.exports.due_dates import dated
from dutytui.exports.ical import Dated, ical
from dutytui.exports.saved import save
from dutytui.rules.obligations.dates import due_dates
from dutytui.rules.working_days import is_working_day
from dutytui.texts import catalogue
from tests.procedures.shipped import shipped
from tests.rules.obligations.a_calendar import the_year

ZONE = ZoneInfo("Asia/Shanghai")
FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
MADE = datetime(2026, 11, 23, 9, 30, tzinfo=ZONE)


def read(entries: list[Dated]) -> list[Any]:
    calendar = Calendar.from_ical(ical(entries, "Mall", "Asia/Shanghai", MADE))
    return list(calendar.walk("VEVENT"))


def of_2026() -> list[Dated]:
    catalogue.use("en")
    return dated(the_year(), date(2026, 1, 1), date(2026, 12, 31))


def test_every_date_of_the_year_is_an_event_with_an_id_of_its_own() -> None:
    events = read(of_2026())
    assert len(events) == 52 + 12 + 24 + 4
    assert len({str(event["uid"]) for event in events}) == len(events)
    assert not [event for event in events if "RRULE" in event]


def test_the_year_of_the_shipped_mall_comes_back_as_it_went_out() -> None:
    """Every date and time of each obligation, once, and nothing besides."""
    procedures = shipped()
    catalogue.use("en")
    calendar = Calendar.from_ical(ical(dated(procedures, FIRST, LAST), "Mall", "Asia/Shanghai", MADE))
    back = Counter((str(event["summary"]), event["dtstart"].dt) for event in calendar.walk("VEVENT"))
    worked = partial(is_working_day, procedures)
    went = Counter(
        (one.title["en"], _when(day, one.time))
        for one in procedures.obligations
        for day in due_dates(one, FIRST, LAST, worked)
    )
    assert back == went and went.total() > 200
    (rent,) = {str(event["description"]) for event in calendar.walk("VEVENT") if str(event["summary"]) == "Rent return"}
    assert "Flow: SY005 Rent return" in rent


def _when(day: date, minutes: int | None) -> date:
    if minutes is None:
        return day
    return datetime(day.year, day.month, day.day, tzinfo=ZONE) + timedelta(minutes=minutes)


def test_bringing_it_in_again_doubles_nothing() -> None:
    """The same ids next week, in another language, and from another span."""
    first = {entry.uid for entry in of_2026()}
    catalogue.use("zh-Hans")
    try:
        again = {entry.uid for entry in dated(the_year(), date(2026, 6, 1), date(2027, 2, 1))}
    finally:
        catalogue.use("en")
    assert {uid for uid in again if "-2026" in uid} < first


def test_a_date_without_a_time_is_a_whole_day_and_rings_in_the_morning_of_its_lead() -> None:
    (event,) = [one for one in read(of_2026()) if str(one["uid"]).startswith("review-20260930")]
    assert (event["dtstart"].dt, event["dtend"].dt) == (date(2026, 9, 30), date(2026, 10, 1))
    assert event["transp"] == "TRANSPARENT"
    (alarm,) = event.walk("VALARM")
    # Ten days ahead is Sunday the 20th, which is worked.
    assert alarm["trigger"].dt == timedelta(days=-10, hours=9)
    assert str(alarm["action"]) == "DISPLAY"


def test_a_date_with_a_time_stands_at_that_time_in_the_malls_zone() -> None:
    """DC: the 28th, 17:00."""
    data = ical(of_2026(), "Mall", "Asia/Shanghai", MADE)
    (event,) = [one for one in Calendar.from_ical(data).walk("VEVENT") if str(one["uid"]).startswith("report-20261128")]
    assert event["dtstart"].dt == datetime(2026, 11, 28, 17, tzinfo=ZONE)
    assert b"BEGIN:VTIMEZONE" in data and b"TZID=Asia/Shanghai" in data
    (alarm,) = event.walk("VALARM")
    assert alarm["trigger"].dt == timedelta(days=-3)


def test_a_time_after_midnight_is_the_next_day() -> None:
    entry = Dated("a@b", "Night", "", date(2026, 11, 28), 26 * 60, date(2026, 11, 28))
    (event,) = read([entry])
    assert event["dtstart"].dt == datetime(2026, 11, 29, 2, tzinfo=ZONE)


def test_long_chinese_words_and_signs_survive() -> None:
    words = "标题；逗号，\\ 分号; 换行\n" + "很长" * 60
    (event,) = read([Dated("a@b", words, words, date(2026, 1, 1), None, date(2026, 1, 1))])
    assert (str(event["summary"]), str(event["description"])) == (words, words)
    assert all(len(row) <= 75 for row in ical([], words, "Asia/Shanghai", MADE).split(b"\r\n"))


def test_nothing_due_is_a_calendar_all_the_same() -> None:
    assert read([]) == []


def test_a_file_that_cannot_be_written_leaves_the_old_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.ics"
    save(path, b"old")

    def full(self: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space"):
        save(path, b"new")
    assert path.read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == ["a.ics"]
