"""Runs a Textual program so that the terminal comes back and an error is worded, not dumped.

What touches Textual's private names is here and nowhere else: the fatal-error printer, and the driver's first sequence.
"""

from __future__ import annotations

import asyncio
from threading import Lock
from typing import Any

from textual.app import App
from textual.driver import Driver
from textual.events import Key, Paste
from textual.message import Message

from dutytui.platform import windows_input
from dutytui.platform.ending import Ending
from dutytui.platform.quiet_input import quiet_input
from dutytui.platform.restore import LEAVE_SCREEN, TAKE_SCREEN, Terminal
from dutytui.platform.written import counting


def run(app: App[Any], terminal: Terminal, ending: Ending) -> Exception | None:
    """Run `app` to its end and give the terminal back. The answer is the error that ended it, or None."""
    windows_input.mend()
    app.driver_class = _telling(counting(quiet_input(app.driver_class)), terminal)
    ending.orderly(lambda: _exit_soon(app))
    ending.watch_hangup()
    try:
        return _run(app)
    finally:
        terminal.give_back()


def run_in_tab(app: App[Any]) -> Exception | None:
    """Run `app` for a browser, spoken to through the pipes of this process. The answer is the error that ended it."""
    from dutytui.platform.tab_driver import TabDriver  # only in a process that a server has started

    app.driver_class = TabDriver
    return _run(app)


def _run(app: App[Any]) -> Exception | None:
    # Textual would print a page of traceback with the values of all variables; the report has what is needed.
    setattr(app, "_fatal_error", app._close_messages_no_wait)  # noqa: B010 - a method is replaced on purpose
    try:
        app.run()
    except Exception as error:
        return error
    return app._exception


def let_keys_through(app: App[Any]) -> None:
    """Hand over what was typed into the first paint; the program has a screen that hears it now."""
    release = getattr(app._driver, "let_keys_through", None)
    if release is not None:
        release()


def _exit_soon(app: App[Any]) -> None:
    """Called from a signal handler in the thread of the loop, which may be asleep: wake it."""
    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:
        raise SystemExit(0) from None
    loop.call_soon_threadsafe(app.exit)


def _telling(driver: type[Driver], terminal: Terminal) -> type[Driver]:
    """The driver: it tells `terminal` of the screen, and keeps keys until there is a screen that hears them.

    If the first paint has taken the screen already, taking it again is left out: terminals clear it when asked, and the
    person would see it go dark between the first paint and the live screen.
    """

    class Telling(driver):  # type: ignore[misc, valid-type]
        def __init__(self, *arguments: Any, **options: Any) -> None:
            super().__init__(*arguments, **options)
            self._early: list[Message] | None = [] if terminal.taken else None
            self._passing = Lock()

        def process_message(self, message: Message) -> None:
            with self._passing:
                if self._early is None or not isinstance(message, (Key, Paste)):
                    super().process_message(message)
                else:
                    self._early.append(message)

        def let_keys_through(self) -> None:
            with self._passing:
                early, self._early = self._early or [], None
                for message in early:
                    super().process_message(message)

        def write(self, data: str) -> None:
            if data == TAKE_SCREEN:
                painted = terminal.taken
                terminal.take()
                if painted:
                    return
            elif LEAVE_SCREEN in data:
                if not terminal.taken:
                    return
                terminal.taken = False
            super().write(data)

    return Telling
