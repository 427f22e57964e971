"""``dutytui demo``: an invented mall and day in a temporary folder, on a clock that may run fast."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from datetime import date, datetime, time
from pathlib import Path

from dutytui.cli import exits
from dutytui.cli.output import complain, say
from dutytui.cli.stop import Stop
from dutytui.texts.catalogue import _
from dutytui.texts.catalogue import language as spoken

_SLOWEST, _FASTEST = 1, 600


def configure(parser: argparse.ArgumentParser) -> None:
    rate = _("how many times as fast as the real clock, 1 to 600; {default} without it", default=60)
    parser.add_argument("--rate", type=_rate, default=60.0, metavar=_("RATE"), help=rate)
    parser.add_argument("--date", type=_date, metavar="YYYY-MM-DD", help=_("the day; today without it"))
    at = _("the time of day to begin at; 08:10 without it, before the staff comes in")
    parser.add_argument("--at", type=_time, default=time(8, 10), metavar="HH:MM", help=at)


def run(arguments: argparse.Namespace) -> int:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise Stop(exits.USAGE, _("The demonstration needs a terminal."))
    folder = Path(tempfile.mkdtemp(prefix="dutytui-demo-"))
    try:
        return _show(folder, arguments)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        if folder.exists():
            complain(_("This folder could not be removed: {folder}", folder=folder))
        else:
            say(_("The demonstration is over; its folder was removed."))


def _show(folder: Path, arguments: argparse.Namespace) -> int:
    from dutytui.cli.run import reports_of, show
    from dutytui.demo import show as demo
    from dutytui.platform.ending import Ending
    from dutytui.platform.restore import Terminal

    say(_("Making an invented mall and its day ..."))
    sys.stdout.flush()
    start = datetime.combine(arguments.date or demo.today(), arguments.at, demo.ZONE)
    # What this terminal would keep goes with the demonstration, too.
    os.environ["DUTYTUI_HOME"] = str(folder / "home")
    mall = folder / "mall"
    demo.make_mall(mall)
    told = demo.tell_until(mall, start)
    app, mine, theirs = demo.ready(mall, start, arguments.rate, told, spoken())
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


def _date(typed: str) -> date:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        raise argparse.ArgumentTypeError(_("{date} is not a date such as 2026-11-23", date=typed)) from None


def _time(typed: str) -> time:
    try:
        return time.fromisoformat(typed).replace(tzinfo=None)
    except ValueError:
        raise argparse.ArgumentTypeError(_("{time} is not a time of day such as 08:10", time=typed)) from None
