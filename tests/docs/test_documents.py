"""The documents are true: what they name is there, what they show works, and what must be told is told."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import pytest

from dutytui.procedures.load import load
from dutytui.rules import events
from dutytui.rules.capture import Role, parse, vocabulary
from dutytui.store.lines import Line
from dutytui.texts import notices, refusals
from tests.desk import at_desk
from tests.docs.documents import CHECKOUT, DOCUMENTS, READMES, code, named, rows

MAKEFILE = (CHECKOUT / "Makefile").read_text("utf-8")
TARGETS = set(re.findall(r"^([a-z]+):", MAKEFILE, re.MULTILINE))
OPERATIONS = (CHECKOUT / "docs" / "operations.md").read_text("utf-8")
NOTED = re.compile(r"\b(?:[a-z0-9-]+\.)+(?:org|com|net|io|dev|cn)\b(?!/schema)")
"""A host; the project names none."""
MACHINE = re.compile(r"(?<![\w.~>/-])/(?:bin|etc|home|mnt|opt|root|srv|tmp|usr|var|work|Users)/|\b[A-Z]:\\")
"""A path of some machine, which is another one's nowhere."""


def anchors(text: str) -> set[str]:
    titles = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("document", DOCUMENTS, ids=named)
def test_every_link_leads_somewhere(document: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", document.read_text("utf-8")):
        path, _hash, anchor = target.partition("#")
        found = document.parent / path if path else document
        assert found.exists(), target
        assert not anchor or anchor in anchors(found.read_text("utf-8")), target


@pytest.mark.parametrize("document", DOCUMENTS, ids=named)
def test_every_make_target_is_there(document: Path) -> None:
    text = document.read_text("utf-8")
    named_targets = {word for piece in code(text) for word in re.findall(r"\bmake ([a-z]+)", piece)}
    assert named_targets <= TARGETS


def test_the_readmes_tell_how_to_run_and_how_to_test() -> None:
    for readme in READMES:
        assert {"make run", "make test"} <= set(code(readme.read_text("utf-8"))), readme.name


def test_the_plain_commands_are_those_of_the_makefile() -> None:
    recipes = [line.strip() for line in MAKEFILE.splitlines() if line.startswith("\t")]
    for wanted in ("--require-hashes -r constraints.txt", "--no-deps --no-build-isolation -e .", "-m pytest -n auto"):
        assert any(wanted in recipe for recipe in recipes), wanted
        for readme in READMES:
            assert wanted in readme.read_text("utf-8"), (readme.name, wanted)


@pytest.mark.parametrize("document", DOCUMENTS, ids=named)
def test_every_file_that_is_named_is_there(document: Path) -> None:
    for piece in code(document.read_text("utf-8")):
        for path in re.findall(r"^(?:dutytui|tests|docs|checklists|benchmarks)/[\w./-]*$", piece):
            assert (CHECKOUT / path).exists(), path


@pytest.mark.parametrize(
    "document",
    [*DOCUMENTS, CHECKOUT / "Makefile", CHECKOUT / "pyproject.toml", CHECKOUT / ".ci" / "run"],
    ids=named,
)
def test_no_host_and_no_path_of_a_machine_is_named(document: Path) -> None:
    text = document.read_text("utf-8").replace("#!/usr/bin/env bash", "").replace("/dev/null", "")
    assert NOTED.findall(text) == []
    assert MACHINE.findall(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("see /home/someone/x", True),
        ("see C:\\Users", True),
        ("from files.example.org", True),
        ("in logs/2026-11-23/desk.0001.json, ~/x and .venv/bin/python", False),
    ],
)
def test_hosts_and_machine_paths_would_be_found(text: str, found: bool) -> None:
    assert bool(NOTED.search(text) or MACHINE.search(text)) is found


def test_every_event_kind_is_explained_and_no_other() -> None:
    told = {row[0].strip("`"): row for row in rows(OPERATIONS, "kind")}
    assert set(told) == events.KINDS
    assert all(row[1] for row in told.values())


def test_the_fields_of_an_event_are_those_a_journal_holds() -> None:
    held = {field.encode_name for field in msgspec.structs.fields(Line)}
    told = {field for row in rows(OPERATIONS, "field of an event") for field in re.findall(r"`(\w+)`", row[0])}
    assert told == held


