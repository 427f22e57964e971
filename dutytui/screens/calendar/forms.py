"""The forms of the calendar: done with a note and, in full, when; skipped with a reason; the file of an export."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, Static, TextArea

from dutytui.rules.obligations.commands import MarkDone, WaiveObligation
from dutytui.rules.obligations.views import DueView
from dutytui.screens.dialog import DeskDialog, DeskForm
from dutytui.screens.entry_forms import NoteForm
from dutytui.screens.item_fields import Read, plain, read_time
from dutytui.screens.keys import CLOSE, NEW_LINE, NEXT_FIELD, SAVE
from dutytui.session import Saved, Session
from dutytui.texts.catalogue import _, pick
from dutytui.texts.labels import day_name
from dutytui.widgets.cells import visible
from dutytui.widgets.note_area import NoteArea

_DATED = re.compile(
    r"(?:(?P<year>\d{4})-)?(?P<month>\d{1,2})-(?P<day>\d{1,2})(?:\s+(?P<hour>\d{1,2}):?(?P<minute>\d{2}))?"
)


def waive_form(due: DueView) -> NoteForm:
    """Why it won't be done this time."""
    return NoteForm(
        _("Skip: {title}, {day}", title=pick(due.title), day=day_name(due.day)),
        _("Why it won't be done this time"),
        f"skip-{due.key}",
        lambda reason: WaiveObligation(due.day, due.id, reason),
    )


class DoneForm(DeskForm):
    """A note, which may stay empty; in full, when it was done as well. Saving goes back to the calendar."""

    KEYS = (SAVE, NEXT_FIELD, NEW_LINE, CLOSE)
    DEFAULT_CSS = """
    DoneForm {
        & .form--title { height: 1; color: $text-accent; text-style: bold; }
        & .form--label { height: 1; color: $text-muted; margin: 1 0 0 0; }
        & NoteArea { height: 4; background: $panel; }
    }
    """

    def __init__(self, due: DueView, behalf: str, *, in_full: bool) -> None:
        super().__init__()
        self._due = due
        self._behalf = behalf
        self._in_full = in_full

    def compose(self) -> ComposeResult:
        self._draft = self.draft(f"done-{self._due.key}")
        kept = self._draft.load()
        title = _("Done: {title}, {day}", title=pick(self._due.title), day=day_name(self._due.day))
        with Vertical(classes="dialog"):
            yield Static(visible(title), classes="form--title", markup=False)
            if self._in_full:
                label = _("When: 17:30, 11-24 or 11-24 17:30; empty for now")
                yield Static(label, classes="form--label", markup=False)
                yield Input(str(kept.get("when", "")), id="when", select_on_focus=False)
            yield Static(_("A note, if there is anything to say"), classes="form--label", markup=False)
            yield NoteArea(str(kept.get("note", "")))
        yield self.bottom_bar()

    def on_mount(self) -> None:
        area = self.query_one(NoteArea)
        area.move_cursor(area.document.end)
        (self.query_one("#when", Input) if self._in_full else area).focus()

    @property
    def _when(self) -> str:
        return self.query_one("#when", Input).value if self._in_full else ""

    @on(TextArea.Changed)
    @on(Input.Changed)
    def keep_draft(self) -> None:
        self._draft.changed(when=self._when, note=self.query_one(NoteArea).text)

    @on(Input.Submitted)
    def go_on(self) -> None:
        if self._read()[1]:
            self.tell(self._read()[1], "refused")
        else:
            self.query_one(NoteArea).focus()

    @on(NoteArea.Submitted)
    def action_save(self) -> None:
        """Saved closes the form; anything else says why and keeps what was typed."""
        at, wrong = self._read()
        if wrong:
            self.tell(wrong, "refused")
            return
        note = self.query_one(NoteArea).text.strip()
        outcome = self.submit(MarkDone(self._due.day, self._due.id, note, at=at, behalf=self._behalf))
        if isinstance(outcome, Saved):
            self._draft.drop()
            self.leave(self.saved(), "saved")

    def _read(self) -> Read[datetime]:
        return read_when(self._when, self.session)


def read_when(typed: str, session: Session) -> Read[datetime]:
    """A past moment: a time of today, a date (the mall's noon), or both. "" is (None, ""), which means now."""
    now = session.now()
    match = _DATED.fullmatch(plain(typed))
    if match is None:
        return read_time(typed, session.day, now, session.day, session.procedures.mall.day_starts)
    parts = {"hour": 12, "minute": 0, **{name: int(value) for name, value in match.groupdict().items() if value}}
    try:
        found = now.replace(**{"second": 0, "microsecond": 0, **parts})  # type: ignore[arg-type]
    except ValueError:
        return None, _("A date is needed that there is, like 11-24")
    return (found, "") if found <= now else (None, _("That time is still to come; leave it empty for now"))


class FileForm(DeskDialog):
    """Where the calendar of a year is to be written. write: does it, and answers what to say and of which kind."""

    KEYS = (SAVE, CLOSE)
    DEFAULT_CSS = """
    FileForm {
        & .form--title { height: 1; color: $text-accent; text-style: bold; }
        & .form--label { height: 2; color: $text-muted; }
    }
    """

    def __init__(self, title: str, path: str, write: Callable[[str], tuple[str, str]]) -> None:
        super().__init__()
        self._title = title
        self._path = path
        self._write = write

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(visible(self._title), classes="form--title", markup=False)
            words = _("Calendar programs and phones read the file. Write it to:")
            yield Static(words, classes="form--label", markup=False)
            yield Input(self._path, select_on_focus=False)
        yield self.bottom_bar()

    def on_mount(self) -> None:
        self.query_one(Input).focus()

    @on(Input.Submitted)
    def action_save(self) -> None:
        words, kind = self._write(self.query_one(Input).value.strip())
        if kind == "saved":
            self.leave(words, kind)
        else:
            self.tell(words, kind)
