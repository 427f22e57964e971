"""The doctor on terminals that draw ambiguous characters one or two cells wide, and on none."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from dutytui.cli import exits
from dutytui.platform import place_checks, terminal_checks
from dutytui.platform.finding import Health
from dutytui.store.disk import Disk
from dutytui.store.local import Local, Settings
from dutytui.texts import catalogue
from tests.cli.program import MODULE, OnTerminal, environment, run

on_posix = pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal is a thing of POSIX")
NOW = datetime(2026, 11, 23, 8, 20, tzinfo=timezone(timedelta(hours=8)))


@on_posix
@pytest.mark.parametrize(
    ("cells", "safe", "said"), [(1, False, "Chinese 2, ambiguous 1"), (2, True, "safe glyphs are on")]
)
def test_the_width_is_measured_and_remembered(
    cells: int, safe: bool, said: str, on_terminal: Callable[..., OnTerminal], mall: Path
) -> None:
    program = on_terminal([*MODULE, "--mall", str(mall), "doctor"], ambiguous=cells)
    program.ends()
    assert said in program.text
    assert Settings(Local(mall)).get("safe_width") is safe
    assert program.modes() == program.modes_before


@on_posix
def test_a_terminal_that_does_not_answer_is_not_guessed_at(on_terminal: Callable[..., OnTerminal], mall: Path) -> None:
    program = on_terminal([*MODULE, "--mall", str(mall), "doctor"], ambiguous=None)
    program.ends()
    assert "did not say where its cursor is" in program.text
    assert Settings(Local(mall)).get("safe_width") is None


def test_from_a_script_everything_else_is_looked_at(mall: Path) -> None:
    result = run("--mall", mall, "doctor", "--json")
    findings = {finding["id"]: finding for finding in json.loads(result.stdout)["findings"]}
    assert set(findings) == {
        "width",
        "colours",
        "encoding",
        "texts",
        "font",
        "input_method",
        "time_zone",
        "clock",
        "logs",
        "local",
    }
    assert findings["logs"]["health"] == "ok"
    assert not list(mall.glob("logs/.doctor*")), "the trial file is removed"


def test_catalogues_that_were_not_compiled_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert terminal_checks.texts().health is Health.OK
    monkeypatch.setattr(catalogue, "_LOCALE", tmp_path)
    finding = terminal_checks.texts()
    assert (finding.health, finding.found) == (Health.PROBLEM, "not there: 简体中文, 繁體中文")
    assert "compile" in finding.mend


def test_a_problem_is_told_by_the_exit_code(mall: Path) -> None:
    result = run("--mall", mall, "doctor", "--json", env=environment(TERM="dumb"))
    assert result.returncode == exits.PROBLEMS
    broken = [finding for finding in json.loads(result.stdout)["findings"] if finding["health"] == "problem"]
    # Whether a font with Chinese is installed is the machine's matter.
    assert [finding["id"] for finding in broken if finding["id"] != "font"] == ["colours"]
    assert broken[0]["mend"]


@pytest.mark.parametrize(
    ("newest", "installed", "health"),
    [
        (None, NOW - timedelta(days=3), Health.OK),
        (NOW - timedelta(hours=1), NOW - timedelta(days=3), Health.OK),
        (NOW + timedelta(hours=1), NOW - timedelta(days=3), Health.PROBLEM),
        (None, NOW + timedelta(days=3), Health.PROBLEM),
    ],
    ids=["nothing recorded", "recorded an hour ago", "recorded in an hour", "set back before the installation"],
)
def test_a_wrong_clock_shows_against_what_is_known(
    newest: datetime | None, installed: datetime, health: Health
) -> None:
    assert place_checks.clock(NOW, newest, installed).health is health


def test_another_time_zone_is_a_note_with_both_offsets() -> None:
    finding = place_checks.time_zone(NOW, "Asia/Shanghai", timedelta(0))
    assert finding.health is Health.NOTE
    assert "UTC+08:00" in finding.found
    assert "UTC+00:00" in finding.found


def test_a_disk_that_can_not_make_durable_is_a_problem(tmp_path: Path) -> None:
    def fails(_descriptor: int) -> None:
        raise OSError(5, "Input/output error")

    finding = place_checks.disk("logs", tmp_path, fails)
    assert finding.health is Health.PROBLEM
    assert "the disk gives errors" in finding.found
    assert not list(tmp_path.iterdir())
    assert place_checks.disk("logs", tmp_path, Disk().sync_data).health is Health.OK


@pytest.mark.parametrize(
    ("name", "page", "health"),
    [
        ("utf-8", None, Health.OK),
        ("UTF8", 65001, Health.OK),
        ("gbk", None, Health.PROBLEM),
        ("utf-8", 936, Health.PROBLEM),
    ],
)
def test_an_encoding_without_all_characters_is_a_problem(name: str, page: int | None, health: Health) -> None:
    assert terminal_checks.encoding(name, page).health is health


@pytest.mark.parametrize(
    ("environ", "health"),
    [
        ({"TERM": "xterm-256color"}, Health.OK),
        ({"TERM": "xterm", "COLORTERM": "truecolor"}, Health.OK),
        ({"TERM": "xterm"}, Health.NOTE),
        ({"TERM": "xterm-256color", "NO_COLOR": "1"}, Health.NOTE),
        ({"TERM": "dumb"}, Health.PROBLEM),
    ],
)
def test_colours_are_judged_by_what_the_terminal_says(environ: dict[str, str], health: Health) -> None:
    assert terminal_checks.colours(environ).health is health
