"""What every program on the screen is: one through which no text can command the terminal.

Rows and panes show what is not to be seen as pictures (`dutytui.widgets.cells.visible`). An editor draws what stands in
it as it is, and so may any widget of a library: what they draw passes here before it is written.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypeVar

from rich.cells import cell_len
from rich.segment import Segment
from textual.app import App
from textual.color import Color
from textual.filter import LineFilter
from textual.theme import Theme

from dutytui.exports.harmless import STACKED
from dutytui.platform.stylesheet import KeptStylesheet

Answer = TypeVar("Answer")

_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]")
"""Commands, what turns the direction of a row, and what is no text."""


def _stand_in(found: re.Match[str]) -> str:
    """As wide as the compositor has measured it: the rest of the row stays where it is."""
    return "?" * cell_len(found[0])


def _harmless(text: str) -> str:
    return STACKED.sub(r"\1", _UNSAFE.sub(_stand_in, text))


class _NoCommands(LineFilter):
    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002 - Textual's shape
        if all(segment.text.isascii() and segment.text.isprintable() for segment in segments):
            return segments
        return [Segment(_harmless(text), style, control) for text, style, control in segments]


_NO_COMMANDS = _NoCommands()


class SafeApp(App[Answer]):
    """A program whose widgets may be handed anything."""

    _coloured: tuple[Theme, dict[str, str]] | None = None
    """The theme that is worn, and what it gives the style sheets."""

    def __init__(self) -> None:
        super().__init__()
        self._disable_notifications = True  # a widget on each screen for Textual's own, of which there are none
        self.stylesheet = KeptStylesheet(variables=self.get_css_variables())

    def get_css_variables(self) -> dict[str, str]:
        """Reckoned once for a theme: Textual asks four times at a start."""
        theme = self.current_theme
        if self._coloured is None or self._coloured[0] is not theme:
            self._coloured = theme, super().get_css_variables()
        return self._coloured[1]

    def get_line_filters(self) -> Sequence[LineFilter]:
        return [*super().get_line_filters(), _NO_COMMANDS]

    async def _check_bindings(self, key: str, priority: bool = False) -> bool:
        """Textual's own search. It copies all bindings of all that surrounds the focus before it finds that none of
        them goes before the others: so for every key that is no such one, it is not begun."""
        if priority and not any(
            binding.priority
            for node in (self.focused or self.screen).ancestors_with_self
            for binding in node._bindings.key_to_bindings.get(key, ())
        ):
            return False
        return await super()._check_bindings(key, priority)
