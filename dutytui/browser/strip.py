"""The keys that a finger finds under the screen, and what a terminal sends for each.

Everything on the screen can be tapped; what is no word on it (arrows, Esc, the keys of a page while a message stands in
their place) is tapped here. Made from the one table of keys, so a key that is added there is here as well.
"""

from __future__ import annotations

from dutytui.rules.lazy_dataclass import dataclass
from dutytui.screens.key import printed
from dutytui.screens.keys import ALL
from dutytui.texts.catalogue import N_, _

_ESCAPE = "\x1b"
_FIRST = (
    ("escape", N_("Back")),
    ("enter", N_("OK")),
    ("up", "↑"),
    ("down", "↓"),
    ("left", "←"),
    ("right", "→"),
    ("tab", "Tab"),
    ("shift+tab", "⇤"),
    ("space", N_("Space")),
    ("backspace", N_("Delete")),
    ("pageup", N_("Page up")),
    ("pagedown", N_("Page down")),
    ("home", N_("Top")),
    ("end", N_("Bottom")),
)
"""In the order in which a hand wants them; the word is what stands on it."""
_SENT = {
    "escape": _ESCAPE,
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "ctrl+right": "\x1b[1;5C",
    "ctrl+left": "\x1b[1;5D",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "pageup": "\x1b[5~",
    "pagedown": "\x1b[6~",
    "enter": "\r",
    "tab": "\t",
    "shift+tab": "\x1b[Z",
    "space": " ",
    "backspace": "\x7f",
    "f1": "\x1bOP",
    "f2": "\x1bOQ",
    "f3": "\x1bOR",
    "f4": "\x1bOS",
    "f5": "\x1b[15~",
    "f6": "\x1b[17~",
    "f7": "\x1b[18~",
    "f8": "\x1b[19~",
    "f9": "\x1b[20~",
    "f10": "\x1b[21~",
    "f12": "\x1b[24~",
}
_REPEATED = frozenset({"up", "down", "left", "right", "backspace", "pageup", "pagedown"})


@dataclass(frozen=True, slots=True)
class Touch:
    """key: as Textual names it; word: what stands on it; sent: what a terminal sends; repeats: while it is held."""

    key: str
    word: str
    sent: str
    repeats: bool = False


def strip() -> list[Touch]:
    """In the current language: moving, digits, function keys, the rest."""
    first = [Touch(key, _(word), sent(key), key in _REPEATED) for key, word in _FIRST]
    digits = [Touch(str(digit), str(digit), str(digit)) for digit in (*range(1, 10), 0)]
    known = {touch.key for touch in (*first, *digits)}
    others = sorted({key.keys[0] for key in ALL if _is_one(key.keys[0])} - known, key=_place)
    return first + digits + [Touch(key, printed(key), sent(key)) for key in others]


def sent(key: str) -> str:
    """What a terminal sends for a key. KeyError for one that it has no way to send."""
    if len(key) == 1:
        return key
    control = key.removeprefix("ctrl+")
    if control != key and len(control) == 1 and control.isascii() and control.isalpha():
        return chr(ord(control) & 0x1F)
    return _SENT[key]


def _is_one(key: str) -> bool:
    """Not a stretch of digits (``1-9``), which stand here one by one."""
    return "-" not in key


def _place(key: str) -> tuple[bool, int, str]:
    """F1, F2 … F12, then Ctrl with its letters."""
    return (key.startswith("ctrl"), len(key), key)
