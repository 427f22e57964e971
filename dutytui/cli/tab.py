"""The desk in one browser tab: ``python -m dutytui.cli.tab MALL LANGUAGE OUTBOX``, started by ``dutytui serve`` alone.

Language, theme and glyphs are the tab's own: whoever looks from a tablet does not change what the terminal speaks. All
else is as at the terminal the server runs on, but for files: they go to the browser, and are never read by name.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from dutytui.cli import exits, output
from dutytui.cli.stop import Stop

if TYPE_CHECKING:
    from dutytui.bootstrap import Desk
    from dutytui.store.local import Settings

_OWN = frozenset({"language", "theme", "safe_width"})


class TabSettings:
    """The terminal's settings, with a tab's own over them for as long as it is open.

    A browser draws the ambiguous characters one cell wide: the page's terminal measures them so, whatever the font.
    """

    def __init__(self, kept: Settings, language: str) -> None:
        self._kept = kept
        self._own: dict[str, Any] = {"language": language, "safe_width": False}

    def get(self, name: str, default: Any = None) -> Any:
        return self._own[name] if name in self._own else self._kept.get(name, default)

    def set(self, name: str, value: Any) -> OSError | None:
        if name in _OWN:
            self._own[name] = value
            return None
        return self._kept.set(name, value)


def main(words: Sequence[str]) -> int:
    """Run until the tab is closed; what could not be done is told on standard error, which the server shows."""
    from dutytui.texts import catalogue

    mall, language, outbox = words
    output.prepare()
    catalogue.use(language)
    try:
        return _show(Path(mall), language, Path(outbox))
    except Stop as stop:
        output.complain(stop.words)
        return stop.code
    finally:
        shutil.rmtree(outbox, ignore_errors=True)  # the server does it, too; but it may have been killed


def _show(mall: Path, language: str, outbox: Path) -> int:
    from dutytui.bootstrap import open_desk
    from dutytui.change_control.in_force import NoProceduresError

    try:
        desk = open_desk(mall)
    except (OSError, NoProceduresError) as error:
        from dutytui.cli.mall import cannot_open

        raise cannot_open(mall, error) from error
    try:
        return _run(desk, language, outbox)
    finally:
        desk.close()


def _run(desk: Desk, language: str, outbox: Path) -> int:
    from dutytui.cli.dispatch import crashed
    from dutytui.cli.live import LiveDesk
    from dutytui.cli.run import reports_of
    from dutytui.imports import picked
    from dutytui.platform import crash, textual_run
    from dutytui.platform.ending import quiet_threads
    from dutytui.rules.commands import SignOut

    # Whoever sat at this slot last sat at another device, most likely: nobody goes on under somebody else's name.
    if desk.session.actor.person:
        desk.session.submit(SignOut(desk.session.actor.person))
    quiet_threads(lambda error: crash.report(error, reports_of(desk)))
    own = cast("Settings", TabSettings(desk.settings, language))
    app = LiveDesk(replace(desk, settings=own), None)
    app.outbox = outbox
    picked.shut_in(outbox)
    error = textual_run.run_in_tab(app)
    return exits.OK if error is None else crashed(error, reports_of(desk))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
