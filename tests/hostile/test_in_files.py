"""What somebody typed is kept as typed, and harmless in every report and in all that the command line prints."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pypdf
import pytest

from dutytui.bootstrap import open_desk
from dutytui.exports.tables import FORMULA
from dutytui.reports.daily import Kind
from dutytui.reports.files import FORMATS
from dutytui.reports.gathered import day_report
from dutytui.rules.commands import EntryFields, LogEntry, SignIn
from dutytui.session import Saved
from dutytui.texts import catalogue
from tests.cli.program import MODULE, OnTerminal, environment, run
from tests.desk import StandingClock, make_mall
from tests.golden.make_journal import make_second
from tests.hostile.texts import SURROGATE, TEXTS
from tests.hostile.world import Written, all_of, recorded, rewritten, turn
from tests.snapshots.days import NIGHT
from tests.thorough import examples

COMMANDS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
TURNS = re.compile("[\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
MONDAY = "2026-11-23"
NUMBERS = range(min(len(TEXTS), examples(2)))
needs_posix = pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal is a thing of POSIX")


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    catalogue.use("en")
    yield
    catalogue.use("en")


@pytest.fixture(scope="session")
def golden(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A mall folder with one record of each kind of the second version."""
    folder = make_mall(tmp_path_factory.mktemp("golden") / "mall")
    (folder / "logs").rmdir()
    make_second(folder)
    return folder


@dataclass
class Night:
    written: Written
    home: str


