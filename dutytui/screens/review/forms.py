"""The dialogs of the review."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, Static

from dutytui.rules.commands import Command
from dutytui.rules.review.commands import FinishFollowUp, ReopenFollowUp, SignOffDay
from dutytui.rules.review.compare import WEEK
from dutytui.rules.review.views import OPEN, FollowUpStatus, FollowUpView
from dutytui.screens.dialog import DeskDialog
from dutytui.screens.entry_forms import NoteForm
from dutytui.screens.keys import CLOSE, SAVE
from dutytui.screens.review.follow_up import changing
from dutytui.screens.review.said import follow_up_words
from dutytui.screens.search.going import go_to
from dutytui.session import Saved
from dutytui.texts.catalogue import _
from dutytui.texts.labels import day_name
from dutytui.widgets.cells import visible, wrap
from dutytui.widgets.picker import Option, Picker
from dutytui.widgets.text_pane import TextPane


class DayForm(DeskDialog):
    """Type a date; read: what it means, None for nothing; go: with a day that has begun."""

    KEYS = (SAVE, CLOSE)
    CSS_PATH = "forms.tcss"

    def __init__(self, title: str, read: Callable[[str, date], date | None], go: Callable[[date], object]) -> None:
        super().__init__()
        self._title, self._read, self._go = title, read, go

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(self._title, classes="form--title", markup=False)
            yield Input(placeholder=_("11-28, 2026-11-28, yesterday"), select_on_focus=False)
        yield self.bottom_bar()

    def on_mount(self) -> None:
        self.query_one(Input).focus()

    @on(Input.Submitted)
    def action_save(self) -> None:
        typed = self.query_one(Input).value
        found = self._read(typed, self.session.day)
        if found is None:
            self.tell(_('"{typed}" is no day: type 11-28 or 2026-11-28', typed=visible(typed)), "refused")
        elif found > self.session.day:
            self.tell(_("This is the latest day: nothing of tomorrow can be recorded yet"), "refused")
        else:
            self.leave()
            self._go(found)


class BesideForm(DeskDialog):
    """Which day is to stand beside."""

    KEYS = (CLOSE,)
    CSS_PATH = "forms.tcss"

    def __init__(
        self, day: date, read: Callable[[str, date], date | None], put: Callable[[timedelta | date], None]
    ) -> None:
        super().__init__()
        self._day, self._read, self._put = day, read, put

    def compose(self) -> ComposeResult:
        before, week = self._day - timedelta(days=1), self._day - WEEK
        options = [
            Option("1", f"{_('The day before')}  {day_name(before)}"),
            Option("7", f"{_('The same weekday last week')}  {day_name(week)}"),
            Option("", _("Another day")),
        ]
        with Vertical(classes="dialog"):
            title = _("{day} beside which day", day=day_name(self._day))
            yield Static(visible(title), classes="form--title", markup=False)
            yield Picker(options)
        yield self.bottom_bar()

    def on_mount(self) -> None:
        self.query_one(Picker).focus()

    @on(Picker.Chosen)
    def choose(self, event: Picker.Chosen) -> None:
        self.leave()
        if event.option.value:
            self._put(timedelta(days=int(event.option.value)))
        else:
            self.desk.push_screen(DayForm(_("Which day"), self._read, self._put))


class SignForm(DeskDialog):
    """Asks once more before the day is signed off, and says what was seen."""

    KEYS = (CLOSE,)
    CSS_PATH = "forms.tcss"

    def __init__(self, command: SignOffDay) -> None:
        super().__init__()
        self._command = command

    def compose(self) -> ComposeResult:
        told, actor = self._command.told, self.session.actor
        name = day_name(self._command.day)
        seen = _("What went wrong: {wrong}. Still open: {open}. To be watched: {watch}.", **told)
        words = _(
            "You sign as {name}: you have looked at the day. What is recorded later is shown beside it.",
            name=actor.name,
        )
        with Vertical(classes="dialog"):
            yield Static(visible(_("Sign off {day}?", day=name)), classes="form--title", markup=False)
            yield Static(f"{seen}\n{visible(words)}", classes="form--label", markup=False)
            yield Picker([Option("sign", _("Sign the day off")), Option("back", _("Not yet"))])
        yield self.bottom_bar()

    def on_mount(self) -> None:
        self.query_one(Picker).focus()

    @on(Picker.Chosen)
    def choose(self, event: Picker.Chosen) -> None:
        if event.option.value == "back":
            self.leave()
        elif isinstance(self.submit(self._command), Saved):
            self.leave(self.saved(), "saved")


class FollowUpActs(DeskDialog):
    """What can be done about one follow-up; above it everything that was."""

    KEYS = (CLOSE,)
    CSS_PATH = "forms.tcss"

    def __init__(self, one: FollowUpView) -> None:
        super().__init__()
        self._one = one

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield TextPane()
            yield Picker(self._options())
        yield self.bottom_bar()

    def on_mount(self) -> None:
        at = self.session.look(self._one.day)
        text = follow_up_words(at.law, self._one)
        self.query_one(TextPane).show(
            lambda width: [((line, ""),) for part in text.split("\n") for line in wrap(part, width)]
        )
        self.query_one(TextPane).can_focus = False
        self.query_one(Picker).focus()

    def _options(self) -> list[Option]:
        done = [Option("done", _("It is done")), Option("change", _("Another owner, date or text"))]
        found = done if self._one.status in OPEN else [Option("reopen", _("It is not done: open it again"))]
        if self._one.status is FollowUpStatus.WITHDRAWN:
            found = []
        about = [Option("about", _("Go to the record that it is about"))] if self._one.about else []
        return [*found, *about, Option("back", _("Back"))]

    @on(Picker.Chosen)
    def choose(self, event: Picker.Chosen) -> None:
        one, app = self._one, self.desk
        self.dismiss()
        match event.option.value:
            case "done":
                app.push_screen(
                    self._noted(_("What was done"), lambda said: FinishFollowUp(one.day, one.subject, said))
                )
            case "reopen":
                app.push_screen(self._noted(_("Reason"), lambda said: ReopenFollowUp(one.day, one.subject, said)))
            case "change":
                app.push_screen(changing(self.session, one))
            case "about":
                app.call_later(go_to, app, one.day, one.about)

    def _noted(self, prompt: str, command: Callable[[str], Command]) -> NoteForm:
        return NoteForm(
            _("{part}: {text}", part=_("Follow-up"), text=self._one.text),
            prompt,
            f"{prompt}-{self._one.subject}",
            command,
        )
