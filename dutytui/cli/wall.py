"""``dutytui wall``: the day on a monitor in the security room. It takes no writer slot and records nothing."""

from __future__ import annotations

import argparse
import sys

from dutytui.cli import exits
from dutytui.cli.mall import looked_on
from dutytui.cli.stop import Stop
from dutytui.platform.ending import Ending
from dutytui.platform.restore import Terminal
from dutytui.texts.catalogue import _

_EVERY = 10
_QUICKEST, _SLOWEST = 2, 600


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--every",
        type=_seconds,
        default=_EVERY,
        metavar=_("SECONDS"),
        help=_("how long a page stands when there are several; {seconds} without it", seconds=_EVERY),
    )


def run(arguments: argparse.Namespace) -> int:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise Stop(exits.USAGE, _("The wall board needs a terminal. From a script, use: dutytui status"))
    with looked_on(arguments) as looker:
        terminal = Terminal()
        ending = Ending(terminal)
        ending.install()
        try:
            from dutytui.cli.run import show
            from dutytui.screens.wall.app import WallApp

            theme = looker.settings.get("theme", "night")
            plain = bool(looker.settings.get("safe_width", False))
            app = WallApp(looker, every=arguments.every, theme=theme, plain=plain)
            return show(app, terminal, ending, looker.local.data / "crashes")
        finally:
            terminal.give_back()


def _seconds(typed: str) -> int:
    seconds = int(typed) if typed.isdecimal() else 0
    if not _QUICKEST <= seconds <= _SLOWEST:
        words = _(
            "{typed} is not a number of seconds from {least} to {most}", typed=typed, least=_QUICKEST, most=_SLOWEST
        )
        raise argparse.ArgumentTypeError(words)
    return seconds
