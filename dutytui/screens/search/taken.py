"""What of a search's line was taken for a filter, and what of it was not understood."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.cells import cell_len

from dutytui.rules.procedure import Procedures
from dutytui.rules.search.wanted import Wanted
from dutytui.texts.search import problem, understood
from dutytui.widgets.cells import cut, visible
from dutytui.widgets.rows import Line
from dutytui.widgets.text_pane import TextPane

_ROWS = 2
"""The list beneath moves when there is more of it, and would have no room left where two letters mean twenty people."""
_NAMES = (None, 8, 6, 5, 4, 3, 2, 1)
"""How many names of each filter are said: the first of these that has room."""
_GAP = "  "
_WORD = 24
"""Cells of a word that was not understood."""


class Taken(TextPane):
    """One row, or a second one where it takes that."""

    DEFAULT_CSS = "Taken { height: 1; }"

    def say(self, wanted: Wanted, procedures: Procedures) -> None:
        def lines(width: int) -> Sequence[Line]:
            found = taken(wanted, procedures, width)
            self.styles.height = max(1, len(found))
            return found

        self.show(lines)


def taken(wanted: Wanted, procedures: Procedures, width: int) -> list[Line]:
    """Whole filters in at most two lines; of many names the first ones, and how many more."""
    wrong = problem(wanted.parts, lambda word: cut(word, _WORD))
    lines: list[list[tuple[str, str]]] = []
    for most in _NAMES:
        said = [(visible(one), "soft") for one in understood(wanted, procedures, most)]
        lines = list(_flowing([*said, *([(visible(wrong), "due")] if wrong else [])], width))
        if len(lines) <= _ROWS and all(sum(cell_len(text) for text, _tone in line) <= width for line in lines):
            break
    # Only names of the mall's own that fill a row by themselves are cut.
    return [tuple((cut(text, width), tone) for text, tone in line) for line in lines[:_ROWS]]


def _flowing(words: Sequence[tuple[str, str]], width: int) -> Iterator[list[tuple[str, str]]]:
    line: list[tuple[str, str]] = []
    used = 0
    for text, tone in words:
        if line and used + len(_GAP) + cell_len(text) > width:
            yield line
            line, used = [], 0
        line.append((_GAP + text if line else text, tone))
        used += cell_len(line[-1][0])
    if line:
        yield line
