"""What the tests remember of styles and strips from one program to the next is what each would work out for itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode
from textual.renderables.background_screen import BackgroundScreen
from textual.strip import Strip

from tests.desk import at_desk

WAY = ("2", "down", "3", "f1", "escape", "f2", "escape", "4", "6", "9", "0", "1")


def rules(node: DOMNode) -> dict[str, Any]:
    parts = {name: dict(styles.base._rules) for name, styles in node._component_styles.items()}
    return {"": dict(node.styles.base._rules)} | parts


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_every_widget_has_the_styles_that_would_be_worked_out_for_it(
    mall: Path, tmp_path: Path, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = Stylesheet.apply.__wrapped__  # type: ignore[attr-defined]
    for theme in ("night", "day"):
        async with at_desk(mall, size=size, settings={"theme": theme}) as desk:
            for key in WAY:
                await desk.press(key)
                for node in desk.app.screen.walk_children(with_self=True):
                    known = rules(node)
                    with monkeypatch.context() as patch:
                        patch.setattr(Stylesheet, "apply", plain)
                        desk.app.stylesheet.apply(node)
                    assert rules(node) == known, (key, node)


async def test_what_lies_beneath_a_form_has_the_colours_that_would_be_mixed_for_it(mall: Path) -> None:
    mixed = BackgroundScreen.process_segments.__wrapped__  # type: ignore[attr-defined]
    async with at_desk(mall) as desk:
        await desk.press("2", "f2")
        segments = [one for strip in desk.app.screen_stack[-2]._compositor.render_strips() for one in strip]
    segments += [Segment("no style"), Segment("a link", Style(link="https://example.org", meta={"@click": "app.quit"}))]
    for tint in (Color(0, 0, 0, 0.6), Color(255, 250, 240, 0.3), Color(0, 0, 0, 0)):
        assert list(BackgroundScreen.process_segments(segments, tint)) == list(mixed(segments, tint))


def test_a_strip_remembers_what_it_was_asked_for_and_has_nothing_but_what_strips_have() -> None:
    strip = Strip([Segment("内容 and more")])
    assert strip.crop(0, 4) is strip.crop(0, 4)
    assert strip.crop(0, 4).text == "内容" and strip.divide([4, 6])[1].text == " a"
    assert not hasattr(strip, "segment")
