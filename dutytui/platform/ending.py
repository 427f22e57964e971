"""How the program is ended from outside: SIGTERM, a closed terminal, Ctrl+C.

Asked once, it ends in order (drafts kept, journal closed). If that can't be done within `GRACE` seconds, for instance
because the terminal that must be written to is gone, the process ends at once: what was acknowledged is on disk.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable
from types import FrameType
from typing import Any

from dutytui.platform.restore import Terminal

GRACE = 2.0
"""Seconds."""


class Ending:
    """`code` is 128 + the signal's number once one came, else 0; `asked` calls `end` in the main thread."""

    def __init__(self, terminal: Terminal) -> None:
        self._terminal = terminal
        self._end: Callable[[], None] | None = None
        self.code = 0

    def install(self) -> None:
        for name in ("SIGTERM", "SIGHUP", "SIGINT", "SIGBREAK"):
            number = getattr(signal, name, None)
            if number is not None:
                signal.signal(number, self._on_signal)

    def orderly(self, end: Callable[[], None]) -> None:
        """How to end in order from now on; before, a signal raises SystemExit."""
        self._end = end

    def watch_hangup(self, descriptor: int = 0) -> None:
        """End when the terminal goes away without a signal (a session started by nohup, a dead remote line).

        Textual would read end-of-file from it as fast as it can. Nothing is watched where `poll` can't watch terminals.
        """
        if sys.platform == "win32":
            return  # the console ends what runs in it when it is closed
        import select

        if not hasattr(select, "poll") or not os.isatty(descriptor):
            return

        def wait() -> None:
            watched = select.poll()
            watched.register(descriptor, 0)
            if any(happened & select.POLLHUP for _descriptor, happened in watched.poll()):
                os.kill(os.getpid(), signal.SIGHUP)

        threading.Thread(target=wait, name="hangup", daemon=True).start()

    def _on_signal(self, number: int, _frame: FrameType | None) -> None:
        again = bool(self.code)
        self.code = self.code or 128 + number
        if again:
            return
        if self._end is None:
            raise SystemExit(self.code)
        last = threading.Timer(GRACE, self._at_once)
        last.daemon = True
        last.start()
        self._end()

    def _at_once(self) -> None:
        self._terminal.give_back()
        os._exit(self.code)


def quiet_threads(report: Callable[[BaseException], Any]) -> None:
    """An error in a background thread goes into a report instead of across the screen."""

    def hook(arguments: threading.ExceptHookArgs) -> None:
        error = arguments.exc_value
        if error is not None and not isinstance(error, (SystemExit, OSError)):
            report(error)

    threading.excepthook = hook
