"""``dutytui calendar --ics FILE``: what falls due, for phones and calendar programs."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path

from dutytui.cli import exits
from dutytui.cli.mall import opened
from dutytui.cli.output import complain, say
from dutytui.cli.parser import date_typed
from dutytui.cli.stop import Stop
from dutytui.texts.catalogue import _, n_, pick
from dutytui.texts.os_words import os_words

_STDOUT = "-"


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--ics", metavar=_("FILE"), required=True, help=_("the iCalendar file to write; - for standard output")
    )
    parser.add_argument("--year", type=int, metavar=_("YEAR"), help=_("all dates of a year; this one without it"))
    parser.add_argument(
        "--from", dest="first", type=date_typed, metavar=_("DATE"), help=_("the first date, like 2026-11-22")
    )
    parser.add_argument("--until", type=date_typed, metavar=_("DATE"), help=_("the last date, itself included"))


def run(arguments: argparse.Namespace) -> int:
    """The file is written whole or not at all; without obligations it is a calendar without events."""
    from dutytui.exports.due_dates import dated
    from dutytui.exports.ical import ical
    from dutytui.exports.saved import save
    from dutytui.rules.working_days import is_announced

    with opened(arguments) as desk:
        session = desk.session
        first, last = _span(arguments, session.day)
        entries = dated(session.procedures, first, last)
        mall = session.procedures.mall
        unknown = [year for year in range(first.year, last.year + 1) if not is_announced(session.procedures, year)]
        if unknown:
            years = " - ".join(map(str, sorted({unknown[0], unknown[-1]})))
            complain(_("Holidays not known here: {years}. Dates that go by working days may move", years=years))
        data = ical(entries, _("{mall}: what falls due", mall=pick(mall.name)), mall.time_zone, session.now())
    if arguments.ics == _STDOUT:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        return exits.OK
    try:
        save(Path(arguments.ics), data)
    except OSError as reason:
        words = _("{file} can't be written: {reason}", file=arguments.ics, reason=os_words(reason))
        raise Stop(exits.NOT_SAVED, words) from reason
    say(n_("{count} date written to {file}", "{count} dates written to {file}", len(entries), file=arguments.ics))
    return exits.OK


def _span(arguments: argparse.Namespace, today: date) -> tuple[date, date]:
    """Both inclusive. A beginning alone goes to the end of its year, an end alone begins with its year."""
    year = arguments.year or today.year
    if not 1900 <= year <= 9998:
        raise Stop(exits.USAGE, _("{typed} is no year; write 2026", typed=year))
    first, last = arguments.first, arguments.until
    first = first or date(last.year if last and not arguments.year else year, 1, 1)
    last = last or date(max(first.year, year) if arguments.year else first.year, 12, 31)
    if last < first:
        words = _("{until} is before {first}; exchange the two", until=last.isoformat(), first=first.isoformat())
        raise Stop(exits.USAGE, words)
    return first, last
