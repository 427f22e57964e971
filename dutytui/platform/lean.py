"""Loads the libraries of the screen without the parts of them that the desk never uses.

Textual brings a command palette with seven kinds of widgets, and asyncio TLS: a tenth of what loading them takes. While
they are loaded, something small stands in their place. Whoever imports one of those modules later gets the module
itself, and so does a library that asks for a name that nothing stands for: another version of it starts more slowly, no
more.
"""

from __future__ import annotations

import importlib
import sys
import typing
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from types import ModuleType
from typing import Any

from dutytui.platform.quick_classes import quick_classes


class _Palette:
    """In place of what Textual's command palette is made of; the desk has its own, and never opens that one."""


def _later(module: str, name: str) -> Callable[..., Any]:
    """A function of that module, which is loaded when it is called."""

    def call(*arguments: Any, **options: Any) -> Any:
        return getattr(_itself(module), name)(*arguments, **options)

    return call


def _itself(module: str) -> ModuleType:
    """Also while something stands in its place, which goes."""
    if isinstance(sys.modules.get(module), _StandIn):
        del sys.modules[module]
    return importlib.import_module(module)


def _palette() -> Mapping[str, Any]:
    names = ("CommandListItem", "CommandPalette", "DiscoveryHit", "Hit", "Hits", "Provider", "SimpleProvider")
    return {name: type(name, (_Palette,), {}) for name in names}


_STAND_INS: Mapping[str, Callable[[], Mapping[str, Any]]] = {
    "textual.command": _palette,
    "rich.table": lambda: {"Table": _later("rich.table", "Table")},  # draws a table of a theme's colours
    "difflib": lambda: {"get_close_matches": _later("difflib", "get_close_matches")},  # for a mistake in a style sheet
    "pickle": lambda: {name: _later("pickle", name) for name in ("dumps", "loads")},  # the links that a style may have
    "typing_extensions": lambda: vars(typing),  # which has grown up to it
}


class _StandIn(ModuleType):
    def __init__(self, name: str, known: Mapping[str, Any]) -> None:
        super().__init__(name)
        for word, value in known.items():
            if not word.startswith("__"):
                setattr(self, word, value)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(_itself(self.__name__), name)


@contextmanager
def lean_imports() -> Iterator[None]:
    """What is imported meanwhile is loaded without them. Nothing stands in for a module that is there already."""
    standing: dict[str, ModuleType | None] = {
        name: _StandIn(name, known()) for name, known in _STAND_INS.items() if name not in sys.modules
    }
    if not {"asyncio", "ssl"} & sys.modules.keys():
        standing["ssl"] = None  # asyncio does without it where Python has none
    sys.modules.update(standing)  # type: ignore[arg-type]
    try:
        with quick_classes():
            yield
    finally:
        for name, module in standing.items():
            if sys.modules.get(name) is module:
                del sys.modules[name]
