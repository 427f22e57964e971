"""``dutytui figures``: what the journals say of a stretch of days, on the terminal or as a file of other programs."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from dutytui.cli import exits
from dutytui.cli.mall import opened
from dutytui.cli.output import complain, emit, say
from dutytui.cli.parser import date_typed, with_json
from dutytui.cli.stop import Stop
from dutytui.texts.catalogue import _
from dutytui.texts.os_words import os_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dutytui.bootstrap import Desk
    from dutytui.rules.figures.counts import DayFigures

_TOLD_EVERY = 50


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--from",
        dest="first",
        type=date_typed,
        metavar=_("DATE"),
        help=_("the first day; the first of this month without it"),
    )
    parser.add_argument(
        "--until", dest="last", type=date_typed, metavar=_("DATE"), help=_("the last day; today without it")
    )
    parser.add_argument("--csv", metavar=_("FILE"), help=_("write a row a day to a CSV file"))
    parser.add_argument("--xlsx", metavar=_("FILE"), help=_("write a row a day to a workbook"))
    with_json(parser)


def run(arguments: argparse.Namespace) -> int:
    """Days that were never asked for are worked out first, and kept."""
    with opened(arguments) as desk:
        today = desk.session.day
        last = min(arguments.last or today, today)
        first = arguments.first or last.replace(day=1)
        if first > last:
            raise Stop(exits.USAGE, _("{first} lies behind {last}: give --from before --until", first=first, last=last))
        days = _days(desk, first, last)
        if arguments.csv or arguments.xlsx:
            _write(arguments, first, last, days)
        elif arguments.json:
            _emit(first, last, days)
        else:
            _say(first, last, days)
    return exits.OK


def _days(desk: Desk, first: date, last: date) -> Mapping[date, DayFigures]:
    """By day, in order; today as it stands."""
    from dutytui.rules.figures.of_day import day_figures

    desk.catch_up()  # which folders speak of which day
    known = desk.figures.between(first, last)
    if known.lacking:
        desk.figures.work(known.lacking, _tell)
        known = desk.figures.between(first, last)
    days = dict(known.days)
    if first <= desk.session.day <= last:
        days[desk.session.day] = day_figures(desk.session.look())
    return {day: days[day] for day in sorted(days)}


def _tell(done: int, of: int) -> bool:
    if done % _TOLD_EVERY == 0:
        complain(_("working out {done} of {all}", done=done, all=of))
    return True


def _write(arguments: argparse.Namespace, first: date, last: date, days: Mapping[date, DayFigures]) -> None:
    from dutytui.exports.saved import save
    from dutytui.exports.tables import csv_bytes, xlsx_bytes
    from dutytui.texts.figures import table

    span = f"{first} {last}"
    header, rows = table([*((day.isoformat(), of) for day, of in days.items()), (span, _whole(days))])
    for typed, data in ((arguments.csv, csv_bytes), (arguments.xlsx, None)):
        if not typed:
            continue
        path = Path(typed)
        try:
            save(path, data(header, rows) if data is not None else xlsx_bytes(span, header, rows))
        except OSError as reason:
            words = _("{file} can't be written: {reason}", file=path, reason=os_words(reason))
            raise Stop(exits.NOT_SAVED, words) from reason
        say(_("Written: {file}", file=path))


def _emit(first: date, last: date, days: Mapping[date, DayFigures]) -> None:
    """The counts themselves: whoever reads them adds them up as they like."""
    from dataclasses import asdict

    from dutytui.rules.figures.known import FIGURES

    whole = _whole(days)
    values = {figure.id: figure.value(whole) for figure in FIGURES}
    emit(
        {
            "from": first.isoformat(),
            "until": last.isoformat(),
            "figures": {name: None if value is None else float(round(value, 2)) for name, value in values.items()},
            "days": {day.isoformat(): asdict(of) for day, of in days.items()},
        }
    )


def _say(first: date, last: date, days: Mapping[date, DayFigures]) -> None:
    from dutytui.rules.figures.known import FIGURES
    from dutytui.texts.figures import GROUPS, name, parts_of, shown
    from dutytui.widgets.cells import pad

    whole = _whole(days)
    say(_("Figures from {first} to {last}, days recorded: {count}", first=first, last=last, count=whole.days))
    for group, heading in GROUPS.items():
        rows = [(one, one.value(whole)) for one in FIGURES if one.group == group]
        rows = [(one, value) for one, value in rows if value is not None]
        if rows:
            say(_(heading))
        for one, value in rows:
            say(f"  {pad(name(one), 30)}{pad(shown(one, value), 10, 'right')}  {parts_of(one, whole)}".rstrip())


def _whole(days: Mapping[date, DayFigures]) -> DayFigures:
    from dutytui.rules.figures.counts import NOTHING

    total = NOTHING
    for of in days.values():
        total = total.plus(of)
    return total
