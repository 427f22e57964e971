"""Classes made with less work are those that would have been made with more."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from textual.dom import DOMNode

from dutytui.platform.quick_classes import _Pattern, quick_classes, quick_widgets


def test_afterwards_patterns_are_made_as_ever() -> None:
    with pytest.raises(ZeroDivisionError), quick_classes():
        _ = 1 / 0
    assert isinstance(re.compile("((?P<a>a))"), re.Pattern)


def test_a_tokenizer_s_pattern_finds_what_it_would_have_found() -> None:
    pattern = r"((?P<word>[a-z]+)|(?P<number>\d+))"
    with quick_classes():
        quick: Any = re.compile(pattern)
        assert isinstance(re.compile("(?P<a>a)"), re.Pattern)
    assert isinstance(quick, _Pattern)
    usual = re.compile(pattern)
    for text in ("ab12", "12ab", "-"):
        for name in ("match", "search"):
            mine, theirs = getattr(quick, name)(text, 0), getattr(usual, name)(text, 0)
            assert (mine and mine.groups()) == (theirs and theirs.groups())
    assert quick.groupindex == usual.groupindex


def test_a_widget_has_of_its_ancestors_what_textual_would_have_given_it() -> None:
    """In a Python where nothing was replaced yet. Fails where another Textual gives its classes more, or otherwise."""
    script = "from tests.platform.test_quick_classes import compare_widgets; compare_widgets()"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def compare_widgets() -> None:
    from textual import widgets

    import dutytui.screens.app
    import dutytui.screens.now  # noqa: F401 - its widgets are compared, too

    assert widgets.Tree and widgets.Input
    kinds = list(dict.fromkeys(_all_of(DOMNode)))
    assert len(kinds) > 50
    usual = [_given(kind) for kind in kinds]
    method = DOMNode.__dict__["__init_subclass__"]
    quick_widgets()
    assert DOMNode.__dict__["__init_subclass__"] is not method
    for mine, theirs in zip([_given(kind) for kind in kinds], usual, strict=True):
        assert mine == theirs, (mine, theirs)


def _all_of(kind: type) -> Iterator[type]:
    for one in kind.__subclasses__():
        yield one
        yield from _all_of(one)


def _given(kind: Any) -> tuple[object, ...]:
    """What is put into the class when it is made."""
    before = dict(vars(kind))
    DOMNode.__init_subclass__.__func__(  # type: ignore[attr-defined]
        kind,
        inherit_css=kind._inherit_css,
        inherit_bindings=kind._inherit_bindings,
        inherit_component_classes=kind._inherit_component_classes,
    )
    names = ("_reactives", "_computes", "_css_type_name", "_css_type_names", "_inherit_css", "_inherit_bindings")
    bindings = kind.__dict__["_merged_bindings"].key_to_bindings
    return kind, vars(kind).keys() - before.keys(), bindings, *(vars(kind)[name] for name in names)
