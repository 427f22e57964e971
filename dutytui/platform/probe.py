"""How wide this terminal draws the characters that Unicode calls ambiguous: print one, ask where the cursor is.

Chinese terminals and fonts draw ● ─ … ① two cells wide or one, and no variable tells. A terminal that does not answer
within the time is not known; nothing waits for ever.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Sequence

from dutytui.platform import modes
from dutytui.rules.lazy_dataclass import dataclass

AMBIGUOUS = ("●", "─", "…", "①")
WIDE = "值"
_ASK = "\x1b[6n"
_ANSWER = re.compile(rb"\x1b\[(\d{1,4});(\d{1,4})R")

Read = Callable[[float], bytes]
"""Bytes that arrive within so many seconds; b"" when none did."""


@dataclass(frozen=True, slots=True)
class Widths:
    """Cells each was drawn in; None when the terminal did not say. mixed: not all ambiguous ones are drawn alike."""

    ambiguous: int | None
    wide: int | None
    mixed: bool = False

    @property
    def safe(self) -> bool | None:
        """Whether the safe mode is needed: any ambiguous character drawn two wide."""
        return None if self.ambiguous is None else self.ambiguous != 1


def measure(write: Callable[[str], None], read: Read, timeout: float = 1.0) -> Widths:
    """Probe with the given ends of a terminal that is in quiet mode. timeout: seconds for each character."""
    found: list[int | None] = []
    for character in (*AMBIGUOUS, WIDE):
        write(f"\r{character}{_ASK}")
        found.append(_column(read, timeout))
        if found[-1] is None:
            break  # it won't answer the others either
    write("\r\x1b[K")
    if None in found:
        return Widths(None, None)
    *ambiguous, wide = (column - 1 for column in found if column is not None)
    return Widths(max(ambiguous), wide, len(set(ambiguous)) > 1)


def _column(read: Read, timeout: float) -> int | None:
    """The column of the next cursor report, 1 for the first; keys typed meanwhile are passed over."""
    heard = b""
    while True:
        arrived = read(timeout)
        if not arrived:
            return None
        heard += arrived
        answer = _ANSWER.search(heard)
        if answer:
            return int(answer[2])


def can_ask(descriptors: Sequence[int] = (0, 1)) -> bool:
    return all(os.isatty(descriptor) for descriptor in descriptors) and modes.understands_escapes(1)


def widths(timeout: float = 1.0) -> Widths | None:
    """Probe the terminal behind standard input and output; None when there is none. Its modes are put back."""
    if not can_ask():
        return None
    undo = modes.remember()
    try:
        modes.quiet()
        return measure(_write, _read, timeout)
    finally:
        undo()


def _write(text: str) -> None:
    sys.stdout.flush()
    os.write(1, text.encode("utf-8"))


if sys.platform == "win32":

    def _read(timeout: float) -> bytes:
        import msvcrt
        import threading

        waited = threading.Event()
        for _round in range(max(1, int(timeout / 0.01))):
            if msvcrt.kbhit():
                return msvcrt.getwch().encode("utf-8", "replace")
            waited.wait(0.01)
        return b""

else:

    def _read(timeout: float) -> bytes:
        import select

        ready, _write_ready, _failed = select.select([0], [], [], timeout)
        return os.read(0, 1024) if ready else b""
