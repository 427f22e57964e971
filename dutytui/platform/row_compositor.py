"""Paints the rows that changed and asks for no others: Textual asks every widget they cross for all of its rows.

A key that moves a cursor changes two rows of a screen of forty. Textual's own partial update has each widget between
the first and the last of them hand over everything that can be seen of it, only to drop what did not change.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from textual._compositor import ChopsUpdate, Compositor
from textual.geometry import Region
from textual.screen import Screen
from textual.strip import Strip


class RowCompositor(Compositor):
    """Draws what Textual's own would draw. The names it takes from Textual are private: used here, nowhere else."""

    def render_partial_update(self) -> ChopsUpdate | None:
        """Of the rows that changed, each run of neighbours is rendered on its own."""
        regions, screen = list(self._dirty_regions), self.size.region
        self._dirty_regions.clear()
        spans = [span for span in self._regions_to_spans(regions) if 0 <= span[0] < screen.height]
        if not spans:
            return None
        chops: list[Any] = [{} for _row in range(screen.height)]
        for top, bottom in _runs(sorted({y for y, _x1, _x2 in spans})):
            rows = range(top, bottom)
            rendered = self._render_chops(Region(0, top, screen.width, bottom - top), rows.__contains__)
            for y in rows:
                chops[y] = rendered[y]
        return ChopsUpdate(chops, spans, [cuts[1:] for cuts in self.cuts])

    def _get_renders(self, crop: Region | None = None) -> Iterable[tuple[Region, Region, list[Strip]]]:
        """The widgets that can be seen within `crop`, front to back, each with its rows there and no others."""
        if crop is None:
            yield from super()._get_renders(crop)
            return
        for widget, (region, clip) in self.visible_widgets.items():
            seen = region.intersection(clip)
            top, bottom = max(seen.y, crop.y), min(seen.bottom, crop.bottom)
            if seen.width and top < bottom and crop.overlaps(clip):
                part = Region(seen.x, top, seen.width, bottom - top)
                yield region, part, widget.render_lines(part.translate((-region.x, -region.y)))


def paint_rows(screen: Screen[Any]) -> None:
    """Have `screen`, which was just made, painted by a `RowCompositor`."""
    screen._compositor = RowCompositor()


def _runs(rows: Sequence[int]) -> Iterator[tuple[int, int]]:
    """(first, behind the last) of each run of neighbours in ascending `rows`."""
    start = end = rows[0]
    for row in rows:
        if row > end:
            yield start, end
            start = row
        end = row + 1
    yield start, end
