"""The one line that everything is typed into; the arrows move in the list above it."""

from __future__ import annotations

from dutytui.widgets.rows import RowList
from dutytui.widgets.rows_line import RowsLine


class PaperLine(RowsLine):
    def __init__(self, rows: RowList) -> None:
        super().__init__(rows, select_on_focus=False)

    def put(self, words: str) -> None:
        """What stands there from now on, the cursor behind it."""
        self.value = words
        self.cursor_position = len(words)
