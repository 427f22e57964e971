"""The dialogs of the review."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, Static

from dutytui.screens.dialog import DeskDialog
from dutytui.screens.keys import CLOSE, SAVE
from dutytui.texts.catalogue import _
from dutytui.widgets.cells import visible


class DayForm(DeskDialog):
    """Type a date; read: what it means, None for nothing; go: whether one may go there."""

    KEYS = (SAVE, CLOSE)
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "close", show=False)]
    CSS_PATH = "forms.tcss"

    def __init__(self, day: date, read: Callable[[str, date], date | None], go: Callable[[date], bool]) -> None:
        super().__init__()
        self._day, self._read, self._go = day, read, go

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(_("Which day"), classes="form--title", markup=False)
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

    def action_close(self) -> None:
        self.leave()
