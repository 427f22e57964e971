"""Sections laid out in columns and pages: nothing is cut away, what does not fit comes on the next page."""

from __future__ import annotations

from collections.abc import Sequence

from dutytui.screens.wall.sections import Section, Told
from dutytui.texts.catalogue import _
from dutytui.widgets.cells import cut, pad, width_of
from dutytui.widgets.rows import Line

_GAP = 4
"""Cells between two columns."""
_COLUMN = 58
"""Cells that a column is at least wide, if there are several."""

Column = list[Line]


def columns_in(width: int) -> int:
    """How many columns stand side by side in `width` cells."""
    return max(1, (width + _GAP) // (_COLUMN + _GAP))


def pages(sections: Sequence[Section], width: int, height: int) -> list[list[Line]]:
    """Lines of each page, at most `height` (two or more) each; at least one page.

    Where each section can stand whole on one page, none is parted, and the columns are as even as may be.
    """
    count = columns_in(width)
    wide = (width - _GAP * (count - 1)) // count
    columns = _whole(sections, wide, height, count) or _columns(sections, wide, max(height, 2))
    found = [_beside(columns[first : first + count], wide) for first in range(0, len(columns), count)]
    return found or [[]]


def aired(lines: Sequence[Line], height: int) -> Sequence[Line]:
    """With a blank row between each two where there is room for that: a wall is looked at from far away."""
    return [row for line in lines for row in (line, ())] if 2 * len(lines) <= height else lines


def _whole(sections: Sequence[Section], width: int, height: int, count: int) -> list[Column]:
    """At most `count` columns, the shortest that no section is parted in; [] where there are none."""
    blocks = [_columns([section], width, 1 + len(section.rows))[0] for section in sections]
    for least in range(max(map(len, blocks), default=0), height + 1):
        columns: list[Column] = [[]]
        for block in blocks:
            between = [_blank(width)] if columns[-1] else []
            if len(columns[-1]) + len(between) + len(block) > least:
                columns.append([])
                between = []
            columns[-1] += [*between, *block]
        columns = [column for column in columns if column]
        if len(columns) <= count:
            return columns
    return []


def _blank(width: int) -> Line:
    return ((" " * width, ""),)


def _columns(sections: Sequence[Section], width: int, height: int) -> list[Column]:
    columns: list[Column] = [[]]
    for section in sections:
        head = f"{section.title} {len(section.rows)}"
        # A heading never stands alone at the foot of a column; a blank line parts sections.
        if columns[-1]:
            columns[-1].append(_blank(width))
        if len(columns[-1]) + 2 > height:
            columns.append([])
        columns[-1].append(_heading(head, width))
        for row in section.rows:
            if len(columns[-1]) >= height:
                columns.append([_heading(_("{title} (continued)", title=head), width)])
            columns[-1].append(_row(row, width))
    return [column[:height] for column in columns]


def _heading(words: str, width: int) -> Line:
    return ((pad(words, width), "heading"),)


def _row(row: Told, width: int) -> Line:
    beside = width_of(row.right)
    if not beside:
        return ((pad("  " + row.words, width), row.tone),)
    right = cut(row.right, width // 2)
    return ((pad("  " + row.words, width - width_of(right) - 1) + " ", row.tone), (right, row.tone or "soft"))


def _beside(columns: Sequence[Column], width: int) -> list[Line]:
    rows = max(map(len, columns), default=0)
    blank = _blank(width)
    lines: list[Line] = []
    for number in range(rows):
        parts: list[tuple[str, str]] = []
        for column in columns:
            if parts:
                parts.append((" " * _GAP, ""))
            parts += column[number] if number < len(column) else blank
        lines.append(tuple(parts))
    return lines
