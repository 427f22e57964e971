"""Each row of the table of attacks, against the program as it is started: what it says, and with which exit code."""

from __future__ import annotations

import json
import os
import random
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from dutytui.rules.evidence.heads import root_of
from dutytui.store.disk import Disk
from dutytui.store.local import data_of
from dutytui.store.personal import Signatory
from dutytui.store.remembered import RememberedHeads
from dutytui.verify.findings import LEVELS, Level
from dutytui.verify.roster import BEGUN, ENROLLED, REVOKED
from tests.cli.program import environment, run
from tests.docs.documents import CHECKOUT, rows, spans
from tests.store.a_person import PERSON
from tests.verify.a_folder import Folder, Terminal, line_of, resigned
from tests.verify.attacks import ATTACKS

Made = tuple[Folder, list[Terminal]]


@pytest.fixture
def made(tmp_path: Path) -> Made:
    """A mall folder on disk with three terminals and two days."""
    mall = Folder(tmp_path / "mall", Disk())
    terminals = [mall.terminal(name) for name in ("desk", "counter", "office")]
    for day in range(2):
        if day:
            mall.tomorrow()
        for terminal in terminals:
            for number in range(4):
                terminal.says(f"{day}.{number}")
    for terminal in terminals:
        terminal.journal.close()
    return mall, terminals


def verify(folder: Path, *words: str | Path, home: Path | None = None) -> tuple[int, dict[str, Any]]:
    """Exit code and data."""
    env = environment(DUTYTUI_HOME=str(home or folder.parent / "home"))
    done = run("verify", folder, "--json", *words, env=env)
    assert not done.stderr, done.stderr.decode()
    return done.returncode, json.loads(done.stdout)


def codes(data: dict[str, Any]) -> set[str]:
    return {one["code"] for one in data["findings"]}


def test_untouched_journals_are_proven_with_their_root(made: Made) -> None:
    mall, _terminals = made
    code, data = verify(mall.top)
    assert (code, data["ok"], data["findings"]) == (0, True, [])
    assert data["root"] == root_of(mall.heads)
    assert {one["writer"]: tuple(one["head"]) for one in data["journals"]} == mall.heads


def test_the_root_is_what_sha256sum_makes_of_the_heads(made: Made) -> None:
    mall, _terminals = made
    import subprocess

    if shutil.which("sha256sum") is None:
        pytest.skip("there is no sha256sum here")
    lines = "".join(f"{writer} {seq} {identity}\n" for writer, (seq, identity) in mall.heads.items())
    command = "LC_ALL=C sort | sha256sum"
    found = subprocess.run(command, shell=True, input=lines, capture_output=True, text=True, check=True).stdout
    assert found.split()[0] == verify(mall.top)[1]["root"]


@pytest.mark.parametrize("attack", ATTACKS)
def test_each_attack_is_told_by_the_program(made: Made, attack: str) -> None:
    mall, terminals = made
    memory = RememberedHeads(_local(mall), "00" * 32)
    expected = ATTACKS[attack](mall, terminals, random.Random(attack))
    memory.raise_to(mall.heads, {})
    code, data = verify(mall.top)
    assert code == 1 and not data["ok"]
    assert codes(data) & expected, data["findings"]
    assert all(one["message"] and one["advice"] for one in data["findings"])


def _local(mall: Folder) -> Path:
    """Where the program that `verify` starts looks for what this terminal remembers."""
    before = os.environ.get("DUTYTUI_HOME")
    os.environ["DUTYTUI_HOME"] = str(mall.top.parent / "home")
    try:
        return data_of(mall.top)
    finally:
        if before is None:
            del os.environ["DUTYTUI_HOME"]
        else:
            os.environ["DUTYTUI_HOME"] = before


def test_an_edit_names_file_and_line_in_words(made: Made) -> None:
    mall, _terminals = made
    path = mall.files("desk")[0]
    content = path.read_bytes()
    path.write_bytes(content.replace(b'"text":"0.1"', b'"text":"0.7"'))
    for language, words in (("en", "edited"), ("zh-Hans", "改动"), ("zh-Hant", "改動")):
        done = run("verify", mall.top, "--lang", language)
        told = [line for line in done.stdout.decode().splitlines() if f"{path}:4: " in line]
        assert done.returncode == 1 and len(told) == 1 and words in told[0], done.stdout.decode()


def test_where_all_hashes_behind_an_edit_were_worked_out_anew_it_is_told_at_the_edit(made: Made) -> None:
    """Only the last signature of a part is looked at while it is good: where it is not, what came before was sound."""
    mall, _terminals = made
    path = mall.files("desk")[0]
    lines = mall.lines(path)
    kept = line_of(lines[1], "desk")
    changes: dict[str, object] = {"data": {"text": "什么事也没有"}}
    for at in range(2, len(lines)):
        lines[at] = resigned(line_of(lines[at], "desk"), "desk", None, **changes)
        changes = {"prev": line_of(lines[at], "desk").id}
    mall.put(path, lines)
    code, data = verify(mall.top)
    told = next(one for one in data["findings"] if one["code"] == "signature_wrong")
    assert (code, told["line"], told["values"]["seq"], told["since"]) == (1, 4, 3, kept.stamp)


