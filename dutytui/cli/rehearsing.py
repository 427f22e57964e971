"""What ``demo`` and ``rehearse`` share: their options, and a stage that is taken down at the end."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from datetime import time
from pathlib import Path
from typing import TYPE_CHECKING

from dutytui.cli import exits
from dutytui.cli.output import complain, say
from dutytui.cli.stop import Stop
from dutytui.texts.catalogue import _
from dutytui.texts.catalogue import language as spoken

if TYPE_CHECKING:
    from dutytui.rehearsal.stage import Rehearsal

_SLOWEST, _FASTEST = 1, 600


def configure(parser: argparse.ArgumentParser) -> None:
    rate = _("how many times as fast as the real clock, 1 to 600; {default} without it", default=60)
    parser.add_argument("--rate", type=_rate, default=60.0, metavar=_("RATE"), help=rate)
    at = _("the time of day to begin at; 08:10 without it, before the staff comes in")
    parser.add_argument("--at", type=_time, default=time(8, 10), metavar="HH:MM", help=at)


def on_stage(prepare: Callable[[Path], Rehearsal], *, with_tour: bool = False) -> int:
    """Make a folder, let `prepare` make the rehearsal in it, show it, and remove the folder. The answer: exit code."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise Stop(exits.USAGE, _("A rehearsal needs a terminal."))
    folder = Path(tempfile.mkdtemp(prefix="dutytui-rehearsal-"))
    try:
        return _show(folder, prepare, with_tour=with_tour)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        if folder.exists():
            complain(_("This folder could not be removed: {folder}", folder=folder))
        else:
            say(_("The rehearsal is over; its folder was removed."))


def _show(folder: Path, prepare: Callable[[Path], Rehearsal], *, with_tour: bool) -> int:
    from dutytui.cli.run import reports_of, show
    from dutytui.platform.ending import Ending
    from dutytui.platform.restore import Terminal
    from dutytui.rehearsal import stage

    say(_("Making the mall and its day ..."))
    sys.stdout.flush()
    # What this terminal would keep goes with the rehearsal, too.
    os.environ["DUTYTUI_HOME"] = str(folder / "home")
    rehearsal = prepare(folder / "mall")
    stage.catch_up(rehearsal)
    app, mine, theirs = stage.ready(rehearsal, spoken(), with_tour=with_tour)
    terminal = Terminal()
    ending = Ending(terminal)
    ending.install()
    try:
        return show(app, terminal, ending, reports_of(mine))
    finally:
        terminal.give_back()
        theirs.close()
        mine.close()


def _rate(typed: str) -> float:
    try:
        rate = float(typed)
    except ValueError:
        rate = 0.0
    if not _SLOWEST <= rate <= _FASTEST:
        raise argparse.ArgumentTypeError(_("{rate} is not a number from 1 to 600", rate=typed))
    return rate


def _time(typed: str) -> time:
    try:
        return time.fromisoformat(typed).replace(tzinfo=None)
    except ValueError:
        raise argparse.ArgumentTypeError(_("{time} is not a time of day such as 08:10", time=typed)) from None
