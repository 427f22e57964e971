"""roll_calls.yaml: what is right and what is wrong about it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dutytui.procedures.load import load
from dutytui.rules.words import Anchor, Moment

DAY = date(2026, 5, 1)
RIGHT = """roll_calls:
  - id: opening
    title: {zh-Hans: 开门点名, en: Roll call}
    order: {zh-Hans: 开门令, en: Order to open}
    starts: opening - 30m
    by: opening
    posts: [guard]
    orders: [manager]
"""


def test_a_roll_call_is_read_with_the_order_that_follows_it(mall: Path) -> None:
    (mall / "roll_calls.yaml").write_text(RIGHT, "utf-8")
    procedures = load(mall, DAY).procedures
    assert procedures is not None
    (call,) = procedures.roll_calls
    assert (call.posts, call.orders, call.warn) == (("guard",), ("manager",), 5)
    assert (call.starts, call.by) == (Moment(Anchor.OPENING, -30), Moment(Anchor.OPENING, 0))
    assert call.order["en"] == "Order to open"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("by: opening", "by: opening - 30m", "6:9 ends_before_start"),
        ("starts: opening - 30m", 'starts: "09:15"', "6:9 ends_before_start"),
        ("posts: [guard]", "posts: [guards]", "7:13 unknown_post"),
        ("orders: [manager]", "orders: []", "8:13 empty_list"),
        ("    order: {zh-Hans: 开门令, en: Order to open}\n", "", "2:5 missing_key"),
    ],
)
def test_a_mistake_in_a_roll_call_is_told_at_its_place(mall: Path, old: str, new: str, told: str) -> None:
    (mall / "roll_calls.yaml").write_text(RIGHT.replace(old, new), "utf-8")
    problems = [one for one in load(mall, DAY).problems if one.file == "roll_calls.yaml"]
    assert [f"{one.line}:{one.column} {one.code}" for one in problems] == [told]
