"""One key of the program: what it does, how it is printed, and which keys of a terminal stand for it."""

from __future__ import annotations

from textual.binding import Binding, BindingType

from dutytui.rules.lazy_dataclass import dataclass
from dutytui.texts.catalogue import N_, _

_FULL_WIDTH = {ord(c): ord(c) + 0xFEE0 for c in "0123456789?/[]"}


@dataclass(frozen=True, slots=True)
class Key:
    """id: the action; keys: Textual key names, the first is the one shown; word: two to four letters or two characters
    for the footer; help: one sentence; group: heading in the help; footer: shown in the key row; everywhere: in dialogs
    too; brief: of a destination, its word where the top bar has no room for all in full."""

    id: str
    keys: tuple[str, ...]
    word: str
    help: str
    group: str
    footer: bool = False
    everywhere: bool = False
    brief: str = ""

    @property
    def shown(self) -> str:
        """The key as printed: ``F2``, ``Ctrl+P``, ``1``."""
        return printed(self.keys[0])

    def binding(self) -> Binding:
        """Full-width forms included; the description is a msgid, translated where it is drawn."""
        keys = [form for key in self.keys for form in _forms(key)]
        return Binding(
            ",".join(keys),
            self.id,
            self.word,
            show=self.footer,
            priority=self.everywhere,
            tooltip=self.help,
            id=self.id,
        )


_PRINTED = {
    "question_mark": "?",
    "slash": "/",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "escape": "Esc",
    "up": N_("Up"),
    "down": N_("Down"),
    "left": N_("Left"),
    "right": N_("Right"),
    "space": N_("Space"),
}


def printed(key: str) -> str:
    """A Textual key name as people know it: ``ctrl+p`` is Ctrl+P, ``question_mark`` is ?."""
    parts = key.split("+")
    return "+".join(
        _(_PRINTED.get(part) or (part.upper() if len(part) > 1 and part[1:].isdigit() else part.title()))
        for part in parts
    )


def _forms(key: str) -> list[str]:
    """`key` and what a Chinese input method sends in its place."""
    named = {"question_mark": "？", "slash": "、,／", "left_square_bracket": "【,［", "right_square_bracket": "】,］"}
    if key in named:
        return [key, *named[key].split(",")]
    return [key, key.translate(_FULL_WIDTH)] if key.isdigit() else [key]


def bindings(*keys: Key) -> list[BindingType]:
    return [key.binding() for key in keys]
