"""A style sheet that reads each text once.

Textual's own begins anew with every page and dialog that brings a text of its own, and forgets what it has read beyond
64 texts: with some seventy kinds of widgets that is every time. Only another theme is a reason to read them again.
"""

from __future__ import annotations

from textual.cache import LRUCache
from textual.css.stylesheet import Stylesheet

_TEXTS = 1024


class KeptStylesheet(Stylesheet):
    def __init__(self, *, variables: dict[str, str] | None = None) -> None:
        super().__init__(variables=variables)
        self._parse_cache = LRUCache(_TEXTS)

    def set_variables(self, variables: dict[str, str]) -> None:
        if variables != self._variables:
            super().set_variables(variables)

    def reparse(self) -> None:
        """As the base's, which takes a fresh sheet so that a text with errors breaks nothing: nor does this."""
        self.parse()
