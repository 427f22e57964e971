"""Typing letters in a picker finds Chinese names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dutytui.texts.pinyin import matches, rank


@pytest.mark.parametrize(
    ("query", "text", "positions"),
    [
        ("xc", "巡场", (0, 1)),
        ("xunchang", "巡场", (0, 1)),
        ("xunch", "巡场", (0, 1)),
        ("xcha", "巡场", (0, 1)),
        ("巡c", "巡场", (0, 1)),
        ("场", "巡场", (1,)),
        ("場", "巡场", (1,)),
        ("单", "訂單", (1,)),
        ("xc", "闭店前巡场", (3, 4)),
        ("zk", "重开", (0, 1)),
        ("ck", "重开", (0, 1)),
        ("qiu", "仇某", (0,)),
        ("chou", "仇某", (0,)),
        ("sp", "審批", (0, 1)),
        ("ＸＣ", "巡场", (0, 1)),
        ("log", "Duty Log", (5, 6, 7)),
        ("oc", "Open checklist", (0, 5)),
        ("opch", "Open checklist", (0, 1, 5, 6)),
        ("3fd", "3F 电梯", (0, 1, 3)),
        ("mg cz", "张三 门岗 操作", (3, 4, 6, 7)),
        ("cz mg", "张三 门岗 操作", (3, 4, 6, 7)),
        ("", "巡场", ()),
    ],
)
def test_found(query: str, text: str, positions: tuple[int, ...]) -> None:
    assert matches(query, text) == positions


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("cx", "巡场"),
        ("xz", "巡场"),
        ("xunx", "巡场"),
        ("xc", "巡回场"),
        ("a", ""),
        ("on", "Open the notes"),
    ],
)
def test_not_found(query: str, text: str) -> None:
    assert matches(query, text) is None


def test_the_best_comes_first() -> None:
    texts = ["Mx control", "闭店前巡场", "巡场记录", "巡场"]
    assert sorted(texts, key=lambda text: rank("xc", text)) == ["巡场", "巡场记录", "闭店前巡场", "Mx control"]


def test_an_empty_query_keeps_the_order() -> None:
    texts = ["闭店前巡场", "巡场", "a"]
    assert sorted(texts, key=lambda text: rank("", text)) == texts


@given(st.text(max_size=12), st.text(max_size=30))
def test_positions_are_in_the_text_and_in_order(query: str, text: str) -> None:
    positions = matches(query, text)
    if positions is not None:
        assert list(positions) == sorted(set(positions))
        assert all(0 <= position < len(text) for position in positions)


def test_a_long_row_of_one_character_is_no_trap() -> None:
    assert matches("s" * 40 + "x", "四" * 200) is None
