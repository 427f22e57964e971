"""Painting only the rows that changed shows what painting all of them would show."""

from __future__ import annotations

import random
import re

from rich.segment import Segment
from textual._compositor import ChopsUpdate, Compositor
from textual.app import App, ComposeResult
from textual.containers import Horizontal, Vertical
from textual.geometry import Region
from textual.screen import ModalScreen, Screen
from textual.strip import Strip
from textual.widget import Widget

from dutytui.platform.row_compositor import RowCompositor, paint_now, paint_rows


class Numbered(Widget):
    """Rows that say how often they were drawn for: a row that is not asked for again goes on saying the old number."""

    DEFAULT_CSS = "Numbered { height: 1fr; width: 1fr; }"
    turn = 0

    def render_line(self, y: int) -> Strip:
        return Strip([Segment(f"{self.id} {y} 第{self.turn}次")]).adjust_cell_length(self.size.width)


class Rowed(Screen[None]):
    CSS = "#top { height: 3; } #side { width: 20; padding: 1; border: solid red; } #bottom { height: 2; dock: bottom; }"

    def __init__(self) -> None:
        super().__init__()
        paint_rows(self)

    def compose(self) -> ComposeResult:
        yield Numbered(id="top")
        with Horizontal():
            yield Numbered(id="list")
            with Vertical():
                yield Numbered(id="head")
                yield Numbered(id="side")
        yield Numbered(id="bottom")


class Bench(App[None]):
    def on_mount(self) -> None:
        self.push_screen(Rowed())


_IDLE_MOVE = re.compile(r"\x1b\[\d+;\d+H(?=\x1b\[\d+;\d+H|\n|$)")


def _shown(update: ChopsUpdate | None, app: App[None]) -> str:
    """What is written, but for moves of the cursor that nothing is written after: Textual's own has some of those."""
    written = update.render_segments(app.console) if update is not None else ""
    return _IDLE_MOVE.sub("", written)


async def test_what_changed_is_written_as_textual_would_write_it() -> None:
    chance = random.Random(7)
    app = Bench()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        compositor = app.screen._compositor
        assert isinstance(compositor, RowCompositor)
        widgets = list(app.screen.query(Numbered))
        for turn in range(1, 200):
            for widget in chance.sample(widgets, chance.randint(1, 3)):
                widget.turn = turn
                width, height = widget.size
                y = chance.randrange(height)
                region = Region(chance.randrange(width), y, chance.randint(1, width), chance.randint(1, height - y))
                widget.refresh(region.intersection(widget.size.region))
            compositor.update_widgets(set(widgets))
            dirty = set(compositor._dirty_regions)
            ours = _shown(compositor.render_partial_update(), app)
            compositor._dirty_regions = dirty
            assert ours == _shown(Compositor.render_partial_update(compositor), app)
            for widget in widgets:  # what Textual's own has drawn meanwhile must not be taken for ours
                widget._styles_cache.clear()


async def test_rows_that_did_not_change_are_not_asked_for() -> None:
    app = Bench()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        asked: list[int] = []
        rows = app.screen.query_one("#list", Numbered)
        before = rows.render_lines
        rows.render_lines = lambda crop: asked.extend(crop.line_range) or before(crop)  # type: ignore[method-assign, func-returns-value]
        rows.refresh(Region(0, 2, 10, 1))
        app.screen.query_one("#bottom", Numbered).refresh(Region(0, 1, 10, 1))
        compositor = app.screen._compositor
        compositor.update_widgets(set(app.screen.query(Numbered)))
        assert _shown(compositor.render_partial_update(), app)
        assert asked == [2]


async def test_a_whole_screen_is_what_textual_would_draw() -> None:
    app = Bench()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        compositor = app.screen._compositor
        crop = compositor.size.region
        theirs = Compositor._render_chops(compositor, crop, lambda _y: True)
        ours = compositor._render_chops(crop, lambda _y: True)
        assert [[strip.text for strip in row.values()] for row in ours] == [
            [strip.text for strip in row.values()] for row in theirs
        ]


async def test_what_lies_beneath_rows_that_cover_it_is_not_asked_for() -> None:
    app = Bench()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        asked: list[Region] = []
        beneath = app.screen.query_one(Horizontal)
        before = beneath.render_lines
        beneath.render_lines = lambda crop: asked.append(crop) or before(crop)  # type: ignore[method-assign, func-returns-value]
        app.screen._compositor.render_full_update()
        assert not asked


async def test_rows_that_changed_are_painted_at_once() -> None:
    """Before any other turn of the loop, and not once more when the screen would have."""
    app = Bench()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        painted: list[str] = []
        app._display = lambda _screen, update: painted.append(_shown(update, app))  # type: ignore[method-assign]
        rows = app.screen.query_one("#list", Numbered)
        rows.turn = 3
        rows.refresh(Region(0, 2, 60, 1))
        paint_now(app.screen)
        assert len(painted) == 1
        assert "list 2 第3次" in painted[0]
        assert "list 1" not in painted[0]
        await pilot.pause(0.1)
        assert len(painted) == 1


async def test_what_asks_for_another_layout_is_left_to_textual() -> None:
    app = Bench()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        painted: list[object] = []
        app._display = lambda _screen, update: painted.append(update)  # type: ignore[method-assign]
        app.screen.query_one("#list", Numbered).refresh(layout=True)
        paint_now(app.screen)
        assert not painted
        await pilot.pause(0.1)
        assert painted


async def test_nothing_changed_writes_nothing() -> None:
    app = Bench()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        app.screen._compositor._dirty_regions.clear()
        assert app.screen._compositor.render_partial_update() is None


async def test_what_lies_beneath_a_dialog_is_painted_through_it() -> None:
    class Over(ModalScreen[None]):
        def __init__(self) -> None:
            super().__init__()
            paint_rows(self)

    app = Bench()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        beneath = app.screen.query_one("#list", Numbered)
        await app.push_screen(Over())
        await pilot.pause()
        beneath.turn = 9
        beneath.refresh(Region(0, 0, 10, 1))
        await pilot.pause(0.1)
        assert "list 0 第9次" in app.screen._compositor.render_strips()[3].text
