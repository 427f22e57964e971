"""A readable difference between two versions: by thing and key, each with its place in the new file."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from dutytui.procedures.compare import changes_between, compare
from dutytui.procedures.tree import Node, parse
from dutytui.rules.changes.difference import Change, How
from dutytui.texts import catalogue
from dutytui.texts.changes import as_text, counted, told

ROUND = """id: patrol
title: {zh-Hans: 巡场, en: Patrol}
every: 30m
posts: [guard, manager]
items:
  - id: doors
    title: {en: Doors}
    due: "09:00"
  - id: lights
    title: {en: Lights}
  - {at: 1, by: a}
  - {at: 2, by: b}
"""


def found(old: str, new: str, name: str = "day/patrol.yaml") -> list[tuple[str, str, int, Any, Any]]:
    difference = compare({name: old.encode()}, {name: new.encode()})
    return [
        (one.how.value, "/".join(part.name for part in one.path), one.line, one.old, one.new)
        for one in difference.changes
    ]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("every: 30m", "every: 20m", [("changed", "every", 3, "30m", "20m")]),
        ("en: Patrol", "en: Rounds", [("changed", "title/en", 2, "Patrol", "Rounds")]),
        ("[guard, manager]", "[guard]", [("changed", "posts", 4, ["guard", "manager"], ["guard"])]),
        (
            "[guard, manager]",
            "[manager, guard]",
            [("moved", "posts", 4, ["guard", "manager"], ["manager", "guard"])],
        ),
        ('due: "09:00"', 'due: "09:10"', [("changed", "items/doors/due", 8, "09:00", "09:10")]),
        ('    due: "09:00"\n', "", [("removed", "items/doors/due", 6, "09:00", None)]),
        ("every: 30m\n", "every: 30m\nearly: 5m\n", [("added", "early", 4, None, "5m")]),
        (
            "  - id: lights\n    title: {en: Lights}\n",
            "",
            [("removed", "items/lights", 6, {"id": "lights", "title": {"en": "Lights"}}, None)],
        ),
        ("by: b", "by: c", [("changed", "items/4/by", 12, "b", "c")]),
        ("  - {at: 1, by: a}\n", "", [("removed", "items/3", 6, {"at": 1, "by": "a"}, None)]),
        ("every: 30m", "every: 30m  # as the fire brigade asked", [("layout", "", 1, None, None)]),
        ("id: patrol\n", "id: [\n", [("unreadable", "", 1, None, None)]),
    ],
)
def test_each_change_is_told_once_with_its_place(old: str, new: str, told: list[Any]) -> None:
    assert ROUND.count(old) == 1
    assert found(ROUND, ROUND.replace(old, new)) == told


def test_true_is_not_one_and_a_quoted_number_is_no_number() -> None:
    assert [one[0] for one in found("a: true", "a: 1")] == ["changed"]
    assert [one[0] for one in found("a: 1", 'a: "1"')] == ["changed"]


def test_entries_in_another_order_are_told_by_their_names() -> None:
    old, new = "items: [{id: a, x: 1}, {id: b}, {id: c}]", "items: [{id: c}, {id: d}, {id: a, x: 2}]"
    assert found(old, new) == [
        ("added", "items/d", 1, None, {"id": "d"}),
        ("changed", "items/a/x", 1, 1, 2),
        ("removed", "items/b", 1, {"id": "b"}, None),
        ("moved", "items", 1, ["a", "c"], ["c", "a"]),
    ]


def test_a_file_that_came_or_went_is_told_as_a_whole() -> None:
    both = compare({"a.yaml": b"x: 1\n"}, {"b.yaml": b"y: 2\n"})
    assert [(one.file, one.how, one.old, one.new) for one in both.changes] == [
        ("a.yaml", How.REMOVED, {"x": 1}, None),
        ("b.yaml", How.ADDED, None, {"y": 2}),
    ]


def test_the_words_name_things_as_the_mall_does() -> None:
    posts = "posts:\n  - {id: guard, name: {zh-Hans: 保安, en: Guard}}\n"
    old = {"posts.yaml": posts.encode(), "day/p.yaml": ROUND.encode()}
    new = {
        **old,
        "day/p.yaml": ROUND.replace("every: 30m", "every: 20m").replace("[guard, manager]", "[manager]").encode(),
    }
    difference = compare(old, new)
    catalogue.use("en")
    assert [one.text for one in told(difference)] == [
        "Patrol (day/p.yaml)",
        "how often: 30m → 20m",
        "posts: without Guard",
    ]
    assert counted(difference) == "2 changes in 1 file"
    assert as_text(difference, 45).split("\n")[-1] == "… and 1 line more"


def test_every_shipped_file_is_the_same_as_itself() -> None:
    folder = Path(__file__).parent.parent.parent / "checklists"
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.yaml")}
    assert not compare(files, files)


_WORDS = st.text("abc", min_size=1, max_size=3)
_LEAF = st.one_of(st.booleans(), st.integers(-9, 99), _WORDS, st.none())
_TREES = st.dictionaries(
    _WORDS,
    st.recursive(
        _LEAF,
        lambda below: st.one_of(
            st.dictionaries(_WORDS, below, max_size=3),
            st.lists(below, max_size=4),
            st.lists(
                st.fixed_dictionaries({"id": _WORDS}, optional={"x": below}),
                max_size=4,
                unique_by=lambda one: one["id"],
            ),
        ),
        max_leaves=12,
    ),
    min_size=1,
    max_size=4,
)


def tree(value: Any) -> Node:
    from io import BytesIO

    out = BytesIO()
    YAML(typ="safe", pure=True).dump(value, out)
    return parse("a.yaml", out.getvalue())[0]


def leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if isinstance(value, dict):
        for key, one in value.items():
            yield from leaves(one, (*path, key))
    elif isinstance(value, list):
        for index, one in enumerate(value):
            yield from leaves(one, (*path, index))
    elif not path or path[-1] != "id":
        yield path


def texts(changes: list[Change]) -> str:
    return repr([(one.old, one.new) for one in changes])


@settings(max_examples=60)
@given(_TREES)
def test_trees_that_say_the_same_have_no_difference(value: Any) -> None:
    assert changes_between("a.yaml", tree(value), tree(copy.deepcopy(value))) == []


@settings(max_examples=120)
@given(_TREES, st.data())
def test_every_changed_leaf_is_told(value: Any, data: st.DataObject) -> None:
    known = list(leaves(value))
    if not known:
        return
    path = data.draw(st.sampled_from(known))
    changed = copy.deepcopy(value)
    place = changed
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = "CHANGED"
    assert "CHANGED" in texts(changes_between("a.yaml", tree(value), tree(changed)))


@settings(max_examples=60)
@given(_TREES, _TREES)
def test_whatever_is_different_is_told(old: Any, new: Any) -> None:
    """Nothing is told only of trees that say the same."""
    changes = changes_between("a.yaml", tree(old), tree(new))
    assert bool(changes) == (_typed(old) != _typed(new))
    assert all(one.line >= 1 for one in changes)


def _typed(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _typed(one) for key, one in value.items()}
    return [_typed(one) for one in value] if isinstance(value, list) else (type(value), value)
