"""A style sheet that reads each text once, and works out how a part of a widget looks when that is asked for.

Textual's own begins anew with every page and dialog that brings a text of its own, and forgets what it has read beyond
64 texts: with some seventy kinds of widgets that is every time. Only another theme is a reason to read them again.

A widget's parts (its component classes, as `rows--late`) are most of what is to be styled: a list has eleven, of which
a page shows three, and Textual works out all of them whenever the widget is styled. The names taken from Textual are
private: used here, nowhere else.
"""

from __future__ import annotations

from collections.abc import Collection, KeysView, Mapping

from textual.cache import LRUCache
from textual.css.styles import RenderStyles
from textual.css.stylesheet import Stylesheet
from textual.css.tokenize import tokenize_value
from textual.css.tokenizer import Token
from textual.dom import DOMNode

_TEXTS = 1024


class KeptStylesheet(Stylesheet):
    def __init__(self, *, variables: dict[str, str] | None = None) -> None:
        super().__init__(variables=variables)
        self._parse_cache = LRUCache(_TEXTS)
        self._tokens = Tokens(self._variables)

    def set_variables(self, variables: dict[str, str]) -> None:
        if variables != self._variables:
            super().set_variables(variables)
            self._tokens = Tokens(variables)

    @property
    def _variable_tokens(self) -> dict[str, list[Token]]:
        return self._tokens

    def reparse(self) -> None:
        """As the base's, which takes a fresh sheet so that a text with errors breaks nothing: nor does this."""
        self.parse()

    def _process_component_classes(self, node: DOMNode) -> None:
        """The parts that were asked for before are looked at again, for the widget to be drawn if one is another now;
        the others wait."""
        names = node._get_component_classes()
        if names:
            before = node._component_styles
            parts = node._component_styles = Parts(self, node, names)
            if any(parts[name] != styles for name, styles in before.items() if name in names):
                node.refresh()


class Tokens(dict[str, list[Token]]):
    """The values of a theme's variables as the reader of style sheets takes them, each from the moment it is used: a
    theme has more than two hundred, of which a page uses a tenth."""

    def __init__(self, values: Mapping[str, str], origin: Tokens | None = None) -> None:
        """origin: what this is a copy of, which keeps what is made for the next."""
        super().__init__()
        self._values = values
        self._origin = origin

    def __contains__(self, name: object) -> bool:
        return name in self._values or super().__contains__(name)

    def __len__(self) -> int:
        return len(self._values)

    def __missing__(self, name: str) -> list[Token]:
        made = self._origin[name] if self._origin is not None else self._made(name)
        self[name] = made
        return made

    def _made(self, name: str) -> list[Token]:
        return list(tokenize_value(self._values[name], ("__name__", "")))

    def keys(self) -> KeysView[str]:  # type: ignore[override]
        return self._values.keys()

    def setdefault(self, name: str, default: list[Token]) -> list[Token]:
        return self[name] if name in self else super().setdefault(name, default)

    def copy(self) -> Tokens:
        """For one text, which may give variables of its own."""
        return Tokens(self._values, self)


class Parts(dict[str, RenderStyles]):
    """A widget's styles by the name of the part, each there from the moment it is asked for."""

    def __init__(self, sheet: Stylesheet, node: DOMNode, names: Collection[str]) -> None:
        super().__init__()
        self._sheet = sheet
        self._node = node
        self._names = names

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __missing__(self, name: str) -> RenderStyles:
        if name not in self._names:
            raise KeyError(name)
        part = DOMNode(classes=name)
        part._attach(self._node)
        self._sheet.apply(part)
        styles = self[name] = part.styles
        return styles
