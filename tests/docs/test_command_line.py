"""What the READMEs say of the command line is what the command line does, and the other way round."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from dutytui.cli import exits
from dutytui.cli.parser import COMMANDS, build
from dutytui.texts import catalogue
from tests.docs.documents import CHECKOUT, DOCUMENTS, READMES, code, named, rows

HEADINGS = {"README.md": ("command", "exit code"), "README.zh-CN.md": ("命令", "退出码")}
OF_OTHERS = re.compile(r"\bpip\b|\buv\b")
"""Lines of other programs, whose options are their own."""


@pytest.fixture(autouse=True)
def english() -> None:
    catalogue.use("en")


def grammar(command: str | None) -> argparse.ArgumentParser:
    parser = build([command] if command else [])
    if command is None:
        return parser
    commands = next(action for action in parser._actions if isinstance(action, argparse._SubParsersAction))
    found = commands.choices[command]
    assert isinstance(found, argparse.ArgumentParser)
    return found


def options(command: str | None) -> set[str]:
    return {option for action in grammar(command)._actions for option in action.option_strings if option[:2] == "--"}


COMMON = {"--mall", "--lang", "--help"}


@pytest.mark.parametrize("readme", READMES, ids=named)
def test_every_command_is_documented_with_its_options_and_no_other(readme: Path) -> None:
    heading, _exit = HEADINGS[readme.name]
    table = rows(readme.read_text("utf-8"), heading)
    told = {row[0].strip("`").removeprefix("dutytui").strip().partition(" ")[0]: row[2] for row in table}
    found = {command: set(re.findall(r"--[a-z-]+", cell)) for command, cell in told.items()}
    assert found == {"": set()} | {command: options(command) - COMMON for command in COMMANDS}


@pytest.mark.parametrize("readme", READMES, ids=named)
def test_options_of_all_commands_are_documented(readme: Path) -> None:
    assert options(None) == COMMON | {"--version"}
    text = " ".join(code(readme.read_text("utf-8")))
    assert {option for option in options(None) if option not in text} == set()


def test_exit_codes_are_documented() -> None:
    english, chinese = (readme.read_text("utf-8") for readme in READMES)
    told = {int(code): words.replace("`", "") for code, words in rows(english, HEADINGS["README.md"][1])}
    assert told == exits.MEANINGS
    with (CHECKOUT / "dutytui/texts/locale/zh_Hans/LC_MESSAGES/dutytui.po").open("rb") as file:
        translated = read_po(file)
    meanings = {code: translated[words].string for code, words in exits.MEANINGS.items()}
    told = {int(code): words.replace("`", "") for code, words in rows(chinese, HEADINGS["README.zh-CN.md"][1])}
    assert told == meanings


@pytest.mark.parametrize("document", DOCUMENTS, ids=named)
def test_no_document_names_a_command_or_option_that_is_not_there(document: Path) -> None:
    known = {option for command in (None, *COMMANDS) for option in options(command)}
    for piece in code(document.read_text("utf-8")):
        for line in piece.splitlines():
            if OF_OTHERS.search(line):
                continue
            for word in re.findall(r"\bdutytui ([a-z]+(?:-[a-z]+)*)", line):
                assert word in COMMANDS, line
            if line.startswith(("dutytui", "--")):
                assert set(re.findall(r"(?<![\w-])--[a-z-]+", line)) <= known, line


def test_the_summaries_are_those_of_the_help() -> None:
    help = grammar(None).format_help()
    for command, summary in COMMANDS.items():
        assert command in help and summary in help