@pytest.fixture(scope="module", params=NUMBERS)
def night(request: pytest.FixtureRequest, malls: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Night:
    """A whole day, with another text in every place."""
    folder = tmp_path_factory.mktemp("night")
    return Night(rewritten(malls[NIGHT], folder / "mall", turn(request.param, 3000)), str(folder / "home"))


@pytest.mark.parametrize("name", TEXTS)
def test_every_place_keeps_its_text_as_it_was_typed(golden: Path, tmp_path: Path, name: str) -> None:
    written = rewritten(golden, tmp_path / "mall", all_of(TEXTS[name]), foreign=False)
    kept: dict[str, list[str]] = {}
    for event in recorded(written.mall):
        _gather(event.kind, dict(event.data), kept)
    assert len(written.places) > 30
    for place, texts in written.places.items():
        kind, _dot, key = place.partition(".")
        assert texts <= set(kept[f"{kind}.{key}"]), place


def _gather(kind: str, value: object, kept: dict[str, list[str]], name: str = "") -> None:
    if isinstance(value, str):
        kept.setdefault(f"{kind}.{name}", []).append(value)
    elif isinstance(value, dict):
        for key, one in value.items():
            _gather(kind, one, kept, key)
    elif isinstance(value, list | tuple):
        for one in value:
            _gather(kind, one, kept, name)


@pytest.mark.parametrize("name", TEXTS)
def test_an_entry_is_recorded_as_typed_by_the_rules_too(tmp_path: Path, name: str) -> None:
    mall = make_mall(tmp_path / "mall")
    desk = open_desk(mall, clock=StandingClock())
    try:
        assert isinstance(desk.session.submit(SignIn("zhang-san", "张三", "duty_manager")), Saved)
        outcome = desk.session.submit(LogEntry(desk.session.day, EntryFields("general", TEXTS[name])))
        assert isinstance(outcome, Saved), outcome
    finally:
        desk.close()
    (entry,) = [event for event in recorded(mall) if event.kind == "entry_logged"]
    assert entry.data["text"] == TEXTS[name].strip(), "white space around a text is none of it"


def test_a_text_that_is_no_unicode_is_refused_or_kept_and_breaks_nothing(tmp_path: Path) -> None:
    mall = make_mall(tmp_path / "mall")
    desk = open_desk(mall, clock=StandingClock())
    try:
        assert isinstance(desk.session.submit(SignIn("zhang-san", "张三", "duty_manager")), Saved)
        desk.session.submit(LogEntry(desk.session.day, EntryFields("general", SURROGATE)))
        outcome = desk.session.submit(LogEntry(desk.session.day, EntryFields("general", "after it")))
        assert isinstance(outcome, Saved)
    finally:
        desk.close()
    assert [event.data["text"] for event in recorded(mall) if event.kind == "entry_logged"][-1] == "after it"


@pytest.mark.parametrize("kind", Kind)
def test_every_report_of_such_a_day_can_be_opened_and_obeys_nothing(night: Night, kind: Kind) -> None:
    desk = open_desk(night.written.mall, clock=StandingClock(time="23:40"), name="reader")
    try:
        found = {
            form: _made(write(day_report(desk.session, desk.session.day, kind))) for form, write in FORMATS.items()
        }
    finally:
        desk.close()
    for form in ("html", "md", "csv", "json"):
        text = found[form].decode()
        assert not COMMANDS.search(text), form
        assert not TURNS.search(text), form
        assert "READ" in text or kind is not Kind.DAY, form
    assert b"<script" not in found["html"] + found["md"]
    json.loads(found["json"])
    rows = csv.reader(io.StringIO(found["csv"].decode("utf-8-sig"), newline=""))
    assert not [cell for row in rows for cell in row if cell.startswith(FORMULA)]
    book = openpyxl.load_workbook(io.BytesIO(found["xlsx"]))
    assert "f" not in {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    paper = pypdf.PdfReader(io.BytesIO(found["pdf"]))
    assert not [page for page in paper.pages if "/Annots" in page]


def _made(written: bytes | Iterable[str]) -> bytes:
    return written if isinstance(written, bytes) else "".join(written).encode()


@pytest.mark.parametrize(
    "words",
    [
        ("status",),
        ("status", "--json"),
        ("search", "READ"),
        ("search", "READ", "--json"),
        ("figures", "--from", MONDAY, "--until", MONDAY),
        ("verify",),
        ("verify", "--json"),
        ("terminals",),
        ("report", MONDAY, "--format", "md", "-o", "-"),
        ("log", TEXTS["escapes"].replace("\0", "")),
        ("log", "READ \x1b]52;c;cm0=\x07 @nobody!", "--as", "\x1b[2J", "--json"),
    ],
    ids=" ".join,
)
def test_nothing_that_the_command_line_prints_commands_a_terminal(night: Night, words: tuple[str, ...]) -> None:
    result = run(words[0], "--mall", night.written.mall, *words[1:], env=environment(DUTYTUI_HOME=night.home))
    for printed in (result.stdout.decode(), result.stderr.decode()):
        assert not COMMANDS.search(printed), printed[:500]
        assert not TURNS.search(printed), printed[:500]
    assert result.returncode != 70, result.stderr
    if "--json" in words and result.stdout:
        json.loads(result.stdout)


@needs_posix
def test_on_a_real_terminal_no_byte_of_such_a_text_is_a_command(malls: dict[str, Path], tmp_path: Path) -> None:
    text = TEXTS["escapes"]
    mall = rewritten(malls[NIGHT], tmp_path / "mall", all_of(text)).mall
    home = environment(DUTYTUI_HOME=str(tmp_path / "home"), DUTYTUI_MALL=str(mall))
    program = OnTerminal([*MODULE, "--lang", "en"], env=home, cwd=tmp_path)
    try:
        program.until("Tour, 1 of 9")
        program.type("\x1b")
        program.until("Who is at the desk?")
        program.type("1")
        program.until("Signed in")
        for key, seen in (("3", "READ"), ("\r", "History")):
            program.type(key)
            program.until(seen)
        program.type("\x11")
        program.ends()
    finally:
        program.close()
    for command in ("\x1b]52;c", "\x1b]0;t", "\x1bP1$r", "\x9b31m", "\x90q", "\x1b[31mred", "\x07\x08"):
        assert command.encode() not in program.shown, command
    (kept,) = (tmp_path / "home" / "cache" / "screens").iterdir()
    assert "\x1b]52" not in kept.read_text("utf-8")
