"""The dialogs of the patrols: why rounds were missed, a free round, a reader's file; and the details of a round."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static, TextArea

from dutytui.imports import picked
from dutytui.rules.patrols.commands import ExplainRounds, StartRound
from dutytui.rules.patrols.views import RoundView
from dutytui.rules.words import Text
from dutytui.screens.choices import fits
from dutytui.screens.dialog import DeskDialog, DeskForm
from dutytui.screens.keys import CLOSE, NEXT_FIELD, SAVE
from dutytui.screens.patrol.rows import RoundRows
from dutytui.screens.pick_form import PickForm
from dutytui.session import Saved
from dutytui.texts.catalogue import _, pick
from dutytui.widgets.cells import visible
from dutytui.widgets.note_area import NoteArea
from dutytui.widgets.picker import Option, Picker
from dutytui.widgets.rows import RowList


class ExplainForm(DeskForm):
    """One reason for all rounds that are marked: those with the same fate as the chosen one, to begin with."""

    KEYS = (SAVE, NEXT_FIELD, CLOSE)
    CSS_PATH = "forms.tcss"

    def __init__(self, day: date, rounds: Sequence[RoundView], chosen: RoundView) -> None:
        """rounds: all that need a word; chosen: one of them."""
        super().__init__()
        self._day, self._rounds = day, rounds
        self._marked = frozenset(one.subject for one in rounds if one.status is chosen.status) | {chosen.subject}
        self._first = chosen.subject

    def compose(self) -> ComposeResult:
        self._draft = self.draft(f"explain-{self._day}")
        with Vertical(classes="dialog"):
            title = _("Why were they not walked? One reason for all that are marked")
            yield Static(title, classes="patrol--title", markup=False)
            yield RowList(id="marks")
            label = _("Reason (Tab goes to the list, Space marks there)")
            yield Static(label, classes="patrol--label", markup=False)
            yield NoteArea(str(self._draft.load().get("reason", "")), id="reason")
        yield self.bottom_bar()

    def on_mount(self) -> None:
        self._show(self._first)
        area = self.query_one(NoteArea)
        area.move_cursor(area.document.end)
        area.focus()

    def _show(self, cursor: str | None = None) -> None:
        rows = RoundRows(self._rounds, self._day, self.session.now(), self._marked)
        self.query_one(RowList).show(rows, cursor=cursor)

    @on(RowList.Chosen)
    def mark(self, event: RowList.Chosen) -> None:
        self._marked ^= {event.key}
        self._show()

    @on(TextArea.Changed)
    def keep_draft(self) -> None:
        self._draft.changed(reason=self.query_one(NoteArea).text)

    @on(NoteArea.Submitted)
    def action_save(self) -> None:
        keys = tuple(one.key for one in self._rounds if one.subject in self._marked)
        outcome = self.submit(ExplainRounds(self._day, keys, self.query_one(NoteArea).text.strip()))
        if isinstance(outcome, Saved):
            self._draft.drop()
            self.leave(self.saved(), "saved")


class FreeForm(DeskDialog):
    """Which round to begin although it is not planned."""

    KEYS = (SAVE, CLOSE)
    CSS_PATH = "forms.tcss"

    def __init__(self, day: date, routes: Sequence[tuple[str, Text]], begun: Callable[[Saved], None]) -> None:
        super().__init__()
        self._day, self._routes, self._begun = day, routes, begun

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(_("Begin a round that is not planned"), classes="patrol--title", markup=False)
            yield Picker([Option(route, pick(title)) for route, title in self._routes], matches=fits)
        yield self.bottom_bar()

    def on_mount(self) -> None:
        self.query_one(Picker).focus()

    @on(Picker.Chosen)
    def begin(self, event: Picker.Chosen) -> None:
        outcome = self.submit(StartRound(self._day, event.option.value))
        if isinstance(outcome, Saved):
            self.dismiss()
            self._begun(outcome)

    def action_save(self) -> None:
        self.query_one(Picker).action_choose()


class ReaderForm(PickForm):
    """A patrol reader's file; what came of it is shown in its place."""

    DRAFT = "reader-file"

    def __init__(self, day: date) -> None:
        super().__init__()
        self._day = day

    def title_words(self) -> str:
        return _("Bring in the file of a patrol reader")

    def bring_in(self, path: Path) -> None:
        from dutytui.screens.patrol.importing import import_readings, report, summary

        result = import_readings(self.session, picked.content(path), path.name, self._day)
        lines = [visible(line) for line in report(result)]
        kind = "error" if result.not_saved else ("saved" if result.recorded else "refused")
        if not lines:
            self._draft.drop()
            self.leave(summary(result), kind)
            return
        self.query_one("#found", Static).update("\n".join(lines[:12]))
        self.tell(summary(result), kind)
