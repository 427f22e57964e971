"""The rows of the queue: requests under a heading for each reason why they are in it. 5,000 are as quick as ten."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime

from dutytui.rules.approvals.course import Standing
from dutytui.rules.approvals.views import PARTS, RequestRow, Share
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.screens.approvals.words import (
    SHARES,
    due_tone,
    due_words,
    names,
    standing_tone,
    standing_words,
)
from dutytui.screens.columns import in_columns
from dutytui.screens.entry_text import name
from dutytui.texts.catalogue import _, pick
from dutytui.texts.pinyin import matches
from dutytui.widgets.cells import cut, width_of
from dutytui.widgets.rows import Line, ListedRows

Cell = Callable[[RequestRow], tuple[str, str]]
_SAMPLE = 200
"""Rows whose numbers say how wide that column is."""
_MARK = 2
_ALONE, _WIDE = 76, 110
"""Cells of a list: from the first on it has no pane beside it, from the second on there is room for all."""
_ASKED = frozenset({Share.MINE, Share.POST, Share.DISPUTE, Share.FOLLOW, Share.TOLD})
"""Parts of a queue in which the reader knows for whom a request waits."""


@dataclass(frozen=True, slots=True)
class Arranged:
    """Rows with their headings. keys: a request's subject, or ``#<share>`` of a heading."""

    rows: Sequence[RequestRow | str]
    keys: Sequence[str]
    headings: frozenset[int]

    @property
    def first(self) -> str:
        """The key of the first request, "" when there is none."""
        return next((key for key in self.keys if not key.startswith("#")), "")


def by_part(rows: Iterable[RequestRow]) -> Arranged:
    """Under a heading for each part of a queue, in the order given; those of others under the last."""
    parts: dict[Share | None, list[RequestRow]] = {part: [] for part in (*PARTS, None)}
    for row in rows:
        parts[row.part].append(row)
    return _headed(
        [(part or "others", _(SHARES[part]) if part else _("Others"), found) for part, found in parts.items()]
    )


def under(heading: str, rows: Sequence[RequestRow]) -> Arranged:
    """All under one heading."""
    return _headed([("all", heading, rows)])


def _headed(parts: Iterable[tuple[str, str, Sequence[RequestRow]]]) -> Arranged:
    rows: list[RequestRow | str] = []
    keys: list[str] = []
    headings: set[int] = set()
    for part, heading, found in parts:
        if found:
            headings.add(len(rows))
            rows += [f"{heading} {len(found)}", *found]
            keys += [f"#{part}", *(row.request for row in found)]
    return Arranged(rows, keys, frozenset(headings))


class Searching:
    """What is found in rows as somebody types, with the text that is searched made once for each row."""

    def __init__(self) -> None:
        self._rows: Sequence[RequestRow] = ()
        self._texts: list[str] = []

    def narrowed(self, rows: Sequence[RequestRow], wanted: str) -> Sequence[RequestRow]:
        """Those that `wanted` fits: number, flow, summary, where it stands, who submitted and whom it waits for."""
        if not wanted:
            return rows
        if rows is not self._rows:
            self._rows, self._texts = rows, [_searched(row) for row in rows]
        return [row for row, text in zip(rows, self._texts, strict=True) if matches(wanted, text) is not None]


def _searched(row: RequestRow) -> str:
    words = (row.number, name(row.flow), pick(row.summary), standing_words(row), name(row.submitter))
    return " ".join((*words, names(row.waits_for)))


class QueueRows(ListedRows):
    def __init__(self, arranged: Arranged, now: datetime, marked: Mapping[str, RequestRow]) -> None:
        super().__init__(arranged.keys, arranged.headings)
        self._arranged = arranged
        self._now = now
        self._marked = marked
        self._fitted: dict[int, list[tuple[Cell, int]]] = {}

    def request(self, index: int) -> RequestRow | None:
        row = self._arranged.rows[index]
        return None if isinstance(row, str) else row

    @property
    def first(self) -> str:
        return self._arranged.first

    def line(self, index: int, width: int) -> Line:
        row = self._arranged.rows[index]
        if isinstance(row, str):
            return ((cut(row, width), "heading"),)
        return in_columns(row, self._columns(width), _summary, width)

    def _columns(self, width: int) -> list[tuple[Cell, int]]:
        """As wide as their widest word among the first rows, within limits; an empty one is left out."""
        if width not in self._fitted:
            # Beside the pane that tells all of one request, a list has room for what it is about and no more. A number
            # that is cut is no number: twelve of a day would look the same.
            beside, number = width < _ALONE, width // 3
            cells = (self._mark, _number, self._urgent if beside else self._due, _summary, _standing, _other)
            limits = (_MARK, number, 16, 0, 0, 0) if beside else (_MARK, number, 15, 0, 14, 12)
            if width >= _WIDE:
                limits = (_MARK, number, 20, 0, 28, 24)
            sample = [row for row in self._arranged.rows[:_SAMPLE] if not isinstance(row, str)]
            widest = (max((width_of(cell(row)[0]) for row in sample), default=0) for cell in cells)
            sizes = [min(size, limit) for size, limit in zip(widest, limits, strict=True)]
            self._fitted[width] = [
                (cell, size) for cell, size in zip(cells, sizes, strict=True) if size or cell is _summary
            ]
        return self._fitted[width]

    def _mark(self, row: RequestRow) -> tuple[str, str]:
        return ("+" if row.request in self._marked else " " * bool(self._marked)), "mine"

    def _due(self, row: RequestRow) -> tuple[str, str]:
        return due_words(row.due, self._now), due_tone(row)

    def _urgent(self, row: RequestRow) -> tuple[str, str]:
        """Until when, or why it isn't a matter of time."""
        if row.standing is Standing.WAITING and row.due is not None:
            return self._due(row)
        return standing_words(row), standing_tone(row)


def _number(row: RequestRow) -> tuple[str, str]:
    return row.number, "strong"


def _summary(row: RequestRow) -> tuple[str, str]:
    return " ".join(word for word in (name(row.flow), pick(row.summary)) if word), ""


def _standing(row: RequestRow) -> tuple[str, str]:
    return standing_words(row), standing_tone(row)


def _other(row: RequestRow) -> tuple[str, str]:
    """The other side: who asks, where it waits for whoever looks; else whom it waits for."""
    return name(row.submitter) if row.part in _ASKED else names(row.waits_for), "soft"
