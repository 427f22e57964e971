"""The base of the pages that are one long list with a find line, and beside it the row under the cursor in full."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical

from dutytui.screens.day_screen import DayScreen
from dutytui.screens.find_line import FindLine
from dutytui.screens.page_head import PageHead
from dutytui.texts.catalogue import language
from dutytui.widgets.rows import RowList
from dutytui.widgets.text_pane import TextPane


class ListScreen(DayScreen):
    """Rows are arranged, and the pane is laid out, only when what they are made of is another: a list may be long."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "show_all", show=False)]
    PAGE = ""
    """Of its `PageHead`."""

    def __init__(self) -> None:
        super().__init__()
        self._drawn: object = None
        self._detailed: object = None

    def make_list(self) -> RowList:
        raise NotImplementedError

    def compose_body(self) -> ComposeResult:
        rows = self.make_list()
        yield PageHead(self.PAGE)
        yield FindLine(rows)
        with Horizontal():
            yield rows
            with Vertical(id="detail"):
                yield TextPane()

    def on_mount(self) -> None:
        self.query_one(TextPane).can_focus = False
        self.listed.focus()

    @property
    def listed(self) -> RowList:
        return self.query_one(RowList)

    @property
    def under_cursor(self) -> object:
        """What `detail` shows, None for nothing."""
        raise NotImplementedError

    def show_detail(self, *, top: bool = False) -> None:
        if not self.query_one("#detail").display:
            return
        minute = self.session.now().replace(second=0, microsecond=0)
        detailed = (self.under_cursor, minute, language())
        if detailed != self._detailed:
            self._detailed = detailed
            self.query_one(TextPane).show(self.detail(), top=top)

    def on_resize(self) -> None:
        self._drawn = self._detailed = None

    def action_show_all(self) -> None:
        """Esc in the list: without words again."""
        self.query_one(FindLine).action_stop_finding()
