"""The logbook of a day: what earlier days left open on top, then the day's entries; a detail pane if there is room."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType

from dutytui.rules.views import EntryStatus, EntryView
from dutytui.screens.entry import undo_of
from dutytui.screens.entry_text import entry_detail
from dutytui.screens.find_line import FindLine
from dutytui.screens.list_screen import ListScreen
from dutytui.screens.logbook_head import head_words, nothing_to_show
from dutytui.screens.logbook_rows import EntryRows, narrowed
from dutytui.screens.page_head import PageHead
from dutytui.texts.catalogue import _, language, n_
from dutytui.widgets.rows import RowList
from dutytui.widgets.text_pane import Layout

_FILTERS: tuple[EntryStatus | None, ...] = (None, EntryStatus.OPEN, EntryStatus.HANDLED, EntryStatus.CLOSED)


class LogbookScreen(ListScreen):
    DESTINATION = "logbook"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "next_filter", show=False),
    ]
    CSS_PATH = "logbook.tcss"
    PAGE = "logbook"

    def __init__(self) -> None:
        super().__init__()
        self._status: EntryStatus | None = None

    def make_list(self) -> RowList:
        return RowList(id="entries")

    @property
    def _wanted(self) -> str:
        return self.query_one(FindLine).words

    # -- what is shown --------------------------------------------------------------------------------------------

    @on(FindLine.Wanted)
    def refresh_views(self) -> None:
        view, now = self.session.logbook(self.day), self.session.now()
        drawn = (view, self._wanted, self._status, now.replace(second=0, microsecond=0), language())
        if drawn != self._drawn:
            self._drawn = drawn
            found = narrowed(view.entries, self._wanted, self._status)
            # What does not count is shown at the end, unless something is looked for.
            void = () if self._wanted or self._status is not None else view.void
            rows = EntryRows(found, view.day, now, narrow=self.has_class("-narrow"), void=void)
            self.listed.show(rows, empty=nothing_to_show(view, self._day is not None))
        self._show_cursor()
        self.show_detail()

    @on(RowList.Highlighted)
    def _show_cursor(self, moved: RowList.Highlighted | None = None) -> None:
        """Where the cursor is."""
        if moved is not None:
            self.afterwards("cursor", self._show_cursor)
            return
        rows, index = self.listed.rows, self.listed.cursor
        position = rows.position(index) if isinstance(rows, EntryRows) and index is not None else ""
        view = self.session.logbook(self.day)
        words = head_words(view, self._day is not None, self._status, self._wanted)
        self.query_one(PageHead).show(words, position)

    def detail(self) -> Layout:
        return entry_detail(self.session, self.under_cursor, self.desk.exchange.arrivals)

    @property
    def under_cursor(self) -> EntryView | None:
        rows = self.listed
        return rows.rows.entry(rows.cursor) if isinstance(rows.rows, EntryRows) and rows.cursor is not None else None

    # -- acts on the row ------------------------------------------------------------------------------------------

    @on(RowList.Chosen)
    def action_details(self) -> None:
        entry = self.under_cursor
        if entry is not None:
            self.open_entry(entry.day, entry.subject)

    def action_undo(self) -> None:
        """Take back the last act on the entry under the cursor."""
        entry = self.under_cursor
        command = undo_of(entry) if entry else None
        if command is not None:
            self.submit(command)
        else:
            self.tell(_("Nothing left to take back on this entry"), "refused")

    def action_waive(self) -> None:
        self.tell(_("That is for checklist items; here Enter opens the entry with all that can be done"), "refused")

    action_fail = action_waive

    # -- find and filter ------------------------------------------------------------------------------------------

    def action_find(self) -> None:
        """Open the find line; Tab filters by status in it as in the list."""
        self.query_one(FindLine).open()
        self.tell(_("Tab: all, open, handled, closed"))

    def action_show_all(self) -> None:
        """Esc in the list: without words and filter again."""
        self._status = None
        self.query_one(FindLine).action_stop_finding()

    def action_next_filter(self) -> None:
        """All, open, handled, closed, and all again."""
        self._status = _FILTERS[(_FILTERS.index(self._status) + 1) % len(_FILTERS)]
        self._tell_filter()

    def action_filter(self, status: str) -> None:
        self._status = None if self._status == status else EntryStatus(status)
        self._tell_filter()

    def _tell_filter(self) -> None:
        self.refresh_views()
        shown = len(self.listed.rows)
        if self._status is None:
            self.tell(n_("{count} row, all statuses", "{count} rows, all statuses", shown))
