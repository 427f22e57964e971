"""Classes of the screen's libraries, made with less work: patterns when they are first used (2 % of a start's processor
time), and what a widget has of its ancestors taken from them and not looked for in all of their names (4 %).

For everybody who asks, the classes are what they would have been. What is replaced is private to Textual:
replaced here, nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from textual.dom import DOMNode

_TOKENS = "((?P<"
"""How the patterns of Textual's tokenizers begin: thirty, of which a start needs ten."""


@contextmanager
def quick_classes() -> Iterator[None]:
    """For what is loaded meanwhile."""
    compile_ = re.compile
    re.compile = lambda pattern, flags=0: (  # type: ignore[assignment]
        _Pattern(compile_, pattern, flags) if str(pattern).startswith(_TOKENS) else compile_(pattern, flags)
    )
    try:
        yield
    finally:
        re.compile = compile_


class _Pattern:
    """A pattern that is compiled when it is first looked for."""

    def __init__(self, compile_: Callable[..., Any], pattern: str, flags: int) -> None:
        self._compile = compile_
        self._given = pattern, flags

    @cached_property
    def _compiled(self) -> Any:
        return self._compile(*self._given)

    def match(self, *arguments: Any) -> Any:
        return self._compiled.match(*arguments)

    def search(self, *arguments: Any) -> Any:
        return self._compiled.search(*arguments)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._compiled, name)


_Own = tuple[dict[str, Any], frozenset[str]]
_KNOWN: dict[type, _Own] = {}


def _own(cls: type) -> _Own:
    """Reactive values and the names of computed ones that stand in the class itself."""
    if cls not in _KNOWN:
        from textual.reactive import Reactive

        names = vars(cls)
        reactives = {name: value for name, value in names.items() if isinstance(value, Reactive)}
        computed = [name for name in names if name.startswith(("_compute_", "compute_"))]
        _KNOWN[cls] = reactives, frozenset(name.lstrip("_")[8:] for name in computed)
    return _KNOWN[cls]


def quick_widgets() -> None:
    """From now on a class of a widget is made in a fifth of the time. Textual goes through all names of all ancestors
    for each, twice; here each class is gone through once."""
    from textual.dom import DOMNode

    def begin(
        cls: type[DOMNode],
        inherit_css: bool = True,
        inherit_bindings: bool = True,
        inherit_component_classes: bool = True,
    ) -> None:
        super(DOMNode, cls).__init_subclass__()
        cls._reactives = {}
        computed: frozenset[str] = frozenset()
        for base in reversed(cls.__mro__):
            reactives, others = _own(base)
            cls._reactives.update(reactives)
            computed |= others
        cls._computes = computed
        cls._inherit_css = inherit_css
        cls._inherit_bindings = inherit_bindings
        cls._inherit_component_classes = inherit_component_classes
        bases = cls._css_bases(cls)
        cls._css_type_name = bases[0].__name__
        cls._css_type_names = frozenset(base.__name__ for base in bases)
        cls._merged_bindings = cls._merge_bindings()

    DOMNode.__init_subclass__ = classmethod(begin)  # type: ignore[assignment, method-assign]
