"""A row without its caches is a row of Textual's."""

from __future__ import annotations

import importlib.util
from typing import Any

import pytest
from rich.segment import Segment
from rich.style import Style
from textual import strip
from textual.strip import Strip

from dutytui.platform.light_strips import CACHES, light_strips


@pytest.fixture
def textual_s_own() -> Any:
    """Its rows as they are where nothing was replaced."""
    spec = importlib.util.spec_from_file_location("strips_as_they_are", str(strip.__file__))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.Strip


def test_every_part_of_a_row_is_as_textual_makes_it(textual_s_own: Any) -> None:
    """Fails where another Textual gives its rows more, or other caches."""
    light_strips()
    mine, theirs = Strip([Segment("a")], 1), textual_s_own([Segment("a")], 1)
    assert Strip.__slots__ == textual_s_own.__slots__
    for name in Strip.__slots__:
        made, usual = getattr(mine, name), getattr(theirs, name)
        assert type(made) is type(usual)
        if name in CACHES:
            assert (made._maxsize, made._cache) == (usual._maxsize, usual._cache)
            assert getattr(mine, name) is made
        else:
            assert made == usual
    with pytest.raises(AttributeError):
        _ = mine.nothing  # type: ignore[attr-defined]


def test_a_row_is_cut_coloured_and_measured_as_ever(textual_s_own: Any) -> None:
    light_strips()
    segments = [Segment("电梯 ", Style(bold=True)), Segment("夹包 lift")]
    mine, theirs = Strip(segments), textual_s_own(segments)
    for _again in range(2):
        for name, given in (
            ("crop", (1, 6)),
            ("crop_extend", (0, 30, None)),
            ("divide", ([3, 8],)),
            ("adjust_cell_length", (30,)),
            ("apply_style", (Style(italic=True),)),
            ("apply_offsets", (2, 3)),
            ("simplify", ()),
        ):
            made, usual = getattr(mine, name)(*given), getattr(theirs, name)(*given)
            made, usual = ([one] if not isinstance(one, list) else one for one in (made, usual))
            assert [list(one) for one in made] == [list(one) for one in usual], name
    assert (mine.text, mine.cell_length, mine.cell_count) == (theirs.text, theirs.cell_length, theirs.cell_count)
