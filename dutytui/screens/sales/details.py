"""Everything known of a counter, in a dialog."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from dutytui.rules.sales.views import CounterView, Review
from dutytui.screens.dialog import DeskDialog
from dutytui.screens.keys import CLOSE
from dutytui.screens.sales.words import counter_lines
from dutytui.widgets.text_pane import TextPane


class CounterDetails(DeskDialog):
    KEYS = (CLOSE,)
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,f7,enter", "close", show=False)]
    CSS_PATH = "forms.tcss"

    def __init__(self, review: Review, counter: CounterView) -> None:
        super().__init__()
        self._review, self._counter = review, counter

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog details"):
            yield TextPane()
        yield self.bottom_bar()

    def on_mount(self) -> None:
        at = self.session.look(self._review.day)
        self.query_one(TextPane).show(lambda width: counter_lines(self._counter, self._review, at, width))
        self.query_one(TextPane).focus()
