"""The row of verbs on the page of a request: those that can be done now, and below them those that can't."""

from __future__ import annotations

from typing import ClassVar

from dutytui.screens.approvals.possible import Possible
from dutytui.texts.catalogue import _
from dutytui.widgets.cells import cut, width_of
from dutytui.widgets.spans import Spans


class VerbBar(Spans):
    """Two rows or more; why something can't be done is said by its key."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"verbs--key", "verbs--off"}

    def __init__(self) -> None:
        super().__init__()
        self._verbs: list[Possible] = []
        self._rows: list[list[tuple[str, str, str]]] = []

    def show(self, verbs: list[Possible]) -> None:
        if verbs != self._verbs:
            self._verbs = verbs
            self._arrange()
            self.refresh()

    def on_resize(self) -> None:
        self._arrange()
        self.refresh()

    def _arrange(self) -> None:
        width = self.size.width
        if not width:
            return
        can = [verb for verb in self._verbs if not verb.why_not]
        cannot = [verb for verb in self._verbs if verb.why_not]
        self._rows = []
        words = [(f" {verb.key.shown}", "verbs--key", f" {verb.word} ", verb.key.id) for verb in can]
        self._fill(words, "", width)
        if cannot:
            self._rows.append([(f" {_('not now:')}", "verbs--off", "")])
            off = [(f" {verb.key.shown}", "verbs--off", f" {verb.word}", verb.key.id) for verb in cannot]
            self._fill(off, "verbs--off", width)
        self.styles.height = max(1, len(self._rows))

    def _fill(self, words: list[tuple[str, str, str, str]], style: str, width: int) -> None:
        """Each key with its word in the last row, or a new one where it does not fit."""
        for shown, key_style, word, action in words:
            size = width_of(shown) + width_of(word)
            used = sum(width_of(text) for text, _style, _action in self._rows[-1]) if self._rows else width
            if used + size > width:
                self._rows.append([])
            self._rows[-1] += [(shown, key_style, action), (cut(word, max(0, width - width_of(shown))), style, action)]

    def row(self, y: int, width: int) -> list[tuple[str, str, str]]:  # noqa: ARG002 - arranged for it already
        return self._rows[y] if y < len(self._rows) else []
