"""The end of the day: what is still open and what settles it; at the end the row that closes the day."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal

from dutytui.rules.closing.day_commands import CloseDay, ReopenDay
from dutytui.rules.closing.day_matters import Need
from dutytui.rules.closing.day_views import DayEndView, DayStatus, day_end_view
from dutytui.rules.evidence.views import root_of_day
from dutytui.rules.folds import ENTRY_PREFIX
from dutytui.screens.day_end.rows import CLOSE_ROW, REOPEN_ROW, DayRows, Row, close_row, open_rows
from dutytui.screens.day_end.text import STATE_TONE, after_rows, closed_rows, root_rows, row_lines, state_words
from dutytui.screens.day_screen import DayScreen
from dutytui.screens.keys import REPORT_KEYS, bindings
from dutytui.screens.page_head import PageHead
from dutytui.texts.catalogue import _
from dutytui.texts.labels import day_name
from dutytui.texts.refusals import refused
from dutytui.widgets.rows import RowList
from dutytui.widgets.text_pane import Layout, TextPane, nothing

_PHASE = "phase:"
_HURRY = "day_in_a_hurry"


class DayEndScreen(DayScreen):
    """Enter goes to where a matter is settled, F4 gives a reason for it, F7 unfolds a group."""

    DESTINATION = "closing"
    BINDINGS: ClassVar[list[BindingType]] = bindings(*REPORT_KEYS)
    CSS_PATH = "day_end.tcss"
    AUTO_FOCUS = "#matters"

    def __init__(self) -> None:
        super().__init__()
        self._unfolded: frozenset[str] = frozenset()
        self._view: DayEndView | None = None

    def compose_body(self) -> ComposeResult:
        yield PageHead("day_end")
        with Horizontal():
            yield RowList(id="matters")
            yield TextPane(id="detail")

    # -- what is shown --------------------------------------------------------------------------------------------

    def refresh_views(self) -> None:
        day = self.day
        view = self._view = day_end_view(self.session.look(day))
        title = _("Day's end")
        self.query_one(PageHead).say(f"{title} {day_name(day)}  {self.looking_back}".rstrip())
        self._list.show(DayRows(self._contents(view, day)))
        self.show_detail()

    def _contents(self, view: DayEndView, day: date) -> list[Row]:
        state = Row("#state", state_words(view, day), STATE_TONE[view.status], heading=True)
        root = root_of_day(self.session.look(day))
        if view.status is DayStatus.CLOSED:
            return [state, *closed_rows(view, day, root)]
        reasons = self._reasons()
        rows = open_rows(view.matters, reasons, self._unfolded)
        end = close_row(view.matters, reasons)
        return [state, *after_rows(view.afterwards, day), *rows, *root_rows(root, day), *end]

    def detail(self) -> Layout:
        row = self._row
        return nothing if row is None else lambda width: row_lines(row, width)

    @property
    def _list(self) -> RowList:
        return self.query_one("#matters", RowList)

    @property
    def _row(self) -> Row | None:
        rows = self._list
        return rows.rows.at(rows.cursor_key) if isinstance(rows.rows, DayRows) else None

    # -- reasons, kept as a draft until the day is closed -----------------------------------------------------------

    def _reasons(self) -> dict[str, str]:
        kept = self.desk.drafts.load(_draft_of(self.day)) or {}
        return {str(key): reason for key, reason in kept.items() if isinstance(reason, str)}

    def _give(self, key: str, reason: str) -> None:
        reasons = self._reasons()
        reasons.pop(key, None)
        if reason:
            reasons[key] = reason
        if reasons:
            self.desk.drafts.save(_draft_of(self.day), reasons)
        else:
            self.desk.drafts.drop(_draft_of(self.day))
        self.refresh_views()

    # -- what the keys do -----------------------------------------------------------------------------------------

    @on(RowList.Chosen)
    async def act(self) -> None:
        row = self._row
        if row is None:
            return
        if row.key == CLOSE_ROW:
            self._close()
        elif row.key == REOPEN_ROW:
            self._reopen()
        elif row.go or row.matters:
            await self._go(row)

    async def _go(self, row: Row) -> None:
        """To where it is settled; where nothing says so, the reason is asked for."""
        subject = row.matters[0].what.subject if row.matters else ""
        if subject.startswith(ENTRY_PREFIX) and len(row.matters) == 1:
            self.open_entry(self.day, subject)
        elif row.go == "checklists" and row.matters and row.matters[0].group.startswith(_PHASE):
            await self.desk.action_go_phase(row.matters[0].group.removeprefix(_PHASE))
        elif row.go.startswith(_PHASE):
            await self.desk.action_go_phase(row.go.removeprefix(_PHASE))
        elif row.go:
            self.desk.action_go(row.go)
        else:
            self.action_waive()

    def action_waive(self) -> None:
        """A reason for the row, or for its whole group."""
        row = self._row
        if row is None or not row.matters:
            self.tell(_("This row needs no reason"), "refused")
        elif row.matters[0].need is Need.BLOCKS:
            self.tell(_("No reason stands in for this: it must be done before the day is closed"), "refused")
        elif row.matters[0].need is Need.FINE:
            self.tell(_("This goes on tomorrow by itself and needs no reason"), "refused")
        else:
            from dutytui.screens.day_end.forms import ReasonForm  # only when it is opened

            given = self._reasons().get(row.act_on, "")
            form = ReasonForm(row.words.strip(), len(row.matters), given, lambda text: self._give(row.act_on, text))
            self.app.push_screen(form)

    def action_details(self) -> None:
        """Unfold or fold a group; on other rows, the closings of the day."""
        row = self._row
        if row is not None and len(row.matters) > 1:
            self._unfolded = self._unfolded ^ {row.act_on}
            self.refresh_views()
        elif self._view is not None:
            from dutytui.screens.day_end.text import history_lines  # only when it is opened
            from dutytui.screens.details import Details

            day, view = self.day, self._view
            root = root_of_day(self.session.look(day))
            self.app.push_screen(Details(lambda width: history_lines(view, day, root, width)))

    def _close(self) -> None:
        reasons = self._reasons()
        refusal = self.session.refuses(CloseDay(self.day, reasons))
        if refusal is not None and refusal.code != _HURRY:
            self.tell(refused(refusal), "refused")
            return
        from dutytui.screens.day_end.forms import CloseForm  # only when it is opened

        hurry = refused(refusal) if refusal else ""
        name = _draft_of(self.day)
        self.app.push_screen(CloseForm(self.day, reasons, hurry, lambda: self.desk.drafts.drop(name)))

    def _reopen(self) -> None:
        day = self.day
        refusal = self.session.refuses(ReopenDay(day, "?"))
        if refusal is not None:
            self.tell(refused(refusal), "refused")
            return
        from dutytui.screens.entry_forms import NoteForm  # only when it is opened

        title = _("Open {day} again", day=day_name(day))
        prompt = _("Why must something still be recorded")
        self.app.push_screen(NoteForm(title, prompt, f"reopen-{day}", lambda said: ReopenDay(day, said)))

    def action_undo(self) -> None:
        self.tell(_("A closing is not taken back: the last row opens the day again, with a reason"), "refused")

    def action_fail(self) -> None:
        self.tell(_("Here is what keeps the day open: Enter goes to where it is settled"), "refused")

    action_find = action_fail


def _draft_of(day: date) -> str:
    """The name under which the reasons are kept until the day is closed."""
    return f"day-end-{day}"
