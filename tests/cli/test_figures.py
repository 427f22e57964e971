"""``dutytui figures``: the month for a meeting, as a table, as data, as a file."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import openpyxl
import pytest

from dutytui.bootstrap import open_desk
from dutytui.cli import exits
from dutytui.rules.commands import EntryFields, LogEntry, SignIn
from dutytui.session import Saved
from tests.cli.program import environment, run
from tests.desk import StandingClock, make_mall

SPAN = ("--from", "2026-03-01", "--until", "2026-03-31")


@pytest.fixture
def mall(tmp_path: Path) -> Path:
    folder = make_mall(tmp_path / "mall")
    for day in ("2026-03-02", "2026-03-03"):
        desk = open_desk(folder, clock=StandingClock(day, "09:00"))
        desk.session.submit(SignIn("zhang-san", "张三", "duty_manager"))
        assert isinstance(desk.session.submit(LogEntry(desk.session.day, EntryFields("general", "one"))), Saved)
        desk.close()
    return folder


def figures(mall: Path, *words: str | Path) -> tuple[int, str, str]:
    result = run("figures", "--mall", mall, *words, env=environment(DUTYTUI_HOME=str(mall.parent / "home")))
    return result.returncode, result.stdout.decode(), result.stderr.decode()


def test_a_table_of_the_days_asked_for(mall: Path) -> None:
    code, said, complaint = figures(mall, *SPAN)
    assert (code, complaint) == (exits.OK, "")
    assert "days recorded: 2" in said
    assert "entries written                        2" in said


def test_the_counts_of_every_day_for_a_script(mall: Path) -> None:
    code, said, _complaint = figures(mall, *SPAN, "--json")
    told = json.loads(said)
    assert code == exits.OK
    assert list(told["days"]) == ["2026-03-02", "2026-03-03"]
    assert told["days"]["2026-03-02"]["log"]["raised"] == 1
    assert told["figures"]["entries"] == 2
    assert told["figures"]["told_in_time"] is None


def test_both_files_at_once_are_read_back(mall: Path) -> None:
    csv_file, workbook = mall.parent / "a.csv", mall.parent / "a.xlsx"
    code, said, _complaint = figures(mall, *SPAN, "--csv", csv_file, "--xlsx", workbook)
    assert code == exits.OK
    assert str(csv_file) in said
    rows = list(csv.reader(io.StringIO(csv_file.read_bytes().decode("utf-8-sig"))))
    assert [row[0] for row in rows[1:]] == ["2026-03-02", "2026-03-03", "2026-03-01 2026-03-31"]
    sheet = list(openpyxl.load_workbook(workbook).active.iter_rows(values_only=True))
    column = sheet[0].index("Logbook: entries written")
    assert [row[column] for row in sheet[1:]] == [1, 1, 2]


def test_a_span_without_records_says_that_nothing_was(mall: Path) -> None:
    code, said, _complaint = figures(mall, "--from", "2025-01-01", "--until", "2025-01-31")
    assert (code, said.count("\n")) == (exits.OK, 1)


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("--from", "yesterday"), exits.USAGE, "no date"),
        (("--from", "2026-03-05", "--until", "2026-03-01"), exits.USAGE, "before"),
        (("--csv", "no/such/folder/a.csv", *SPAN), exits.NOT_SAVED, "can't be written"),
    ],
)
def test_what_is_wrong_is_told(mall: Path, words: tuple[str, ...], code: int, told: str) -> None:
    found, said, complaint = figures(mall, *words)
    assert (found, said) == (code, "")
    assert told in complaint
