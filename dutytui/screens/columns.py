"""A row of a list in columns, one of which takes all the room that the others leave."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from dutytui.widgets.cells import pad
from dutytui.widgets.rows import Line

Row = TypeVar("Row")


def in_columns(
    row: Row,
    columns: Sequence[tuple[Callable[[Row], tuple[str, str]], int]],
    widest: Callable[[Row], tuple[str, str]],
    width: int,
) -> Line:
    """columns: (what gives words and tone, its cells), from the left; widest: the one whose cells are not counted."""
    room = width - sum(size + 1 for cell, size in columns if cell is not widest)
    parts: list[tuple[str, str]] = []
    for cell, size in columns:
        words, tone = cell(row)
        parts += [(pad(words, room if cell is widest else size), tone), (" ", "")]
    return tuple(parts[:-1])
