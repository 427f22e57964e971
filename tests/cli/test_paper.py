"""``dutytui paper``: blank sheets as a file, each row with its number, and nothing that is recorded already."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from dutytui.bootstrap import open_desk
from dutytui.cli import exits
from dutytui.reports.blank import blank
from dutytui.reports.files import FORMATS
from dutytui.rules.commands import EntryFields, LogEntry, SignIn, TickItem
from dutytui.session import Saved
from dutytui.texts import catalogue
from tests.cli.program import environment, run
from tests.desk import StandingClock, make_mall


def paper(mall: Path, *words: str | Path, cwd: Path | None = None) -> tuple[int, str, str]:
    home = environment(DUTYTUI_HOME=str(mall.parent / "home"))
    result = run("paper", "--mall", mall, "--lang", "en", *words, env=home, **({"cwd": cwd} if cwd else {}))
    return result.returncode, result.stdout.decode(), result.stderr.decode()


@pytest.fixture
def mall(tmp_path: Path) -> Path:
    return make_mall(tmp_path / "mall")


def test_tomorrows_sheets_lie_here_under_a_name_that_says_what_they_are(mall: Path, tmp_path: Path) -> None:
    code, said, complaint = paper(mall, "tomorrow", cwd=tmp_path)
    assert (code, complaint) == (exits.OK, "")
    (file,) = tmp_path.glob("paper-*.html")
    assert file.name in said
    html = file.read_text("utf-8")
    assert len(set(re.findall(r">(\d+-\d\d)<", html))) > 300
    assert len(re.findall(r'<section id="sheet_\d+">', html)) > 20
    assert re.search(r"\d{4}-\d{4}", html)


def test_only_the_phases_that_were_asked_for(mall: Path) -> None:
    code, said, _complaint = paper(mall, "tomorrow", "--phases", "opening", "Lock-up", "--format", "json", "-o", "-")
    assert code == exits.OK
    sections = json.loads(said)["sections"]
    assert [section["title"].partition(": ")[2] for section in sections] == ["Opening", "Lock-up"]


@pytest.mark.parametrize("words", [["nonsense"], ["2020-01-01"], ["tomorrow", "--phases", "nonsense"]])
def test_what_can_not_be_printed_is_said(mall: Path, words: list[str]) -> None:
    code, _said, complaint = paper(mall, *words)
    assert code == exits.USAGE
    assert complaint


def test_what_is_recorded_and_open_stands_on_it_as_it_is(mall: Path) -> None:
    """Hostile words of an entry are words on paper, too; a number stays that of its row when rows before are done."""
    desk = open_desk(mall, clock=StandingClock(time="08:25"))
    catalogue.use("en")
    try:
        session = desk.session
        session.submit(SignIn("zhang-san", "张三", "duty_manager"))
        plan = session.look().plan
        first = plan.by_phase["staff_entry"].items[0].key
        assert isinstance(session.submit(TickItem(session.day, first)), Saved)
        hostile = "<script>alert(1)</script> =1+1 \x1b[2J \u202e"
        session.submit(LogEntry(session.day, EntryFields("general", hostile)))
        written = {form: write(blank(session.look())) for form, write in FORMATS.items() if form != "xlsx"}
        html = "".join(written["html"])
        assert "<script" not in html
        assert "\x1b" not in html and "\u202e" not in html
        assert "<td>4-01<" not in html
        assert "<td>4-02<" in html
    finally:
        catalogue.use("en")
        desk.close()
