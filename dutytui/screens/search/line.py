"""The line in which one says what is looked for; the arrows move in the list beneath while one types."""

from __future__ import annotations

from dutytui.texts.catalogue import _
from dutytui.widgets.rows import RowList
from dutytui.widgets.rows_line import RowsLine


class SearchLine(RowsLine):
    def __init__(self, rows: RowList, value: str) -> None:
        super().__init__(rows, value)
        self.say()

    def say(self) -> None:
        """In the language spoken now."""
        self.placeholder = _("Words, #kind @who !severity 3F >2026-10 <2026-12 open")
