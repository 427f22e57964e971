"""A page that comes up in one go is the page that it would have become in several."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from textual.dom import DOMNode
from textual.widgets import Tooltip

from dutytui.platform.row_compositor import RowCompositor
from dutytui.screens.app import DutyApp
from dutytui.widgets.bars import BottomBar
from tests.screens.morning import MorningDesk, at_the_desk

PAGES = ("1", "2", "3", "4", "5", "6", "7", "8", "9", "0")


def looks(app: DutyApp) -> dict[DOMNode, dict[str, Any]]:
    return {node: dict(node.styles.base._rules) for node in app.screen.walk_children(with_self=True)}


@pytest.mark.parametrize("size", [(80, 24), (170, 40)])
async def test_what_a_page_looks_like_when_it_is_first_shown_is_what_it_would_be_styled_to(
    size: tuple[int, int],
) -> None:
    async with at_the_desk(MorningDesk(), size=size) as robot:
        for key in PAGES:
            await robot.press(key)
            found = looks(robot.app)
            robot.app.screen.update_node_styles(animate=False)
            assert looks(robot.app) == found, robot.app.screen


async def test_a_page_that_was_left_wears_another_theme_when_it_comes_back() -> None:
    async with at_the_desk(MorningDesk()) as robot:
        await robot.press("2")
        before = robot.app.screen.styles.background
        await robot.press("1")
        robot.app.dress("day")
        await robot.settle()
        await robot.press("2")
        assert robot.app.screen.styles.background != before


def _counted(drawn: Counter[str], name: str, render: Callable[..., Any]) -> Callable[..., Any]:
    def counted(compositor: Any, **how: Any) -> Any:
        drawn[name] += 1
        return render(compositor, **how)

    return counted


async def test_what_is_held_back_is_drawn_once_and_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: Counter[str] = Counter()
    for name in ("render_full_update", "render_partial_update"):
        monkeypatch.setattr(RowCompositor, name, _counted(drawn, name, getattr(RowCompositor, name)))
    async with at_the_desk(MorningDesk()) as robot:
        drawn.clear()
        screen = robot.app.screen
        with robot.app.batch_update():
            for _again in range(3):
                screen._refresh_layout()
                screen._compositor_refresh()
            assert not drawn
        await robot.settle()
        assert drawn["render_full_update"] == 1
        assert not screen._compositor._dirty_regions


async def test_words_that_were_cut_are_told_whole_where_the_mouse_rests() -> None:
    async with at_the_desk(MorningDesk(), size=(80, 24)) as robot:
        assert not robot.app.screen.query(Tooltip)
        robot.app.tell("很长的一句话" * 20)
        await robot.pilot.hover(BottomBar)
        await robot.settle()
        robot.app.screen._handle_tooltip_timer(robot.app.screen.query_one(BottomBar))
        tip = robot.app.screen.query_one(Tooltip)
        assert tip.display
        assert "很长的一句话" * 20 in str(tip.content)
        await robot.pilot.hover(BottomBar)
        await robot.settle()
        assert len(robot.app.screen.query(Tooltip)) == 1
