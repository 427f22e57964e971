"""``dutytui init DIR``: a mall folder with the shipped procedures, to be edited."""

from __future__ import annotations

import argparse
from pathlib import Path

from dutytui.cli import exits
from dutytui.cli.output import complain, say
from dutytui.cli.stop import Stop
from dutytui.texts.catalogue import _
from dutytui.texts.os_words import os_words


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", metavar=_("DIR"), help=_("the folder; it may be there, without procedures"))
    parser.add_argument("--name", metavar=_("NAME"), help=_("the name of the mall"))
    parser.add_argument("--floors", metavar=_("FLOORS"), help=_("the floors, such as 6F-1F,B1"))
    parser.add_argument("--hours", metavar=_("HOURS"), help=_("the opening hours, such as 09:00-21:30"))
    missing = _("only add the shipped files that a folder made by an earlier version lacks")
    parser.add_argument("--missing", action="store_true", help=missing)


def run(arguments: argparse.Namespace) -> int:
    if arguments.missing:
        if arguments.name or arguments.floors or arguments.hours:
            raise Stop(exits.USAGE, _("--missing changes nothing that is there: use it without other options"))
        return _add_missing(Path(arguments.folder))
    return _make(arguments)


def _make(arguments: argparse.Namespace) -> int:
    from dutytui.screens.setup_answers import floors, hours

    levels = floors(arguments.floors) if arguments.floors else None
    times = hours(arguments.hours) if arguments.hours else None
    if arguments.floors and not isinstance(levels, tuple):
        raise Stop(exits.USAGE, _("--floors: write 6F, 3, B1 or a range such as 6F-1F"))
    if arguments.hours and times is None:
        raise Stop(exits.USAGE, _("--hours: write opening and closing like 9:00-21:30"))
    folder = Path(arguments.folder)
    make(folder, arguments.name, levels if isinstance(levels, tuple) else None, times)
    say(_("Made the mall folder {folder}", folder=folder))
    say(_("Open it: dutytui --mall {folder}", folder=folder))
    return exits.OK


def _add_missing(folder: Path) -> int:
    from dutytui.procedures.areas_added import add_missing
    from dutytui.texts.problems import line

    checklists = folder / "checklists"
    if not checklists.is_dir():
        raise Stop(exits.USAGE, _("{folder} is no mall folder; without --missing one is made", folder=folder))
    try:
        added = add_missing(checklists)
    except OSError as error:
        words = _("{folder} can't be written: {reason}", folder=checklists, reason=os_words(error))
        raise Stop(exits.NOT_SAVED, words) from error
    for name in added.names:
        say(_("Added {file}", file=checklists / name))
    if not added.names and not added.problems:
        say(_("Nothing is missing in {folder}", folder=checklists))
    for problem in added.problems:
        complain(line(problem))
    if not added.sound:
        complain(_("Nothing was added: these files are wrong. Mend them first."))
    elif added.problems:
        complain(_("These files do not fit this mall and were not added: add what they name, or write your own."))
    return exits.PROBLEMS if added.problems else exits.OK


def make(
    folder: Path,
    name: str | None = None,
    floors: tuple[str, ...] | None = None,
    hours: tuple[int, int] | None = None,
) -> None:
    """Make the folder; what is None stays as shipped. hours: minutes after midnight. Stops when it can't be made."""
    from dutytui.procedures.making import CannotMakeError, Wishes, init
    from dutytui.texts.problems import cannot_make

    opening, closing = (_clock(minutes) for minutes in hours) if hours else (None, None)
    try:
        init(folder, Wishes(name=name, floors=floors, opening=opening, closing=closing))
    except CannotMakeError as error:
        raise Stop(exits.PROBLEMS, cannot_make(error)) from error
    except OSError as error:
        words = _("{folder} can't be made: {reason}", folder=folder, reason=os_words(error))
        raise Stop(exits.NOT_SAVED, words) from error


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
