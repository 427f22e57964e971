"""The service desk: cases to follow, the most pressing first, and how many customers were told in time."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.binding import BindingType

from dutytui.rules.service import views
from dutytui.rules.service.views import CaseRow, ServiceView
from dutytui.screens.entry import undo_of
from dutytui.screens.entry_text import entry_detail
from dutytui.screens.find_line import FindLine
from dutytui.screens.keys import SERVICE_KEYS, bindings
from dutytui.screens.list_screen import ListScreen
from dutytui.screens.page_head import PageHead, Words
from dutytui.screens.service.rows import CaseRows
from dutytui.texts.catalogue import _, language
from dutytui.texts.labels import day_name
from dutytui.widgets.rows import RowList
from dutytui.widgets.text_pane import Layout


class ServiceScreen(ListScreen):
    DESTINATION = "service"
    BINDINGS: ClassVar[list[BindingType]] = bindings(*SERVICE_KEYS)
    CSS_PATH = "service.tcss"
    PAGE = "service"

    def make_list(self) -> RowList:
        return RowList(id="cases")

    @property
    def under_cursor(self) -> CaseRow | None:
        rows, cursor = self.listed.rows, self.listed.cursor
        return rows.case(cursor) if isinstance(rows, CaseRows) and cursor is not None else None

    # -- what is shown --------------------------------------------------------------------------------------------

    def refresh_views(self) -> None:
        now = self.session.now()
        if self._day is not None:
            self.session.logbook(self._day)  # reads that day, should nobody have looked at it yet
        view = views.desk(self.session.look(self._day))
        wanted = self.query_one(FindLine).words
        drawn = (view, wanted, now.replace(second=0, microsecond=0), language(), self.size.width)
        if drawn != self._drawn:
            self._drawn = drawn
            rows = CaseRows(view, wanted, now, narrow=self.has_class("-narrow"))
            self.listed.show(rows, empty=self._nothing(view, wanted))
            self.query_one(PageHead).show(head_words(view, self._day is not None))
        self.show_detail()

    def _nothing(self, view: ServiceView, wanted: str) -> str:
        if wanted:
            return _("Nothing found. Esc shows all again.")
        if not view.kinds:
            return _("No kind of entry is followed as a case yet.\nservice.yaml in checklists/ says which kinds are.")
        if self._day is not None:
            return _("No cases on this day. Ctrl+Right: the day after, Ctrl+Left: the day before.")
        example = _("1432 complaint 3F price shelf and till differ")
        return f"{_('No cases today. Ctrl+N: a new case step by step. F2: in one line, as:')}\n{example}"

    def detail(self) -> Layout:
        return entry_detail(
            self.session, self.under_cursor.entry if self.under_cursor else None, self.desk.exchange.arrivals
        )

    # -- acts -----------------------------------------------------------------------------------------------------

    @on(RowList.Chosen)
    def action_details(self) -> None:
        row = self.under_cursor
        if row is not None:
            self.open_entry(row.entry.day, row.entry.subject)

    def action_new_case(self) -> None:
        from dutytui.screens.service.case_acts import new_case_form  # the text area is loaded when somebody types

        if not self.session.procedures.service.cases:
            self.tell(_("No kind of entry is followed as a case: service.yaml says which kinds are"), "refused")
        elif not self.session.actor.person:
            self.tell(_("Sign in first: F8"), "refused")
        else:
            self.app.push_screen(new_case_form(self.session))

    def action_undo(self) -> None:
        """Take back the last act on the case under the cursor."""
        row = self.under_cursor
        command = undo_of(row.entry) if row else None
        if command is not None:
            self.submit(command)
        else:
            self.tell(_("Nothing left to take back on this row"), "refused")

    def action_waive(self) -> None:
        self.tell(_("That is for checklist items; here Enter opens the case with all that can be done"), "refused")

    action_fail = action_waive

    # -- days and finding -----------------------------------------------------------------------------------------

    @on(FindLine.Wanted)
    def find(self) -> None:
        self.refresh_views()
        rows = self.listed.rows
        if self.query_one(FindLine).words and isinstance(rows, CaseRows) and rows.first:
            self.listed.go_to(rows.first)


def head_words(view: ServiceView, earlier: bool) -> Words:
    """``Service desk 11-23 Mon  to follow 5  in time 8/9, 1 late  2 to tell``; earlier: of a past day."""
    words = [(f" {_('Service desk')} {day_name(view.day)}", "head--day", "")]
    if earlier:
        words.append((f" {_('(earlier day)')}", "head--filter", "day(1)"))
    words.append((f"  {_('to follow')} {len(view.open)}", "head--open" if view.open else "", ""))
    told = view.timeliness
    if told.late:
        timely = _("in time {count}/{all}, {late} late", count=told.in_time, all=told.due, late=told.late)
        words.append((f"  {timely}", "head--open", ""))
    elif told.due:
        words.append((f"  {_('in time {count}/{all}', count=told.in_time, all=told.due)}", "head--day", ""))
    if told.running:
        words.append((f"  {_('{count} to tell', count=told.running)}", "", ""))
    return words
