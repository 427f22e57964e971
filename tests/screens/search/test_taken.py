"""A line full of filters says all that was understood of it, however wide the terminal is."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from rich.cells import cell_len

from dutytui.rules.search.wanted import read
from dutytui.screens.search.taken import taken
from dutytui.texts import catalogue
from dutytui.texts.search import alike, mall_terms
from tests.desk import MONDAY, at_desk, make_mall
from tests.screens.morning import shipped

MANY = "#s #k #c @z @s @y !j 3F 2F b1 >2026-01-01 <2026-11-23 open #nosuchkind"


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "en"])
@pytest.mark.parametrize("line", [MANY, "#r @d 3F", "#" + "很长的词" * 40, "@z " * 30])
def test_it_stands_whole_at_every_width(language: str, line: str) -> None:
    catalogue.use(language)
    wanted = read(line, mall_terms(shipped()), date.fromisoformat(MONDAY), alike)
    for width in range(77, 200):
        lines = ["".join(text for text, _tone in one) for one in taken(wanted, shipped(), width)]
        assert 1 <= len(lines) <= 2
        assert all(cell_len(one) <= width and not one.endswith("…") for one in lines), (width, lines)


async def test_many_filters_take_a_second_row_and_leave_the_list_its_own(tmp_path: Path) -> None:
    async with at_desk(make_mall(tmp_path / "mall"), size=(120, 40)) as desk:
        await desk.press("ctrl+f")
        await desk.types("#s @z @s !j 3F >2026-01-01")
        desk.sees("地点 3F", "自 2026 01-01", "没有找到")
        both = desk.screen
        await desk.types(" #nosuchkind")
        desk.sees("没有“#nosuchkind”这个条件", "没有找到")
        await desk.resizes(80, 24)
        desk.sees("没有“#nosuchkind”这个条件", "自 2026 01-01", "没有找到")
        await desk.press("ctrl+u")
        await desk.types("3F")
        assert "地点 3F" in both
        rows = desk.screen.split("\n")
        place = next(number for number, row in enumerate(rows) if "地点 3F" in row)
        assert "没有找到" in rows[place + 1]
