"""Which column of a table holds something."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from dutytui.screens.choices import fits
from dutytui.screens.dialog import DeskDialog
from dutytui.screens.keys import CLOSE
from dutytui.widgets.picker import Option, Picker


class ColumnForm(DeskDialog):
    """The columns with the first values of each; a digit or letters choose."""

    KEYS = (CLOSE,)
    CSS_PATH = "forms.tcss"

    def __init__(self, title: str, options: Sequence[Option], current: str, chosen: Callable[[str], None]) -> None:
        """current and what `chosen` is called with: the value of an option, "" for none."""
        super().__init__()
        self._title, self._options, self._current, self._chosen = title, options, current, chosen

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(self._title, classes="sales--title", markup=False)
            yield Picker(matches=fits)
        yield self.bottom_bar()

    def on_mount(self) -> None:
        picker = self.query_one(Picker)
        picker.offer(self._options, self._current)
        picker.focus()

    @on(Picker.Chosen)
    def take(self, event: Picker.Chosen) -> None:
        self.dismiss()
        self._chosen(event.option.value)
