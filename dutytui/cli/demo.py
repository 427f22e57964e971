"""``dutytui demo``: an invented mall and day, on a clock that may run fast. A rehearsal of a day made up for it."""

from __future__ import annotations

import argparse
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from dutytui.cli import rehearsing
from dutytui.texts.catalogue import _

if TYPE_CHECKING:
    from dutytui.rehearsal.stage import Rehearsal

_ME = "zhang-san"
"""The duty manager of the shipped mall: whoever watches sits in their place."""


def configure(parser: argparse.ArgumentParser) -> None:
    rehearsing.configure(parser)
    parser.add_argument("--date", type=rehearsing.date_typed, metavar="YYYY-MM-DD", help=_("the day; today without it"))
    parser.add_argument("--tour", action="store_true", help=_("begin with the guided tour: each step can be tried"))


def run(arguments: argparse.Namespace) -> int:
    def prepare(mall: Path) -> Rehearsal:
        from dutytui.rehearsal import stage
        from dutytui.rehearsal.invented.day import InventedDay
        from dutytui.rehearsal.story import STORY

        stage.make_invented_mall(mall)
        start = datetime.combine(arguments.date or stage.today(), arguments.at, stage.ZONE)
        return stage.Rehearsal(mall, start, arguments.rate, _ME, InventedDay(STORY))

    return rehearsing.on_stage(prepare, with_tour=arguments.tour)
