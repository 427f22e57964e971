"""Gives the terminal back as it was found, whatever ends the program.

Leaving the alternate screen a second time would move the cursor back into what was printed since, so one object knows
whether the screen is taken, and everything that takes it (the first paint, Textual's driver) tells it so.
"""

from __future__ import annotations

import os
import sys

from dutytui.platform import modes

TAKE_SCREEN = "\x1b[?1049h"
LEAVE_SCREEN = "\x1b[?1049l"
_PUT_BACK = "".join(
    (
        "\x1b[?2026l",  # a half-drawn synchronised frame would hide all that follows
        "\x1b[?2004l",  # bracketed paste
        "\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[?1016l",  # mouse
        "\x1b[?1004l",  # focus reports
        "\x1b[?2048l",  # resize reports
        "\x1b[<u",  # keyboard protocol; before the alternate screen is left, which has its own
        "\x1b[?7h\x1b[0m",
        LEAVE_SCREEN,
        "\x1b[?25h",
    )
)


class Terminal:
    """The terminal this process was started on. `taken` while the alternate screen is shown.

    Made before anything changes the terminal. `give_back` may be called from a signal handler or any thread, any number
    of times; it writes nothing when nothing was taken.
    """

    def __init__(self) -> None:
        self._undo_modes = modes.remember()
        self.taken = False
        self._touched = False

    @property
    def screen(self) -> int:
        """The descriptor the screen is drawn on, that of Textual's drivers: error on POSIX, output on Windows."""
        return 1 if sys.platform == "win32" else 2

    def take(self) -> None:
        """From now on the alternate screen or the modes are ours, and `give_back` has something to do."""
        self.taken = self._touched = True

    def give_back(self) -> None:
        if self.taken:
            self.taken = False
            try:  # noqa: SIM105 - contextlib takes longer to load than the first paint may
                os.write(self.screen, _PUT_BACK.encode("ascii"))
            except OSError:
                pass  # a terminal that is gone needs nothing back
        if self._touched:
            self._undo_modes()
