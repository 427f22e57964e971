from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dutytui.rules.patrols.radio import Call, read_call
from dutytui.texts.pinyin import matches
from tests.rules.a_mall import MALL, at
from tests.rules.patrols.a_patrol import PATROLS, POINTS
from tests.thorough import examples

NOW = at("14:40")


def heard(line: str, now: datetime = NOW) -> Call:
    return read_call(line, POINTS, PATROLS, MALL.mall, now, lambda typed, word: bool(matches(typed, word)))


@pytest.mark.parametrize(
    ("line", "call"),
    [
        ("B1 done", Call("floor_b1")),
        ("b1 DONE", Call("floor_b1")),
        ("Ｂ１　好了", Call("floor_b1")),
        ("B1好了", Call("floor_b1")),
        ("地下 完毕", Call("floor_b1")),
        ("3F 正常", Call("floor_3f")),
        ("3F", Call("floor_3f")),
        ("floor_3f done", Call("floor_3f")),
        ("3F 仓库 完毕 1432", Call("store_3f", at("14:32"))),
        ("1432 3F 仓库 完毕", Call("store_3f", at("14:32"))),
        ("仓库 14:32 完毕", Call("store_3f", at("14:32"))),
        ("ck 完毕 -5", Call("store_3f", at("14:35"))),
        ("syt done", Call("tills_1f")),
        ("1F done", Call("tills_1f")),
        ("B1 done 卷帘门 已降", Call("floor_b1", note="卷帘门 已降")),
    ],
)
def test_a_guards_call_is_understood(line: str, call: Call) -> None:
    """Issue part 2: point by id, alias or pinyin initials, with an optional time."""
    assert heard(line) == call


@pytest.mark.parametrize(
    ("line", "problem", "word", "candidates"),
    [
        ("", "empty", "", ()),
        ("done", "empty", "", ()),
        ("1432", "empty", "", ()),
        ("7F done", "unknown", "7F", ()),
        ("B1 not done", "unknown", "not", ()),
        ("B1 没好了", "unknown", "没", ()),
        ("sales done", "ambiguous", "", ("floor_3f", "floor_b1")),
        ("B1 done 1459", "time_in_future", "1459", ()),
    ],
)
def test_what_can_not_be_told_apart_is_not_guessed(
    line: str, problem: str, word: str, candidates: tuple[str, ...]
) -> None:
    call = heard(line)
    assert (call.problem, call.word, call.candidates, call.point) == (problem, word, candidates, "")


@settings(max_examples=examples(150), deadline=None)
@given(st.text(max_size=30))
def test_whatever_is_typed_is_a_call_or_a_problem(line: str) -> None:
    call = heard(line)
    assert bool(call.point) != bool(call.problem)
    assert call.at is None or call.at <= at("14:41")