def test_another_copy_shows_what_was_rewritten_from_the_beginning(made: Made) -> None:
    """Everything replaced by everyone together: only a copy, or a root that was noted elsewhere, tells."""
    mall, terminals = made
    copy = mall.top.parent / "copy"
    shutil.copytree(mall.logs, copy / "logs")
    path = mall.files("desk")[-1]
    lines = mall.lines(path)
    lines[-1] = resigned(line_of(lines[-1], "desk"), "desk", terminals[0], data={"text": "没事"})
    mall.put(path, lines)
    alone, noted = verify(mall.top)
    assert alone == 0, "with the terminal's own key nothing in the journal itself shows it"
    assert noted["root"] != verify(copy)[1]["root"], "but the root is another one"
    code, data = verify(mall.top, "--against", copy)
    assert code == 1 and codes(data) == {"rewritten"}


def test_a_finding_says_until_when_all_was_sound(made: Made) -> None:
    mall, _terminals = made
    path = mall.files("desk")[0]
    *_before, sound, _edited = (line_of(text, "desk") for text in mall.lines(path)[:3])
    path.write_bytes(path.read_bytes().replace(b'"text":"0.1"', b'"text":"0.7"'))
    (finding,) = verify(mall.top)[1]["findings"]
    assert (finding["code"], finding["line"], finding["since"]) == ("line_changed", 4, sound.stamp)
    told = run("verify", mall.top, "--lang", "en").stdout.decode()
    assert f"sound until {sound.stamp[:10]} {sound.stamp[11:16]} UTC" in told


@pytest.mark.parametrize("source", ["witness", "memory"])
def test_a_line_that_was_written_anew_with_its_own_key_is_told_by_who_knew_it_before(made: Made, source: str) -> None:
    """Whoever has a terminal's key can make its journal fit itself again; what others saw of it fits no more."""
    mall, terminals = made
    if source == "witness":
        mall.terminal("office").witnesses()
        theirs = mall.files("office")[-1]
        place = f"{theirs.relative_to(mall.logs).as_posix()}:{len(mall.lines(theirs)) + 1}"
    else:
        RememberedHeads(_local(mall), "00" * 32).raise_to(mall.heads, {})
        place = ""
    path = mall.files("desk")[-1]
    lines = mall.lines(path)
    lines[-1] = resigned(line_of(lines[-1], "desk"), "desk", terminals[0], data={"text": "没事"})
    mall.put(path, lines)
    code, data = verify(mall.top)
    (finding,) = data["findings"]
    assert code == 1 and (finding["code"], finding["writer"]) == ("rewritten", "desk")
    assert finding["values"] == {"seq": mall.heads["desk"][0], "source": source, "place": place}
    assert finding["file"] == path.relative_to(mall.logs).as_posix() and finding["line"] == len(lines) + 1


def test_another_copy_that_has_more_shows_what_was_cut(made: Made) -> None:
    mall, _terminals = made
    copy = mall.top.parent / "copy"
    shutil.copytree(mall.logs, copy / "logs")
    path = mall.files("office")[-1]
    mall.put(path, mall.lines(path)[:-2])
    shutil.rmtree(mall.logs / "2026-11-23")
    code, data = verify(mall.top, "--against", copy / "logs")
    assert code == 1 and codes(data) >= {"cut_off", "beginning_missing"}
    assert verify(copy, "--against", mall.top)[0] == 0, "a copy that has less may be behind"


def test_a_journal_of_an_unknown_key_is_forged_once_there_is_a_roster(made: Made) -> None:
    mall, terminals = made
    desk = mall.terminal("desk")
    intruder = mall.terminal("reception")
    intruder.says("不在名册上")
    code, data = verify(mall.top)
    assert code == 0 and not data["roster"]
    desk.record(mall.fact(BEGUN, "roster:mall", {"terminals": [{"key": one.key} for one in terminals]}))
    code, data = verify(mall.top)
    assert code == 1 and data["roster"]
    assert [(one["code"], one["writer"]) for one in data["findings"]] == [("key_not_enrolled", "reception")]
    intruder.record(mall.fact(ENROLLED, "terminal:x", {"key": intruder.key}))
    assert verify(mall.top)[0] == 1, "nobody lets themselves in"
    known = {"writer": "reception", "known": mall.heads["reception"][0], "id": mall.heads["reception"][1]}
    said = {"code": "stranger_recorded", "values": known, "words": "已查"}
    desk.record(mall.fact("alarm_acknowledged", "evidence:x", said))
    code, data = verify(mall.top)
    assert code == 0 and codes(data) == {"stranger_and_known"}
    intruder.says("又来了")
    code, data = verify(mall.top)
    assert code == 1 and codes(data) == {"stranger_and_known", "key_not_enrolled"}
    desk.record(mall.fact(ENROLLED, "terminal:x", {"key": intruder.key}))
    assert verify(mall.top)[0] == 0


