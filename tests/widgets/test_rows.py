from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest
from textual.app import App, ComposeResult
from textual.pilot import Pilot

from dutytui.widgets.rows import Line, ListedRows, RowList


class Words(ListedRows):
    """Rows that say their own key; keys that begin with # are headings. Counts how often it is asked."""

    def __init__(self, *keys: str) -> None:
        super().__init__(keys, frozenset(index for index, key in enumerate(keys) if key.startswith("#")))
        self.asked: list[int] = []

    def line(self, index: int, width: int) -> Line:
        self.asked.append(index)
        return ((self.key(index), ""),)


class Million:
    """A source that would notice being walked."""

    def __init__(self) -> None:
        self.asked = 0

    def __len__(self) -> int:
        return 1_000_000

    def line(self, index: int, width: int) -> Line:
        self.asked += 1
        return ((f"row {index}", ""),)

    def selectable(self, index: int) -> bool:
        self.asked += 1
        return True

    def key(self, index: int) -> str:
        return str(index)

    def find(self, key: str) -> int | None:
        return int(key) if key.isdigit() else None


class Bench(App[None]):
    def __init__(self, rows: RowList) -> None:
        super().__init__()
        self.list = rows
        self.said: list[str] = []
        self.acts: Callable[[], None] = lambda: None

    def compose(self) -> ComposeResult:
        yield self.list

    def on_row_list_highlighted(self, message: RowList.Highlighted) -> None:
        self.said.append(f"at {message.key}")

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        self.said.append(f"do {message.key}")
        self.acts()

    def shown(self) -> list[str]:
        return [self.list.render_line(y).text[:-1].rstrip() for y in range(self.list.size.height)]

    def thumb(self) -> list[int]:
        """The lines that show where in the list one is."""
        return [y for y in range(self.list.size.height) if self.list.render_line(y).text[-1] != " "]


@asynccontextmanager
async def bench(rows: RowList, size: tuple[int, int] = (30, 6)) -> AsyncIterator[tuple[Bench, Pilot[None]]]:
    app = Bench(rows)
    async with app.run_test(size=size) as pilot:
        rows.focus()
        await pilot.pause()
        yield app, pilot


async def test_the_cursor_begins_on_the_first_row_that_is_no_heading_and_steps_over_headings() -> None:
    async with bench(RowList(Words("#late", "a", "#now", "b", "c"))) as (app, pilot):
        assert app.shown() == ["  #late", "> a", "  #now", "  b", "  c", ""]
        await pilot.press("down")
        assert app.list.cursor_key == "b"
        await pilot.press("up", "up")
        assert app.list.cursor_key == "a"
        assert app.list.position == "2/5"


async def test_a_row_is_chosen_by_enter_and_space_also_in_full_width() -> None:
    async with bench(RowList(Words("a", "b"))) as (app, pilot):
        await pilot.press("enter", "space", "ideographic_space")
        assert app.said == ["do a", "do a", "do a"]


async def test_a_million_rows_are_never_walked() -> None:
    source = Million()
    async with bench(RowList(source)) as (app, pilot):
        await pilot.press("end", "up", "home", "pagedown", "pagedown")
        assert app.list.cursor == 10
        await pilot.press("end")
        await pilot.pause()
        assert app.shown()[-1] == "> row 999999"
        app.list.show(Million(), cursor="500000")
        await pilot.pause()
        assert "> row 500000" in app.shown()
        assert source.asked < 200


async def test_the_cursor_stays_on_its_row_when_rows_come_before_it() -> None:
    async with bench(RowList(Words("a", "b", "c"))) as (app, pilot):
        await pilot.press("down")
        said = list(app.said)
        app.list.show(Words("x", "y", "a", "b", "c"))
        await pilot.pause()
        assert app.list.cursor_key == "b"
        assert app.said == said


