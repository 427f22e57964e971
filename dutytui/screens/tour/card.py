"""One step of the tour: a card over the lower half of the page that it speaks of."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from dutytui.screens.dialog import DeskDialog
from dutytui.screens.tour.keys import BACK, LEAVE, NEXT
from dutytui.texts.catalogue import _
from dutytui.widgets.cells import wrap

LEFT, ON, BEFORE = "left", "on", "before"
"""What a card hands back; or a digit, as text."""
_WIDTH = 72
"""Cells of a card's text, on the smallest screen."""


def _wrapped(text: str) -> str:
    return "\n".join(wrap(text, _WIDTH))


class TourCard(DeskDialog):
    """heads: the line above, and the card's own title; words: its paragraphs. `result` says how it was left."""

    KEYS = (NEXT, BACK, LEAVE)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,right,space", f"leave_with('{ON}')", show=False),
        Binding("left,backspace", f"leave_with('{BEFORE}')", show=False),
        Binding("escape", f"leave_with('{LEFT}')", show=False),
        *(Binding(digit, f"leave_with('{digit}')", show=False) for digit in "123456789"),
    ]
    CSS = """
    TourCard.-low { align: center bottom; background: $background 0%; }
    TourCard.-low .dialog { width: 78; margin: 0 0 2 0; }
    """
    DEFAULT_CSS = """
    TourCard .tour--head { color: $text-muted; height: 1; }
    TourCard .tour--title { color: $text-accent; text-style: bold; height: 1; }
    TourCard .tour--task { color: $text-success; margin: 1 0 0 0; }
    """

    def __init__(self, heads: tuple[str, str], words: str, task: str) -> None:
        super().__init__(classes="-low")
        self._heads, self._words, self._to_try = heads, words, task
        self.result = ""

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(self._heads[0], classes="tour--head", markup=False)
            yield Static(self._heads[1], classes="tour--title", markup=False)
            yield Static(_wrapped(self._words), markup=False)
            if self._to_try:
                yield Static(_wrapped(_("Try it: {task}", task=self._to_try)), classes="tour--task", markup=False)
        yield self.bottom_bar()

    def action_leave_with(self, result: str) -> None:
        self.result = result
        self.dismiss()
