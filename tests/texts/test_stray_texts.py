"""Finds texts that a person sees and that do not go through the catalogue.

Heuristics, by the syntax tree: any literal with a Chinese character; and any literal with words in it (a letter and a
blank) that is handed to something that shows it: a sink's positional argument, or an argument of a telling name.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from dutytui.texts import build_catalogues as build

SINKS = {"print", "notify", "Label", "Static", "Button", "Binding", "Text", "write", "update", "append", "exit", "fail"}
NAMES = {
    "title",
    "subtitle",
    "label",
    "help",
    "description",
    "epilog",
    "placeholder",
    "tooltip",
    "prompt",
    "message",
    "footer",
    "border_title",
    "border_subtitle",
    "sub_title",
    "TITLE",
    "SUB_TITLE",
    "BINDING_GROUP_TITLE",
}
# What looks stray and is not, with the reason.
ALLOWED = {
    "'简体中文'": "a language is offered in its own words",
    "'繁體中文'": "the same",
    "'语言 / 語言 / Language'": "asked before a language is chosen",
}


MARKS = {"_", "N_", "n_"}
_CJK = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_WORDS = re.compile(r"[A-Za-z]{2}.* |  *[A-Za-z]{2}")


def stray(source: str) -> Iterator[tuple[int, str]]:
    """Line number and text of each literal in a module that is shown and not marked."""
    tree = ast.parse(source)
    shown = {id(part): part for node in ast.walk(tree) for value in _shown(node) for part in _literals(value)}
    meant = {id(part) for node in ast.walk(tree) for value in _unseen(node) for part in ast.walk(value)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str) or id(node) in meant:
            continue
        if "(?" in node.value:  # a pattern
            continue
        if _CJK.search(node.value) or (id(node) in shown and _WORDS.search(node.value)):
            yield node.lineno, node.value


def stray_in(folder: Path) -> list[str]:
    """``file:line: text`` of every stray literal below a folder."""
    return [
        f"{path.relative_to(folder.parent).as_posix()}:{line}: {text!r}"
        for path in sorted(folder.rglob("*.py"))
        for line, text in stray(path.read_text("utf-8"))
    ]


def _shown(node: ast.AST) -> Iterator[ast.expr]:
    """The expressions that this node shows to a person."""
    if isinstance(node, ast.Call):
        if _name(node.func) in SINKS:
            yield from node.args
        yield from (keyword.value for keyword in node.keywords if keyword.arg in NAMES)
    elif isinstance(node, ast.Assign):
        if any(_name(target) in NAMES for target in node.targets):
            yield node.value
    elif isinstance(node, ast.AnnAssign) and node.value and _name(node.target) in NAMES:
        yield node.value


def _unseen(node: ast.AST) -> Iterator[ast.AST]:
    """What is marked already, or never shown: docstrings, key names, patterns, errors raised at programmers."""
    if isinstance(node, ast.Call):
        if _name(node.func) in MARKS:
            yield from node.args
        yield from (keyword.value for keyword in node.keywords if keyword.arg in ("key", "keys", "id", "classes"))
        if _name(node.func) == "compile":
            yield from node.args
        if _name(node.func) in ("Binding", "Key", "parse_keys"):
            yield from node.args[:2]
    elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        yield node.value
    elif isinstance(node, ast.Raise) and node.exc:
        yield node.exc


def _literals(node: ast.expr) -> Iterator[ast.Constant]:
    """The literals that make up a shown expression, through f-strings, sums, choices and ``.format``."""
    if isinstance(node, ast.Constant):
        yield node
    elif isinstance(node, ast.JoinedStr):
        yield from (part for part in node.values if isinstance(part, ast.Constant))
    elif isinstance(node, ast.BinOp):
        yield from _literals(node.left)
        yield from _literals(node.right)
    elif isinstance(node, ast.IfExp):
        yield from _literals(node.body)
        yield from _literals(node.orelse)
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format":
        yield from _literals(node.func.value)


def _name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


@pytest.mark.parametrize("folder", ["screens", "widgets", "cli"])
def test_no_text_goes_past_the_catalogue(folder: str) -> None:
    found = stray_in(build.PACKAGE / folder)
    assert [line for line in found if not line.endswith(tuple(ALLOWED))] == []


@pytest.mark.parametrize(
    "source",
    [
        'self.notify("Nothing was saved")',
        'Static(f"{count} items are late")',
        'Label("Name: " + name)',
        'Button("Sign in now" if free else "Wait a bit")',
        'parser.add_argument("--mall", help="the mall folder")',
        'print("{} of {}".format(1, 2))',
        'Binding("f1", "help", "Show the help")',
        'TITLE = "Duty desk"\nclass A:\n    TITLE: str = "My desk"',
        'title = "值班日志"',
        'WORDS = ["完成"]',
        '_("{n} items").join("and then some", title="and then")',
    ],
)
def test_a_stray_text_is_found(source: str) -> None:
    assert list(stray(source))


@pytest.mark.parametrize(
    "source",
    [
        'self.notify(_("Nothing was saved"))',
        '"""A docstring of this module."""\ndef f():\n    """它的说明。"""',
        'Binding("question_mark,？", "help", N_("Show the help"))',
        'Static(classes="late row", id="a b")',
        'print(_("{a} of {b}", a=1, b=2), file=out)',
        'raise ValueError("no such thing here")',
        'KEYS = {"？": "?"}',
        'FLOOR = re.compile("[0-9]+(楼|层)")',
        'FLOOR = "[0-9]+(?:楼|层)"',
        'query("SELECT a FROM b")',
    ],
)
def test_a_text_in_order_is_let_be(source: str) -> None:
    assert list(stray(source)) == []