def test_what_a_revoked_terminal_goes_on_writing_is_told_from_its_cut_on(made: Made) -> None:
    mall, terminals = made
    desk, counter = mall.terminal("desk"), mall.terminal("counter")
    desk.record(mall.fact(BEGUN, "roster:mall", {"terminals": [{"key": one.key} for one in terminals]}))
    cut = {"counter": list(mall.heads["counter"])}
    desk.record(mall.fact(REVOKED, "terminal:x", {"key": counter.key, "cut": cut}))
    assert verify(mall.top)[0] == 0
    counter.says("被盗之后")
    code, data = verify(mall.top)
    (finding,) = data["findings"]
    assert code == 1 and finding["code"] == "written_after_revocation"
    assert finding["values"] == {"seq": cut["counter"][0] + 1, "count": 1}
    assert finding["file"] and finding["line"]


def test_what_a_revoked_terminal_wrote_is_known_once_somebody_else_has_said_so_and_only_as_far_as_that(
    made: Made,
) -> None:
    mall, terminals = made
    desk, counter = mall.terminal("desk"), mall.terminal("counter")
    desk.record(mall.fact(BEGUN, "roster:mall", {"terminals": [{"key": one.key} for one in terminals]}))
    cut = mall.heads["counter"]
    desk.record(mall.fact(REVOKED, "terminal:x", {"key": counter.key, "cut": {"counter": list(cut)}}))
    counter.says("被盗之后")

    def acknowledged(at: Terminal, identity: str = "") -> None:
        known = {"writer": "counter", "known": mall.heads["counter"][0], "id": identity or mall.heads["counter"][1]}
        said = {"code": "shut_out_recorded", "values": known, "words": "已找回"}
        at.record(mall.fact("alarm_acknowledged", "evidence:x", said))

    acknowledged(counter)
    assert verify(mall.top)[0] == 1, "it is not for the lost one to say"
    intruder = mall.terminal("reception")
    acknowledged(intruder)
    assert verify(mall.top)[0] == 1, "nor for one that the roster does not know"
    shutil.rmtree(mall.top / "local-reception")
    for path in mall.files("reception"):
        path.unlink()
    acknowledged(desk, "0" * 64)
    assert verify(mall.top)[0] == 1, "another event than the one that is here was looked at"
    acknowledged(desk)
    code, data = verify(mall.top)
    (finding,) = data["findings"]
    assert code == 0 and (finding["code"], finding["level"]) == ("void_and_known", "odd")
    assert finding["values"] == {"seq": cut[0] + 1, "count": 2, "words": "已找回"} and finding["line"]
    counter.says("又来了")
    code, data = verify(mall.top)
    assert code == 1 and codes(data) == {"void_and_known", "written_after_revocation"}


def test_a_signature_of_a_person_that_was_not_made_for_the_record_is_told(made: Made) -> None:
    """At a terminal of the roster, with its good key: somebody acts in another one's name."""
    mall, _terminals = made
    desk, person = mall.terminal("desk"), Signatory()
    person.unlock("li-si", PERSON.public, PERSON.private)
    right = person.signed(mall.fact("handover_signed", "handover:desk.1", {"side": "giving"}))
    (event,) = desk.record(right)
    assert event.data["signed"] and verify(mall.top)[0] == 0
    (forged,) = desk.record(replace(right, data={**right.data, "side": "receiving"}))
    code, data = verify(mall.top)
    (finding,) = data["findings"]
    assert code == 1 and (finding["code"], finding["values"]) == (
        "person_forged",
        {"seq": forged.seq, "person": "li-si"},
    )
    assert finding["file"] and finding["line"]


def test_a_clock_that_was_set_back_is_odd_and_no_alarm(made: Made) -> None:
    mall, _terminals = made
    desk = mall.terminal("desk")
    mall.later(-300)
    desk.witnesses()
    code, data = verify(mall.top)
    assert code == 0 and codes(data) == {"clock_back"}
    assert [one["level"] for one in data["findings"]] == ["odd"]


