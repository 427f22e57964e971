"""Why the files were changed, and from which day on: then they are submitted for countersign."""

from __future__ import annotations

from datetime import date

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, Static, TextArea

from dutytui.rules.changes.difference import Difference
from dutytui.screens.changes.dialog import request_fields
from dutytui.screens.dialog import DeskForm
from dutytui.screens.item_fields import plain
from dutytui.screens.keys import CLOSE, NEW_LINE, NEXT_FIELD, SAVE
from dutytui.session import Saved
from dutytui.texts.catalogue import _
from dutytui.texts.changes import counted
from dutytui.texts.labels import day_name
from dutytui.texts.typed import read_date
from dutytui.widgets.note_area import NoteArea

_DRAFT = "changes"


class SubmitForm(DeskForm):
    """Enter in the day submits."""

    KEYS = (SAVE, NEXT_FIELD, NEW_LINE, CLOSE)
    DEFAULT_CSS = """
    SubmitForm {
        & .form--title { height: auto; color: $text-accent; text-style: bold; }
        & .form--label { height: auto; color: $text-muted; margin: 1 0 0 0; }
        & NoteArea { height: 4; background: $panel; }
    }
    """

    def __init__(self, difference: Difference, earliest: date) -> None:
        """difference: of what is submitted, as it was shown; earliest: the day that stands there at first."""
        super().__init__()
        self._difference = difference
        self._earliest = earliest

    def compose(self) -> ComposeResult:
        self._draft = self.draft(_DRAFT)
        kept = self._draft.load()
        title = _("Submit for countersign: {changes}", changes=counted(self._difference))
        with Vertical(classes="dialog"):
            yield Static(title, classes="form--title", markup=False)
            yield Static(_("Why"), classes="form--label", markup=False)
            yield NoteArea(str(kept.get("reason", "")))
            label = _(
                "From the beginning of which day on: 12-01, +3; the earliest is {day}", day=day_name(self._earliest)
            )
            yield Static(label, classes="form--label", markup=False)
            yield Input(str(kept.get("day", "")) or f"{self._earliest:%m-%d}", id="day", select_on_focus=False)
        yield self.bottom_bar()

    def on_mount(self) -> None:
        area = self.query_one(NoteArea)
        area.move_cursor(area.document.end)
        area.focus()

    @on(TextArea.Changed)
    @on(Input.Changed)
    def keep_draft(self) -> None:
        self._draft.changed(reason=self._reason(), day=self._day())

    @on(NoteArea.Submitted)
    def action_next_field(self) -> None:
        self.focus_next()

    @on(Input.Submitted)
    def action_save(self) -> None:
        """Submit what was shown, unless something is missing or the files are others by now."""
        day = read_date(plain(self._day()), self.session.day)
        if not self._reason():
            self.tell(_("Say why: those who sign want to know"), "refused")
            self.query_one(NoteArea).focus()
            return
        if day is None:
            self.tell(_("A date is needed, like 12-01 or +3"), "refused")
            self.query_one("#day").focus()
            return
        changes = self.desk.changes
        shown = self._difference
        now = changes.difference(shown.old, shown.new)
        if now is None or now.changes != shown.changes:
            self.tell(_("The files have changed meanwhile. Esc goes back to what is different now"), "refused")
            return
        command = changes.submission(request_fields(self.desk, shown, day, self._reason()))
        if command is None:
            self.tell(_("The files are wrong, or are being saved this moment. Esc goes back to them"), "refused")
        elif isinstance(self.submit(command), Saved):
            self._draft.drop()
            self.leave(_("Submitted for countersign, from {day} on", day=day_name(day)), "saved")

    def _reason(self) -> str:
        return self.query_one(NoteArea).text.strip()

    def _day(self) -> str:
        return self.query_one("#day", Input).value.strip()
