from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from dutytui.widgets.cells import CLOSING, OPENING, cut, pad, visible, width_of, wrap
from dutytui.widgets.glyphs import use_plain

ANY_TEXT = st.text(st.characters(), max_size=60) | st.text(
    "电梯，。：（）“”ab c1\n\u0301\u200d\ufe0f👍🏽ｶ", max_size=80
)


@pytest.fixture(autouse=True)
def _rich_glyphs() -> Iterator[None]:
    yield
    use_plain(False)


@given(ANY_TEXT, st.integers(0, 40))
def test_cut_text_never_takes_more_cells_than_it_has(text: str, width: int) -> None:
    assert cell_len(cut(text, width)) <= width


@given(ANY_TEXT, st.integers(0, 40), st.sampled_from(["left", "right"]))
def test_a_padded_cell_takes_exactly_its_width(text: str, width: int, align: str) -> None:
    assert cell_len(pad(text, width, align)) == width  # type: ignore[arg-type]


@given(ANY_TEXT, st.integers(1, 40))
def test_wrapped_lines_are_never_wider_than_the_room(text: str, width: int) -> None:
    assert all(cell_len(line) <= width for line in wrap(text, width))


@given(st.text("电梯夹包，。：；！？（）《》abc 12", max_size=80), st.integers(2, 40))
def test_wrapping_loses_nothing_but_spaces(text: str, width: int) -> None:
    assert "".join(wrap(text, width)).replace(" ", "") == text.replace(" ", "")


@given(st.lists(st.text("电梯夹包客人", min_size=2, max_size=9), min_size=1, max_size=9), st.integers(6, 40))
def test_no_line_begins_with_closing_or_ends_with_opening_punctuation(parts: list[str], width: int) -> None:
    marks = ["，", "。", "：", "；", "！", "？"]
    text = "".join(f"{part}（{part}）{marks[number % 6]}" for number, part in enumerate(parts))
    lines = wrap(text, width)
    assert not any(line[0] in CLOSING for line in lines)
    assert not any(line[-1] in OPENING for line in lines)


@given(ANY_TEXT)
def test_what_is_shown_holds_nothing_a_terminal_would_obey(text: str) -> None:
    shown = visible(text)
    assert all(ord(character) >= 0x20 and not 0x7F <= ord(character) < 0xA0 for character in shown)
    assert not set(shown) & set("\u200d\ufe0f\u202e\u2066\n")
    assert visible(shown) == shown


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [
        ("电梯夹包", 8, "电梯夹包"),
        ("电梯夹包", 7, "电梯夹…"),
        ("电梯夹包", 6, "电梯…"),
        ("escalator", 5, "esca…"),
        ("e\u0301e\u0301e\u0301e\u0301", 3, "e\u0301e\u0301…"),
        ("电梯", 1, "…"),
        ("电梯", 0, ""),
        ("a\x1b[31mb", 10, "a␛[31mb"),
        ("☎\ufe0f客服", 10, "☎客服"),
    ],
)
def test_cutting(text: str, width: int, shown: str) -> None:
    assert cut(text, width) == shown


def test_a_terminal_that_draws_ambiguous_characters_wide_gets_none_that_can_be_avoided() -> None:
    use_plain(True)
    assert visible("“停”—3·①…") == '"停"-3.1...'
    assert cut("电梯夹包", 7) == "电梯.."


def test_words_of_letters_stay_whole_and_spaces_at_a_break_go() -> None:
    assert wrap("call engineering now", 12) == ["call", "engineering", "now"]
    assert wrap("请叫 engineering 来", 12) == ["请叫", "engineering", "来"]
    assert wrap("one\ntwo\r\n\nthree", 10) == ["one", "two", "", "three"]
    assert wrap("", 10) == [""]


def test_a_word_longer_than_the_line_is_broken_rather_than_lost() -> None:
    assert wrap("abcdefghij", 4) == ["abcd", "efgh", "ij"]
    assert wrap("电梯", 1) == ["?", "?"]


def test_width_is_counted_in_cells() -> None:
    assert width_of("电a\u0301\u200d") == 3
