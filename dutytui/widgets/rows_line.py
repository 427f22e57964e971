"""A line that belongs to a list: while one types in it, the arrows move in the list."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.events import Paste
from textual.widgets import Input

from dutytui.widgets.rows import RowList


class RowsLine(Input):
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "rows('move', -1)", show=False),
        Binding("down", "rows('move', 1)", show=False),
        Binding("pageup", "rows('page', -1)", show=False),
        Binding("pagedown", "rows('page', 1)", show=False),
    ]
    DEFAULT_CSS = "RowsLine, RowsLine:focus { border: none; height: 1; padding: 0 1; background: $panel; }"

    def __init__(self, rows: RowList, value: str = "", *, select_on_focus: bool = True) -> None:
        super().__init__(value, select_on_focus=select_on_focus)
        self._rows = rows

    def action_rows(self, how: str, step: int) -> None:
        (self._rows.action_move if how == "move" else self._rows.action_page)(step)

    def _on_paste(self, event: Paste) -> None:
        """All lines of what was pasted, as words of one line: Textual would keep the first alone."""
        event.prevent_default()
        event.stop()
        self.insert_text_at_cursor(" ".join(event.text.split()))
