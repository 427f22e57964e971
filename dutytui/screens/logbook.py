"""The logbook of a day: what earlier days left open on top, then the day's entries; a detail pane if there is room."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical

from dutytui.rules.views import EntryStatus, EntryView
from dutytui.screens.desk import DeskScreen
from dutytui.screens.entry import undo_of
from dutytui.screens.entry_text import title_line, whole_entry
from dutytui.screens.find_line import FindLine
from dutytui.screens.keys import DAY_KEYS, bindings
from dutytui.screens.logbook_head import head_words, nothing_to_show
from dutytui.screens.logbook_rows import EntryRows, narrowed
from dutytui.screens.page_head import PageHead
from dutytui.texts.catalogue import _, language, n_
from dutytui.widgets.rows import RowList
from dutytui.widgets.text_pane import TextPane, nothing

_FILTERS: tuple[EntryStatus | None, ...] = (None, EntryStatus.OPEN, EntryStatus.HANDLED, EntryStatus.CLOSED)


class LogbookScreen(DeskScreen):
    DESTINATION = "logbook"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(*DAY_KEYS),
        Binding("escape", "show_all", show=False),
        Binding("tab", "next_filter", show=False),
    ]
    CSS_PATH = "logbook.tcss"

    def __init__(self) -> None:
        super().__init__()
        self._day: date | None = None
        """The day looked at; None is today, whenever that is."""
        self._status: EntryStatus | None = None
        self._drawn: object = None
        self._detailed: tuple[EntryView | None, datetime, str] | None = None

    def compose_body(self) -> ComposeResult:
        yield PageHead("logbook")
        rows = RowList(id="entries")
        yield FindLine(rows)
        with Horizontal(id="logbook"):
            yield rows
            with Vertical(id="detail"):
                yield TextPane()

    def on_mount(self) -> None:
        self.query_one(TextPane).can_focus = False
        self._list.focus()

    @property
    def _list(self) -> RowList:
        return self.query_one("#entries", RowList)

    @property
    def _wanted(self) -> str:
        return self.query_one(FindLine).words

    @property
    def day(self) -> date:
        return self._day or self.session.day

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
            self._list.show(rows, empty=nothing_to_show(view, self._day is not None))
        self._show_cursor()

    @on(RowList.Highlighted)
    def _show_cursor(self, moved: RowList.Highlighted | None = None) -> None:
        """What depends on the row under the cursor: its detail, and where it is."""
        if moved is not None:
            self.afterwards("cursor", self._show_cursor)
            return
        rows, index = self._list.rows, self._list.cursor
        position = rows.position(index) if isinstance(rows, EntryRows) and index is not None else ""
        view = self.session.logbook(self.day)
        words = head_words(view, self._day is not None, self._status, self._wanted)
        self.query_one(PageHead).show(words, position)
        if self.query_one("#detail").display:
            self._show_detail()

    def _show_detail(self) -> None:
        entry, now = self._entry, self.session.now()
        pane = self.query_one(TextPane)
        detailed = (entry, now.replace(second=0, microsecond=0), language())
        if detailed == self._detailed:
            return
        before, self._detailed = self._detailed, detailed
        if entry is None:
            pane.show(nothing)
            return
        procedures = self.session.procedures_of(entry.day)
        other = before is None or before[0] is None or before[0].subject != entry.subject
        pane.show(lambda width: [title_line(entry, width), *whole_entry(entry, procedures, now, width)], top=other)

    @property
    def _entry(self) -> EntryView | None:
        rows = self._list
        return rows.rows.entry(rows.cursor) if isinstance(rows.rows, EntryRows) and rows.cursor is not None else None

    def on_resize(self) -> None:
        # The columns and the detail pane depend on the width.
        self._drawn = self._detailed = None
        self.call_after_refresh(self.refresh_views)

    # -- acts on the row ------------------------------------------------------------------------------------------

    @on(RowList.Chosen)
    def action_details(self) -> None:
        entry = self._entry
        if entry is not None:
            self.open_entry(entry.day, entry.subject)

    def action_undo(self) -> None:
        """Take back the last act on the entry under the cursor."""
        entry = self._entry
        command = undo_of(entry) if entry else None
        if command is not None:
            self.submit(command)
        else:
            self.tell(_("Nothing left to take back on this entry"), "refused")

    def action_waive(self) -> None:
        self.tell(_("That is for checklist items; here Enter opens the entry with all that can be done"), "refused")

    action_fail = action_waive

    # -- days -----------------------------------------------------------------------------------------------------

    def action_day(self, step: int) -> None:
        day = self.day + timedelta(days=step)
        if day > self.session.day:
            self.tell(_("This is the latest day: nothing of tomorrow can be recorded yet"), "refused")
            return
        self._day = None if day == self.session.day else day
        self._drawn = None
        self.tell("")
        self.refresh_views()

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
        shown = len(self._list.rows)
        if self._status is None:
            self.tell(n_("{count} row, all statuses", "{count} rows, all statuses", shown))
