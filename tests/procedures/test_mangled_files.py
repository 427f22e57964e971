"""Files mangled at random never end the program: it says where and what, or they still make sense."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dutytui.procedures.files import Files, read
from dutytui.procedures.load import check
from dutytui.texts.problems import line
from tests.thorough import examples

DAY = date(2026, 5, 1)
MALL = read(Path(__file__).parent / "mall")
SNIPPETS = [
    "：", "，", "“", "”", "　", "\t", ": ", "- ", "\n", "{", "}", "[", "]", '"', "'", "|", ">",
    "&a ", "*a", "!x ", "# ", "?", "%", "---\n", "...\n", "null", "true", "12", "1e9", "25:61", "closing",
    "\u2028", "\x85", "\ufeff", "\U0001f600", "\x00", "\r", "<<: ",
]  # fmt: skip

mangling = st.lists(
    st.tuples(st.sampled_from(["insert", "delete", "double", "swap"]), st.floats(0, 1), st.sampled_from(SNIPPETS)),
    min_size=1,
    max_size=5,
)


def mangled(text: str, steps: list[tuple[str, float, str]]) -> str:
    for act, where, snippet in steps:
        at = int(where * len(text))
        if act == "insert":
            text = text[:at] + snippet + text[at:]
        elif act == "delete":
            text = text[:at] + text[at + len(snippet) * 3 :]
        elif act == "double":
            lines = text.splitlines(keepends=True) or [""]
            index = min(int(where * len(lines)), len(lines) - 1)
            text = "".join([*lines[: index + 1], *lines[index:]])
        else:
            text = text[:at] + snippet + text[at + 1 :]
    return text


def judged(name: str, data: bytes) -> None:
    found = check(Files({**MALL.contents, name: data}, {}, ()), DAY)
    assert (found.procedures is None) == bool(found.problems)
    for problem in found.problems:
        assert problem.line >= 1 and problem.column >= 1
        lines = data.replace(b"\r\n", b"\n").count(b"\n") + data.count(b"\r") + 4
        assert problem.file != name or problem.line <= lines * 3
        assert line(problem).isprintable()


@settings(max_examples=examples(100), deadline=None)
@given(name=st.sampled_from(sorted(MALL.contents)), steps=mangling)
def test_mangled_yaml_is_told_with_a_place(name: str, steps: list[tuple[str, float, str]]) -> None:
    judged(name, mangled(MALL.contents[name].decode(), steps).encode("utf-8", errors="surrogatepass"))


@settings(max_examples=examples(30), deadline=None)
@given(name=st.sampled_from(sorted(MALL.contents)), data=st.binary(max_size=60))
def test_bytes_of_any_kind_are_told_with_a_place(name: str, data: bytes) -> None:
    judged(name, data)


@settings(max_examples=examples(30), deadline=None)
@given(name=st.sampled_from(sorted(MALL.contents)), value=st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.sampled_from(["id", "posts"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "posts", "items"]), inner),
    max_leaves=12,
))  # fmt: skip
def test_values_of_any_shape_are_told_with_a_place(name: str, value: object) -> None:
    import json

    judged(name, json.dumps(value, ensure_ascii=False).encode("utf-8", errors="surrogatepass"))


@pytest.mark.parametrize("name", sorted(MALL.contents))
def test_every_line_left_out_is_told_or_makes_sense(name: str) -> None:
    lines = MALL.contents[name].splitlines(keepends=True)
    for index in range(len(lines)):
        judged(name, b"".join([*lines[:index], *lines[index + 1 :]]))


def test_any_value_of_a_file_may_be_of_any_type(mall: Path) -> None:
    """Each scalar in turn becomes something else: the checks between values must bear it."""
    choice = random.Random(7)
    for name, data in sorted(MALL.contents.items()):
        words = data.decode().split(" ")
        for index, word in enumerate(words):
            if not word.endswith(":") and "\n" not in word:
                tail = word[len(word.rstrip(",}]")) :]
                other = choice.choice(["[]", "{}", "{a: 1}", "[1]", "~", "true", "1.5", '""', "x"])
                judged(name, " ".join([*words[:index], other + tail, *words[index + 1 :]]).encode())