async def test_when_its_row_goes_the_cursor_takes_the_one_that_follows() -> None:
    async with bench(RowList(Words("#late", "a", "#now", "b", "c"))) as (app, pilot):
        app.list.show(Words("#now", "b", "c"))
        await pilot.pause()
        assert (app.list.cursor_key, app.said[-1]) == ("b", "at b")
        app.list.show(Words("#now", "b"))
        app.list.show(Words("#now"))
        await pilot.pause()
        assert (app.list.cursor, app.list.cursor_key) == (None, "")
        await pilot.press("enter", "down", "end", "pageup")
        assert not [said for said in app.said if said.startswith("do")]


async def test_an_empty_list_says_why_it_is_empty() -> None:
    async with bench(RowList(empty="nothing is due\nuntil 08:20")) as (app, _pilot):
        assert app.shown()[:3] == ["  nothing is due", "  until 08:20", ""]


async def test_only_rows_that_changed_are_drawn_again() -> None:
    async with bench(RowList(Words("a", "b", "c", "d"))) as (app, pilot):
        repainted: list[tuple[int, int]] = []
        refresh = app.list.refresh

        def watched(*regions: object, **options: bool) -> RowList:
            repainted.extend((region.y, region.height) for region in regions)  # type: ignore[attr-defined]
            if not regions:
                repainted.append((0, 99))
            return refresh(*regions, **options)  # type: ignore[arg-type]

        app.list.refresh = watched  # type: ignore[assignment]
        app.list.show(Words("a", "b", "C", "d"))
        assert repainted == [(2, 1)]
        repainted.clear()
        await pilot.press("down")
        assert sorted(repainted) == [(0, 1), (1, 1)]


async def test_the_heading_above_the_first_row_comes_back_into_view() -> None:
    keys = ["#top", *(f"r{number}" for number in range(20))]
    async with bench(RowList(Words(*keys))) as (app, pilot):
        await pilot.press("end", "home")
        assert app.shown()[:2] == ["  #top", "> r0"]


async def test_a_click_selects_and_a_second_click_acts_once() -> None:
    async with bench(RowList(Words("a", "b", "c"))) as (app, pilot):
        await pilot.click(RowList, offset=(4, 1))
        assert app.said == ["at b"]
        await pilot.click(RowList, offset=(4, 1))
        assert app.said == ["at b", "do b"]


async def test_a_double_click_never_acts_on_the_row_that_moved_under_the_pointer() -> None:
    async with bench(RowList(Words("a", "b", "c"))) as (app, pilot):
        app.acts = lambda: app.list.show(Words("b", "c"))
        await pilot.click(RowList, offset=(4, 0), times=3)
        assert app.list.cursor_key == "b"
        assert [said for said in app.said if said.startswith("do")] == ["do a"]


async def test_the_wheel_scrolls_and_leaves_the_cursor() -> None:
    async with bench(RowList(Words(*(f"r{number}" for number in range(20))))) as (app, _pilot):
        app.list.scroll_rows(3)
        assert (app.shown()[0], app.list.cursor) == ("  r3", 0)
        app.list.scroll_rows(-99)
        assert app.shown()[0] == "> r0"
        app.list.scroll_rows(999)
        assert app.shown()[-1] == "  r19"


@pytest.mark.parametrize("width", [5, 12, 30])
async def test_a_row_is_exactly_as_wide_as_the_list_whatever_its_source_says(width: int) -> None:
    async with bench(RowList(Words("电梯夹包客人要求赔偿\x1b[2J", "a\u0301", "👍🏽")), (width, 6)) as (app, _pilot):
        assert [app.list.render_line(y).cell_length for y in range(6)] == [width] * 6


async def test_a_mark_at_the_right_shows_where_in_a_long_list_one_is() -> None:
    async with bench(RowList(Words("a", "b"))) as (app, pilot):
        assert app.thumb() == []
        app.list.show(Words(*(f"r{number}" for number in range(18))))
        assert app.thumb() == [0, 1]
        await pilot.press("end")
        assert app.thumb() == [4, 5]
        app.list.show(Million())
        assert app.thumb() == [0]
