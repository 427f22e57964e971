"""Past days are worked out once, kept in a file that may be thrown away, and made anew when something comes later."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from dutytui.bootstrap import Desk, open_desk
from dutytui.rules.commands import CloseEntry, EntryFields, HandleEntry, LogEntry, SignIn
from dutytui.session import Saved
from tests.desk import StandingClock, make_mall

YEAR = (date(2026, 1, 1), date(2026, 12, 31))
DAYS = ("2026-11-20", "2026-11-21", "2026-11-23")


@contextmanager
def desk(mall: Path, day: str, time: str = "09:00") -> Iterator[Desk]:
    found = open_desk(mall, clock=StandingClock(day, time))
    try:
        assert isinstance(found.session.submit(SignIn("zhang-san", "张三", "duty_manager")), Saved)
        yield found
    finally:
        found.close()


def written(here: Desk, text: str = "a matter") -> str:
    saved = here.session.submit(LogEntry(here.session.day, EntryFields("general", text)))
    assert isinstance(saved, Saved), saved
    return saved.events[0].on


@pytest.fixture
def mall(tmp_path: Path) -> Path:
    """Three days, an entry a day."""
    folder = make_mall(tmp_path / "mall")
    for day in DAYS:
        with desk(folder, day) as here:
            written(here)
    return folder


def opened(here: Desk) -> tuple[int, dict[date, int]]:
    """How many days a first look works out, and the entries of each day."""
    here.catch_up()
    before = here.figures.worked_out
    here.figures.work(here.figures.between(*YEAR).lacking)
    known = here.figures.between(*YEAR)
    assert known.lacking == ()
    return here.figures.worked_out - before, {day: of.log.raised for day, of in known.days.items()}


def test_a_year_that_was_looked_at_is_not_worked_out_again(mall: Path) -> None:
    with desk(mall, "2026-11-24") as here:
        assert opened(here) == (3, {date.fromisoformat(day): 1 for day in DAYS})
        assert opened(here)[0] == 0
        assert set(here.session.state.days()) <= {date(2026, 11, 24), date(2026, 11, 23)}, "no year in the live state"
    with desk(mall, "2026-11-24", "10:00") as here:
        assert opened(here)[0] == 0


def test_today_is_never_kept_and_what_lies_ahead_is_not_there(mall: Path) -> None:
    with desk(mall, "2026-11-23", "10:00") as here:
        assert opened(here) == (2, {date(2026, 11, 20): 1, date(2026, 11, 21): 1})


def test_the_newest_days_come_first_and_whoever_looks_elsewhere_stops_the_work(mall: Path) -> None:
    told: list[tuple[int, int]] = []

    def once(done: int, of: int) -> bool:
        told.append((done, of))
        return False

    with desk(mall, "2026-11-24") as here:
        lacking = here.figures.between(*YEAR).lacking
        assert lacking == tuple(date.fromisoformat(day) for day in reversed(DAYS))
        assert here.figures.work(lacking, once) == 1
        assert told == [(1, 3)]
        assert set(here.figures.between(*YEAR).days) == {date(2026, 11, 23)}


def test_what_is_recorded_later_about_a_day_makes_that_day_anew_and_no_other(mall: Path) -> None:
    with desk(mall, "2026-11-24") as here:
        on = written(here, "from the 24th")
        opened(here)
    with desk(mall, "2026-11-25") as here:
        assert opened(here)[0] == 1, "the 24th is past now"
        day = date(2026, 11, 24)
        assert here.figures.between(day, day).days[day].log.overnight == 1
        assert isinstance(here.session.submit(HandleEntry(day, on, "done")), Saved)
        assert isinstance(here.session.submit(CloseEntry(day, on)), Saved)
        assert opened(here)[0] == 1


def test_a_file_of_that_day_that_another_terminal_brings_makes_it_anew(mall: Path, tmp_path: Path) -> None:
    with desk(mall, "2026-11-24") as here:
        opened(here)
        (segment,) = (mall / "logs" / DAYS[0]).glob("*.json")
        status = segment.stat()
        os.utime(segment, ns=(status.st_atime_ns, status.st_mtime_ns + 1))
        assert opened(here)[0] == 1


@pytest.mark.parametrize("damage", ["deleted", "rubbish", "cut", "another version"])
def test_the_file_may_be_thrown_away_or_damaged(mall: Path, damage: str) -> None:
    with desk(mall, "2026-11-24") as here:
        first = opened(here)
        path = next(here.local.cache.glob("figures.sqlite"))
    if damage == "deleted":
        path.unlink()
    elif damage == "rubbish":
        path.write_bytes(b"no database at all" * 100)
    elif damage == "cut":
        path.write_bytes(path.read_bytes()[:5000])
    else:
        import sqlite3

        with sqlite3.connect(path) as database:
            database.execute("PRAGMA user_version = 99")
        database.close()
    with desk(mall, "2026-11-24", "11:00") as here:
        assert opened(here) == first
        assert opened(here)[0] == 0


def test_a_folder_that_takes_no_file_costs_only_time(mall: Path) -> None:
    with desk(mall, "2026-11-24") as here:
        (here.local.cache / "figures.sqlite").mkdir(parents=True)
        assert opened(here)[0] == 3
        assert opened(here)[0] == 0


def test_changed_procedures_leave_days_alone_that_were_worked_under_their_own(mall: Path) -> None:
    with desk(mall, "2026-11-24") as here:
        opened(here)
    posts = mall / "checklists" / "posts.yaml"
    posts.write_text(posts.read_text("utf-8") + "\n# changed\n", encoding="utf-8")
    with desk(mall, "2026-11-24", "12:00") as here:
        assert opened(here)[0] == 0
