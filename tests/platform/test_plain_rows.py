"""Rows that skip Textual's borders and paddings are the rows that Textual would have made."""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style
from textual.app import App, ComposeResult
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from dutytui.platform.plain_rows import PlainRows

_STYLE = Style(color="white", bgcolor="blue")


class Listed(PlainRows):
    DEFAULT_CSS = "Listed { height: 1fr; background: $surface; }"

    def __init__(self) -> None:
        super().__init__()
        self.strips: dict[int, Strip] = {}

    def render_line(self, y: int) -> Strip:
        if y not in self.strips:
            words = [Segment(f"{y} ", _STYLE), Segment("巡查点", Style(dim=True, color="red"))]
            self.strips[y] = Strip(words).adjust_cell_length(self.size.width, _STYLE)
        return self.strips[y]


class Bench(App[None]):
    def compose(self) -> ComposeResult:
        yield Listed()


async def test_a_row_is_what_textual_would_have_made_of_it() -> None:
    app = Bench()
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.pause()
        rows = app.query_one(Listed)
        for crop in (Region(0, 0, 40, 10), Region(0, 3, 40, 2), Region(5, 1, 11, 3)):
            assert rows.render_lines(crop) == Widget.render_lines(rows, crop)


async def test_a_row_that_is_drawn_again_is_not_made_again() -> None:
    app = Bench()
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.pause()
        rows, crop = app.query_one(Listed), Region(0, 3, 40, 1)
        assert rows.render_lines(crop)[0] is rows.render_lines(crop)[0]


async def test_borders_paddings_and_tints_are_drawn_as_ever() -> None:
    app = Bench()
    async with app.run_test(size=(40, 10)) as pilot:
        for name, value in (
            ("border", ("round", "red")),
            ("padding", (0, 2)),
            ("tint", "red 40%"),
            ("outline", ("round", "red")),
            ("opacity", 0.5),
            ("text_opacity", 0.5),
            ("hatch", ("x", "red")),
        ):
            rows = app.query_one(Listed)
            assert rows.render_lines(Region(0, 0, 40, 1))
            setattr(rows.styles, name, value)
            rows.notify_style_update()
            await pilot.pause()
            rows.strips.clear()
            crop = Region(0, 0, *rows.outer_size)
            theirs = Widget.render_lines(rows, crop)
            rows._styles_cache.clear()
            assert rows.render_lines(crop) == theirs, name
            rows.styles.clear_rule(name)
            await rows.remove()
            await app.mount(Listed())
            await pilot.pause()