def test_what_the_desk_is_quoted_with_is_what_it_says() -> None:
    known = [*notices.NOTICES.values(), *refusals.REFUSALS.values(), *refusals._DISK.values()]
    known.append("NOT saved: the disk said {reason}.")
    for row in rows(OPERATIONS, "the desk says"):
        parts = [part.strip() for part in row[0].split("…") if part.strip()]
        assert any(all(part in message for part in parts) for message in known), row[0]


def test_every_variable_of_the_environment_is_told() -> None:
    source = "".join(path.read_text("utf-8") for path in (CHECKOUT / "dutytui").rglob("*.py"))
    told = "".join(document.read_text("utf-8") for document in DOCUMENTS)
    assert {name for name in re.findall(r'"(DUTYTUI_[A-Z]+)"', source) if f"`{name}`" not in told} == set()


def test_every_dependency_has_its_reason() -> None:
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = [text for extra, several in project["optional-dependencies"].items() if extra != "dev" for text in several]
    names = {re.split(r"[^\w.-]", text)[0] for text in (*project["dependencies"], *extras)}
    design = (CHECKOUT / "docs" / "design.md").read_text("utf-8")
    told = {name.split(" (")[0] for row in rows(design, "package") for name in row[0].split(", ")}
    assert names == told


@pytest.mark.parametrize("table", ["hazard", "attack"])
def test_every_hazard_of_a_shared_folder_and_every_attack_names_the_tests_that_try_it(table: str) -> None:
    written = "".join(path.read_text("utf-8") for path in (CHECKOUT / "tests").rglob("test_*.py"))
    design = (CHECKOUT / "docs" / "design.md").read_text("utf-8")
    for hazard, _done, tried in rows(design, table):
        tests = re.findall(r"`(test_\w+)`", tried)
        assert tests, hazard
        for test in tests:
            assert f"def {test}(" in written, test


def test_the_version_has_an_entry_in_the_changelog() -> None:
    from dutytui import __version__

    assert f"\n## {__version__}\n" in (CHECKOUT / "CHANGELOG.md").read_text("utf-8")


@pytest.mark.parametrize("readme", READMES, ids=named)
async def test_the_journals_are_read_as_the_readme_says(readme: Path, mall: Path) -> None:
    async with at_desk(mall):
        pass  # signing in is recorded
    (program,) = [piece for piece in code(readme.read_text("utf-8")) if "import TinyDB" in piece]
    ran = subprocess.run(
        [sys.executable, "-c", program], cwd=mall, capture_output=True, timeout=60, env=os.environ | {"PYTHONUTF8": "1"}
    )
    assert ran.returncode == 0, ran.stderr.decode()
    lines = ran.stdout.decode("utf-8").splitlines()
    recorded = [events.JOURNAL_OPENED, events.SIGNED_IN, events.DESK_OPENED, events.DESK_CLOSED]
    assert [line.split()[1] for line in lines] == recorded


def procedures() -> Any:
    found = load(CHECKOUT / "checklists", date(2026, 11, 23)).procedures
    assert found is not None
    return found


@pytest.mark.parametrize("readme", READMES, ids=named)
def test_the_capture_lines_of_the_readme_are_understood(readme: Path) -> None:
    words = vocabulary(procedures())
    now = datetime(2026, 11, 23, 15, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
    shown = [piece for piece in code(readme.read_text("utf-8")) if piece.startswith("1432 ")]
    assert shown
    for line in shown:
        capture = parse(line, words, now)
        assert capture.problems == ()
        assert {part.role for part in capture.parts} == set(Role), line


@pytest.mark.parametrize("readme", READMES, ids=named)
def test_every_form_of_a_part_in_the_readme_is_understood(readme: Path) -> None:
    words = vocabulary(procedures())
    now = datetime(2026, 11, 23, 15, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
    heading = "part" if readme.name == "README.md" else "内容"
    forms = [form for row in rows(readme.read_text("utf-8"), heading) for form in re.findall(r"`([^`]+)`", row[1])]
    assert len(forms) > 6
    for form in forms:
        capture = parse(f"{form} 漏水", words, now)
        assert capture.problems == () and len(capture.parts) == 2, form


def test_pictures_are_small() -> None:
    pictures = list((CHECKOUT / "docs" / "pictures").iterdir())
    assert pictures
    assert {path.name: path.stat().st_size for path in pictures if path.stat().st_size > 200_000} == {}
