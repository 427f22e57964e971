"""The meals as they are shown: each batch with its people, their timers, and the one under the cursor in full."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widgets import Static

from dutytui.rules.meals import views
from dutytui.rules.meals.views import EaterView
from dutytui.screens.day_screen import DayScreen
from dutytui.screens.find_line import FindLine
from dutytui.screens.keys import ITEM_KEYS, bindings
from dutytui.screens.meals.rows import Adding, MealRows, next_to_do
from dutytui.screens.meals.words import eater_lines, out_words
from dutytui.screens.page_head import PageHead
from dutytui.session import Actor
from dutytui.texts.catalogue import _, pick
from dutytui.texts.labels import day_name
from dutytui.widgets.cells import visible
from dutytui.widgets.rows import RowList
from dutytui.widgets.text_pane import Layout, TextPane, nothing


class MealsBoard(DayScreen):
    """The batches of a day with their people; beside the list the person in full (from 100 columns)."""

    DESTINATION = "patrol"
    BINDINGS: ClassVar[list[BindingType]] = bindings(*ITEM_KEYS)
    CSS_PATH = "meals.tcss"
    AUTO_FOCUS = "#list"

    def __init__(self) -> None:
        super().__init__()
        self._seen: tuple[Actor, date] | None = None

    def compose_body(self) -> ComposeResult:
        rows = RowList(id="list")
        yield PageHead("meals")
        yield Static("", id="hint", markup=False)
        yield FindLine(rows)
        with Horizontal():
            yield rows
            yield TextPane(id="detail")

    # -- what is shown --------------------------------------------------------------------------------------------

    def refresh_views(self) -> None:
        look = self.session.look(self.day)
        meals = views.meals(look)
        fresh = (self.session.actor, self.day) != self._seen
        self._seen = self.session.actor, self.day
        rows = MealRows(meals, self.query_one(FindLine).words, self.day, look.now)
        cursor = next_to_do(meals, look.now) if fresh else None
        self.rows_shown.show(rows, empty=self._why_empty(bool(meals)), cursor=cursor)
        self._show_head()
        self.show_detail()

    def refresh_frame(self) -> None:
        super().refresh_frame()
        rows = self.rows_shown.rows
        if isinstance(rows, MealRows) and any(eater.left_at and not eater.back_at for eater in rows.eaters):
            self.refresh_views()  # the timers of those who are out

    def _why_empty(self, any_meal: bool) -> str:
        if any_meal:
            return _("Nothing found. Esc shows everything again.")
        if self.session.plan(self.day).closed:
            return _("No meals on this day: the mall is closed.")
        return _("No meals are planned here.\nchecklists/meals.yaml says which meals and batches there are.")

    def _show_head(self) -> None:
        """Which page this is, of which day, how many are out, and what those who stay do meanwhile."""
        look = self.session.look(self.day)
        out = views.out_now(look)
        late = sum(eater.late_by > 0 for eater in out)
        words = [_("Meals {day}", day=day_name(self.day)), out_words(len(out), late), self.looking_back]
        hint = self.query_one("#hint", Static)
        hint.display = bool(out and look.procedures.meals.hint)
        hint.update(visible(pick(look.procedures.meals.hint)), layout=False)
        self.query_one(PageHead).say("  ".join(filter(None, words)))

    def detail(self) -> Layout:
        row = self.row
        if not isinstance(row, EaterView):
            return nothing
        look, day = self.session.look(self.day), self.day
        history = views.history(look, row.meal, row.who)
        return lambda width: eater_lines(row, history, look.now, day, width)

    @property
    def rows_shown(self) -> RowList:
        return self.query_one("#list", RowList)

    @property
    def row(self) -> EaterView | Adding | None:
        rows = self.rows_shown
        return rows.rows.at(rows.cursor_key) if isinstance(rows.rows, MealRows) else None

    # -- where one looks ------------------------------------------------------------------------------------------

    @on(FindLine.Wanted)
    def find(self) -> None:
        self.refresh_views()
        rows = self.rows_shown.rows
        if self.query_one(FindLine).words and isinstance(rows, MealRows) and rows.eaters:
            self.rows_shown.go_to(rows.eaters[0].key)
