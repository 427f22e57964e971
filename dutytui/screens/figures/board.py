"""The figures as they are shown: a period with its charts, worked out while one looks, and a quarter's assessments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal

from dutytui.rules.figures.assessments import AssessmentView, assessments
from dutytui.rules.figures.known import Figure
from dutytui.rules.figures.periods import Length, Period, period, quarters
from dutytui.screens.desk import DeskScreen
from dutytui.screens.figures.rows import Content, DrawRow, FigureRows, PartRow, contents
from dutytui.screens.figures.source import Source
from dutytui.screens.figures.words import assessment_lines, figure_lines, head
from dutytui.screens.figures.working import Working
from dutytui.screens.find_line import FindLine
from dutytui.screens.keys import DAY_KEYS, FIGURES_KEYS, bindings
from dutytui.screens.page_head import PageHead
from dutytui.texts.catalogue import N_, _
from dutytui.texts.figures import period_name
from dutytui.widgets.rows import RowList
from dutytui.widgets.text_pane import TextPane, nothing

_LENGTHS = tuple(Length)
_ROW = 12
"""Quarters that are loaded: what consequences look at is at most so many in a row."""


class FiguresBoard(DeskScreen):
    """Left and right: a shorter or longer period; [ and ]: an earlier or later one."""

    DESTINATION = "calendar"
    OWN_KEYS = (
        *FIGURES_KEYS,
        replace(DAY_KEYS[0], word=N_("Period before")),
        replace(DAY_KEYS[1], word=N_("Period after")),
    )
    FOOTER_WORDS: ClassVar[Mapping[str, str]] = {"waive": "", "fail": "", "undo": ""}
    CSS_PATH = "figures.tcss"
    AUTO_FOCUS = "RowList"
    BINDINGS: ClassVar[list[BindingType]] = bindings(*DAY_KEYS, *FIGURES_KEYS)

    def __init__(self) -> None:
        super().__init__()
        self._length = Length.MONTH
        self._anchor: date | None = None
        """A day of the period that is looked at; None is today, whenever that is."""
        self._source: Source | None = None
        self.working = Working()
        self._drawn: object = None
        self._to_top = self._unseen = True

    def compose_body(self) -> ComposeResult:
        rows = RowList(id="list")
        yield PageHead("figures")
        yield FindLine(rows)
        with Horizontal(id="body"):
            yield rows
            detail = TextPane(id="detail")
            detail.can_focus = False
            yield detail

    def on_unmount(self) -> None:
        self.working.stop()

    @property
    def over(self) -> Period:
        return period(self._length, self._anchor or self.session.day)

    @property
    def _list(self) -> RowList:
        return self.query_one("#list", RowList)

    @property
    def source(self) -> Source:
        if self._source is None:
            self._source = Source(self.session, self.desk.figures)
        return self._source

    # -- what is shown --------------------------------------------------------------------------------------------

    def on_screen_resume(self) -> None:
        self.source.forget()  # something may have been recorded about past days meanwhile
        self.working.try_again()
        super().on_screen_resume()

    @on(FindLine.Wanted)
    def refresh_views(self) -> None:
        seen = self.source.seen(self.over)
        if self.working.begin(seen.lacking):
            self.run_worker(self._work_out(seen.lacking), name="figures")
        rows = contents(seen, self._assessments(), period_name(self._quarter), self.query_one(FindLine).words)
        self._list.show(FigureRows(rows, seen), empty=self._nothing())
        if self._to_top:
            self._to_top = False
            self._list.action_edge(-1)  # other figures: they are read from the beginning
        self.query_one(PageHead).say(head(seen, self.working.progress))
        self._show_detail()

    def refresh_frame(self) -> None:
        super().refresh_frame()
        if self._drawn != self.working.progress:
            self._drawn = self.working.progress
            self.source.forget()
            self.refresh_views()

    def _nothing(self) -> str:
        if self.query_one(FindLine).words:
            return _("Nothing found. Esc shows everything again.")
        if self.working.under_way:
            return _("The figures of this period are being worked out.")
        return _("Nothing was recorded in this period. [ shows the one before, the right arrow a longer one.")

    @property
    def _quarter(self) -> Period:
        """The quarter of the period's last day, or of today when that lies ahead; while the quarter before today's is
        still to be assessed, that one (a whole quarter or year that is looked at is itself)."""
        over, today = self.over, self.session.day
        if today not in over:
            return period(Length.QUARTER, over.last)
        this = period(Length.QUARTER, today)
        asked = timedelta(days=self.session.procedures.figures.within)
        short = over.length not in {Length.QUARTER, Length.YEAR}
        return this.moved(-1) if short and today < this.first + asked else this

    def _assessments(self) -> tuple[AssessmentView, ...]:
        if not self.session.procedures.figures.sheets:
            return ()
        last = self._quarter.last
        self.session.load_about("assessment:", quarters(last, _ROW)[0].first, last)
        return assessments(self.session.look(), last)

    @on(RowList.Highlighted)
    def _show_detail(self) -> None:
        pane = self.query_one("#detail", TextPane)
        if not pane.display:
            return
        row = self.row
        if isinstance(row, Figure):
            seen, law = self.source.seen(self.over), self.session.look().law
            pane.show(lambda width: figure_lines(row, seen, law, width), top=True)
        elif row is None:
            pane.show(nothing)
        else:
            view = row if isinstance(row, AssessmentView) else row.view
            pane.show(lambda width: assessment_lines(view, width), top=True)

    @property
    def row(self) -> Figure | AssessmentView | PartRow | DrawRow | None:
        rows = self._list.rows
        found: Content | None = rows.at(self._list.cursor_key) if isinstance(rows, FigureRows) else None
        return found if isinstance(found, Figure | AssessmentView | PartRow | DrawRow) else None

    def on_resize(self) -> None:
        if self.is_mounted:
            self.call_after_refresh(self.refresh_views)

    async def _work_out(self, wanted: tuple[date, ...]) -> None:
        """In a worker, the newest days first; another period stops it and begins its own."""
        began_at, fresh, self._unseen = self._list.cursor_key, self._unseen, False
        if await self.working.through(self.desk.figures, wanted):
            self.source.forget()
            # More rows above than when the page was opened: it is read from the beginning, unless one is reading.
            self._to_top |= fresh and self._list.cursor_key == began_at
            if self in self.desk.desk_screens():
                self.refresh_views()

    # -- moving about ---------------------------------------------------------------------------------------------

    def action_day(self, step: int) -> None:
        """The period before or after. Nothing lies ahead but the rest of this one."""
        moved = self.over.moved(step)
        if moved.first > self.session.day:
            self.tell(_("This is the latest period: nothing is known of what lies ahead"), "refused")
            return
        self._anchor = None if self.session.day in moved else moved.last
        self._moved()

    def action_length(self, step: int) -> None:
        at = _LENGTHS.index(self._length) + step
        if 0 <= at < len(_LENGTHS):
            self._length = _LENGTHS[at]
            self._moved()

    def _moved(self) -> None:
        self.working.stop()
        self._to_top = self._unseen = True
        self.tell("")
        self.refresh_views()
