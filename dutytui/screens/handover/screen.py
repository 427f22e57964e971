"""The handover: three steps in one list, from the articles over the open matters to the two signatures."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static

from dutytui.rules.evidence.views import root_of_day
from dutytui.rules.handover import views
from dutytui.rules.handover.views import HandoverView
from dutytui.screens.day_screen import DayScreen
from dutytui.screens.find_line import FindLine
from dutytui.screens.handover.acts import RowActs
from dutytui.screens.handover.details import handover_lines, matter_lines
from dutytui.screens.handover.rows import OVER, HandoverRows, idle, looking_back, others, root_row, steps
from dutytui.screens.handover.words import duty_words, next_step, shift_words
from dutytui.screens.keys import HANDOVER_KEYS, REPORT_KEYS, bindings
from dutytui.session import Actor
from dutytui.texts.catalogue import _
from dutytui.texts.labels import day_name
from dutytui.texts.pinyin import matches
from dutytui.widgets.cells import visible
from dutytui.widgets.rows import RowList
from dutytui.widgets.text_pane import Layout, TextPane, nothing


class HandoverScreen(DayScreen):
    """The list, and beside it (from 100 columns) the row under the cursor in full.

    While no handover goes on it says who holds the duty, when it is handed over next, and what was handed over today.
    """

    DESTINATION = "handover"
    REPORT = "handover"
    CSS_PATH = "handover.tcss"
    AUTO_FOCUS = "#list"
    BINDINGS = bindings(*HANDOVER_KEYS, *REPORT_KEYS)

    def __init__(self) -> None:
        super().__init__()
        self._seen: tuple[Actor, str] | None = None
        self._under_way: HandoverView | None = None
        self._others: dict[str, HandoverView] = {}
        self._acting = ""
        self._was_done = False

    def compose_body(self) -> ComposeResult:
        rows = RowList(id="list")
        yield Static("", id="duty", markup=False)
        yield Static("", id="step", markup=False)
        yield FindLine(rows)
        with Horizontal():
            yield rows
            yield TextPane(id="detail")

    # -- what is shown --------------------------------------------------------------------------------------------

    def refresh_views(self) -> None:
        looking = self.session.look(self.day)
        running, over = views.running(looking), views.over(looking)
        self._under_way = running[0] if running else None
        self._others = {one.subject: one for one in (*running[1:], *over)}
        self._show_head()
        if self._under_way is not None:
            found = [*steps(self._under_way, looking.now), *others(running[1:])]
        else:
            found = list(idle(views.duty(looking), self.day)) if self._day is None else []
        found += looking_back(over, looking.person if self._day is None else "")
        words = self.query_one(FindLine).words
        if words:
            found = [row for row in found if not row.fixed and matches(words, f"{row.main} {row.right}") is not None]
        elif found:
            found += root_row(root_of_day(looking), self.day)
        rows = HandoverRows(found)
        empty = _("Nothing found. Esc shows everything again.") if words else _("No handover on this day.")
        self.query_one("#list", RowList).show(rows, empty=empty)
        self._follow(rows)
        self.show_detail()

    def _follow(self, rows: HandoverRows) -> None:
        """The cursor goes on to what is left to do when the row acted on is done, or somebody else sits down."""
        listed = self.query_one("#list", RowList)
        seen = (self.session.actor, self._under_way.subject if self._under_way else "")
        acted = rows.at(self._acting)
        if seen != self._seen:
            self._seen = seen
            listed.go_to(rows.to_do(""))
        elif acted is not None and acted.done and not self._was_done and listed.cursor_key == self._acting:
            listed.go_to(rows.to_do(self._acting))
        self._acting = listed.cursor_key
        # Somebody who goes back to a row that is done wants to look at it, or to take it back.
        here = rows.at(self._acting)
        self._was_done = here is not None and here.done

    def _show_head(self) -> None:
        looking = self.session.look(self.day)
        words = [duty_words(views.duty(looking), self.day)]
        if self._day is None:
            words.append(shift_words(views.shift(looking), looking.now, self.day))
        else:
            words.insert(0, day_name(self.day))
        head = "  ".join(part for part in words if part)
        self.query_one("#duty", Static).update(visible(head))
        step = self.query_one("#step", Static)
        step.update(visible(next_step(self._under_way)) if self._under_way else "")
        step.display = self._under_way is not None

    def detail(self) -> Layout:
        law, day, key = self.session.look(self.day).law, self.day, self.query_one("#list", RowList).cursor_key
        matter = RowActs(self, key, day, self._under_way, self._others).matter
        shown = self._others.get(key.removeprefix(OVER))
        if matter is not None:
            return lambda width: matter_lines(matter, day, width)
        if shown is not None:
            return lambda width: list(handover_lines(shown, law, width))
        return nothing

    # -- acts on the row ------------------------------------------------------------------------------------------

    @property
    def _acts(self) -> RowActs:
        """On the row under the cursor."""
        self._acting = self.query_one("#list", RowList).cursor_key
        return RowActs(self, self._acting, self.day, self._under_way, self._others)

    @on(RowList.Chosen)
    def choose(self) -> None:
        self._acts.choose()

    def action_plan(self) -> None:
        self._acts.plan()

    def action_fail(self) -> None:
        self._acts.stop()

    def action_undo(self) -> None:
        self._acts.undo()

    def action_details(self) -> None:
        self._acts.details()

    def action_waive(self) -> None:
        self.tell(_("Nothing is skipped at a handover: F5 refuses it or withdraws it, with a reason"), "refused")

    # -- days and finding -----------------------------------------------------------------------------------------

    @on(FindLine.Wanted)
    def find(self) -> None:
        self.refresh_views()
