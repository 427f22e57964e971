"""Which procedures are in force: at once at a start, whatever state the files and the cache are in."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dutytui.procedures import compiled, source
from dutytui.procedures.load import load
from dutytui.procedures.problem import Code
from dutytui.procedures.source import ProcedureSource

Edit = Callable[[str, str, str], None]
DAY = date(2026, 5, 1)

START = """
import sys
from datetime import date
from pathlib import Path
from dutytui.procedures.source import ProcedureSource
found = ProcedureSource(Path(sys.argv[1]), Path(sys.argv[2])).current(date(2026, 5, 1))
assert found.procedures is not None and not found.stale
heavy = {"pydantic", "pydantic_core", "ruamel.yaml", "chinese_calendar", "textual", "pendulum", "sqlite3"}
print(",".join(sorted(heavy & set(sys.modules))))
"""


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def kept(cache: Path) -> list[Path]:
    return sorted((cache / "procedures").glob("*.msgpack"))


def test_a_start_with_known_files_imports_nothing_heavy(mall: Path, cache: Path) -> None:
    def start() -> str:
        run = [sys.executable, "-c", START, str(mall), str(cache)]
        return subprocess.run(run, check=True, capture_output=True, text=True).stdout.strip()

    assert "pydantic" in start()
    assert start() == ""


def test_the_compiled_copy_is_the_same_as_what_was_loaded(mall: Path, cache: Path) -> None:
    first = ProcedureSource(mall, cache).current(DAY)
    again = ProcedureSource(mall, cache).current(DAY)
    assert first == again
    assert again.procedures == load(mall, DAY).procedures


@pytest.mark.parametrize("damage", [b"", b"\x00", b"\xff" * 100, b"{}", b"\x81\xa6format\x01", b"\x91" * 100_000])
def test_a_damaged_copy_is_made_anew(mall: Path, cache: Path, damage: bytes) -> None:
    first = ProcedureSource(mall, cache).current(DAY)
    (path,) = kept(cache)
    whole = path.read_bytes()
    path.write_bytes(damage)
    assert ProcedureSource(mall, cache).current(DAY) == first
    assert path.read_bytes() == whole


def test_a_copy_cut_at_any_byte_is_never_taken(mall: Path, cache: Path) -> None:
    ProcedureSource(mall, cache).current(DAY)
    (path,) = kept(cache)
    whole = path.read_bytes()
    assert compiled.decode(whole, path.stem) is not None
    assert all(compiled.decode(whole[:length], path.stem) is None for length in range(len(whole)))


def test_a_copy_under_another_files_name_is_not_taken(mall: Path, cache: Path) -> None:
    ProcedureSource(mall, cache).current(DAY)
    (path,) = kept(cache)
    path.rename(path.with_name("0123456789abcdef.msgpack"))
    assert ProcedureSource(mall, cache).version("0123456789abcdef") is None


def test_a_copy_of_another_format_is_made_anew(mall: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = ProcedureSource(mall, cache).current(DAY)
    monkeypatch.setattr(compiled, "FORMAT", compiled.FORMAT + 1)
    (path,) = kept(cache)
    assert ProcedureSource(mall, cache).version(path.stem) is None
    assert ProcedureSource(mall, cache).current(DAY) == first
    assert ProcedureSource(mall, cache).version(path.stem) == first.procedures


def test_another_release_checks_the_files_again(mall: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ProcedureSource(mall, cache).current(DAY)
    (path,) = kept(cache)
    monkeypatch.setattr(compiled, "__version__", "99")
    monkeypatch.setattr(source, "__version__", "99")
    ProcedureSource(mall, cache).current(DAY)
    found = compiled.decode(path.read_bytes(), path.stem)
    assert found is not None and found.program == "99"


def test_a_new_year_has_its_holidays_without_reading_the_files_again(
    mall: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ProcedureSource(mall, cache).current(date(2023, 5, 1))
    monkeypatch.setattr("dutytui.procedures.load.check", lambda *_: pytest.fail("the files were read again"))
    procedures = ProcedureSource(mall, cache).current(DAY).procedures
    assert procedures is not None
    assert procedures.holidays[date(2026, 10, 10)] == "make_up_workday"
    assert procedures.announced is not None and 2026 in procedures.announced


def test_a_newly_announced_calendar_is_taken_up(mall: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = ProcedureSource(mall, cache).current(DAY)
    (path,) = kept(cache)
    made = compiled.decode(path.read_bytes(), path.stem)
    assert made is not None
    old = replace(made, calendar="older", procedures=replace(made.procedures, holidays={}, announced=()))
    path.write_bytes(compiled.encode(old))
    assert ProcedureSource(mall, cache).current(DAY) == first


def test_files_broken_while_running_leave_the_last_good_version_in_force(mall: Path, cache: Path, edit: Edit) -> None:
    running = ProcedureSource(mall, cache)
    good = running.current(DAY)
    edit("posts.yaml", "id: guard", "id: Guard")
    assert running.changed()
    broken = running.current(DAY)
    assert broken.stale
    assert broken.procedures == good.procedures
    assert Code.BAD_ID in [one.code for one in broken.problems]
    edit("posts.yaml", "id: Guard", "id: guard")
    assert running.current(DAY) == good


def test_files_broken_before_a_start_leave_the_last_good_version_in_force(mall: Path, cache: Path, edit: Edit) -> None:
    first = ProcedureSource(mall, cache).current(DAY)
    edit("posts.yaml", "en: Guard", "en: Watchman")
    second = ProcedureSource(mall, cache).current(DAY)
    assert second.procedures != first.procedures
    (mall / "mall.yaml").unlink()
    started = ProcedureSource(mall, cache).current(DAY)
    assert (started.stale, started.procedures) == (True, second.procedures)
    assert [one.code for one in started.problems] == [Code.FILE_MISSING]


def test_going_back_to_older_files_makes_them_the_last_good_ones(mall: Path, cache: Path, edit: Edit) -> None:
    first = ProcedureSource(mall, cache).current(DAY)
    edit("posts.yaml", "en: Guard", "en: Watchman")
    ProcedureSource(mall, cache).current(DAY)
    edit("posts.yaml", "en: Watchman", "en: Guard")
    ProcedureSource(mall, cache).current(DAY)
    (mall / "mall.yaml").unlink()
    assert ProcedureSource(mall, cache).current(DAY).procedures == first.procedures


def test_broken_files_that_never_were_good_have_no_procedures(mall: Path, cache: Path) -> None:
    (mall / "mall.yaml").unlink()
    found = ProcedureSource(mall, cache).current(DAY)
    assert (found.procedures, found.stale) == (None, False)
    assert found.problems


def test_two_malls_that_share_a_cache_keep_their_own_last_version(mall: Path, cache: Path, tmp_path: Path) -> None:
    ProcedureSource(mall, cache).current(DAY)
    assert ProcedureSource(tmp_path / "other", cache).current(DAY).procedures is None


@pytest.mark.parametrize("words", [b"../../etc/passwd", b"\xff\xfe", b"", b"0123456789abcdef"])
def test_a_damaged_note_of_the_last_version_is_left_alone(mall: Path, cache: Path, words: bytes) -> None:
    ProcedureSource(mall, cache).current(DAY)
    (note,) = (cache / "procedures").glob("last-good-*")
    note.write_bytes(words)
    (mall / "mall.yaml").unlink()
    assert ProcedureSource(mall, cache).current(DAY).procedures is None


def test_versions_of_past_days_are_found_by_their_hash(mall: Path, cache: Path, edit: Edit) -> None:
    running = ProcedureSource(mall, cache)
    first = running.current(DAY).procedures
    edit("posts.yaml", "en: Guard", "en: Watchman")
    second = running.current(DAY).procedures
    assert first is not None and second is not None
    assert running.version(first.version) == first
    assert running.version(second.version) == second


@pytest.mark.parametrize("name", ["", "../secret", "0" * 15, "0" * 17, "A" * 16, "0" * 16 + "\n", "c:\\windows\\sys"])
def test_a_version_from_an_event_never_becomes_a_path(mall: Path, cache: Path, name: str) -> None:
    ProcedureSource(mall, cache).current(DAY)
    (cache / "secret.msgpack").write_bytes(kept(cache)[0].read_bytes())
    assert ProcedureSource(mall, cache).version(name) is None


def test_a_cache_that_cannot_be_written_only_costs_time(mall: Path, tmp_path: Path) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where the folder should be", "utf-8")
    found = ProcedureSource(mall, blocked).current(DAY)
    assert found.procedures is not None
    assert found == ProcedureSource(mall, blocked).current(DAY)


def test_a_change_is_noticed_and_looking_without_a_change_is_not_one(mall: Path, cache: Path, edit: Edit) -> None:
    running = ProcedureSource(mall, cache)
    assert running.changed()
    running.current(DAY)
    assert not running.changed()
    edit("day/entry.yaml", "maximum: 500", "maximum: 5000")
    assert running.changed()
    running.current(DAY)
    (mall / "day" / "opening.yaml").unlink()
    assert running.changed()
    running.current(DAY)
    (mall / "day" / "evening.yaml").write_text("", "utf-8")
    assert running.changed()


def test_an_unknown_file_is_pointed_out_from_the_compiled_copy_too(mall: Path, cache: Path) -> None:
    running = ProcedureSource(mall, cache)
    running.current(DAY)
    (mall / "patrol.yaml").write_text("x: 1\n", "utf-8")
    for one in (running, ProcedureSource(mall, cache)):
        found = one.current(DAY)
        assert [problem.code for problem in found.problems] == [Code.UNKNOWN_FILE]
        assert not found.stale
    (mall / "patrol.yaml").unlink()
    assert running.current(DAY).problems == ()
