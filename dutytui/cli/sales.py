"""``dutytui sales FILE``: bring in a day's sales from an export, as the desk does, from a shell or a nightly job."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dutytui.cli import exits
from dutytui.cli.log import actor
from dutytui.cli.mall import opened
from dutytui.cli.output import complain, say
from dutytui.cli.parser import date_typed, with_json
from dutytui.cli.pin import prove
from dutytui.cli.stop import Stop
from dutytui.texts.catalogue import _
from dutytui.texts.os_words import os_words

if TYPE_CHECKING:
    from dutytui.bootstrap import Desk
    from dutytui.imports.sales import SalesFile, SalesRead


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar=_("FILE"), help=_("the export, CSV or XLSX"))
    parser.add_argument(
        "--date",
        type=date_typed,
        metavar=_("DATE"),
        help=_("the day of the sales, like 2026-11-22; yesterday without it"),
    )
    parser.add_argument(
        "--column",
        action="append",
        default=[],
        metavar=_("FIELD=NAME"),
        help=_("which column is what, like counter=Shop; may be given several times"),
    )
    parser.add_argument("--as", dest="person", metavar=_("PERSON"), help=_("who brings it in: an id or a name"))
    parser.add_argument("--post", metavar=_("POST"), help=_("under which post: an id or a name"))
    with_json(parser)


def run(arguments: argparse.Namespace) -> int:
    """Lines that can't be used are told on standard error; the others are recorded all the same."""
    from dutytui.imports.sales import import_command, sales_read
    from dutytui.rules.sales.figures import reviewed_on, sold_before
    from dutytui.texts.sales_lines import bad_line

    with opened(arguments) as desk:
        session = desk.session
        session.actor = actor(session, arguments.person, arguments.post)
        prove(desk)
        sold = arguments.date or sold_before(session.day)
        file = _file(desk, Path(arguments.file))
        columns = _columns(desk, file, reviewed_on(sold), arguments.column)
        read = sales_read(file, columns, session.procedures)
        for bad in read.bad:
            complain(bad_line(bad))
        _submit(desk, import_command(file, read, columns, reviewed_on(sold)))
    _tell(arguments.json, sold, file, read, columns)
    return exits.PROBLEMS if read.bad else exits.OK


def _file(desk: Desk, path: Path) -> SalesFile:
    from dutytui.imports.picked import content
    from dutytui.imports.sales import sales_file
    from dutytui.imports.tables import UnreadableTableError
    from dutytui.texts.tables import unreadable

    try:
        return sales_file(path.name, content(path), desk.session.procedures.sales)
    except OSError as reason:
        words = _("{file} can't be opened: {reason}", file=path, reason=os_words(reason))
        raise Stop(exits.USAGE, words) from reason
    except UnreadableTableError as reason:
        raise Stop(exits.PROBLEMS, f"{path}: {unreadable(reason)}") from reason


def _columns(desk: Desk, file: SalesFile, day: date, named: list[str]) -> dict[str, int]:
    """As the desk would take them, then as the command line says. Stops when counter or amount has none."""
    from dutytui.imports.sales import first_columns, remembered_columns
    from dutytui.rules.sales.compare import days_compared
    from dutytui.rules.sales.procedure import COLUMNS, REQUIRED
    from dutytui.rules.sales.views import columns_known

    header = file.table.header
    session = desk.session
    for earlier in days_compared(session.procedures.sales, day):
        session.look(earlier)  # takes in what is known of that day
    at = session.look(day)
    kept = remembered_columns(desk.settings.get, file)
    columns = first_columns(file, at.procedures.sales, columns_known(at, header), kept)
    for given in named:
        field, _equals, name = given.partition("=")
        if field not in COLUMNS or name not in header:
            words = _("{given}: write FIELD=NAME. Fields: {fields}. Columns: {columns}", **_known(given, header))
            raise Stop(exits.USAGE, words)
        columns[field] = header.index(name)
    missing = [field for field in REQUIRED if field not in columns]
    if missing:
        words = _(
            "Which column is: {field}? Say it: --column {field}=NAME. Columns: {columns}",
            field=missing[0],
            columns=_(", ").join(header),
        )
        raise Stop(exits.PROBLEMS, words)
    return columns


def _known(given: str, header: tuple[str, ...]) -> dict[str, str]:
    from dutytui.rules.sales.procedure import COLUMNS

    return {"given": given, "fields": _(", ").join(COLUMNS), "columns": _(", ").join(header)}


def _submit(desk: Desk, command: Any) -> None:
    from dutytui.rules.refusal import Refusal
    from dutytui.session import NotSaved
    from dutytui.texts.refusals import disk_error, refused

    outcome = desk.session.submit(command)
    if isinstance(outcome, Refusal):
        raise Stop(exits.PROBLEMS, refused(outcome))
    if isinstance(outcome, NotSaved):
        raise Stop(exits.NOT_SAVED, disk_error(outcome.reason))


def _tell(as_data: bool, sold: date, file: SalesFile, read: SalesRead, columns: dict[str, int]) -> None:
    if as_data:
        from dutytui.cli.output import emit

        lines = [{"line": bad.number, "code": bad.code, "cell": bad.cell} for bad in read.bad]
        names = {field: file.table.header[at] for field, at in columns.items()}
        emit(
            {
                "day": sold.isoformat(),
                "file": file.name,
                "rows": len(read.rows),
                "total": f"{read.total / 100:.2f}",
                "columns": names,
                "bad": lines,
                "sums": list(read.sums),
            }
        )
        return
    from dutytui.texts.catalogue import n_

    words = n_(
        "{count} row of {file} saved as the sales of {day}",
        "{count} rows of {file} saved as the sales of {day}",
        len(read.rows),
        file=file.name,
        day=sold,
    )
    say(words)
