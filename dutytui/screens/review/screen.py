"""The review: any day as it was, with its digest on top. Enter unfolds a row or goes to the record behind it."""

from __future__ import annotations

import asyncio
from datetime import date, timedelta
from itertools import islice
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal

from dutytui.rules.review.day import DayReview
from dutytui.rules.review.digest import digest
from dutytui.screens.desk import DeskScreen
from dutytui.screens.find_line import FindLine
from dutytui.screens.keys import DAY_KEYS, REPORT_KEYS, bindings
from dutytui.screens.page_head import PageHead
from dutytui.screens.review.areas import area_rows
from dutytui.screens.review.days import first_shown, looked_up, typed_day
from dutytui.screens.review.digest import digest_rows
from dutytui.screens.review.going import go
from dutytui.screens.review.head import head_words, nothing_recorded
from dutytui.screens.review.keys import REVIEW_KEYS
from dutytui.screens.review.rows import ReviewRows, Row, fitting, unfolded
from dutytui.texts.catalogue import _, language
from dutytui.texts.labels import day_name
from dutytui.widgets.cells import cut, wrap
from dutytui.widgets.rows import Line, RowList
from dutytui.widgets.text_pane import TextPane, nothing

_LISTED = 200
"""Rows of what is folded that the pane beside the list shows."""


class ReviewScreen(DeskScreen):
    DESTINATION = "review"
    BINDINGS: ClassVar[list[BindingType]] = bindings(*DAY_KEYS, *REPORT_KEYS, *REVIEW_KEYS)
    CSS_PATH = "review.tcss"
    AUTO_FOCUS = "#review"

    def __init__(self) -> None:
        super().__init__()
        self._begins: tuple[date, date] | None = None
        """Today, and the day that is shown first on it."""
        self._open: frozenset[str] = frozenset()
        self._found: tuple[object, DayReview] | None = None
        self._drawn: object = None
        self._looked_up: set[date] = set()

    def compose_body(self) -> ComposeResult:
        yield PageHead("review")
        rows = RowList(id="review")
        yield FindLine(rows)
        with Horizontal():
            yield rows
            yield TextPane(id="detail")

    @property
    def day(self) -> date:
        """The one that was chosen, else the one that whoever comes in the morning looks at."""
        if self._day is not None:
            return self._day
        if self._begins is None or self._begins[0] != self.session.day:
            self._begins = (self.session.day, first_shown(self.session))
        return self._begins[1]

    # -- what is shown --------------------------------------------------------------------------------------------

    @on(FindLine.Wanted)
    def refresh_views(self) -> None:
        found = self._review()
        drawn = (found, self._open, self._wanted, language())
        if drawn != self._drawn:
            self._drawn = drawn
            rows = self._contents(found)
            self._list.show(ReviewRows(rows, self._open), empty=nothing_recorded(found))
            self.query_one(PageHead).show(head_words(found, self.session.day))
        self._show_detail()
        if found.day not in self._looked_up:
            self._looked_up.add(found.day)
            self.run_worker(self._look_up(found.day), name="looked up", group="looked up", exclusive=True)

    def _review(self) -> DayReview:
        """Worked out again when something was recorded, or a minute has passed."""
        session, day = self.session, self.day
        at = session.look(day)
        made_for = (day, session.state.version, at.procedures.version, at.now.replace(second=0, microsecond=0))
        if self._found is None or self._found[0] != made_for:
            self._found = (made_for, DayReview(at))
        return self._found[1]

    def _contents(self, found: DayReview) -> list[Row]:
        if not found.recorded:
            return []
        told = digest_rows(digest(found), found.day)
        areas = [Row("#day", _("The day as it was"), heading=True), *area_rows(found)]
        everything = [*told, *areas]
        if self._wanted:
            return fitting(everything, self._wanted)
        return list(unfolded(everything, self._open))

    async def _look_up(self, day: date) -> None:
        """Of what this day did about entries and requests of days before: with the first paint behind it."""
        for _step in looked_up(self.session, day):
            await asyncio.sleep(0)
        if self.is_mounted:
            self.refresh_views()

    @on(RowList.Highlighted)
    def _show_detail(self) -> None:
        pane = self.query_one("#detail", TextPane)
        if not pane.display:
            return
        row = self._row
        pane.show((lambda width: row_lines(row, width)) if row is not None else nothing, top=True)

    def on_resize(self) -> None:
        if self.is_mounted:
            self.call_after_refresh(self.refresh_views)

    @property
    def _list(self) -> RowList:
        return self.query_one("#review", RowList)

    @property
    def _row(self) -> Row | None:
        rows = self._list
        return rows.rows.at(rows.cursor_key) if isinstance(rows.rows, ReviewRows) else None

    @property
    def _wanted(self) -> str:
        return self.query_one(FindLine).words

    # -- days -----------------------------------------------------------------------------------------------------

    def action_day(self, step: int) -> None:
        self.go_to_day(self.day + timedelta(days=step))

    def go_to_day(self, day: date) -> bool:
        """False, and why, for a day that has not come."""
        if day > self.session.day:
            self.tell(_("This is the latest day: nothing of tomorrow can be recorded yet"), "refused")
            return False
        self._day = day
        self.tell("")
        self.refresh_views()
        return True

    def show_at(self, day: date, key: str) -> bool:
        """As on any page; today, too, is a day that was chosen here."""
        for line in self.query(FindLine):
            if line.display:
                line.action_stop_finding()
        self._day = day
        self.refresh_views()
        self._list.focus()
        return self._list.go_to(key)

    def action_to_day(self) -> None:
        from dutytui.screens.review.forms import DayForm  # only when somebody types a date

        self.app.push_screen(DayForm(self.day, typed_day, self.go_to_day))

    # -- rows -----------------------------------------------------------------------------------------------------

    @on(RowList.Chosen)
    async def act(self) -> None:
        """Unfold or fold, or go to the record; a figure leads to the area that it counts."""
        row = self._row
        if row is None:
            return
        if row.inside is not None:
            self._open = self._open ^ {row.key}
            self.refresh_views()
        elif row.subject.startswith("area:"):
            self._open = self._open | {row.subject}
            self.refresh_views()
            self._list.go_to(row.subject)
        elif not (row.subject and row.day and await go(self, self._review(), row.day, row.subject)):
            self.action_details()

    def action_details(self) -> None:
        row = self._row
        if row is None:
            self.tell(_("Nothing is selected"), "refused")
            return
        from dutytui.screens.details import Details  # only when it is opened

        self.app.push_screen(Details(lambda width: row_lines(row, width)))

    def action_find(self) -> None:
        self.query_one(FindLine).open()

    def action_waive(self) -> None:
        day = day_name(self.day)
        self.tell(_("Here {day} is looked at; Enter goes to where something is done about it", day=day), "refused")

    action_fail = action_waive
    action_undo = action_waive


def row_lines(row: Row, width: int) -> list[Line]:
    """A row in full; of one that unfolds, what is inside."""
    text = row.whole or "\n".join(filter(None, (row.words.strip(), row.remark)))
    first, *rest = [line for part in text.split("\n") for line in wrap(part, width)]
    inside = [one.words.strip() for one in islice(row.inside(), _LISTED)] if row.inside is not None else []
    listed = [((cut(words, width), "soft"),) for words in inside]
    return [((first, "strong"),), *(((line, ""),) for line in rest), *([()] * bool(listed)), *listed]
