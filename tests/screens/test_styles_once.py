"""What the tests remember of styles from one program to the next is what each would work out for itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode

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
