"""Textual's driver for a browser, ended when nobody is at the other end of the pipes any more.

Textual's own reads end-of-file and goes on without input for ever, and a write to nobody is an error in the program. A
server that was killed would leave a process with a writer slot for each tab.
"""

from __future__ import annotations

import os
import threading
from typing import Any

from textual import events, messages
from textual.drivers.web_driver import WebDriver

GRACE = 8.0
"""Seconds to end in order once the server is gone; then the process ends at once: what was acknowledged is on disk."""


class TabDriver(WebDriver):
    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._leaving = threading.Lock()
        self._write = self._write_whole  # type: ignore[assignment]

    def start_application_mode(self) -> None:
        super().start_application_mode()
        # Textual takes a tab for left until it hears otherwise, and what is left has no field to type into. Here a tab
        # is never left: the strip of keys beside the terminal belongs to it.
        self._app.call_later(self._app.post_message, events.AppFocus())

    def run_input_thread(self) -> None:
        super().run_input_thread()
        if not self.exit_event.is_set():
            self._nobody_there()

    def tell_server(self, **what: str) -> None:
        """Say something beside the screen."""
        self.write_meta(dict(what))

    def _write_whole(self, data: bytes) -> int:
        left = data
        try:
            while left:
                left = left[os.write(self.fileno, left) :]
        except OSError:
            self._nobody_there()
        return len(data)

    def _nobody_there(self) -> None:
        """Called from either thread, any number of times."""
        if not self._leaving.acquire(blocking=False):
            return
        last = threading.Timer(GRACE, os._exit, (1,))
        last.daemon = True
        last.start()
        self._app.post_message(messages.ExitApp())
