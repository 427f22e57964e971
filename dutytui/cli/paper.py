"""``dutytui paper [DAY]``: blank sheets for an outage, from now to the end of the day."""

from __future__ import annotations

import argparse
from datetime import date, timedelta
from typing import TYPE_CHECKING

from dutytui.cli import exits
from dutytui.cli.mall import opened
from dutytui.cli.output import plain
from dutytui.cli.report import with_output, write
from dutytui.cli.stop import Stop
from dutytui.texts.catalogue import _, pick

if TYPE_CHECKING:
    from dutytui.rules.looking import Looking


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "day", metavar=_("DAY"), nargs="?", default="today", help=_("today, tomorrow, or a date like 2026-11-22")
    )
    parser.add_argument(
        "--phases", metavar=_("PHASE"), nargs="+", default=(), help=_("only the sheets of these phases: ids or names")
    )
    with_output(parser)


def run(arguments: argparse.Namespace) -> int:
    """The file is written whole or not at all."""
    from dutytui.reports.blank import blank

    with opened(arguments) as desk:
        session = desk.session
        day = _day(arguments.day, session.day)
        desk.catch_up()  # what earlier days left open stands on the first sheet
        session.load_open(session.open_before())
        at = session.look(day)
        return write(arguments, blank(at, _phases(at, arguments.phases)))


def _day(typed: str, today: date) -> date:
    named = {"today": today, "tomorrow": today + timedelta(days=1)}
    try:
        found = named.get(typed.lower()) or date.fromisoformat(typed)
    except ValueError:
        words = _("{typed} is no day; write today, tomorrow or 2026-11-22", typed=plain(typed))
        raise Stop(exits.USAGE, words) from None
    if found < today:
        raise Stop(exits.USAGE, _("{day} is over: sheets are printed for what is to come", day=found.isoformat()))
    return found


def _phases(at: Looking, typed: list[str]) -> list[str]:
    found = []
    for words in typed:
        known = [one.id for one in at.procedures.phases if words in (one.id, *one.title.values())]
        if not known or known[0] not in at.plan.by_phase:
            names = _(", ").join(f"{pick(one.title)} ({one.id})" for one in at.procedures.phases)
            raise Stop(
                exits.USAGE,
                _("There is no phase {typed} on this day. Phases: {names}", typed=plain(words), names=names),
            )
        found.append(known[0])
    return found
