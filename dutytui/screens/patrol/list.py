"""The rounds of a day on the screen: the list with its countdowns, the round under the cursor, other days."""

from __future__ import annotations

from datetime import date

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal

from dutytui.rules.patrols import views
from dutytui.rules.patrols.standing import RoundStatus
from dutytui.rules.patrols.views import RoundsView, RoundView
from dutytui.screens.day_screen import DayScreen
from dutytui.screens.find_line import FindLine
from dutytui.screens.page_head import PageHead
from dutytui.screens.patrol.rows import RoundRows, contents
from dutytui.screens.patrol.words import brief_round, whole_round
from dutytui.texts.catalogue import _, n_
from dutytui.texts.labels import day_name
from dutytui.widgets.rows import RowList
from dutytui.widgets.text_pane import Layout, TextPane, nothing

_TICKING = frozenset({RoundStatus.AHEAD, RoundStatus.DUE, RoundStatus.LATE, RoundStatus.RUNNING})


class RoundList(DayScreen):
    """What is shown of the rounds; `dutytui.screens.patrol.screen` adds what can be done."""

    DESTINATION = "patrol"
    CSS_PATH = "patrol.tcss"
    AUTO_FOCUS = "#list"
    DAYS_AHEAD = 1

    def __init__(self) -> None:
        super().__init__()
        self._seen: date | None = None
        self._late = 0

    def compose_body(self) -> ComposeResult:
        rows = RowList(id="list")
        yield PageHead("patrol")
        yield FindLine(rows)
        with Horizontal(id="body"):
            yield rows
            yield TextPane(id="detail")

    @property
    def rows(self) -> RowList:
        return self.query_one("#list", RowList)

    def on_mount(self) -> None:
        self.query_one("#detail", TextPane).can_focus = False

    def view(self) -> RoundsView:
        return views.rounds(self.session.look(self.day))

    def selected(self) -> RoundView | None:
        rows = self.rows
        return rows.rows.at(rows.cursor_key) if isinstance(rows.rows, RoundRows) else None

    def refresh_views(self) -> None:
        view, words = self.view(), self.query_one(FindLine).words
        fits = None
        if words:
            from dutytui.texts.pinyin import matches  # its table is read only when somebody looks for something

            def fits(text: str) -> bool:
                return matches(words, text) is not None

        rows = RoundRows(contents(view, fits), view.day, view.now)
        first = rows.rounds[0].subject if rows.rounds and self._seen != view.day else None
        self._seen = view.day
        self.rows.show(rows, empty=self._why_empty(view, words), cursor=first)
        self._keep_late_in_sight(rows)
        self._show_head(view)
        self.show_detail()

    def _keep_late_in_sight(self, rows: RoundRows) -> None:
        """A round that becomes late comes in at the top; the cursor stays on its line and would leave it above."""
        late = sum(one.status is RoundStatus.LATE for one in rows.rounds)
        if late > self._late and (self.rows.cursor or 0) < self.rows.size.height:
            self.rows.scroll_rows(-len(rows))
        self._late = late

    def refresh_frame(self) -> None:
        """The countdowns of the rows that are seen, and of the round under the cursor."""
        super().refresh_frame()
        rows = self.rows.rows
        if not isinstance(rows, RoundRows) or self._day is not None:
            return
        self.rows.show(rows.later(self.session.now()))
        chosen = self.selected()
        if chosen is not None and chosen.status in _TICKING:
            self.show_detail()

    def _why_empty(self, view: RoundsView, words: str) -> str:
        if words:
            return _("Nothing found. Esc shows everything again.")
        if not view.any_route:
            return _("No rounds yet: write points and routes into checklists/patrols.yaml.")
        return _("No rounds on this day. Ctrl+N begins a free one.")

    def _show_head(self, view: RoundsView) -> None:
        words = [f"{_('Patrol')} {day_name(view.day)}"]
        for one, count in (
            (n_("{count} done", "{count} done", (n := view.count(RoundStatus.DONE, RoundStatus.DONE_LATE))), n),
            (n_("{count} missed", "{count} missed", (n := view.count(RoundStatus.MISSED))), n),
            (n_("{count} unknown", "{count} unknown", (n := view.count(RoundStatus.UNKNOWN))), n),
            (n_("{count} explained", "{count} explained", (n := view.count(RoundStatus.EXPLAINED))), n),
        ):
            words += [one] if count else []
        if len({draw.title.get("en", "") for draw in view.draws}) < len(view.draws):
            words.append(_("random rounds drawn at two terminals"))
        words += [self.looking_back] * bool(self.looking_back)
        self.query_one(PageHead).say("  ".join(words))

    def detail(self) -> Layout:
        chosen, day, now = self.selected(), self.day, self.session.now()
        if chosen is None:
            return nothing
        words = brief_round if self.has_class("-narrow") else whole_round
        return lambda width: words(chosen, day, now, width)

    # -- finding, other days --------------------------------------------------------------------------------------

    @on(FindLine.Wanted)
    def find(self) -> None:
        self.refresh_views()
        rows = self.rows.rows
        if self.query_one(FindLine).words and isinstance(rows, RoundRows) and rows.rounds:
            self.rows.go_to(rows.rounds[0].subject)
