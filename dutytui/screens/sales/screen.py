"""Yesterday's sales: counters that stand out, what is said of them, and the figures by department, category, brand."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal

from dutytui.rules.commands import Undo
from dutytui.rules.sales.commands import ExplainCounter, TypeSales
from dutytui.rules.sales.compare import days_compared
from dutytui.rules.sales.figures import SoldRow, subject_of
from dutytui.rules.sales.procedure import CAUSE, MEASURE, PARTS, PROPOSAL
from dutytui.rules.sales.views import CounterView, ImportView, Review, explanations, review
from dutytui.screens.day_screen import DayScreen
from dutytui.screens.files import none_here
from dutytui.screens.find_line import FindLine
from dutytui.screens.keys import SALES_KEYS, bindings
from dutytui.screens.page_head import PageHead
from dutytui.screens.sales.rows import Content, SalesRows, ToDo, contents
from dutytui.screens.sales.words import counter_lines, head
from dutytui.session import Saved
from dutytui.texts.catalogue import _
from dutytui.widgets.rows import RowList
from dutytui.widgets.text_pane import Layout, TextPane, nothing

_ANY = "?"
"""Stands for what is still to be typed while the rules are only asked; it is never recorded."""


class SalesScreen(DayScreen):
    """One list from the top counters down to what was brought in; beside it the highlighted counter (from 160)."""

    DESTINATION = "service"
    CSS_PATH = "sales.tcss"
    AUTO_FOCUS = "RowList"
    BINDINGS: ClassVar[list[BindingType]] = bindings(*SALES_KEYS)

    def __init__(self) -> None:
        super().__init__()
        self._brought_in: tuple[date, int] | None = None

    def compose_body(self) -> ComposeResult:
        rows = RowList(id="list")
        yield PageHead("sales")
        yield FindLine(rows)
        with Horizontal(id="body"):
            yield rows
            yield TextPane(id="detail")

    @property
    def _list(self) -> RowList:
        return self.query_one("#list", RowList)

    # -- what is shown --------------------------------------------------------------------------------------------

    @on(FindLine.Wanted)
    def refresh_views(self) -> None:
        seen = self._review()
        words = self.query_one(FindLine).words
        rows = SalesRows(contents(seen, words), seen)
        self._list.show(rows, empty=_("Nothing found. Esc shows everything again."))
        brought_in = (self.day, len(seen.imports))
        if brought_in != self._brought_in:
            self._brought_in = brought_in
            self._list.action_edge(-1)  # other figures: what stands out is looked at first
        self.query_one(PageHead).say(head(seen))
        self.show_detail()

    def _review(self) -> Review:
        for earlier in days_compared(self.session.procedures_of(self.day).sales, self.day):
            self.session.look(earlier)  # takes in what is known of that day, once
        return review(self.session.look(self.day))

    def detail(self) -> Layout:
        row = self._selected()
        if not isinstance(row, CounterView):
            return nothing
        seen, at = self._review(), self.session.look(self.day)
        return lambda width: counter_lines(row, seen, at, width)

    def _selected(self) -> Content | None:
        rows = self._list.rows
        return rows.at(self._list.cursor_key) if isinstance(rows, SalesRows) else None

    # -- moving about ---------------------------------------------------------------------------------------------

    def action_section(self, step: int) -> None:
        rows = self._list.rows
        if isinstance(rows, SalesRows):
            self._list.go_to(rows.beside(self._list.cursor_key, step))

    # -- acts -----------------------------------------------------------------------------------------------------

    @on(RowList.Chosen)
    async def act(self) -> None:
        row = self._selected()
        if isinstance(row, ToDo):
            await self.run_action(row.id)
        elif isinstance(row, CounterView):
            self._explain(row)
        elif isinstance(row, ImportView):
            self.tell(_("F6 undoes this import; Ctrl+O brings in another file"))
        else:
            self.tell(_("Enter is for counters: it opens cause, measure and proposal"))

    def _explain(self, counter: CounterView) -> None:
        """Open the form, unless the rules let this person write nothing at all."""
        asked = {part: self.session.refuses(_asking(self.day, counter.id, part)) for part in PARTS}
        refused = [answer for answer in asked.values() if answer is not None]
        if len(refused) == len(PARTS):
            self.tell_outcome(refused[0])
            return
        from dutytui.screens.sales.explain import ExplainForm  # text areas cost 11 ms; only when one is opened

        may = tuple(part for part, answer in asked.items() if answer is None)
        self.app.push_screen(ExplainForm(self._review(), counter, may))

    def action_bring_in(self) -> None:
        """Ask for a file; what the rules refuse whatever is in it is said at once."""
        away = none_here(self.desk)
        if away:
            self.tell(away, "refused")
        elif self._may_bring_in():
            from dutytui.screens.sales.path_form import PathForm

            self.app.push_screen(PathForm(self.day))

    def action_type_sales(self) -> None:
        if self._may_bring_in():
            from dutytui.screens.sales.type_form import TypeForm

            row = self._selected()
            self.app.push_screen(TypeForm(self.day, row.name if isinstance(row, CounterView) else ""))

    def _may_bring_in(self) -> bool:
        refused = self.session.refuses(TypeSales(self.day, SoldRow("", "", "", _ANY, 0)))
        if refused is not None:
            self.tell_outcome(refused)
        return refused is None

    def action_undo(self) -> None:
        row = self._selected()
        event = ""
        if isinstance(row, ImportView):
            event = row.event
        elif isinstance(row, CounterView):
            known = explanations(self.session.look(self.day), row.id)
            event = next((told.id for told, has_effect in reversed(known) if has_effect), "")
        if not event:
            self.tell(_("Nothing to take back on this row"), "refused")
            return
        outcome = self.submit(Undo(self.day, subject_of(self._review().sold), event))
        if isinstance(outcome, Saved):
            self.tell(_("Taken back and saved"), "saved")

    def action_details(self) -> None:
        row = self._selected()
        if isinstance(row, CounterView):
            from dutytui.screens.sales.details import CounterDetails

            self.app.push_screen(CounterDetails(self._review(), row))
        else:
            self.tell(_("Details are kept of counters: choose one"), "refused")

    def action_waive(self) -> None:
        self.tell(_("That is for checklist items; here Enter writes cause and measure"), "refused")

    action_fail = action_waive


def _asking(day: date, counter: str, part: str) -> ExplainCounter:
    """Would this part be taken?"""
    cause, measure, proposal = (_ANY if part == other else "" for other in (CAUSE, MEASURE, PROPOSAL))
    return ExplainCounter(day, counter, cause, measure, proposal)
