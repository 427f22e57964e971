"""Shift punctuation typed through a Windows input method (？！：（）) reaches the program.

Textual's console reader leaves out every key event that has a control state and no virtual key, taking it for a bare
modifier. An input method delivers the character of Shift+/ just so, and nothing follows it (textual#6667; the mend,
PR #6689, is open). The records are amended before Textual sees them: one that carries a character loses its control
state, so the reader keeps it; one without a character is left as it is and still dropped.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from typing import Any

HAVE_THE_BUG = frozenset({"8.2.8"})
"""Versions of Textual that were looked at and have it. Any other is left alone."""

_KEY_EVENT = 0x0001
_SHIFT = 0x0010
_LOCKS = 0x0020 | 0x0040 | 0x0080  # Num Lock, Scroll Lock and Caps Lock are part of the state too
_HARMLESS = _SHIFT | _LOCKS


def is_typed(key_down: bool, control_state: int, virtual_key: int, character: str) -> bool:
    """Whether the event is a character from an input method that Textual's reader would drop.

    Only with Shift or the lock keys: with Ctrl or Alt held it is no typing.
    """
    return (
        bool(key_down)
        and virtual_key == 0
        and control_state != 0
        and not control_state & ~_HARMLESS
        and character not in ("", "\x00")
    )


def amend(records: Iterable[Any]) -> None:
    """Clear the control state of each ``INPUT_RECORD`` that is such a character, in place."""
    for record in records:
        if record.EventType != _KEY_EVENT:
            continue
        key = record.Event.KeyEvent
        if is_typed(key.bKeyDown, key.dwControlKeyState, key.wVirtualKeyCode, key.uChar.UnicodeChar):
            key.dwControlKeyState = 0


def amending(read: Callable[..., Any]) -> Callable[..., Any]:
    """``ReadConsoleInputW(handle, records, length, count)`` that amends what it has read."""

    def read_and_amend(handle: Any, records: Any, length: int, count: Any) -> Any:
        answer = read(handle, records, length, count)
        # `byref` objects keep what they point at; slicing gives the structures themselves, not copies.
        amend(records._obj[: count._obj.value])
        return answer

    return read_and_amend


def mend() -> bool:
    """Put it in place where it is needed; True if it was. To be called before a Textual program runs."""
    if sys.platform != "win32":
        return False
    from importlib.metadata import version

    if version("textual") not in HAVE_THE_BUG:
        return False
    from textual.drivers import win32

    install(win32.KERNEL32)
    return True


def install(library: Any) -> None:
    """Replace the library's `ReadConsoleInputW`, once. Textual looks it up there each time its reader starts."""
    if getattr(library.ReadConsoleInputW, "__name__", "") != "read_and_amend":
        library.ReadConsoleInputW = amending(library.ReadConsoleInputW)
