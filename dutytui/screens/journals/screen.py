"""The written journals of a day: the duty manager's, and each floor's; earlier days can be read."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal

from dutytui.rules.commands import Undo
from dutytui.rules.journals.commands import LeaveSectionEmpty, WriteSection
from dutytui.rules.journals.suggestions import suggestions
from dutytui.rules.journals.views import PageView, books
from dutytui.screens.day_screen import DayScreen
from dutytui.screens.find_line import FindLine
from dutytui.screens.journals.rows import PageRows
from dutytui.screens.journals.text import history_lines, page_lines
from dutytui.screens.page_head import PageHead
from dutytui.session import Actor
from dutytui.texts.catalogue import _, pick
from dutytui.texts.labels import day_name
from dutytui.texts.refusals import refused
from dutytui.widgets.rows import RowList
from dutytui.widgets.text_pane import Layout, TextPane, nothing

_ANY_WORDS = "?"
"""Stands for the words while the rules are only asked; it is never recorded."""


class JournalsScreen(DayScreen):
    """The list of pages, beside it (from 100 columns) the page under the cursor."""

    DESTINATION = "logbook"
    CSS_PATH = "journals.tcss"
    AUTO_FOCUS = "#pages"

    def __init__(self) -> None:
        super().__init__()
        self._seen_by: Actor | None = None

    def compose_body(self) -> ComposeResult:
        yield PageHead("journals")
        rows = RowList(id="pages")
        yield FindLine(rows)
        with Horizontal():
            yield rows
            yield TextPane(id="detail")

    # -- what is shown --------------------------------------------------------------------------------------------

    def refresh_views(self) -> None:
        found = books(self.session.look(self.day))
        rows = PageRows(found, self.query_one(FindLine).words)
        fresh = self.session.actor != self._seen_by
        self._seen_by = self.session.actor
        self._list.show(rows, empty=self._why_empty(bool(found)), cursor=rows.first_to_write if fresh else None)
        self.query_one(PageHead).say(f"{_('Duty journals')} {day_name(self.day)}  {self.looking_back}".rstrip())
        self.show_detail()

    def _why_empty(self, any_page: bool) -> str:
        if any_page:
            return _("Nothing found. Esc shows everything again.")
        return _("No journals are kept here yet.\nchecklists/journals.yaml says which books and sections there are.")

    def detail(self) -> Layout:
        page, day = self._page, self.day
        if page is None:
            return nothing
        offered = suggestions(self.session.look(day), page.on)
        return lambda width: page_lines(page, offered, day, width)

    @property
    def _list(self) -> RowList:
        return self.query_one("#pages", RowList)

    @property
    def _page(self) -> PageView | None:
        rows = self._list
        return rows.rows.page(rows.cursor_key) if isinstance(rows.rows, PageRows) else None

    # -- what the keys do -----------------------------------------------------------------------------------------

    @on(RowList.Chosen)
    def write(self) -> None:
        page = self._page
        if page is None:
            return
        refusal = self.session.refuses(WriteSection(self.day, page.on, _ANY_WORDS))
        if refusal is not None:
            # What may not be written may still be read.
            self.action_details()
            self.tell(refused(refusal), "refused")
            return
        from dutytui.screens.journals.editor import PageEditor  # only when it is opened

        self.app.push_screen(PageEditor(self.day, page))

    def action_waive(self) -> None:
        """Leave the page empty, with a reason."""
        page, day = self._page, self.day
        if page is None:
            return
        refusal = self.session.refuses(LeaveSectionEmpty(day, page.on, _ANY_WORDS))
        if refusal is not None:
            self.tell(refused(refusal), "refused")
            return
        from dutytui.screens.entry_forms import NoteForm  # only when it is opened

        title = _("Left empty: {title}", title=pick(page.title))
        prompt = _("Why is nothing written today")
        draft = f"empty-{day}-{page.on}".replace("/", "-")
        self.app.push_screen(NoteForm(title, prompt, draft, lambda said: LeaveSectionEmpty(day, page.on, said)))

    def action_undo(self) -> None:
        """Take back the last act on the page under the cursor."""
        page = self._page
        acts = [act for act in page.history if not (act.undone or act.void or act.undoes)] if page else []
        if page is None or not acts:
            self.tell(_("Nothing to take back on this page"), "refused")
        else:
            self.submit(Undo(self.day, page.on, acts[-1].event))

    def action_details(self) -> None:
        from dutytui.screens.details import Details  # only when it is opened

        page, day = self._page, self.day
        if page is not None:
            self.app.push_screen(Details(lambda width: history_lines(page, day, width)))

    def action_fail(self) -> None:
        self.tell(_("Write what is wrong on the page with Enter, or as a log entry with F2"), "refused")

    @on(FindLine.Wanted)
    def find(self) -> None:
        self.refresh_views()
        rows = self._list
        if self.query_one(FindLine).words and isinstance(rows.rows, PageRows):
            rows.go_to(rows.rows.first)
