"""The list of the queue: Space marks a request, where another list opens the row."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from dutytui.screens.approvals.keys import MARK
from dutytui.screens.keys import bindings
from dutytui.widgets.rows import RowList


class QueueList(RowList):
    BINDINGS: ClassVar[list[BindingType]] = bindings(MARK)

    class Marked(RowList.Row):
        """Space on a row."""

    def action_mark(self) -> None:
        if self.cursor is not None:
            self.post_message(self.Marked(self, self.cursor, self.cursor_key))
