"""Files, functions and classes stay small; what is larger is listed here with the reason."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PROGRAM = Path(__file__).parent.parent.parent / "dutytui"
LINES_OF_A_FILE = 400
LINES_OF_A_FUNCTION = 40
METHODS_OF_A_CLASS = 20

ALLOWED = {
    "session.py Session": (37, "one short method for each view: splitting them would split the one door to the rules"),
    "rules/state.py State": (
        24,
        "one short question for each way in which days are looked at: it is the only door to them",
    ),
    "screens/app.py DutyApp": (30, "Textual looks up an action_ method for each key that works everywhere"),
    "widgets/rows.py RowList": (28, "a widget drawn line by line: keys, mouse and line API are methods of one object"),
    "store/disk.py Disk": (25, "the one seam to the operating system: a method for each thing that is asked of it"),
    "store/sync/held.py Held": (21, "what is held here, for all that compare something with it or put something to it"),
    "store/memory.py MemoryDisk": (25, "the same methods, and what it is made of"),
    "store/lines.py write": (45, "all that may keep a fact from being recorded is asked in one place"),
}
"""What is too large: how large it may be, and why."""


def measured(source: str, name: str) -> Iterator[tuple[str, int]]:
    """What exceeds its limit in one file, with its size."""
    lines = source.count("\n")
    if lines > LINES_OF_A_FILE:
        yield name, lines
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            length = (node.end_lineno or 0) - node.lineno + 1
            if length > LINES_OF_A_FUNCTION:
                yield f"{name} {node.name}", length
        elif isinstance(node, ast.ClassDef):
            methods = sum(isinstance(part, (ast.FunctionDef, ast.AsyncFunctionDef)) for part in node.body)
            if methods > METHODS_OF_A_CLASS:
                yield f"{name} {node.name}", methods


def test_nothing_grows_beyond_the_limits() -> None:
    too_large = {
        what: size
        for path in sorted(PROGRAM.rglob("*.py"))
        for what, size in measured(path.read_text("utf-8"), path.relative_to(PROGRAM).as_posix())
    }
    assert {what: size for what, size in too_large.items() if size > ALLOWED.get(what, (0, ""))[0]} == {}
    assert set(ALLOWED) <= set(too_large), "small enough now: take it off the list"


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("x = 1\n" * 401, [("a.py", 401)]),
        ("def f():\n" + "    x = 1\n" * 40, [("a.py f", 41)]),
        ("class C:\n" + "".join(f"    def m{n}(self): ...\n" for n in range(21)), [("a.py C", 21)]),
        ("def f():\n" + "    x = 1\n" * 39, []),
    ],
)
def test_what_is_too_large_would_be_found(source: str, found: list[tuple[str, int]]) -> None:
    assert list(measured(source, "a.py")) == found
