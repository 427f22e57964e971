"""The first row of a page: which page and day it is, what counts on it, and what its digit leads to."""

from __future__ import annotations

from typing import ClassVar

from dutytui.screens.keys import DESTINATIONS, PAGES
from dutytui.texts.catalogue import N_, _
from dutytui.widgets.cells import cut, visible, width_of
from dutytui.widgets.spans import Spans

Words = list[tuple[str, str, str]]
"""(text, component class or "", action or "")."""

TITLE, LATE = "head--day", "head--late"
"""Component classes."""

_NAMES = {
    "now": N_("Now"),
    "roll_call": N_("Roll call"),
    "logbook": N_("Logbook"),
    "journals": N_("Duty journals"),
    "patrol": N_("Patrol"),
    "meals": N_("Meals"),
    "closing": N_("Sweep and lock-up"),
    "day_end": N_("Day's end"),
    "service": N_("Service desk"),
    "sales": N_("Sales"),
    "approvals": N_("Approvals"),
    "outings": N_("Outings"),
    "calendar": N_("Calendar"),
    "figures": N_("Figures"),
}
"""The pages of destinations that have more than one."""


def same_digit(page: str) -> tuple[str, str]:
    """(``4 again: Meals``, the action of that key): what the digit of `page` leads to from there; "" for no other."""
    destination, pages = next(((id_, pages) for id_, pages in PAGES.items() if page in pages), ("", ()))
    if not pages:
        return "", ""
    key = next(key for key in DESTINATIONS if key.id == f"go('{destination}')")
    other = pages[(pages.index(page) + 1) % len(pages)]
    return _("{digit} again: {page}", digit=key.shown, page=_(_NAMES[other])), f"app.{key.id}"


class PageHead(Spans):
    """Words from the left, each with its own click; at the right a note (where the cursor is) and the other page."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        TITLE,
        LATE,
        "head--open",
        "head--filter",
        "head--again",
    }
    DEFAULT_CSS = """
    PageHead { height: 1; background: $surface; color: $foreground;
        & .head--day { background: $surface; color: $text-accent; text-style: bold; }
        & .head--late { background: $surface; color: $text-error; text-style: bold; }
        & .head--open { background: $surface; color: $text-warning; text-style: bold; }
        & .head--filter { background: $surface; color: $text-accent; }
        & .head--again { background: $surface; color: $text-muted; }
    }
    """

    def __init__(self, page: str) -> None:
        super().__init__()
        self._page = page
        self._words: Words = []
        self._note = ""
        self._drawn: object = None

    def show(self, words: Words, note: str = "") -> None:
        drawn = (words, note, same_digit(self._page))
        if drawn != self._drawn:
            self._drawn = drawn
            self._words, self._note = words, note
            self.refresh()

    def say(self, words: str) -> None:
        """One text, as the title."""
        self.show([(f" {visible(words)}", TITLE, "")])

    @property
    def shown(self) -> str:
        return "".join(text for text, _component, _action in self._words) + self._note

    def row(self, y: int, width: int) -> Words:  # noqa: ARG002 - it has one row
        again, action = same_digit(self._page)
        right = f"{self._note}  " if self._note else ""
        if width_of(self.shown) + width_of(again) + 1 > width:
            again = ""  # what the page says of itself comes first
        room = width - width_of(right) - width_of(again) - 1
        left: Words = []
        for text, component, click in self._words:
            left.append((cut(text, max(room, 0)), component, click))
            room -= width_of(left[-1][0])
        # In line with the bars above and below, unless that cell is needed.
        margin = " " if room > 0 else ""
        gap = " " * (max(room, 0) + 1 - len(margin))
        return [*left, (gap + right, "", ""), (again, "head--again", action), (margin, "", "")]
