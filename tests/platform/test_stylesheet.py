"""Each text of the style sheets is read once, however many pages and dialogs are opened."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
import textual.css.stylesheet as textual_own

from tests import conftest
from tests.screens.morning import MorningDesk, at_the_desk


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> Counter[object]:
    """How often each text was read, by where it stands and how far down a widget's ancestry."""
    found: Counter[object] = Counter()
    parse = textual_own.parse  # type: ignore[attr-defined]

    def counted(scope: str, css: str, read_from: Any, *rest: Any, **options: Any) -> Any:
        found[scope, css, read_from, options["tie_breaker"]] += 1
        return parse(scope, css, read_from, *rest, **options)

    monkeypatch.setattr(textual_own, "parse", counted)
    monkeypatch.setattr(
        textual_own.Stylesheet, "_parse_rules", conftest._parse_rules
    )  # as without the tests' own notes
    return found


async def test_pages_and_dialogs_with_texts_of_their_own_make_no_other_one_be_read_again(read: Counter[object]) -> None:
    async with at_the_desk(MorningDesk()) as robot:
        for key in ("2", "3", "4", "6", "f2", "escape", "1"):
            await robot.press(key)
        assert len(read) > 20
        assert set(read.values()) == {1}


async def test_another_theme_is_worn_by_all_that_stands_and_read_once(read: Counter[object]) -> None:
    async with at_the_desk(MorningDesk()) as robot:
        before, known = robot.app.screen.styles.background, set(read)
        robot.app.dress("day")
        await robot.settle()
        assert robot.app.screen.styles.background != before
        assert {read[one] for one in known} == {2}
        robot.app.dress("night")
        await robot.settle()
        assert robot.app.screen.styles.background == before
