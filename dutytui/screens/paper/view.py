"""The screen on which sheets are keyed in, as it is seen: how far it is, what is asked for, what stands in the line."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widgets import Input, Static

from dutytui.rules.paper.views import RowView
from dutytui.screens.dialog import DeskForm
from dutytui.screens.keys import bindings
from dutytui.screens.paper.asked import asked_lines, label, title_line
from dutytui.screens.paper.keys import PAPER_KEYS
from dutytui.screens.paper.line import PaperLine
from dutytui.screens.paper.rows import PaperRows
from dutytui.screens.paper.sheets import DaySheets
from dutytui.screens.paper.typist import Typist
from dutytui.texts.catalogue import _
from dutytui.widgets.rows import RowList
from dutytui.widgets.text_pane import TextPane


class PaperView(DeskForm):
    """Covers the destination. What was typed and not saved yet is there again after a crash."""

    KEYS = PAPER_KEYS
    BINDINGS: ClassVar[list[BindingType]] = bindings(*PAPER_KEYS[1:])
    CSS_PATH = "paper.tcss"

    def compose(self) -> ComposeResult:
        self._draft = self.draft("paper")
        self._typist, self._sheets = Typist(), DaySheets(self.session)
        self._asks_who, self._again = False, ""
        rows = RowList(id="paper-rows")
        yield TextPane(id="paper-title")
        yield rows
        yield TextPane(id="paper-asked")
        with Horizontal(id="paper-line"):
            yield Static("", id="paper-label", markup=False)
            yield PaperLine(rows)
        yield self.bottom_bar()

    def on_mount(self) -> None:
        for pane in self.query(TextPane):
            pane.can_focus = False
        self.query_one(RowList).can_focus = False  # what is typed always goes to the line
        self.query_one(PaperLine).focus()
        kept = self._draft.load()
        if self._sheets.open(str(kept.get("code", ""))):
            self._typist.restore(kept, {number: view.row for number, view in self._sheets.rows.items()})
        row = self._typist.row
        self._show(row.number if row is not None else self._sheets.first_open)
        self.query_one(PaperLine).put(str(kept.get("line", "")))
        self._say()

    def refresh_views(self) -> None:
        self._sheets.look()
        self._show()
        self._say()

    def _show(self, cursor: str | None = None) -> None:
        empty = _("The code of eight digits stands at the head of each sheet.\nEnter alone: the sheets of today.")
        rows = PaperRows(self._sheets.found, self._sheets.at)
        self.query_one(RowList).show(rows, empty=empty, cursor=cursor)

    def _say(self) -> None:
        """The title with how far it is, what is asked for, and the label before the line."""
        sheets, typist, suggested = self._sheets, self._typist, self._suggested
        at, chosen = sheets.at, typist.row is not None
        row = typist.row or (suggested.row if suggested is not None else None)
        step = typist.asked(sheets.reader) if chosen else None
        head = title_line(sheets.day, at, sheets.done, sheets.other_version)
        lines = asked_lines(at, row, typist, step)
        self.query_one("#paper-title", TextPane).show(lambda _width: [head])
        self.query_one("#paper-asked", TextPane).show(lambda width: [line(width) for line in lines])
        words = _("For whom") if self._asks_who else label(at, sheets.day, typist.row, step)
        self.query_one("#paper-label", Static).update(words)
        hint = suggested.row.number if not chosen and suggested is not None and not self._asks_who else ""
        self.query_one(PaperLine).placeholder = _("Enter: {number}", number=hint) if hint else ""

    def _ask(self) -> None:
        """What was typed for the step before stands there again."""
        step = self._typist.asked(self._sheets.reader) if self._typist.row is not None else None
        self.query_one(PaperLine).put(self._typist.typed.get(step.id, "") if step is not None else "")
        self._say()

    @property
    def _suggested(self) -> RowView | None:
        """The row under the cursor: what Enter alone begins."""
        return self._sheets.rows.get(self.query_one(RowList).cursor_key)

    @on(Input.Changed)
    def keep_draft(self) -> None:
        line = self.query_one(PaperLine).value
        self._draft.changed(code=self._sheets.typed, line=line, **self._typist.kept())
