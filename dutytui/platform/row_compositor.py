"""Paints the rows that changed and asks for no others: Textual asks every widget they cross for all of its rows.

A key that moves a cursor changes two rows of a screen of forty. Textual's own partial update has each widget between
the first and the last of them hand over everything that can be seen of it, only to drop what did not change; and what
lies beneath a row, screen and containers, draws it once more to be covered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from textual._compositor import ChopsUpdate, Compositor
from textual.geometry import Region
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

_Cuts = dict[int, set[int]]
"""By row of the screen, the cells at which pieces of it begin that nobody has drawn yet."""


class RowCompositor(Compositor):
    """Draws what Textual's own would draw. The names it takes from Textual are private: used here, nowhere else."""

    def render_partial_update(self) -> ChopsUpdate | None:
        regions, screen = list(self._dirty_regions), self.size.region
        self._dirty_regions.clear()
        spans = [span for span in self._regions_to_spans(regions) if 0 <= span[0] < screen.height]
        if not spans:
            return None
        wanted: _Cuts = {}
        for y, x1, x2 in spans:
            cuts = self.cuts[y]
            pieces = {begin for begin, end in pairwise(cuts) if begin < x2 and end > x1}
            wanted.setdefault(y, set()).update(pieces)
        return ChopsUpdate(self._drawn(wanted), spans, [cuts[1:] for cuts in self.cuts])

    def _render_chops(self, crop: Region, is_rendered_line: Callable[[int], bool]) -> Sequence[Mapping[int, Strip]]:
        rows = enumerate(self.cuts)
        return self._drawn({y: set(cuts[:-1]) for y, cuts in rows if crop.y <= y < crop.bottom and is_rendered_line(y)})

    def _drawn(self, wanted: _Cuts) -> list[Any]:
        """The pieces of each row by where they begin. What nobody wants, or nobody has, is None."""
        cuts = self.cuts
        chops: list[Any] = [dict.fromkeys(cuts[y][:-1]) if y in wanted else {} for y in range(len(cuts))]
        left = sum(map(len, wanted.values()))
        # From front to back, until nothing can be seen any more of what lies beneath.
        for widget, (region, clip) in self.visible_widgets.items():
            seen = region.intersection(clip)
            x1, x2 = seen.column_span
            rows = [y for y in seen.line_range if y in wanted and any(x1 <= cut < x2 for cut in wanted[y])]
            for top, bottom in _runs(rows):
                part = Region(x1 - region.x, top - region.y, seen.width, bottom - top)
                for y, strip in zip(range(top, bottom), widget.render_lines(part), strict=False):
                    within = [cut for cut in cuts[y] if x1 <= cut <= x2]
                    pieces = strip.divide([cut - x1 for cut in within[1:]])
                    taken = {cut: piece for cut, piece in zip(within, pieces, strict=False) if cut in wanted[y]}
                    chops[y].update(taken)
                    wanted[y] -= taken.keys()
                    left -= len(taken)
            if not left:
                break
        return chops


def paint_rows(screen: Screen[Any]) -> None:
    """Have `screen`, which was just made, painted by a `RowCompositor`."""
    screen._compositor = RowCompositor()


def paint_now(screen: Screen[Any]) -> None:
    """Paint what `screen` has to paint anew at once. Textual lets each widget tell the screen first, some turns of the
    loop later, and the screen its timer.

    Whatever asks for more than rows (another layout, styles, a scroll) is left to Textual, with all the rest.
    """
    waiting = [widget for widget in screen._compositor.visible_widgets if widget._repaint_required]
    more = screen._layout_required or screen._scroll_required or screen._repaint_required or screen._recompose_required
    if not waiting or more or any(map(_wants_more, waiting)) or not screen.is_current:
        return
    for widget in waiting:
        widget._repaint_required = False
    screen._dirty_widgets.update(waiting)
    screen._on_timer_update()


def _wants_more(widget: Widget) -> bool:
    return widget._layout_required or widget._scroll_required or widget._refresh_styles_required


def _runs(rows: Iterable[int]) -> Iterator[tuple[int, int]]:
    """(first, behind the last) of each run of neighbours in ascending `rows`."""
    start = end = -1
    for row in rows:
        if row != end:
            if start >= 0:
                yield start, end
            start = row
        end = row + 1
    if start >= 0:
        yield start, end
