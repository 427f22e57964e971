"""``dutytui rehearse``: a day of this mall plays itself: from its records, or invented when nothing was recorded."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from dutytui.cli import exits, rehearsing
from dutytui.cli.mall import cannot_open, chosen
from dutytui.cli.parser import date_typed
from dutytui.cli.stop import Stop
from dutytui.texts.catalogue import _

if TYPE_CHECKING:
    from dutytui.rehearsal.stage import Rehearsal
    from dutytui.rules.procedure import Procedures


def configure(parser: argparse.ArgumentParser) -> None:
    day = _("the day: a recorded one is played from its records, any other is invented from the procedures")
    parser.add_argument("date", type=date_typed, metavar=_("DATE"), help=day)
    rehearsing.configure(parser)
    me = _("the person you train as: what they would do is left to you; without it you watch")
    parser.add_argument("--as", dest="me", default="", metavar=_("PERSON"), help=me)


def run(arguments: argparse.Namespace) -> int:
    mall = chosen(arguments)

    def prepare(folder: Path) -> Rehearsal:
        from dutytui.change_control.in_force import NoProceduresError
        from dutytui.procedures.load import load
        from dutytui.rehearsal import stage
        from dutytui.rehearsal.invented.day import InventedDay
        from dutytui.rehearsal.replayed import ReplayedDay, of_day, script
        from dutytui.store.replica import Replica

        loaded = load(mall / "checklists", arguments.date)
        procedures = loaded.procedures
        if procedures is None:
            raise cannot_open(mall, NoProceduresError(loaded.problems))
        _check_person(procedures, arguments.me)
        recorded = Replica(mall / "logs").read_day(arguments.date).events
        lines = script(of_day(recorded, arguments.date))
        stage.copy_mall(mall, folder)
        start = stage.moment_of(arguments.date, arguments.at, procedures.mall)
        play = ReplayedDay(lines) if lines else InventedDay()
        return stage.Rehearsal(folder, start, arguments.rate, arguments.me, play)

    return rehearsing.on_stage(prepare)


def _check_person(procedures: Procedures, person: str) -> None:
    people = [one.id for one in procedures.people]
    if person and person not in people:
        words = _("There is no person {given}. There are: {people}", given=person, people=_(", ").join(people))
        raise Stop(exits.USAGE, words)
