"""Every phase of a day with all its items; earlier days can be looked at."""

from __future__ import annotations

from datetime import date

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from dutytui.rules import board
from dutytui.rules.phase_items import phase_items
from dutytui.rules.views import EntryView, ItemView, PhaseStatus, PhaseView
from dutytui.screens.day_screen import DayScreen
from dutytui.screens.find_line import FindLine
from dutytui.screens.item_acts import ItemScreen, next_to_do
from dutytui.screens.item_rows import Content, DutyRows, Heading, PhaseRows, found_in
from dutytui.screens.item_text import item_lines, phase_head
from dutytui.screens.keys import PHASE_KEYS, SHEET_KEYS, bindings
from dutytui.session import Actor, Session
from dutytui.texts.catalogue import _, n_, pick
from dutytui.texts.labels import day_name
from dutytui.widgets.cells import visible
from dutytui.widgets.rows import RowList
from dutytui.widgets.text_pane import Layout, TextPane, nothing


class ChecklistsScreen(ItemScreen, DayScreen):
    """The phases at the left (from 100 columns), the items of one of them, and the highlighted one in full (from 160).

    Left and Right change the phase at every size. While something is looked for, the items of the whole day are shown.
    """

    DESTINATION = "checklists"
    CSS_PATH = "checklists.tcss"
    AUTO_FOCUS = "#items"
    DAYS_AHEAD = 1
    BINDINGS = [*bindings(*PHASE_KEYS, *SHEET_KEYS), Binding("tab,shift+tab", "other_list", show=False)]

    def __init__(self) -> None:
        super().__init__()
        self._phase = ""
        self._seen_by: Actor | None = None

    @property
    def acts_on(self) -> date:
        return self.day

    def compose_body(self) -> ComposeResult:
        items = RowList(id="items")
        yield FindLine(items)
        with Horizontal():
            yield RowList(id="phases")
            with Vertical():
                yield Static("", id="head", markup=False)
                yield items
            yield TextPane(id="detail")

    # -- what is shown --------------------------------------------------------------------------------------------

    def refresh_views(self) -> None:
        day, words = self.acts_on, self.query_one(FindLine).words
        phases = board.checklists(self.session.look(day))
        fresh = self.session.actor != self._seen_by
        self._seen_by = self.session.actor
        if self._phase not in {phase.id for phase in phases}:
            # What runs beside the day may run for all of it: nobody looks for that first.
            self._phase = _present(self.session.phases(day) or phases)
            fresh = True
        self.query_one("#phases", RowList).show(PhaseRows(phases), cursor=self._phase)
        found = _found(self.session, day, phases, words) if words else self._items()
        items = self.query_one("#items", RowList)
        rows = DutyRows(found, day, self.session.now(), items.rows)
        first = next_to_do(rows.items, "") if fresh else None
        items.show(rows, empty=_why_empty(words, bool(phases)), cursor=first)
        self._show_head(phases, n_("{count} found", "{count} found", len(rows.items)) if words else "")
        self.show_detail()

    def refresh_recorded(self) -> None:
        """What was done is seen in its row first; all phases are judged when that stands."""
        same = self.session.actor == self._seen_by and self._phase in self.session.plan(self.acts_on).by_phase
        if same and not self.query_one(FindLine).words:
            items = self.query_one("#items", RowList)
            rows = DutyRows(self._items(), self.acts_on, self.session.now(), items.rows)
            items.show(rows, empty=_why_empty("", True))
            self.afterwards("phases", self._refresh_phases)
        else:
            self.refresh_views()

    def _refresh_phases(self) -> None:
        phases = board.checklists(self.session.look(self.acts_on))
        self.query_one("#phases", RowList).show(PhaseRows(phases), cursor=self._phase)
        self._show_head(phases, "")
        self.show_detail()

    def _items(self) -> list[Content]:
        return [*phase_items(self.session.look(self.acts_on), self._phase)] if self._phase else []

    def _show_head(self, phases: tuple[PhaseView, ...], found: str) -> None:
        """The day when it isn't today, then the phase, or how much was found on the whole day."""
        head = self.query_one("#head", Static)
        number = next((index for index, phase in enumerate(phases) if phase.id == self._phase), None)
        today = self.session.day
        words = "" if self.acts_on == today else f"{day_name(self.acts_on)}  "
        words += f"{self.looking_back}  ".lstrip()
        if found:
            words += found
        elif number is not None:
            phase = phases[number]
            words += f"< {number + 1}/{len(phases)} >  {pick(phase.title)}  {phase_head(phase, self.acts_on)}"
        # One row whatever it says: no layout, which would be half of what a tick costs.
        head.update(visible(words), layout=False)

    def detail(self) -> Layout:
        row, day = self.selected(), self.day
        if not isinstance(row, ItemView):
            return nothing
        procedures, arrivals = self.session.procedures_of(day), self.desk.exchange.arrivals
        return lambda width: item_lines(row, procedures, day, width, arrivals=arrivals)

    def selected(self) -> ItemView | EntryView | None:
        items = self.query_one("#items", RowList)
        row = items.rows.at(items.cursor_key) if isinstance(items.rows, DutyRows) else None
        return row if isinstance(row, ItemView | EntryView) else None

    def after_act(self, key: str) -> None:
        items = self.query_one("#items", RowList)
        if isinstance(items.rows, DutyRows):
            items.go_to(next_to_do(items.rows.items, key))

    # -- phase and day --------------------------------------------------------------------------------------------

    def show_phase(self, phase: str) -> None:
        """Show that phase of the day that is looked at."""
        self._phase = phase
        self.refresh_views()
        items = self.query_one("#items", RowList)
        if isinstance(items.rows, DutyRows) and items.rows.items:
            items.go_to(next_to_do(items.rows.items, "") or items.rows.items[0].key)

    @on(RowList.Highlighted, "#phases")
    def follow_phase(self, event: RowList.Highlighted) -> None:
        # A message of a moment ago says nothing of what was chosen since.
        if event.key != self._phase and event.key == self.query_one("#phases", RowList).cursor_key:
            self.show_phase(event.key)

    @on(RowList.Chosen, "#phases")
    def enter_phase(self, event: RowList.Chosen) -> None:
        event.stop()
        event.prevent_default()
        self.query_one("#items", RowList).focus()

    def action_phase(self, step: int) -> None:
        ids = [phase.id for phase in board.checklists(self.session.look(self.acts_on))]
        if self._phase in ids:
            self.show_phase(ids[max(0, min(ids.index(self._phase) + step, len(ids) - 1))])

    def action_other_list(self) -> None:
        phases, items = self.query_one("#phases", RowList), self.query_one("#items", RowList)
        (items if phases.has_focus or not phases.display else phases).focus()

    @on(FindLine.Wanted)
    def find(self) -> None:
        self.refresh_views()
        self.go_to_first_found(self.query_one("#items", RowList), self.query_one(FindLine).words)


def _present(phases: tuple[PhaseView, ...]) -> str:
    """The phase to begin with: the one that runs, else the first that is not done, else the last."""
    for wanted in (
        lambda phase: phase.running and phase.status is not PhaseStatus.EMPTY,
        lambda phase: phase.status in {PhaseStatus.RUNNING, PhaseStatus.LATE, PhaseStatus.AHEAD},
    ):
        found = next(filter(wanted, phases), None)
        if found is not None:
            return found.id
    return phases[-1].id if phases else ""


def _found(session: Session, day: date, phases: tuple[PhaseView, ...], words: str) -> list[Content]:
    """Items of the whole day that fit, under the phases they belong to."""
    rows: list[Content] = []
    for phase in phases:
        found = found_in(words, session.checklist(phase.id, day).items)
        if found:
            rows += [Heading(f"#{phase.id}", pick(phase.title)), *found]
    return rows


def _why_empty(words: str, any_phase: bool) -> str:
    if words:
        return _("Nothing found on this day. Esc shows everything again.")
    if not any_phase:
        return _("No phases on this day: the mall is closed.")
    return _("This phase has no items: it goes by the clock alone.")
