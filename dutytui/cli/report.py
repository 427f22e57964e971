"""``dutytui report DAY``: a day's log, its handover sheets or its patrol record as a file; ``--to`` a summary."""

from __future__ import annotations

import argparse
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from dutytui.cli import exits
from dutytui.cli.mall import opened
from dutytui.cli.output import complain, plain, say
from dutytui.cli.stop import Stop
from dutytui.texts.catalogue import _

if TYPE_CHECKING:
    from dutytui.bootstrap import Desk
    from dutytui.exports.document import Document

_STDOUT = "-"
_FORMATS = ("html", "pdf", "xlsx", "csv", "md", "json")
_KINDS = ("day", "handover", "patrol", "approvals")
_TOLD_EVERY = 50
_MOST_DAYS = 31
"""With each day's log in one PDF: it is laid out as a whole, and a month of them takes 1.5 GB."""


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("day", metavar=_("DAY"), help=_("today, yesterday, or a date like 2026-11-22"))
    parser.add_argument("--to", metavar=_("DAY"), help=_("the last day: a summary of all days from DAY on"))
    parser.add_argument(
        "--kind", choices=_KINDS, help=_("the day's whole log (without it), handovers, patrols or approvals")
    )
    parser.add_argument("--every-day", action="store_true", help=_("with --to: each day's log behind the summary"))
    with_output(parser)


def with_output(parser: argparse.ArgumentParser) -> None:
    """Where a document goes, and in which format: what `write` asks for."""
    parser.add_argument("--format", choices=_FORMATS, help=_("as the name ends; html without either"))
    parser.add_argument(
        "-o", "--output", metavar=_("FILE"), help=_("the file to write; - for standard output; named by itself here")
    )
    parser.add_argument("--force", action="store_true", help=_("write over a file that is there"))


def run(arguments: argparse.Namespace) -> int:
    """The file is written whole or not at all."""
    _fits(arguments)
    with opened(arguments) as desk:
        today = desk.session.day
        first = _day(arguments.day, today)
        last = _day(arguments.to, today) if arguments.to else first
        if first > last:
            words = _("{until} is before {first}; exchange the two", until=last.isoformat(), first=first.isoformat())
            raise Stop(exits.USAGE, words)
        if last > today:
            raise Stop(exits.USAGE, _("{day} is still to come: nothing is recorded of it", day=last.isoformat()))
        _check_length(arguments, (last - first).days + 1)
        desk.catch_up()  # which folders speak of which day
        desk.session.load_open(desk.session.open_before())
        document = _summary(arguments, desk, first, last) if arguments.to else _of_day(arguments, desk, first)
        return write(arguments, document)


def _fits(arguments: argparse.Namespace) -> None:
    if arguments.to and arguments.kind:
        raise Stop(exits.USAGE, _("--kind is for one day: leave it out, or leave out --to"))
    if arguments.every_day and not arguments.to:
        raise Stop(exits.USAGE, _("--every-day needs --to: one day's log has all of it anyway"))


def _check_length(arguments: argparse.Namespace, days: int) -> None:
    if arguments.every_day and days > _MOST_DAYS and _form(arguments) == "pdf":
        words = _(
            "{days} days are too many for a PDF with each day's log, which holds {count}. Write .html and print that, "
            "or a PDF for each month by itself",
            days=days,
            count=_MOST_DAYS,
        )
        raise Stop(exits.USAGE, words)


def _day(typed: str, today: date) -> date:
    named = {"today": today, "yesterday": today - timedelta(days=1)}
    if typed.lower() in named:
        return named[typed.lower()]
    try:
        return date.fromisoformat(typed)
    except ValueError:
        words = _("{typed} is no day; write today, yesterday or 2026-11-22", typed=plain(typed))
        raise Stop(exits.USAGE, words) from None


def _of_day(arguments: argparse.Namespace, desk: Desk, day: date) -> Document:
    from dutytui.reports.daily import Kind
    from dutytui.reports.gathered import day_report

    document = day_report(desk.session, day, Kind(arguments.kind or Kind.DAY), desk.exchange.arrivals)
    if not any(desk.session.state.subjects(day)):
        complain(_("Nothing is recorded of {day}", day=day.isoformat()))
    return document


def _summary(arguments: argparse.Namespace, desk: Desk, first: date, last: date) -> Document:
    from dutytui.reports.gathered import day_sections
    from dutytui.reports.summary import summary
    from dutytui.rules.figures.of_day import day_figures
    from dutytui.texts.catalogue import pick

    session = desk.session
    known = desk.figures.between(first, last)
    if known.lacking:
        desk.figures.work(known.lacking, _tell)
        known = desk.figures.between(first, last)
    days = dict(known.days)
    if last == session.day and any(session.state.subjects(last)):
        days[last] = day_figures(session.look())
    ordered = {day: days[day] for day in sorted(days)}
    every = (lambda day: day_sections(session, day, desk.exchange.arrivals)) if arguments.every_day else None
    return summary(first, last, pick(session.procedures.mall.name), session.now(), ordered, every)


def _tell(done: int, of: int) -> bool:
    if done % _TOLD_EVERY == 0:
        complain(_("working out {done} of {all}", done=done, all=of))
    return True


def write(arguments: argparse.Namespace, document: Document) -> int:
    """The document as a file, whole or not at all; never over another one unasked."""
    from dutytui.exports.as_pdf import NoPdfError
    from dutytui.reports.files import FileThereError, name_of, put
    from dutytui.texts.unwritable import unwritable

    typed, form = arguments.output, _form(arguments)
    path = Path(typed or name_of(document, form)).expanduser()
    try:
        if typed == _STDOUT:
            return _to_stdout(document, form)
        put(document, form, path, over=arguments.force)
    except FileThereError:
        words = _("{file} is there already. --force writes over it, -o gives another name", file=plain(str(path)))
        raise Stop(exits.USAGE, words) from None
    except NoPdfError as reason:
        raise Stop(exits.USAGE, unwritable(path, reason)) from reason
    except (OSError, ValueError) as reason:
        raise Stop(exits.NOT_SAVED, plain(unwritable(path, reason))) from reason
    say(_("Written: {file}", file=plain(str(path))))
    return exits.OK


def _form(arguments: argparse.Namespace) -> str:
    from dutytui.reports.files import format_of

    typed = arguments.output
    return arguments.format or (format_of(Path(typed)) if typed and typed != _STDOUT else "") or "html"


def _to_stdout(document: Document, form: str) -> int:
    from dutytui.reports.files import FORMATS

    written = FORMATS[form](document)
    sys.stdout.flush()
    for piece in [written] if isinstance(written, bytes) else written:
        sys.stdout.buffer.write(piece if isinstance(piece, bytes) else piece.encode("utf-8", "backslashreplace"))
    return exits.OK
