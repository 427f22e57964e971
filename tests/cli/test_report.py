"""``dutytui report``: a file for paper or a spreadsheet, written whole, and never over another unasked."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import openpyxl
import pypdf
import pytest

from dutytui.bootstrap import open_desk
from dutytui.cli import exits
from dutytui.rules.commands import EntryFields, LogEntry, SignIn
from dutytui.session import Saved
from tests.cli.program import environment, run
from tests.desk import StandingClock, make_mall

DAY = "2026-03-02"
SPAN = ("2026-03-01", "--to", "2026-04-30")


@pytest.fixture(scope="module")
def mall(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = make_mall(tmp_path_factory.mktemp("report") / "mall")
    for day in (DAY, "2026-03-03", "2026-04-01"):
        desk = open_desk(folder, clock=StandingClock(day, "09:00"))
        desk.session.submit(SignIn("zhang-san", "张三", "duty_manager"))
        assert isinstance(desk.session.submit(LogEntry(desk.session.day, EntryFields("general", f"of {day}"))), Saved)
        desk.close()
    return folder


def report(mall: Path, *words: str | Path, cwd: Path | None = None) -> tuple[int, str, str]:
    home = environment(DUTYTUI_HOME=str(mall.parent / "home"))
    result = run("report", "--mall", mall, *words, env=home, **({"cwd": cwd} if cwd else {}))
    return result.returncode, result.stdout.decode(), result.stderr.decode()


@pytest.mark.parametrize("form", ["html", "pdf", "xlsx", "csv", "md", "json"])
def test_a_day_in_every_format_by_the_ending_of_the_name(mall: Path, tmp_path: Path, form: str) -> None:
    file = tmp_path / f"a.{form}"
    code, said, complaint = report(mall, DAY, "-o", file)
    assert (code, complaint) == (exits.OK, "")
    assert str(file) in said
    data = file.read_bytes()
    if form == "pdf":
        assert f"of {DAY}" in "".join(page.extract_text() for page in pypdf.PdfReader(file).pages)
    elif form == "xlsx":
        book = openpyxl.load_workbook(io.BytesIO(data))
        assert f"of {DAY}" in [cell.value for row in book["Logbook"].iter_rows() for cell in row]
    else:
        assert f"of {DAY}".encode() in data.replace(b"\\-", b"-")
    assert [one.name for one in tmp_path.iterdir()] == [file.name]


def test_without_a_name_it_lies_here_under_one_that_says_what_it_is(mall: Path, tmp_path: Path) -> None:
    code, _said, _complaint = report(mall, DAY, "--kind", "handover", "--format", "json", cwd=tmp_path)
    assert code == exits.OK
    told = json.loads((tmp_path / f"handover-{DAY}.json").read_text("utf-8"))
    assert [section["id"] for section in told["sections"]] == ["head", "duty", "handover", "remarks", "root"]


def test_a_file_that_is_there_stays_unless_it_was_told_otherwise(mall: Path, tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text("mine", "utf-8")
    code, _said, complaint = report(mall, DAY, "-o", file)
    assert (code, file.read_text("utf-8")) == (exits.USAGE, "mine")
    assert "--force" in complaint
    assert report(mall, DAY, "-o", file, "--force")[0] == exits.OK
    assert file.read_text("utf-8").startswith("# Daily log 2026")


def test_it_comes_on_standard_output_for_another_program(mall: Path) -> None:
    code, said, _complaint = report(mall, DAY, "--format", "csv", "-o", "-")
    assert code == exits.OK
    assert [f"of {DAY}" in row for row in csv.reader(io.StringIO(said)) if f"of {DAY}" in row]


@pytest.mark.parametrize("target", ["a.pdf", "-"])
def test_without_the_extra_for_pdf_it_says_what_to_install_and_what_else_would_do(
    mall: Path, tmp_path: Path, target: str
) -> None:
    (tmp_path / "typst.py").write_text("raise ImportError", "utf-8")
    home = environment(DUTYTUI_HOME=str(mall.parent / "home"), PYTHONPATH=str(tmp_path))
    result = run("report", "--mall", mall, DAY, "--format", "pdf", "-o", target, env=home, cwd=tmp_path)
    assert (result.returncode, result.stdout) == (exits.USAGE, b"")
    assert 'pip install "dutytui[pdf]", or write .html' in result.stderr.decode()
    assert not list(tmp_path.glob("*.pdf"))


def test_a_stretch_of_days_is_added_up_by_quarters_months_and_days(mall: Path, tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    assert report(mall, *SPAN, "-o", file)[0] == exits.OK
    sections = {one["id"]: one for one in json.loads(file.read_text("utf-8"))["sections"]}
    assert list(sections) == ["head", "figures", "quarters", "months", "days"]
    rows = {key: sections[key]["parts"][-1]["rows"] for key in ("quarters", "months", "days")}
    assert [row["day"] for row in rows["months"]] == ["2026-03", "2026-04"]
    assert [row["entries"] for row in rows["months"]] == [2, 1]
    assert [row["day"] for row in rows["quarters"]] == ["2026 Q1", "2026 Q2"]
    assert [row["entries"] for row in rows["days"]] == [1, 1, 1]


def test_a_stretch_of_days_holds_each_days_log_when_it_is_asked_for(mall: Path, tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    assert report(mall, *SPAN, "--every-day", "-o", file)[0] == exits.OK
    sections = {one["id"]: one for one in json.loads(file.read_text("utf-8"))["sections"]}
    for day in (DAY, "2026-03-03", "2026-04-01"):
        (entry,) = sections[f"{day}-log"]["parts"][0]["rows"][-1:]
        assert entry["text"] == f"of {day}"


def test_a_day_of_which_nothing_is_recorded_is_written_and_said(mall: Path, tmp_path: Path) -> None:
    code, _said, complaint = report(mall, "2025-01-01", "-o", tmp_path / "a.html")
    assert (code, "Nothing is recorded of 2025-01-01" in complaint) == (exits.OK, True)


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("someday",), exits.USAGE, "today, yesterday or 2026-11-22"),
        (("2999-01-01",), exits.USAGE, "still to come"),
        ((DAY, "--to", "2026-03-01"), exits.USAGE, "exchange the two"),
        ((DAY, "--to", DAY, "--kind", "patrol"), exits.USAGE, "leave out --to"),
        ((*SPAN, "--every-day", "--format", "pdf"), exits.USAGE, "or a PDF for each month"),
        ((DAY, "--every-day"), exits.USAGE, "--every-day needs --to"),
        ((DAY, "-o", "no/such/a.html"), exits.NOT_SAVED, "Make it first"),
        ((DAY, "-o", "."), exits.NOT_SAVED, "is a folder"),
        ((DAY, "-o", "a" * 300 + ".html"), exits.NOT_SAVED, "shorter"),
        ((DAY, "-o", "/dev/full/a.html"), exits.NOT_SAVED, "is no folder"),
    ],
)
def test_what_does_not_work_says_why_and_what_would(
    mall: Path, tmp_path: Path, words: tuple[str, ...], code: int, told: str
) -> None:
    found, _said, complaint = report(mall, *words, cwd=tmp_path)
    assert (found, told in complaint) == (code, True), complaint
    assert not list(tmp_path.iterdir())
