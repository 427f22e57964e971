"""``dutytui calendar``: what falls due, for a phone."""

from __future__ import annotations

from pathlib import Path

import pytest
from icalendar import Calendar

from dutytui.cli import exits
from tests.cli.program import environment, run


@pytest.fixture
def mall(tmp_path: Path) -> Path:
    folder = tmp_path / "mall"
    assert run("init", folder, env=home(tmp_path)).returncode == exits.OK
    return folder


def home(tmp_path: Path) -> dict[str, str]:
    return environment(DUTYTUI_HOME=str(tmp_path / "home"))


def calendar(mall: Path, *words: str | Path) -> tuple[int, bytes, str]:
    result = run("calendar", "--mall", mall, *words, env=home(mall.parent))
    return result.returncode, result.stdout, result.stderr.decode()


def days(data: bytes) -> list[str]:
    return sorted(f"{event['dtstart'].dt:%Y-%m-%d}" for event in Calendar.from_ical(data).walk("VEVENT"))


def test_the_year_goes_into_a_file_in_the_language_asked_for(mall: Path) -> None:
    file = mall.parent / "year.ics"
    code, said, complaint = calendar(mall, "--lang", "en", "--ics", file, "--year", "2026")
    assert (code, complaint) == (exits.OK, "")
    found = days(file.read_bytes())
    assert f"{len(found)} dates written to {file}\n" == said.decode()
    assert found[0] == "2026-01-03" and found[-1] == "2026-12-31"
    assert b"Month's summary" in file.read_bytes()


def test_a_year_whose_holidays_are_not_known_is_written_and_said(mall: Path) -> None:
    code, said, complaint = calendar(
        mall, "--lang", "en", "--ics", "-", "--from", "2029-12-01", "--until", "2030-01-31"
    )
    assert code == exits.OK and days(said)[0] == "2029-12-03"
    assert "2029 - 2030" in complaint and "working days" in complaint


def test_a_span_goes_to_standard_output_and_nothing_else_does(mall: Path) -> None:
    code, said, _complaint = calendar(mall, "--ics", "-", "--from", "2026-11-28", "--until", "2026-11-30")
    assert code == exits.OK
    assert set(days(said)) == {"2026-11-28", "2026-11-30"}


@pytest.mark.parametrize(
    "words",
    [
        ("--ics", "-", "--from", "2026-12-01", "--until", "2026-11-01"),
        ("--ics", "-", "--from", "yesterday"),
        ("--ics", "-", "--year", "12"),
        (),
    ],
)
def test_what_makes_no_sense_is_refused(mall: Path, words: tuple[str, ...]) -> None:
    code, said, complaint = calendar(mall, *words)
    assert (code, said) == (exits.USAGE, b"") and complaint


def test_a_folder_that_is_not_there_is_told(mall: Path) -> None:
    code, _said, complaint = calendar(mall, "--ics", mall / "none" / "a.ics")
    assert code == exits.NOT_SAVED and "a.ics" in complaint
