"""Read-only text that scrolls, drawn line by line, so that 100 kB cost no more to show than a page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from dutytui.widgets.rows import Line

TONES = ("heading", "strong", "soft", "good", "due", "bad", "old")

Layout = Callable[[int], Sequence[Line]]
"""Gives the lines, already cut or wrapped, for a width in cells; tones are `TONES` or ""."""


def nothing(_width: int) -> Sequence[Line]:
    """The layout of an empty pane."""
    return ()


class TextPane(ScrollView, can_focus=True):
    """Shows what a `Layout` gives for the pane's width, and asks it again only when the width or the text changes."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "scroll_up", show=False),
        Binding("down", "scroll_down", show=False),
        Binding("pageup", "page_up", show=False),
        Binding("pagedown,space,ideographic_space", "page_down", show=False),
        Binding("home", "scroll_home", show=False),
        Binding("end", "scroll_end", show=False),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"text-pane--{tone}" for tone in TONES}
    DEFAULT_CSS = """
    TextPane { scrollbar-size-vertical: 1; scrollbar-size-horizontal: 0; overflow-x: hidden; overflow-y: auto; }
    TextPane > .text-pane--heading { color: $text-accent; text-style: bold; }
    TextPane > .text-pane--strong { text-style: bold; }
    TextPane > .text-pane--soft { color: $text-muted; }
    TextPane > .text-pane--good { color: $text-success; }
    TextPane > .text-pane--due { color: $text-warning; text-style: bold; }
    TextPane > .text-pane--bad { color: $text-error; text-style: bold; }
    TextPane > .text-pane--old { color: $text-muted; text-style: strike; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._layout_of: Layout = nothing
        self._lines: Sequence[Line] = ()
        self._laid_out_for = -1

    def show(self, layout: Layout, *, top: bool = False) -> None:
        """Show other text; `top` goes back to its beginning."""
        self._layout_of = layout
        # Before it has a size, the layout waits for the resize: 100 kB wrapped to one column would cost a second.
        if self.size.width:
            self._lay_out()
        if top:
            self.scroll_home(animate=False)

    @property
    def shown(self) -> list[str]:
        """The lines as plain text."""
        return ["".join(text for text, _tone in line) for line in self._lines]

    def on_resize(self, _event: events.Resize) -> None:
        if self._laid_out_for != self._room:
            self._lay_out()
        self._fit()

    def _fit(self) -> None:
        # Never less than what is seen: another size is another layout, and most texts are shorter than their pane.
        self.virtual_size = Size(self._room, max(len(self._lines), self.size.height))

    @property
    def _room(self) -> int:
        # The column of the scroll bar stays free, so that its coming does not wrap the text again. Not by `size`: for a
        # moment that one is still as wide as without the bar that is there already.
        return max(1, self.outer_size.width - self.styles.gutter.width - self.styles.scrollbar_size_vertical)

    def _lay_out(self) -> None:
        self._laid_out_for = self._room
        lines = self._layout_of(self._room)
        before, self._lines = self._lines, lines
        self._fit()
        # The whole pane takes longer than the list beside it, and most of it is the same or empty.
        top = self.scroll_offset.y
        for number in range(top, top + self.size.height):
            if before[number : number + 1] != lines[number : number + 1]:
                self.refresh_line(number)

    def render_line(self, y: int) -> Strip:
        number = self.scroll_offset.y + y
        width = self.size.width
        base = self.rich_style
        if number >= len(self._lines):
            return Strip.blank(width, base)
        segments = [
            # Not the partial style: that works automatic colours out against black, which is lost on a light theme.
            Segment(text, self.get_component_rich_style(f"text-pane--{tone}") if tone else base)
            for text, tone in self._lines[number]
        ]
        return Strip(segments).adjust_cell_length(width, base)
