"""What the review shows: any day as it was, its digest on top, and what is said of it."""

from __future__ import annotations

import asyncio
from datetime import date, timedelta
from itertools import islice

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal

from dutytui.rules.review.compare import difference
from dutytui.rules.review.day import DayReview
from dutytui.rules.review.digest import Digest, digest
from dutytui.rules.review.views import ReviewView, review
from dutytui.screens.day_screen import DayScreen
from dutytui.screens.find_line import FindLine
from dutytui.screens.page_head import PageHead
from dutytui.screens.review.areas import area_rows
from dutytui.screens.review.days import first_shown, looked_up
from dutytui.screens.review.differences import difference_rows
from dutytui.screens.review.digest import digest_rows
from dutytui.screens.review.head import beside_words, head_words, nothing_recorded
from dutytui.screens.review.rows import ReviewRows, Row, fitting, unfolded
from dutytui.screens.review.said import said_rows, sign_rows
from dutytui.texts.catalogue import _, language
from dutytui.widgets.cells import cut, wrap
from dutytui.widgets.rows import Line, RowList
from dutytui.widgets.text_pane import Layout, TextPane, nothing

_LISTED = 200
"""Rows of what is folded that the pane beside the list shows."""


class ReviewBoard(DayScreen):
    DESTINATION = "review"
    CSS_PATH = "review.tcss"
    AUTO_FOCUS = "#review"
    FOLLOWS_TODAY = False

    def __init__(self) -> None:
        super().__init__()
        self._begins: tuple[date, date] | None = None
        """Today, and the day that is shown first on it."""
        self._open: frozenset[str] = frozenset()
        self._found: tuple[object, DayReview] | None = None
        self._told: tuple[DayReview, Digest] | None = None
        self._drawn: object = None
        self._looked_up: set[date] = set()
        self._beside: timedelta | date | None = None
        """What stands beside the day: so many days before it, or one that was chosen; None for nothing."""
        self._other: tuple[object, DayReview] | None = None

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
        found = self.found
        beside = self.other
        drawn = (found, beside, self.said, self._open, self._wanted, language())
        if drawn != self._drawn:
            self._drawn = drawn
            everything = self._contents(found) if beside is None else difference_rows(difference(found, beside))
            rows = fitting(everything, self._wanted) if self._wanted else list(unfolded(everything, self._open))
            self._list.show(ReviewRows(rows, self._open), empty=nothing_recorded(found))
            words = head_words(found, self.said, self.session.day) if beside is None else beside_words(found, beside)
            self.query_one(PageHead).show(words)
        self.show_detail()
        if found.day not in self._looked_up:
            self._looked_up.add(found.day)
            self.run_worker(self._look_up(found.day), name="looked up", group="looked up", exclusive=True)

    @property
    def found(self) -> DayReview:
        """Worked out again when something was recorded, or a minute has passed."""
        session, day = self.session, self.day
        at = session.look(day)
        minute, late = at.now.replace(second=0, microsecond=0), self.desk.exchange.arrivals
        made_for = (day, session.state.version, at.procedures.version, minute, late)
        if self._found is None or self._found[0] != made_for:
            self._found = (made_for, DayReview(at, late))
        return self._found[1]

    @property
    def other(self) -> DayReview | None:
        """The day that stands beside, None for none."""
        if self._beside is None:
            return None
        day = self.day - self._beside if isinstance(self._beside, timedelta) else self._beside
        at = self.session.look(day)
        made_for = (day, self.session.state.version, at.procedures.version, at.now.replace(second=0, microsecond=0))
        if self._other is None or self._other[0] != made_for:
            self._other = (made_for, DayReview(at))
        return self._other[1]

    def put_beside(self, beside: timedelta | date | None) -> None:
        """Show the differences to another day, or the day alone again."""
        self._beside = beside
        self.tell("")
        self.refresh_views()
        self._list.action_edge(-1)

    @property
    def digest(self) -> Digest:
        if self._told is None or self._told[0] is not self.found:
            self._told = (self.found, digest(self.found))
        return self._told[1]

    @property
    def said(self) -> ReviewView:
        """As whoever looks sees it."""
        return review(self.session.look(self.day))

    def _contents(self, found: DayReview) -> list[Row]:
        if not found.recorded and not self.said.follow_ups:
            return []
        told, said = digest_rows(self.digest, found.day), self.said
        areas = [Row("#day", _("The day as it was"), heading=True), *area_rows(found)]
        return [*told, *said_rows(found, said), *areas, *sign_rows(found, said)]

    async def _look_up(self, day: date) -> None:
        """Of what this day did about entries and requests of days before: with the first paint behind it."""
        for _step in looked_up(self.session, day):
            await asyncio.sleep(0)
        if self.is_mounted:
            self.refresh_views()

    def detail(self) -> Layout:
        row = self.row
        return nothing if row is None else lambda width: row_lines(row, width)

    @property
    def _list(self) -> RowList:
        return self.query_one("#review", RowList)

    @property
    def row(self) -> Row | None:
        rows = self._list
        return rows.rows.at(rows.cursor_key) if isinstance(rows.rows, ReviewRows) else None

    @property
    def _wanted(self) -> str:
        return self.query_one(FindLine).words

    # -- days -----------------------------------------------------------------------------------------------------

    def unfold(self, key: str, *, only_open: bool = False) -> None:
        """Unfold or fold a row, and put the cursor on it."""
        self._open = self._open | {key} if only_open else self._open ^ {key}
        self.refresh_views()
        self._list.go_to(key)

    def show_at(self, day: date, key: str) -> bool:
        """As on any page; today, too, is a day that was chosen here."""
        for line in self.query(FindLine):
            if line.display:
                line.action_stop_finding()
        self._day, self._beside = day, None
        self.refresh_views()
        self._list.focus()
        return self._list.go_to(key)


def row_lines(row: Row, width: int) -> list[Line]:
    """A row in full; of one that unfolds, what is inside."""
    text = row.whole or "\n".join(filter(None, (row.words.strip(), row.remark)))
    first, *rest = [line for part in text.split("\n") for line in wrap(part, width)]
    inside = [one.words.strip() for one in islice(row.inside(), _LISTED)] if row.inside is not None else []
    listed = [((cut(words, width), "soft"),) for words in inside]
    return [((first, "strong"),), *(((line, ""),) for line in rest), *([()] * bool(listed)), *listed]
