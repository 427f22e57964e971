"""The forms of the closing board: something was found, somebody stays late."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from dutytui.rules.closing.commands import RegisterStay
from dutytui.screens.choices import choices_for, fits
from dutytui.screens.dialog import DeskForm
from dutytui.screens.entry_forms import read_due
from dutytui.screens.keys import CLOSE, NEXT_FIELD, SAVE
from dutytui.session import Saved
from dutytui.texts.catalogue import _
from dutytui.texts.labels import short_time
from dutytui.widgets.note_area import NoteArea
from dutytui.widgets.picker import Option, Picker


class FoundForm(DeskForm):
    """What was found, by a digit, and in words what and where. Enter in the words saves."""

    KEYS = (SAVE, NEXT_FIELD, CLOSE)
    CSS_PATH = "closing.tcss"

    def __init__(
        self,
        title: str,
        draft: str,
        options: list[Option],
        needs_words: Callable[[str], bool],
        save: Callable[[str, str], str],
    ) -> None:
        """options: what may be found; needs_words: whether that choice asks for words; save: records the choice with
        the words and answers what was wrong, "" for nothing."""
        super().__init__()
        self._title, self._draft_name, self._options = title, draft, options
        self._needs_words, self._save = needs_words, save
        self._chosen = ""

    def compose(self) -> ComposeResult:
        self._draft = self.draft(self._draft_name)
        with Vertical(classes="dialog"):
            yield Static(self._title, classes="form--title", markup=False)
            yield Picker(self._options)
            yield Static(_("What, and where exactly"), classes="form--label", markup=False)
            yield NoteArea(str(self._draft.load().get("text", "")))
        yield self.bottom_bar()

    def on_mount(self) -> None:
        self.query_one(Picker).focus()

    @on(Picker.Chosen)
    def choose(self, event: Picker.Chosen) -> None:
        self._chosen = event.option.value
        if self._needs_words(self._chosen):
            area = self.query_one(NoteArea)
            area.move_cursor(area.document.end)
            area.focus()
        else:
            self.action_save()

    @on(TextArea.Changed)
    def keep_draft(self) -> None:
        self._draft.changed(text=self.query_one(NoteArea).text)

    @on(NoteArea.Submitted)
    def action_save(self) -> None:
        words = self.query_one(NoteArea).text.strip()
        if not self._chosen:
            self.tell(_("Choose with a digit what was found"), "refused")
            self.query_one(Picker).focus()
        elif not words and self._needs_words(self._chosen):
            self.tell(_("Some words are needed here"), "refused")
        else:
            wrong = self._save(self._chosen, words)
            if wrong:
                self.tell(wrong, "refused")
            else:
                self._draft.drop()
                self.dismiss()


class StayForm(DeskForm):
    """Who stays, where, until when and why. Enter goes on, in the last field it saves."""

    KEYS = (SAVE, NEXT_FIELD, CLOSE)
    CSS_PATH = "closing.tcss"
    FIELDS: ClassVar[tuple[str, ...]] = ("name", "place", "until", "reason")

    def __init__(self, day: date, place: str = "") -> None:
        """place: the id that stands there at first."""
        super().__init__()
        self._day, self._first_place = day, place

    def compose(self) -> ComposeResult:
        self._draft = self.draft(f"stay-{self._day}")
        kept = {name: str(self._draft.load().get(name, "")) for name in self.FIELDS}
        self._places = choices_for("place", self.session.procedures, may_be_empty=False)
        placeholders = {"place": _("a floor or department, pinyin initials will do"), "until": _("like 23:30 or 45m")}
        with VerticalScroll(classes="dialog", can_focus=False):
            yield Static(_("Late stay"), classes="form--title", markup=False)
            yield from self._field("name", _("Name"), Input(kept["name"], id="name", max_length=60))
            place = Input(kept["place"] or self._first_place, id="place", placeholder=placeholders["place"])
            yield from self._field("place", _("Place"), place)
            until = Input(kept["until"], id="until", placeholder=placeholders["until"])
            yield from self._field("until", _("Until"), until)
            yield from self._field("reason", _("Reason"), Input(kept["reason"], id="reason"))
        yield self.bottom_bar()

    def _field(self, name: str, label: str, widget: Widget) -> Iterator[Widget]:
        yield Static(label, classes="form--label", markup=False)
        yield widget
        line = Static("", id=f"{name}-said", classes="form--said", markup=False)
        line.display = False
        yield line

    def on_mount(self) -> None:
        self.query_one("#name").focus()

    def _typed(self, name: str) -> str:
        return self.query_one(f"#{name}", Input).value.strip()

    @on(Input.Changed)
    def keep_draft(self, event: Input.Changed) -> None:
        self._say(event.control.id or "", "")
        if event.control.id == "place":
            self._show_candidates()
        self._draft.changed(**{name: self._typed(name) for name in self.FIELDS})

    def _show_candidates(self) -> None:
        found = self._found()
        if self._typed("place") and found and found[0].value != self._typed("place"):
            words = " / ".join(option.name for option in found[:4])
            self._say("place", _("means {names}", names=words), wrong=False)

    def _found(self) -> list[Option]:
        typed = self._typed("place")
        if not typed:
            return []
        found = [option for option in self._places if fits(typed, option)]
        return sorted(found, key=lambda option: typed not in {option.value, option.name})

    def _say(self, name: str, words: str, *, wrong: bool = True) -> None:
        for line in self.query(f"#{name}-said").results(Static):
            line.update(words)
            line.display = bool(words)
            line.set_class(wrong, "-wrong")

    @on(Input.Submitted)
    def go_on(self, event: Input.Submitted) -> None:
        if event.control.id == "reason":
            self.action_save()
        else:
            self.focus_next()

    def action_save(self) -> None:
        """Record it, unless something typed is wrong: then say what would be right and go there."""
        until = read_due(self._typed("until"), self.session.now(), None) if self._typed("until") else None
        found = self._found()
        wrong = {
            "name": "" if self._typed("name") else _("Some words are needed here"),
            "place": "" if found else _("No such place; a floor or department of the mall's list"),
            "until": "" if until else _("A time is needed, like 23:30 or 45m"),
            "reason": "" if self._typed("reason") else _("Some words are needed here"),
        }
        for name, words in wrong.items():
            self._say(name, words)
        first = next((name for name, words in wrong.items() if words), "")
        if first or until is None:
            self.query_one(f"#{first}").focus()
            return
        place, name = found[0], self._typed("name")
        outcome = self.submit(RegisterStay(self._day, name, place.value, until, self._typed("reason")))
        if isinstance(outcome, Saved):
            self._draft.drop()
            told = _(
                "Registered: {person}, {place}, until {until}",
                person=name,
                place=place.name,
                until=short_time(until, self._day),
            )
            self.leave(told, "saved")
