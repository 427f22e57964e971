"""``dutytui check [DIR]``: every problem of a mall's procedures, one a line, in the form editors can jump to."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dutytui.cli import exits
from dutytui.cli.mall import chosen
from dutytui.cli.output import complain, emit, say
from dutytui.cli.parser import with_json
from dutytui.cli.stop import Stop
from dutytui.texts.catalogue import _, n_

if TYPE_CHECKING:
    from dutytui.procedures.problem import Problem


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", nargs="?", metavar=_("DIR"), help=_("the mall folder; without it, the one in use"))
    with_json(parser)


def run(arguments: argparse.Namespace) -> int:
    from datetime import UTC

    from dutytui.clock import SystemClock
    from dutytui.procedures.load import load

    folder = _checklists(Path(arguments.folder) if arguments.folder else chosen(arguments))
    # The year in use decides which holidays are looked at; an hour of time zone does not matter to it.
    loaded = load(folder, SystemClock(UTC).now().date())
    wrong = [problem for problem in loaded.problems if not problem.is_hint]
    if arguments.json:
        emit({"folder": str(folder), "ok": not wrong, "problems": [_data(problem) for problem in loaded.problems]})
    else:
        _tell(folder, loaded.problems, len(wrong))
    return exits.PROBLEMS if wrong else exits.OK


def lines(folder: Path, problems: tuple[Problem, ...]) -> list[str]:
    """The problems with paths that can be opened from the current folder."""
    from dutytui.texts.problems import line

    return [os.path.join(_near(folder), line(problem)) for problem in problems]  # noqa: PTH118 - a line, not a path


def _tell(folder: Path, problems: tuple[Problem, ...], wrong: int) -> None:
    for line in lines(folder, problems):
        say(line)
    if wrong:
        complain(n_("{count} problem in {folder}", "{count} problems in {folder}", wrong, folder=_near(folder)))
    else:
        complain(_("{folder}: no problems", folder=_near(folder)))


def _data(problem: Problem) -> dict[str, Any]:
    from dutytui.texts.problems import sentence

    return {
        "file": problem.file,
        "line": problem.line,
        "column": problem.column,
        "code": problem.code.value,
        "hint": problem.is_hint,
        "message": sentence(problem),
    }


def _checklists(folder: Path) -> Path:
    """The folder of the procedures, whether the mall's was named or it itself."""
    inside = folder / "checklists"
    if inside.is_dir():
        return inside
    if (folder / "mall.yaml").is_file():
        return folder
    raise Stop(exits.USAGE, _("{folder} is no mall folder: it has no checklists", folder=folder))


def _near(folder: Path) -> str:
    """As short as it can be from here."""
    try:
        return str(folder.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(folder)
