"""The dialogs of the end of a day: a reason for what stays open, and the question before the day is closed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from dutytui.rules.closing.day_commands import CloseDay
from dutytui.screens.dialog import DeskDialog
from dutytui.screens.keys import CLOSE, NEW_LINE, SAVE
from dutytui.session import Saved
from dutytui.texts.catalogue import _, n_
from dutytui.texts.labels import day_name
from dutytui.widgets.cells import visible
from dutytui.widgets.note_area import NoteArea
from dutytui.widgets.picker import Option, Picker


class ReasonForm(DeskDialog):
    """Why something stays open. Recorded only when the day is closed; until then it can be changed or emptied."""

    KEYS = (SAVE, NEW_LINE, CLOSE)
    CSS_PATH = "day_end.tcss"

    def __init__(self, what: str, count: int, text: str, given: Callable[[str], None]) -> None:
        super().__init__()
        self._what, self._count, self._text, self._given = what, count, text, given

    def compose(self) -> ComposeResult:
        label = n_("One reason for all {count} of this kind", "One reason for all {count} of this kind", self._count)
        with Vertical(classes="dialog"):
            yield Static(visible(self._what), classes="form--title", markup=False)
            yield Static(label if self._count > 1 else _("Reason"), classes="form--label", markup=False)
            yield NoteArea(self._text)
        yield self.bottom_bar()

    def on_mount(self) -> None:
        area = self.query_one(NoteArea)
        area.move_cursor(area.document.end)
        area.focus()

    @on(NoteArea.Submitted)
    def action_save(self) -> None:
        self.dismiss()
        self._given(self.query_one(NoteArea).text.strip())

    def action_close(self) -> None:
        """Kept like a saved one: nothing is recorded before the day is closed."""
        self.action_save()


class CloseForm(DeskDialog):
    """Asks once more before the day is closed; says so when it was worked through faster than it can be read."""

    KEYS = (CLOSE,)
    CSS_PATH = "day_end.tcss"

    def __init__(self, day: date, reasons: Mapping[str, str], hurry: str, done: Callable[[], None]) -> None:
        """hurry: what the self-check says, "" for nothing; done: called when it is on disk."""
        super().__init__()
        self._day, self._reasons, self._hurry, self._done = day, reasons, hurry, done

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            title = _("Close {day}?", day=day_name(self._day))
            yield Static(visible(title), classes="form--title", markup=False)
            words = self._hurry or _("After that nothing more is recorded in this day, except late log entries.")
            yield Static(visible(words), classes="form--label", markup=False)
            yes = _("Close the day: all of it was really looked at") if self._hurry else _("Close the day")
            yield Picker([Option("close", yes), Option("back", _("Not yet"))])
        yield self.bottom_bar()

    def on_mount(self) -> None:
        self.query_one(Picker).focus()

    @on(Picker.Chosen)
    def choose(self, event: Picker.Chosen) -> None:
        if event.option.value == "back":
            self.leave()
            return
        outcome = self.submit(CloseDay(self._day, dict(self._reasons), sure=bool(self._hurry)))
        if isinstance(outcome, Saved):
            self._done()
            self.leave(self.saved(), "saved")
