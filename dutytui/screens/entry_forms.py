"""The dialogs of one log entry: a note for an act, and a correction with its reason."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static, TextArea

from dutytui.rules import capture_times
from dutytui.rules.capture_words import fold
from dutytui.rules.commands import Command, CorrectEntry
from dutytui.rules.views import EntryView
from dutytui.screens.choices import choices_for, fits
from dutytui.screens.dialog import DeskForm
from dutytui.screens.keys import CLOSE, NEW_LINE, NEXT_FIELD, SAVE
from dutytui.session import Saved
from dutytui.texts.catalogue import _
from dutytui.texts.entries import FIELD_WORDS, value_words
from dutytui.texts.labels import short_time
from dutytui.widgets.cells import visible
from dutytui.widgets.note_area import NoteArea
from dutytui.widgets.picker import Option, Picker


class NoteForm(DeskForm):
    """One act with one note. `command` makes the command of what was typed."""

    KEYS = (SAVE, NEW_LINE, CLOSE)
    CSS_PATH = "entry.tcss"

    def __init__(self, title: str, prompt: str, draft: str, command: Callable[[str], Command]) -> None:
        super().__init__()
        self._title = title
        self._prompt = prompt
        self._draft_name = draft
        self._command = command

    def compose(self) -> ComposeResult:
        self._draft = self.draft(self._draft_name)
        with Vertical(classes="dialog"):
            yield Static(visible(self._title), classes="form--title", markup=False)
            yield Static(self._prompt, classes="form--label", markup=False)
            yield NoteArea(str(self._draft.load().get("text", "")))
        yield self.bottom_bar()

    def on_mount(self) -> None:
        area = self.query_one(NoteArea)
        area.move_cursor(area.document.end)
        area.focus()

    @on(TextArea.Changed)
    def keep_draft(self) -> None:
        self._draft.changed(text=self.query_one(NoteArea).text)

    @on(NoteArea.Submitted)
    def action_save(self) -> None:
        """Saved closes the dialog; anything else says why and keeps what was typed."""
        outcome = self.submit(self._command(self.query_one(NoteArea).text.strip()))
        if isinstance(outcome, Saved):
            self._draft.drop()
            self.leave(self.saved(), "saved")


FIELDS = ("kind", "place", "severity", "owner", "due", "text")
"""In the order of the digits that choose them."""


class CorrectForm(DeskForm):
    """Choose a field, give its new value, say why. Several fields may be changed in one correction.

    The old value stays in sight beside the new one, here as in the history.
    """

    KEYS = (SAVE, NEXT_FIELD, NEW_LINE, CLOSE)
    CSS_PATH = "entry.tcss"

    def __init__(self, entry: EntryView) -> None:
        super().__init__()
        self._entry = entry
        self._field = ""
        self._changes: dict[str, str] = {}

    def compose(self) -> ComposeResult:
        self._draft = self.draft(f"correct-{self._entry.subject}")
        kept = self._draft.load()
        self._changes = {name: str(value) for name, value in dict(kept.get("changes", {})).items() if name in FIELDS}
        with Vertical(classes="dialog"):
            title = _("Correct no. {number}", number=self._entry.number)
            yield Static(visible(title), classes="form--title", markup=False)
            yield Picker(id="fields")
            yield Static("", id="value-label", classes="form--label", markup=False)
            yield Picker(id="value-choice", matches=fits)
            yield NoteArea(id="value-text")
            yield Static(_("Reason of the correction"), classes="form--label", markup=False)
            yield NoteArea(str(kept.get("reason", "")), id="reason")
        yield self.bottom_bar()

    def on_mount(self) -> None:
        self._edit("")
        self._show_fields()
        self.query_one("#fields").focus()

    # -- the parts ------------------------------------------------------------------------------------------------

    def _old(self, field: str) -> str:
        """The value as recorded: an id, an ISO time or the text."""
        entry = self._entry
        if field == "text":
            return entry.text
        if field == "due":
            return entry.due.isoformat() if entry.due else ""
        named = {"kind": entry.kind, "place": entry.place, "severity": entry.severity, "owner": entry.owner}[field]
        return named.id if named else ""

    def _words(self, field: str, value: str) -> str:
        return value_words(field, value, self.session.procedures, self._entry.day) or _("(empty)")

    def _show_fields(self) -> None:
        options = []
        for field in FIELDS:
            words = f"{_(FIELD_WORDS[field])}  {self._words(field, self._old(field))}"
            if field in self._changes:
                words += "  " + _("becomes {value}", value=self._words(field, self._changes[field]))
            options.append(Option(field, words))
        self.query_one("#fields", Picker).offer(options, self._field)

    def _edit(self, field: str) -> None:
        """Open the editor of `field`; "" closes both."""
        self._field = field
        choice, text = self.query_one("#value-choice", Picker), self.query_one("#value-text", NoteArea)
        # One list at a time: on 24 rows two would push the reason out of sight.
        self.query_one("#fields").display = not field
        choice.display = field in FIELDS[:4]
        text.display = field in FIELDS[4:]
        label = self.query_one("#value-label", Static)
        label.display = bool(field)
        if not field:
            return
        now = self._changes.get(field, self._old(field))
        hint = _("a time like 17:30 or a length like 45m, empty for none") if field == "due" else ""
        words = [
            _("New: {field}", field=_(FIELD_WORDS[field])),
            _("so far {value}", value=self._words(field, self._old(field))),
        ]
        label.update(visible("  ".join([*words, *([hint] if hint else [])])))
        if choice.display:
            choice.offer(choices_for(field, self.session.procedures, may_be_empty=field != "kind"), now)
            choice.focus()
        else:
            text.text = short_time(datetime.fromisoformat(now), self._entry.day) if field == "due" and now else now
            text.move_cursor(text.document.end)
            text.focus()

    def _take(self, value: str) -> None:
        """`value` is the new one of the field being edited; the same as the old is no change."""
        if value == self._old(self._field):
            self._changes.pop(self._field, None)
        else:
            self._changes[self._field] = value
        self.tell("")
        self._edit("")
        self._show_fields()
        self._keep_draft()
        self.query_one("#reason").focus()

    # -- what the person does --------------------------------------------------------------------------------------

    @on(Picker.Chosen, "#fields")
    def choose_field(self, event: Picker.Chosen) -> None:
        self._edit(event.option.value)

    @on(Picker.Chosen, "#value-choice")
    def choose_value(self, event: Picker.Chosen) -> None:
        self._take(event.option.value)

    @on(NoteArea.Submitted, "#value-text")
    def take_text(self) -> None:
        typed = self.query_one("#value-text", NoteArea).text.strip()
        if self._field != "due":
            self._take(typed)
            return
        due = read_due(typed, self.session.now(), self._entry.due)
        if due is None and typed:
            self.tell(_('"{typed}" is no time: type 17:30, 11-24 17:30 or 45m', typed=typed), "refused")
        else:
            self._take(due.isoformat() if due else "")

    @on(TextArea.Changed)
    def _keep_draft(self) -> None:
        self._draft.changed(changes=self._changes, reason=self.query_one("#reason", NoteArea).text)

    @on(NoteArea.Submitted, "#reason")
    def action_save(self) -> None:
        """Save the changes with their reason; without a change it says so."""
        if not self._changes:
            self.tell(_("Nothing is changed yet: choose a field with its digit"), "refused")
            self.query_one("#fields").focus()
            return
        reason = self.query_one("#reason", NoteArea).text.strip()
        outcome = self.submit(CorrectEntry(self._entry.day, self._entry.subject, dict(self._changes), reason))
        if isinstance(outcome, Saved):
            self._draft.drop()
            self.leave(self.saved(), "saved")


_DATED = re.compile(r"(?:(?P<year>\d{4})-)?(?P<month>\d{1,2})-(?P<day>\d{1,2})\s+(?P<hour>\d{1,2}):?(?P<minute>\d{2})")


def read_due(typed: str, now: datetime, old: datetime | None) -> datetime | None:
    """A due time: ``45m``, ``17:30`` as in the capture line, or with a date, ``11-24 17:30``; None for anything else.

    old: the present due time, which an unchanged ``17:30`` still means although it has passed.
    """
    folded = "".join(map(fold, typed)).strip()
    if old is not None and folded == old.strftime("%H:%M"):
        return old
    match = _DATED.fullmatch(folded)
    if match is None:
        return capture_times.deadline(folded, now)
    parts = {key: int(value) for key, value in match.groupdict().items() if value}
    try:
        return now.replace(**{"second": 0, "microsecond": 0, **parts})  # type: ignore[arg-type]
    except ValueError:
        return None
