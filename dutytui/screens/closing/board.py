"""What the closing board shows: a row for each floor, and one floor large beside it. `screen` is what its keys do."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal

from dutytui.rules.closing import hands, views
from dutytui.rules.closing.sweep_view import FloorView, StayView, SweepView
from dutytui.rules.views import EntryView, ItemView, PhaseStatus
from dutytui.screens.closing import pane
from dutytui.screens.closing.rows import BoardRows, TeamRow, contents, current_key, floor_key
from dutytui.screens.closing.words import progress
from dutytui.screens.item_acts import ItemScreen
from dutytui.screens.page_head import LATE, TITLE, PageHead, Words
from dutytui.texts.catalogue import _, pick
from dutytui.texts.labels import PHASE_STATUS
from dutytui.widgets.rows import RowList
from dutytui.widgets.text_pane import Layout, TextPane, nothing


class ClosingBoard(ItemScreen):
    """One row a floor at the left, the floor being done large at the right."""

    DESTINATION = "closing"
    CSS_PATH = "closing.tcss"
    AUTO_FOCUS = "RowList"

    def __init__(self) -> None:
        super().__init__()
        self.part: SweepView | None = None
        self._stays: tuple[StayView, ...] = ()
        self.current = ""

    def compose_body(self) -> ComposeResult:
        yield PageHead("closing")
        with Horizontal():
            yield RowList(id="board")
            yield TextPane(id="floor")

    def on_mount(self) -> None:
        for one in self.query(TextPane):
            one.can_focus = False

    def refresh_views(self) -> None:
        at = self.session.look()
        sweep, lock_up = views.sweep(at), views.lock_up(at)
        self._stays = views.stays(at)
        self.part = lock_up if sweep is not None and sweep.gives_way(lock_up) else sweep
        rows = BoardRows(contents(sweep, lock_up, self._stays) if sweep is not None else [])
        current = current_key(self.part) if self.part is not None else ""
        moved = current != self.current
        self.current = current
        board = self.query_one(RowList)
        board.show(rows, empty=self._empty(), cursor=current if moved else None)
        self.query_one(PageHead).show(self._head())
        self._show_floor()

    def _empty(self) -> str:
        if self.session.plan(self.session.day).closed:
            return _("The mall is closed today: nothing is swept.\nCtrl+R registers a late stay.")
        return _("No sweep is planned here.\nchecklists/closing.yaml says\nwhich phase it is, and who goes.")

    def _head(self) -> Words:
        part = self.part
        title = _("Sweep and lock-up") if part is None else pick(part.title)
        words = f"{title} {progress(part)}" if part is not None else title
        late = f"  {_('late')}" if part is not None and part.late else ""
        unsaid = f"  {_(PHASE_STATUS[PhaseStatus.BEFORE_USE])}" if part is not None and part.unsaid else ""
        return [(f" {words}", TITLE, ""), (late, LATE, ""), (unsaid, "", "")]

    @on(RowList.Highlighted)
    def _show_floor(self) -> None:
        self.query_one("#floor", TextPane).show(self._layout(), top=True)

    def _layout(self) -> Layout:
        """On the row that Enter is for, what is out of turn or was found comes before anything else."""
        part, row = self.part, self.row()
        if part is None:
            return nothing
        if isinstance(row, StayView) or self.query_one(RowList).cursor_key not in {self.current, ""}:
            return self._of_row(part, row)
        if part.order_broken:
            return lambda width: pane.broken_lines(part, width)
        if part.stopped_by:
            stop, height = part.stopped_by[0], self.query_one("#floor", TextPane).size.height
            able = hands.for_entry(self.session.look(), stop.entry) if stop.entry else ()
            return lambda width: pane.stop_lines(part, stop, able, height, width)
        return self._of_row(part, row)

    def _of_row(self, part: SweepView, row: object) -> Layout:
        height = self.query_one("#floor", TextPane).size.height
        match row:
            case StayView():
                return lambda width: pane.stay_lines(row, width)
            case FloorView():
                return lambda width: pane.floor_lines(part, row, height, width)
            case ItemView():
                return lambda width: pane.once_lines(part, row, self._stays, width)
            case TeamRow():
                return lambda width: pane.team_lines(part, width)
            case _:
                return lambda width: pane.finished_lines(part, width)

    def on_resize(self) -> None:
        if self.is_mounted:
            self.call_after_refresh(self.refresh_views)

    def row(self) -> object:
        board = self.query_one(RowList)
        return board.rows.at(board.cursor_key) if isinstance(board.rows, BoardRows) else None

    def floor(self) -> FloorView | None:
        """The floor under the cursor, else the one being done."""
        row = self.row()
        return row if isinstance(row, FloorView) else (self.part.current if self.part else None)

    def selected(self) -> ItemView | EntryView | None:
        """What F4, F7 and Ctrl+T act on: the step that comes next, on another row the last that was done there."""
        part, row = self.part, self.row()
        if isinstance(row, ItemView):
            return row
        if part is not None and part.stopped_by and part.stopped_by[0].entry is not None:
            return part.stopped_by[0].entry
        if isinstance(row, FloorView) and floor_key(row) != self.current:
            done = [step for step in row.steps if step.last is not None]
            return done[-1] if done else row.steps[0]
        return part.step if part is not None else None
