"""Turns a row's words into a strip of coloured cells, and keeps what it made: most rows are drawn again unchanged."""

from __future__ import annotations

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from dutytui.widgets.cells import cut
from dutytui.widgets.glyphs import glyphs

Parts = tuple[tuple[str, str], ...]
"""A row as (text, tone); the tone "" is the widget's own colour."""

MARGIN = 3
"""Cells of each row that are not the source's: two at the left for the cursor's mark, one at the right for a thumb."""

_LEFT = 2

_KEPT = 1000


class Brush:
    """Draws for one widget; its component classes ``rows--<tone>`` and ``rows--cursor`` say what a tone looks like."""

    def __init__(self, widget: Widget) -> None:
        self._widget = widget
        self._strips: dict[tuple[Parts, bool, bool, int], Strip] = {}
        self._styles: dict[tuple[str, bool], Style] = {}

    def forget(self) -> None:
        """The theme, the focus or the width changed."""
        self._strips.clear()
        self._styles.clear()

    def strip(self, line: Parts, selected: bool, thumb: bool, width: int) -> Strip:
        """`line` in exactly `width` cells; selected: the cursor is on it; thumb: the last cell says where one is."""
        strip = self._strips.get((line, selected, thumb, width))
        if strip is None:
            if len(self._strips) > _KEPT:
                self._strips.clear()
            strip = self._strips[line, selected, thumb, width] = self._draw(line, selected, thumb, width)
        return strip

    def _draw(self, line: Parts, selected: bool, thumb: bool, width: int) -> Strip:
        mark = glyphs().cursor if selected else " "
        segments = [Segment(mark.ljust(_LEFT), self._style("", selected))]
        used = _LEFT
        for text, tone in line:
            shown = cut(text, max(width - 1 - used, 0))  # a source's mistake must not tear the screen
            segments.append(Segment(shown, self._style(tone, selected)))
            used += cell_len(shown)
        last = Segment(glyphs().bar if thumb else " ", self._style("soft" if thumb else "", selected))
        return Strip([*Strip(segments, used).adjust_cell_length(width - 1, self._style("", selected)), last], width)

    def _style(self, tone: str, selected: bool) -> Style:
        style = self._styles.get((tone, selected))
        if style is None:
            style = self._styles[tone, selected] = self._make_style(tone, selected)
        return style

    def _make_style(self, tone: str, selected: bool) -> Style:
        widget = self._widget
        if not selected:
            return widget.get_component_rich_style(f"rows--{tone}") if tone else widget.rich_style
        cursor = widget.get_component_rich_style("rows--cursor")
        if not tone:
            return cursor
        own = widget.get_component_rich_style(f"rows--{tone}", partial=True)
        # The cursor's colours are a contrast of their own; of the tone only weight and underline stay on it.
        return cursor + Style(bold=own.bold, italic=own.italic, underline=own.underline)
