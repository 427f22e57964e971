"""``dutytui`` without a command: the desk on the screen."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dutytui.cli import exits, language
from dutytui.cli.stop import Stop
from dutytui.platform.ending import Ending, quiet_threads
from dutytui.platform.lean import lean_imports
from dutytui.platform.quick_classes import quick_widgets
from dutytui.platform.restore import Terminal
from dutytui.texts.catalogue import _

if TYPE_CHECKING:
    from textual.app import App

    from dutytui.bootstrap import Desk


def start(mall_asked: str | None, lang: str | None, terminal: Terminal | None) -> int:
    """Open the desk and stay until it is left. terminal: as the first paint has taken it, None if it did not run."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        language.speak(lang, None, os.environ)
        raise Stop(exits.USAGE, _("The desk needs a terminal. From a script, use: dutytui status, dutytui log"))
    terminal = terminal or Terminal()
    ending = Ending(terminal)
    ending.install()
    try:
        return _open(mall_asked, lang, terminal, ending)
    finally:
        terminal.give_back()


def show(app: App[Any], terminal: Terminal, ending: Ending, reports: Path | None) -> int:
    """Run a Textual program on the terminal; the answer is the exit code."""
    from dutytui.cli.dispatch import crashed
    from dutytui.platform import crash, textual_run

    quiet_threads(lambda error: crash.report(error, reports))
    error = textual_run.run(app, terminal, ending)
    if ending.code:
        return ending.code
    return exits.OK if error is None else crashed(error, reports)


def _open(mall_asked: str | None, lang: str | None, terminal: Terminal, ending: Ending) -> int:
    with lean_imports():
        import filelock  # noqa: F401 - the journal is locked with it in a moment

        from dutytui.bootstrap import find_mall, open_desk
        from dutytui.change_control.in_force import NoProceduresError

    mall = find_mall(mall_asked, os.environ, Path.cwd())
    if mall is None:
        language.speak(lang, None, os.environ)
        from dutytui.cli.set_up import set_up

        mall, lang, code = set_up(terminal, ending)
        if mall is None:
            return code
    try:
        desk = open_desk(mall)
    except (OSError, NoProceduresError) as error:
        from dutytui.cli.mall import cannot_open

        language.speak(lang, None, os.environ)
        raise cannot_open(mall, error) from error
    try:
        language.settle(lang, desk.settings, os.environ)
        first = _settle_width(desk)
        from dutytui.cli import first_paint

        # A bare start finds the user's own mall by no name; any other by its folder.
        bare = mall_asked is None and not first_paint.opened_by(os.environ)
        with_tour = first and desk.settings.get("tour") is None
        with lean_imports():
            quick_widgets()
            from dutytui.cli.live import LiveDesk

            app = LiveDesk(desk, "" if bare else str(mall), with_tour=with_tour)
        return show(app, terminal, ending, reports_of(desk))
    finally:
        desk.close()


def reports_of(desk: Desk) -> Path:
    """Where the reports of crashes go."""
    return desk.local.data / "crashes"


def _settle_width(desk: Desk) -> bool:
    """On a terminal's first start, ask it how wide it draws ambiguous characters; `doctor` asks again. The answer:
    whether it was the first."""
    if desk.settings.get("safe_width") is not None:
        return False
    from dutytui.platform.probe import widths

    found = widths()
    desk.settings.set("safe_width", bool(found and found.safe))
    return True
