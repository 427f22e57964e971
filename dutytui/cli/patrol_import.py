"""``dutytui patrol-import FILE``: the readings of a patrol reader into the rounds of their days."""

from __future__ import annotations

import argparse
from pathlib import Path

from dutytui.cli import exits
from dutytui.cli.mall import opened
from dutytui.cli.output import complain, say
from dutytui.cli.parser import date_typed
from dutytui.cli.pin import prove
from dutytui.cli.stop import Stop
from dutytui.texts.catalogue import _
from dutytui.texts.os_words import os_words


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar=_("FILE"), help=_("what the reader exported: CSV or XLSX"))
    parser.add_argument("--date", type=date_typed, metavar=_("DATE"), help=_("the day of lines without a date; today"))
    parser.add_argument("--as", dest="person", metavar=_("PERSON"), help=_("who brings it in: an id or a name"))
    parser.add_argument("--post", metavar=_("POST"), help=_("under which post: an id or a name"))


def run(arguments: argparse.Namespace) -> int:
    from dutytui.cli.log import actor
    from dutytui.imports.picked import content
    from dutytui.imports.tables import UnreadableTableError
    from dutytui.screens.patrol.importing import import_readings, report, summary
    from dutytui.texts.tables import unreadable

    path = Path(arguments.file)
    try:
        data = content(path)
    except OSError as error:
        why = os_words(error)
        raise Stop(exits.USAGE, _("{file} can't be opened: {reason}", file=path, reason=why)) from error
    with opened(arguments) as desk:
        desk.session.actor = actor(desk.session, arguments.person, arguments.post)
        prove(desk)
        try:
            result = import_readings(desk.session, data, path.name, arguments.date or desk.session.day)
        except UnreadableTableError as error:
            raise Stop(exits.PROBLEMS, unreadable(error)) from error
    say(summary(result))
    for line in report(result):
        complain(line)
    if result.not_saved:
        return exits.NOT_SAVED
    return exits.PROBLEMS if result.bad or result.unmatched or result.failures else exits.OK