def test_a_witness_that_does_not_fit_its_root_is_told(made: Made) -> None:
    mall, _terminals = made
    desk = mall.terminal("desk")
    desk.record(mall.fact("heads_witnessed", "witness:desk", {"heads": {"counter": [1, "0" * 64]}, "root": "1" * 64}))
    code, data = verify(mall.top)
    assert code == 1 and codes(data) == {"witness_wrong"}


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root reads everything")
def test_what_may_not_be_read_is_not_proven(made: Made) -> None:
    mall, _terminals = made
    mall.files("desk")[0].chmod(0)
    code, data = verify(mall.top)
    assert code == 3 and "unreadable" in codes(data)


def test_a_folder_in_the_place_of_a_file_can_not_be_read_and_is_no_crash(made: Made) -> None:
    mall, _terminals = made
    path = mall.files("desk")[-1]
    path.unlink()
    path.mkdir()
    code, data = verify(mall.top)
    assert code == 3 and codes(data) == {"unreadable"}


@pytest.mark.parametrize("words", [("nowhere",), (".", "--against", "nowhere")])
def test_a_folder_without_journals_is_a_wrong_call(tmp_path: Path, words: tuple[str, ...]) -> None:
    done = run("verify", *words, cwd=tmp_path)
    assert done.returncode == 2 and not done.stdout


@pytest.mark.parametrize("words", [(), ("--json",)])
def test_where_every_journal_was_taken_away_nothing_is_said_to_be_unchanged(made: Made, words: tuple[str, ...]) -> None:
    """A terminal that has seen them misses them; on another machine there is nothing to prove."""
    mall, _terminals = made
    for path in mall.files():
        path.unlink()
    done = run("verify", mall.logs, *words, env=environment(DUTYTUI_HOME=str(mall.top.parent / "another")))
    assert done.returncode == 2 and not done.stdout and b"no journals" in done.stderr
    RememberedHeads(_local(mall), "00" * 32).raise_to(mall.heads, {})
    code, data = verify(mall.top)
    assert code == 1 and codes(data) == {"journal_gone"}


def test_what_others_leave_in_the_folder_is_named_and_harmless(made: Made) -> None:
    mall, _terminals = made
    day = mall.files("desk")[0].parent
    for name in ("desktop.ini", "~syncthing~desk.0001.json.tmp", ".DS_Store", "desk.0009.json.new"):
        (day / name).write_bytes(b"\0")
    (day / "notes.txt").write_bytes(b"x")
    (day / "desk.0001.json.torn-1").write_bytes(b"x")
    (day / "desk.0001.json.apart-45e6b56b").write_bytes(b"x")
    code, data = verify(mall.top)
    assert code == 0
    assert sorted((one["code"], one["file"]) for one in data["findings"]) == [
        ("foreign_file", "2026-11-23/notes.txt"),
        ("kept_apart", "2026-11-23/desk.0001.json.apart-45e6b56b"),
        ("set_aside", "2026-11-23/desk.0001.json.torn-1"),
    ]


def test_progress_stands_on_a_terminal_only(made: Made, on_terminal: Callable[..., Any]) -> None:
    mall, _terminals = made
    program = on_terminal(["-m", "dutytui", "verify", str(mall.top)], env=environment(DUTYTUI_HOME=str(mall.top / "h")))
    assert program.ends() == 0
    assert b"%" in program.shown and "Nothing was changed" in program.text


def test_the_day_of_a_part_is_part_of_what_is_proven(made: Made) -> None:
    mall, _terminals = made
    path = mall.files("desk")[0]
    away = mall.logs / (mall.day - timedelta(days=40)).isoformat() / path.name
    away.parent.mkdir()
    path.rename(away)
    code, data = verify(mall.top)
    assert code == 1 and codes(data) == {"segment_misplaced"}
    shutil.copy(away, path)
    assert codes(verify(mall.top)[1]) == {"segment_misplaced", "segment_twice"}


def test_the_guide_tells_every_field_and_every_code_of_the_data_and_no_other(made: Made) -> None:
    mall, _terminals = made
    path = mall.files("desk")[0]
    path.write_bytes(path.read_bytes().replace(b'"text":"0.1"', b'"text":"0.7"'))
    _code, data = verify(mall.top)
    guide = (CHECKOUT / "docs" / "operations.md").read_text("utf-8")
    told = {name: meaning for names, meaning in rows(guide, "field of `--json`") for name in spans(names)}
    assert told.keys() == data.keys()
    levels = {level.value for level in Level}
    assert set(spans(told["journals"])) == data["journals"][0].keys()
    assert set(spans(told["findings"])) - levels - {"logs"} == data["findings"][0].keys()
    (codes_told,) = [part for part in guide.split("\n\n") if part.startswith("Codes of level")]
    assert set(spans(codes_told)) == LEVELS.keys() | levels
    for part in codes_told.split("of level ")[1:]:
        level, *found = spans(part)
        assert set(found) == {code for code, its in LEVELS.items() if its.value == level}
    assert data["schema"] == 1
