"""The dialogs of a journal's page: writing a paragraph, and everything that was ever said on it."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Static, TextArea

from dutytui.rules.journals.commands import WriteSection
from dutytui.rules.journals.suggestions import suggestions
from dutytui.rules.journals.views import PageView
from dutytui.screens.dialog import DeskForm
from dutytui.screens.journals.text import page_lines
from dutytui.screens.keys import CLOSE, NEW_LINE, NEXT_FIELD, PAGE_KEYS, SAVE, bindings
from dutytui.session import Saved
from dutytui.texts.areas.journals import suggested
from dutytui.texts.catalogue import _, pick
from dutytui.widgets.cells import cut, visible
from dutytui.widgets.note_area import NoteArea
from dutytui.widgets.rows import Line, ListedRows, RowList
from dutytui.widgets.text_pane import TextPane


class PageEditor(DeskForm):
    """One paragraph more. Under it what the day has recorded already: F2 takes all of it over as text, Enter on a line
    that one; whoever saves signs for the words."""

    KEYS = (SAVE, *PAGE_KEYS, NEXT_FIELD, NEW_LINE, CLOSE)
    BINDINGS: ClassVar[list[BindingType]] = bindings(*PAGE_KEYS)
    CSS_PATH = "journals.tcss"

    def __init__(self, day: date, page: PageView) -> None:
        super().__init__()
        self._day, self._page = day, page
        self._offered: list[str] = []

    def compose(self) -> ComposeResult:
        self._draft = self.draft(f"page-{self._day}-{self._page.on}".replace("/", "-"))
        with Vertical(classes="dialog"):
            yield Static(visible(pick(self._page.title)), classes="form--title", markup=False)
            if self._page.hint:
                yield Static(visible(pick(self._page.hint)), classes="form--label", markup=False)
            yield TextPane(id="written")
            yield NoteArea(str(self._draft.load().get("text", "")))
            yield Static(_("From the day's records: F2 takes over"), id="offered-label", markup=False)
            yield RowList(id="offered")
        yield self.bottom_bar()

    def on_mount(self) -> None:
        written = self.query_one("#written", TextPane)
        written.display = bool(self._page.paragraphs or self._page.left)
        written.can_focus = False
        # The title and the hint stand above already.
        bare = 1 + bool(self._page.hint)
        written.show(lambda width: page_lines(self._page, (), self._day, width)[bare:])
        area = self.query_one(NoteArea)
        area.move_cursor(area.document.end)
        area.focus()
        self._offer()

    def _offer(self) -> None:
        """The lines that are not in the text yet."""
        text = self.query_one(NoteArea).text
        found = [suggested(one) for one in suggestions(self.session.look(self._day), self._page.on)]
        self._offered = [line for line in found if line not in text]
        rows = self.query_one("#offered", RowList)
        rows.show(_Lines(self._offered))
        rows.styles.height = max(1, min(len(self._offered), 6))
        rows.display = self.query_one("#offered-label").display = bool(self._offered)

    def action_take_over(self) -> None:
        self._take(self._offered)

    @on(RowList.Chosen, "#offered")
    def take_one(self, event: RowList.Chosen) -> None:
        self._take(self._offered[event.index : event.index + 1])

    def _take(self, lines: list[str]) -> None:
        area = self.query_one(NoteArea)
        if not lines:
            self.tell(_("Nothing more to take over"), "refused")
            return
        before = [area.text.rstrip()] if area.text.strip() else []
        area.text = "\n".join([*before, *lines])
        area.move_cursor(area.document.end)
        area.focus()

    @on(TextArea.Changed)
    def keep_draft(self) -> None:
        self._draft.changed(text=self.query_one(NoteArea).text)
        self._offer()

    @on(NoteArea.Submitted)
    def action_save(self) -> None:
        """Saved closes the dialog; anything else says why and keeps what was typed."""
        outcome = self.submit(WriteSection(self._day, self._page.on, self.query_one(NoteArea).text))
        if isinstance(outcome, Saved):
            self._draft.drop()
            self.leave(self.saved(), "saved")


class _Lines(ListedRows):
    """Texts, one a row."""

    def __init__(self, texts: list[str]) -> None:
        super().__init__([str(number) for number in range(len(texts))])
        self._texts = texts

    def line(self, index: int, width: int) -> Line:
        return ((cut(self._texts[index], width), "soft"),)
