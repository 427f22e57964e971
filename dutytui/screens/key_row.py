"""The key row of a small dialog: over that of the page beneath, whose keys do not work meanwhile."""

from __future__ import annotations

from dutytui.screens.key import printed
from dutytui.texts.catalogue import N_
from dutytui.widgets.bars import BottomBar

CHOOSE, GO_ON = ("enter", N_("Choose")), ("enter", N_("Go on"))
BACK = ("escape", N_("Back"))


class KeyRow(BottomBar):
    """keys: (Textual key name, word). A click on one does what the key does.

    The row above stays the page's: what it has told is often why the dialog is there.
    """

    DEFAULT_CSS = "KeyRow { height: 1; }"

    def __init__(self, *keys: tuple[str, str]) -> None:
        super().__init__([(printed(key), word, f"app.simulate_key('{key}')") for key, word in keys])

    def row(self, y: int, width: int) -> list[tuple[str, str, str]]:
        return super().row(y + 1, width)
