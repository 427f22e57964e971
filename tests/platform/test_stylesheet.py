"""Each text of the style sheets is read once, however many pages and dialogs are opened."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
import textual.css.stylesheet as textual_own

from dutytui.platform.stylesheet import KeptStylesheet
from dutytui.widgets.rows import RowList
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


async def test_a_part_of_a_widget_looks_as_if_all_of_them_had_been_worked_out() -> None:
    async with at_the_desk(MorningDesk()) as robot:
        for key in ("1", "2", "3", "f2"):
            await robot.press(key)
            for node in robot.app.screen.walk_children(with_self=True):
                names = node._get_component_classes()
                mine = {name: dict(node._component_styles[name].base._rules) for name in names}
                textual_own.Stylesheet._process_component_classes(robot.app.stylesheet, node)
                assert mine == {name: dict(styles.base._rules) for name, styles in node._component_styles.items()}


async def test_a_widget_whose_parts_in_sight_look_otherwise_is_drawn_again() -> None:
    async with at_the_desk(MorningDesk()) as robot:
        rows = robot.app.screen.query_one(RowList)
        cursor = rows.get_component_styles("rows--cursor").background
        assert set(rows._component_styles) < set(RowList.COMPONENT_CLASSES)
        robot.app.screen.set_focus(None)
        await robot.settle()
        assert rows.get_component_styles("rows--cursor").background != cursor
        with pytest.raises(KeyError):
            rows.get_component_styles("rows--nothing")


COLOURS = {"soft": "#111111", "loud": "#222222"}


def coloured(sheet: textual_own.Stylesheet, *texts: str) -> list[str]:
    for number, text in enumerate(texts):
        sheet.add_source(text, read_from=("sample", str(number)))
    return [rule.css for rule in sheet.rules]


@pytest.mark.parametrize(
    "texts",
    [
        ("A { color: $soft; background: $loud; }", "B { color: $soft; }"),
        ("$own: $loud; A { color: $own; }", "B { color: $loud; }"),
        ("$soft: #333333; A { color: $soft; }", "B { color: $loud; }"),
        ("A { color: red; }",),
    ],
)
def test_a_theme_s_colours_are_those_that_textual_would_have_read(texts: tuple[str, ...]) -> None:
    mine, theirs = KeptStylesheet(variables=COLOURS), textual_own.Stylesheet(variables=COLOURS)
    assert coloured(mine, *texts) == coloured(theirs, *texts)
    assert mine._variable_tokens.keys() == theirs._variable_tokens.keys()


def test_a_colour_that_no_theme_has_is_told_with_those_that_are_near() -> None:
    with pytest.raises(Exception, match=r"reference to undefined variable '\$sofd'; did you mean '\$soft'\?"):
        coloured(KeptStylesheet(variables=COLOURS), "A { color: $sofd; }")


def test_a_colour_that_nobody_uses_is_not_read() -> None:
    sheet = KeptStylesheet(variables=COLOURS)
    coloured(sheet, "A { color: $soft; }")
    assert list(dict.keys(sheet._tokens)) == ["soft"]
    sheet.set_variables({"soft": "#444444"})
    sheet.parse()
    assert "#444444" in sheet.rules[0].css
