"""The calendar as it is shown: a month as a grid, under it what falls due in it, date by date, what is late on top."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical

from dutytui.rules.obligations import views
from dutytui.rules.obligations.views import DueView, MonthView
from dutytui.screens.calendar.grid import MonthGrid
from dutytui.screens.calendar.rows import DueRows, late_before
from dutytui.screens.calendar.words import day_words, due_lines, head_words
from dutytui.screens.desk import DeskScreen
from dutytui.screens.find_line import FindLine
from dutytui.screens.keys import CALENDAR_KEYS, DAY_KEYS, ITEM_KEYS, bindings
from dutytui.screens.page_head import PageHead
from dutytui.texts.catalogue import _, language
from dutytui.widgets.rows import RowList
from dutytui.widgets.text_pane import TextPane, nothing


class CalendarBoard(DeskScreen):
    """The day under the cursor of the month and the row under that of the list go together: either moves the other."""

    DESTINATION = "calendar"
    OWN_KEYS = (*CALENDAR_KEYS, *ITEM_KEYS)
    FOOTER_WORDS: ClassVar[Mapping[str, str]] = {"fail": ""}
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(*DAY_KEYS, *ITEM_KEYS, *CALENDAR_KEYS),
        Binding("escape", "back", show=False),
    ]
    CSS_PATH = "calendar.tcss"

    def __init__(self) -> None:
        super().__init__()
        self._selected: date | None = None
        """The day under the cursor; None is today, whenever that is."""
        self._listed: object = None
        self._detailed: object = None

    def compose_body(self) -> ComposeResult:
        yield PageHead("calendar")
        yield MonthGrid()
        rows = RowList(id="due")
        yield FindLine(rows)
        with Horizontal():
            yield rows
            with Vertical(id="detail"):
                yield TextPane()

    def on_mount(self) -> None:
        self.query_one(TextPane).can_focus = False
        self.query_one(MonthGrid).focus()

    @property
    def day(self) -> date:
        return self._selected or self.session.day

    @property
    def list_of_due(self) -> RowList:
        return self.query_one("#due", RowList)

    @property
    def row(self) -> DueView | None:
        rows = self.list_of_due
        return rows.rows.at(rows.cursor) if isinstance(rows.rows, DueRows) else None

    # -- what is shown --------------------------------------------------------------------------------------------

    @on(FindLine.Wanted)
    def refresh_views(self) -> None:
        self._load()
        look = self.session.look()
        month, pressing = views.month(look, self.day.year, self.day.month), views.pressing(look)
        words = self.query_one(FindLine).words
        listed = (month, pressing, words, language(), self.size.width)
        if listed != self._listed:
            self._listed = listed
            due = [one for week in month.weeks for cell in week if cell.inside for one in cell.due]
            rows = DueRows(late_before(pressing, due), due, words, self.session.day)
            first = "" if self.row is not None else rows.first_of(self.day)
            self.list_of_due.show(rows, empty=self._nothing(words), cursor=first or None)
        self.query_one(MonthGrid).show(month, self.day)
        self.query_one(PageHead).show(head_words(month, pressing, self.session.day), self._day_words(month))
        self._show_detail()

    def _load(self) -> None:
        """What was recorded about the month shown, and about what presses today; each is read once."""
        self.session.load_about("obligation:", *views.span_of_month(self.day))
        self.session.load_about("obligation:", *views.span_of_today(self.session.procedures, self.session.day))

    def _nothing(self, words: str) -> str:
        if words:
            return _("Nothing found. Esc shows all again.")
        if not self.session.procedures.obligations:
            return _("Nothing falls due yet.\ncalendar.yaml in checklists/ says what does, under obligations.")
        return _("Nothing falls due in this month. PgDn: the month after, PgUp: the month before.")

    def _day_words(self, month: MonthView) -> str:
        cell = next((cell for week in month.weeks for cell in week if cell.day == self.day), None)
        return day_words(cell.day, cell.kind, cell.working) if cell is not None else ""

    def _show_detail(self) -> None:
        row = self.row
        if not self.query_one("#detail").display or (row, language()) == self._detailed:
            return
        self._detailed = (row, language())
        self.query_one(TextPane).show(nothing if row is None else lambda width: due_lines(row, width), top=True)

    def on_resize(self) -> None:
        # The columns and the detail pane depend on the width.
        self._listed = self._detailed = None
        self.call_after_refresh(self.refresh_views)

    # -- moving ---------------------------------------------------------------------------------------------------

    @on(MonthGrid.Moved)
    def go_to_day(self, event: MonthGrid.Moved) -> None:
        self.select(event.day)

    def select(self, day: date) -> None:
        """Put the cursor of the month on a day, and that of the list on what falls due then or next."""
        if not date(1901, 1, 1) <= day <= date(9990, 12, 31):
            return
        self._selected = None if day == self.session.day else day
        self.tell("")
        self.refresh_views()
        rows = self.list_of_due.rows
        if isinstance(rows, DueRows):
            self.list_of_due.go_to(rows.first_of(day))
        self._show_detail()

    @on(RowList.Highlighted)
    def follow(self) -> None:
        """The month goes with the list, as far as the row is of this month."""
        row = self.row
        if (
            row is not None
            and self.list_of_due.has_focus
            and (row.day.year, row.day.month)
            == (
                self.day.year,
                self.day.month,
            )
        ):
            self._selected = None if row.day == self.session.day else row.day
            self.refresh_views()
        self._show_detail()

    @on(MonthGrid.Chosen)
    def into_day(self) -> None:
        """Enter on a day goes to the first that falls due on it."""
        row = self.row
        if row is not None and row.day == self.day:
            self.list_of_due.focus()
        else:
            self.tell(_("Nothing falls due on this day. Tab: the list"), "refused")

    def action_day(self, step: int) -> None:
        self.select(self.day + timedelta(days=step))

    def action_month(self, step: int) -> None:
        """The same day of another month, or its last."""
        month = self.day.month - 1 + step
        begins = self.day.replace(year=self.day.year + month // 12, month=month % 12 + 1, day=1)
        ends = (begins + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        self.select(begins.replace(day=min(self.day.day, ends.day)))

    def action_today(self) -> None:
        self.select(self.session.day)
