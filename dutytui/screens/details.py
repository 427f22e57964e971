"""F7: everything that is known of a row, to be read and scrolled. The same dialog for all pages."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from dutytui.screens.dialog import DeskDialog
from dutytui.screens.keys import CLOSE
from dutytui.widgets.text_pane import Layout, TextPane


class Details(DeskDialog):
    """layout: the lines for a width in cells."""

    KEYS = (CLOSE,)
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,f7,enter", "close", show=False)]
    DEFAULT_CSS = """
    Details .details { width: 96; }
    Details TextPane { height: auto; max-height: 75vh; background: $surface; }
    """

    def __init__(self, layout: Layout) -> None:
        super().__init__()
        self._layout_of_lines = layout

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog details"):
            yield TextPane()
        yield self.bottom_bar()

    def on_mount(self) -> None:
        pane = self.query_one(TextPane)
        pane.show(self._layout_of_lines)
        pane.focus()
