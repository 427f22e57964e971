"""Rows of styled words, drawn as a whole: what bars, heads and the line of capture are made of."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region
from textual.strip import Strip

from dutytui.platform.plain_rows import PlainRows


class Spans(PlainRows):
    """Rows of styled words; a word may be an action that a click runs. Subclasses give `row`."""

    ALLOW_SELECT = False

    def __init__(self) -> None:
        super().__init__()
        self._targets: dict[int, list[tuple[int, int, str]]] = {}
        self._strips: dict[int, tuple[object, Strip]] = {}
        self._styles: dict[str, Style] = {}

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._strips.clear()
        self._styles.clear()

    def row(self, y: int, width: int) -> list[tuple[str, str, str]]:
        """(text, component class, action or "") of row `y`, together at most `width` cells wide."""
        raise NotImplementedError

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        words = tuple(self.row(y, width))
        made_for = (words, width)
        kept = self._strips.get(y)
        if kept is None or kept[0] != made_for:
            kept = self._strips[y] = (made_for, self._drawn_row(y, words, width))
        return kept[1]

    def _drawn_row(self, y: int, words: Sequence[tuple[str, str, str]], width: int) -> Strip:
        segments, targets, x = [], [], 0
        for text, component, action in words:
            style = self._style_of(component)
            cells = cell_len(text)
            if action:
                targets.append((x, x + cells, action))
            segments.append(Segment(text, style))
            x += cells
        self._targets[y] = targets
        return Strip(segments, x).adjust_cell_length(width, self._style_of(""))

    def _style_of(self, component: str) -> Style:
        if component not in self._styles:
            self._styles[component] = self.get_component_rich_style(component) if component else self.rich_style
        return self._styles[component]

    async def on_click(self, event: events.Click) -> None:
        for start, end, action in self._targets.get(event.y, []):
            if start <= event.x < end:
                await self.app.run_action(action, default_namespace=self.screen)
                return

    def refresh_row(self, y: int) -> None:
        self.refresh(Region(0, y, self.size.width, 1))
