"""The dialogs of a roll call: an answer in full, a hold, its release, the order; and everything that is known of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from dutytui.rules.commands import Command
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.screens.dialog import DeskForm
from dutytui.screens.item_fields import plain, read_time
from dutytui.screens.keys import CLOSE, NEXT_FIELD, SAVE
from dutytui.session import Saved
from dutytui.texts.catalogue import _
from dutytui.widgets.cells import visible
from dutytui.widgets.note_area import NoteArea


class Kind(StrEnum):
    WORDS = "words"
    COUNT = "count"
    TIME = "time"


@dataclass(frozen=True, slots=True)
class Asked:
    """One field of a form. needed: the record can't be without it; hint: what may be typed, seen while it is empty."""

    name: str
    label: str
    kind: Kind = Kind.WORDS
    needed: bool = False
    hint: str = ""


Typed = Mapping[str, str | int | datetime | None]
"""What was typed, read by the field's kind: words, a count or None, a moment or None for now."""


@dataclass(frozen=True, slots=True)
class Form:
    """What a `CallForm` asks. name: of its draft; said: lines below the title; command: makes one of what was typed."""

    name: str
    title: str
    said: Sequence[str]
    asked: Sequence[Asked]
    command: Callable[[Typed], Command]


class CallForm(DeskForm):
    """Enter in any field saves; what is wrong is said below its field, and nothing that was typed is lost."""

    KEYS = (SAVE, NEXT_FIELD, CLOSE)
    CSS_PATH = "roll_call.tcss"

    def __init__(self, day: date, form: Form, saved: Callable[[Saved], None]) -> None:
        """saved: called when it is on disk, to say so."""
        super().__init__()
        self._day, self._form, self._tell_saved = day, form, saved

    def compose(self) -> ComposeResult:
        self._draft = self.draft(f"{self._day}-{self._form.name}")
        kept = self._draft.load()
        with VerticalScroll(classes="dialog", can_focus=False):
            yield Static(visible(self._form.title), classes="form--title", markup=False)
            for words in self._form.said:
                yield Static(visible(words), classes="form--label", markup=False)
            for asked in self._form.asked:
                yield from self._field(asked, str(kept.get(asked.name, "")))
        yield self.bottom_bar()

    def _field(self, asked: Asked, kept: str) -> Iterator[Widget]:
        with Horizontal(classes="form--row"):
            yield Static(asked.label, classes="form--name", markup=False)
            with Vertical():
                if asked.kind is Kind.WORDS:
                    yield NoteArea(kept, id=asked.name)
                else:
                    yield Input(kept, id=asked.name, placeholder=asked.hint)
                line = Static("", id=f"{asked.name}-said", classes="form--said -wrong", markup=False)
                line.display = False
                yield line

    def on_mount(self) -> None:
        for area in self.query(NoteArea):
            area.move_cursor(area.document.end)
        self.query_one(f"#{self._form.asked[0].name}").focus()

    def _typed(self, name: str) -> str:
        field = self.query_one(f"#{name}")
        return field.text.strip() if isinstance(field, NoteArea) else str(getattr(field, "value", "")).strip()

    @on(Input.Changed)
    @on(TextArea.Changed)
    def keep_draft(self, event: Input.Changed | TextArea.Changed) -> None:
        self._say(event.control.id or "", "")
        self._draft.changed(**{asked.name: self._typed(asked.name) for asked in self._form.asked})

    def _say(self, name: str, words: str) -> None:
        for line in self.query(f"#{name}-said").results(Static):
            line.update(words)
            line.display = bool(words)

    @on(Input.Submitted)
    @on(NoteArea.Submitted)
    def action_save(self) -> None:
        """Record it, unless something typed is wrong: then say what would be right and go there."""
        typed: dict[str, str | int | datetime | None] = {}
        first = ""
        for asked in self._form.asked:
            typed[asked.name], wrong = self._read(asked)
            self._say(asked.name, wrong)
            first = first or (asked.name if wrong else "")
        if first:
            self.query_one(f"#{first}").focus()
            return
        outcome = self.submit(self._form.command(typed))
        if isinstance(outcome, Saved):
            self._draft.drop()
            self.dismiss()
            self._tell_saved(outcome)

    def _read(self, asked: Asked) -> tuple[str | int | datetime | None, str]:
        """(value, "") or (None, what would be right)."""
        text = self._typed(asked.name)
        if asked.kind is Kind.TIME:
            session = self.session
            starts = session.procedures.mall.day_starts
            return read_time(text, self._day, session.now(), session.day, starts)
        if asked.kind is Kind.COUNT:
            digits = plain(text)
            whole = digits.isdecimal() and len(digits) < 6
            return (int(digits), "") if whole else (None, _("A number is needed; 0 if none"))
        return text, _("Some words are needed here") if asked.needed and not text else ""
