"""The command line's grammar: one table of commands; a command's own file is loaded when it is chosen."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import date
from importlib import import_module
from types import ModuleType

from dutytui import __version__
from dutytui.cli import exits
from dutytui.cli.help_text import HelpText
from dutytui.texts.catalogue import LANGUAGES, N_, _, speak_argparse

COMMANDS = {
    "demo": N_("an invented mall and day, on a clock that may run fast"),
    "rehearse": N_("a day of this mall plays itself, for training"),
    "init": N_("make a mall folder"),
    "check": N_("check the procedures of a mall folder"),
    "changes": N_("what the files change against the procedures in force"),
    "log": N_("write an entry into the logbook"),
    "sales": N_("bring in a day's sales from an export"),
    "patrol-import": N_("bring in what a patrol reader has read"),
    "figures": N_("what the journals say of a stretch of days"),
    "paper": N_("blank sheets for an outage, to be keyed in afterwards"),
    "report": N_("a day's log or handovers as a file, or a summary"),
    "search": N_("find what was ever recorded, over all days"),
    "calendar": N_("what falls due, as a file for calendar programs"),
    "share": N_("connect a shared folder, or say how it stands"),
    "join": N_("a new terminal that takes over what a share holds"),
    "alerts": N_("whom this terminal tells of alarms: set up, try, mute"),
    "status": N_("what the day looks like now"),
    "terminals": N_("the mall's terminals, and which wait to be let in"),
    "wall": N_("the day on a monitor, to look at only"),
    "serve": N_("the desk in a browser, for a tablet or another PC"),
    "where": N_("which folders are used, and why"),
    "verify": N_("prove that nothing was changed, or name what was"),
    "archive": N_("pack days of past years, a file a year, or unpack them"),
    "backup": N_("a whole copy of the mall folder as one file, proven"),
    "restore": N_("prove a backup, or put it into an empty folder"),
    "doctor": N_("look at this terminal, its clock and its disk"),
    "completions": N_("print the completions for a shell"),
}
"""Each is a module of `dutytui.cli` (with _ for -) with `configure(parser)` and `run(arguments) -> int`."""


def load(command: str) -> ModuleType:
    return import_module(f"dutytui.cli.{command.replace('-', '_')}")


def build(chosen: Sequence[str]) -> argparse.ArgumentParser:
    """The parser, with the arguments of the commands in `chosen`; the others are known by name only."""
    speak_argparse()
    parser = _Parser(
        prog="dutytui",
        description=_("The duty desk of a shopping mall. Without a command it opens the desk."),
        epilog=_("Exit codes:") + "\n" + exits.table(),
        formatter_class=HelpText,
    )
    parser.add_argument(
        "-V",
        "--version",
        action="version",
        version=f"dutytui {__version__}",
        help=_("show program's version number and exit"),
    )
    _common(parser, None)
    commands = parser.add_subparsers(dest="command", title=_("commands"), metavar=_("COMMAND"), parser_class=_Parser)
    for name, summary in COMMANDS.items():
        # Python 3.14 colours help; told not to, since help ends in pipes and in consoles that know no colours.
        command = commands.add_parser(
            name,
            help=_(summary),
            description=_(summary),
            epilog=_("Exit codes:") + "\n" + exits.table(),
            formatter_class=HelpText,
        )
        _common(command, argparse.SUPPRESS)
        if name in chosen:
            load(name).configure(command)
    return parser


def date_typed(typed: str) -> date:
    """A type of arguments."""
    try:
        return date.fromisoformat(typed)
    except ValueError:
        raise argparse.ArgumentTypeError(_("{typed} is no date; write 2026-11-22", typed=typed)) from None


def with_json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help=_("print data instead of words"))


class _Parser(argparse.ArgumentParser):
    """No abbreviations: a script written today must mean the same when another option is added."""

    def __init__(self, **options: object) -> None:
        super().__init__(allow_abbrev=False, **options)  # type: ignore[arg-type]


def _common(parser: argparse.ArgumentParser, default: object) -> None:
    """Options that stand before or after the command. With SUPPRESS, the command's do not undo the program's."""
    parser.add_argument("--mall", metavar=_("DIR"), default=default, help=_("the mall folder to work on"))
    parser.add_argument("--lang", choices=LANGUAGES, default=default, help=_("the language to speak"))
