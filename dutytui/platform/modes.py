"""The terminal's input and output modes: remembered, quietened, put back. termios, or the Windows console.

Imports nothing of weight: the first paint uses it before anything else is loaded.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False  # loading typing takes longer than the first paint may
if TYPE_CHECKING:
    from collections.abc import Callable

if sys.platform == "win32":
    import ctypes
    import msvcrt

    _ENABLE_PROCESSED_INPUT = 0x0001
    _ENABLE_VIRTUAL_TERMINAL_INPUT = 0x0200
    _ENABLE_VIRTUAL_TERMINAL_PROCESSING = 0x0004
    _UTF8 = 65001

    def _get(descriptor: int) -> int | None:
        mode = ctypes.c_ulong()
        handle = msvcrt.get_osfhandle(descriptor)
        return mode.value if ctypes.windll.kernel32.GetConsoleMode(handle, ctypes.byref(mode)) else None

    def _set(descriptor: int, mode: int) -> None:
        ctypes.windll.kernel32.SetConsoleMode(msvcrt.get_osfhandle(descriptor), mode)

    def remember() -> Callable[[], None]:
        """Take note of the modes of standard input, output and error; the answer puts them back, as often as asked."""
        known = [(descriptor, _get(descriptor)) for descriptor in (0, 1, 2) if os.isatty(descriptor)]

        def undo() -> None:
            for descriptor, mode in known:
                if mode is not None:
                    _set(descriptor, mode)

        return undo

    def quiet(descriptor: int = 0) -> None:
        """No echo and no line editing: what is typed waits for whoever reads it."""
        _set(descriptor, _ENABLE_VIRTUAL_TERMINAL_INPUT | _ENABLE_PROCESSED_INPUT)

    def understands_escapes(descriptor: int) -> bool:
        """Ask the console to act on escape codes; False on one too old to."""
        mode = _get(descriptor)
        if mode is None:
            return False
        _set(descriptor, mode | _ENABLE_VIRTUAL_TERMINAL_PROCESSING)
        return bool((_get(descriptor) or 0) & _ENABLE_VIRTUAL_TERMINAL_PROCESSING)

else:
    import termios

    def remember() -> Callable[[], None]:
        """Take note of the modes of standard input; the answer puts them back, as often as asked."""
        try:
            before = termios.tcgetattr(0)
        except (termios.error, OSError):
            return lambda: None

        def undo() -> None:
            try:  # noqa: SIM105 - contextlib takes longer to load than the first paint may
                termios.tcsetattr(0, termios.TCSANOW, before)
            except (termios.error, OSError):
                pass  # the terminal is gone

        return undo

    def quiet(descriptor: int = 0) -> None:
        """No echo and no line editing: what is typed waits for whoever reads it. Ctrl+C still interrupts."""
        try:
            modes = termios.tcgetattr(descriptor)
            modes[3] &= ~(termios.ECHO | termios.ICANON)
            modes[6][termios.VMIN] = 1
            modes[6][termios.VTIME] = 0
            termios.tcsetattr(descriptor, termios.TCSANOW, modes)
        except (termios.error, OSError):
            pass  # no terminal: nothing echoes

    def understands_escapes(descriptor: int) -> bool:
        """Whether a terminal that acts on escape codes is behind the descriptor."""
        return os.isatty(descriptor) and os.environ.get("TERM", "") not in ("", "dumb")
