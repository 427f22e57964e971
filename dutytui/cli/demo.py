"""``dutytui demo``: an invented mall and day, on a clock that may run fast; the day before is there to be reviewed."""

from __future__ import annotations

import argparse
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from dutytui.cli import rehearsing
from dutytui.cli.parser import date_typed
from dutytui.texts.catalogue import _

if TYPE_CHECKING:
    from dutytui.rehearsal.stage import Rehearsal

_ME = "zhang-san"
"""The duty manager of the shipped mall: whoever watches sits in their place."""
_NIGHT = time(23, 59)
"""When the day before is over."""


def configure(parser: argparse.ArgumentParser) -> None:
    rehearsing.configure(parser)
    parser.add_argument("--date", type=date_typed, metavar=_("DATE"), help=_("the day; today without it"))
    parser.add_argument("--tour", action="store_true", help=_("begin with the guided tour: each step can be tried"))


def run(arguments: argparse.Namespace) -> int:
    def prepare(mall: Path) -> Rehearsal:
        from dutytui.rehearsal import stage
        from dutytui.rehearsal.invented.day import InventedDay
        from dutytui.rehearsal.story import STORY, THE_DAY_BEFORE

        stage.make_invented_mall(mall)
        start = datetime.combine(arguments.date or stage.today(), arguments.at, stage.ZONE)
        before = datetime.combine(start.date() - timedelta(days=1), _NIGHT, stage.ZONE)
        yesterday = stage.Rehearsal(mall, before, arguments.rate, _ME, InventedDay(THE_DAY_BEFORE))
        stage.catch_up(yesterday, stage.SLOW_DAY)
        return stage.Rehearsal(mall, start, arguments.rate, _ME, InventedDay(STORY))

    return rehearsing.on_stage(prepare, with_tour=arguments.tour)
