"""The rows of the service desk: open cases by what they wait for, then the day's closed ones."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from dutytui.rules.service.views import CaseRow, ServiceView, Wait
from dutytui.screens.columns import in_columns
from dutytui.screens.entry_text import STATUS_TONE, name, status_word
from dutytui.screens.service.case_text import topic_words, wait_words
from dutytui.texts.catalogue import _
from dutytui.texts.pinyin import matches
from dutytui.widgets.cells import cut, width_of
from dutytui.widgets.rows import Line, ListedRows

_Cell = Callable[[CaseRow], tuple[str, str]]
_SEARCHED = 400
"""Characters of a text that are searched by pinyin."""


def narrowed(rows: Sequence[CaseRow], wanted: str) -> list[CaseRow]:
    """Those that `wanted` fits: number, kind, topic, place, owner or text."""
    if not wanted:
        return list(rows)
    return [row for row in rows if matches(wanted, _searched(row)) is not None]


def _searched(row: CaseRow) -> str:
    entry = row.entry
    named = " ".join(map(name, (entry.kind, entry.place, entry.owner)))
    return f"{entry.number} {topic_words(row)} {named} {status_word(entry)} {entry.text[:_SEARCHED]}"


class CaseRows(ListedRows):
    def __init__(self, view: ServiceView, wanted: str, now: datetime, *, narrow: bool) -> None:
        """narrow: there is no detail pane, so the owner must be seen here."""
        self._now = now
        self._narrow = narrow
        self._rows: list[CaseRow | str] = []
        keys: list[str] = []
        headings: set[int] = set()
        for key, heading, group in (("#open", _("To follow"), view.open), ("#closed", _("Closed"), view.closed)):
            found = narrowed(group, wanted)
            if found:
                headings.add(len(keys))
                keys += [key, *(row.entry.subject for row in found)]
                self._rows += [f"{heading} {len(found)}", *found]
        super().__init__(keys, frozenset(headings))
        self._cases = [row for row in self._rows if not isinstance(row, str)]
        self._fitted: dict[int, list[tuple[_Cell, int]]] = {}

    def case(self, index: int) -> CaseRow | None:
        row = self._rows[index]
        return None if isinstance(row, str) else row

    @property
    def first(self) -> str:
        """The key of the first case, "" when there is none."""
        return self._cases[0].entry.subject if self._cases else ""

    def line(self, index: int, width: int) -> Line:
        row = self._rows[index]
        if isinstance(row, str):
            return ((cut(row, width), "heading"),)
        return in_columns(row, self._columns(width), _text, width)

    def _columns(self, width: int) -> list[tuple[_Cell, int]]:
        """As wide as their widest word within limits; an empty one is left out."""
        if width not in self._fitted:
            cells = (_number, self._wait, _topic, _place, _text, _owner, _status)
            limits = (8, 22, 18, 12, 0, 16, 8) if width >= 76 else (6, 23, 10, 6, 0, 0, 8)
            if width < 100 and width >= 76:
                limits = (6, 21, 14, 8, 0, 10 if self._narrow else 0, 8)
            widest = (max((width_of(cell(row)[0]) for row in self._cases), default=0) for cell in cells)
            sizes = [min(size, limit) for size, limit in zip(widest, limits, strict=True)]
            pairs = zip(cells, sizes, strict=True)
            self._fitted[width] = [(cell, size) for cell, size in pairs if size or cell is _text]
        return self._fitted[width]

    def _wait(self, row: CaseRow) -> tuple[str, str]:
        return wait_words(row, self._now)


def _number(row: CaseRow) -> tuple[str, str]:
    return row.entry.number, "strong"


def _topic(row: CaseRow) -> tuple[str, str]:
    return topic_words(row), "" if row.case.topic or not row.case.topics else "soft"


def _place(row: CaseRow) -> tuple[str, str]:
    return name(row.entry.place), ""


def _text(row: CaseRow) -> tuple[str, str]:
    disputed = row.case.topic_disputed or any(detail.disputed for detail in row.case.details)
    marks = [_("disputed")] * disputed + [_("unfinished")] * row.case.unfinished
    marks += [_("late entry")] * row.entry.late_entry
    return " ".join([*marks, row.entry.text]), "" if row.waits is not Wait.NOTHING else "soft"


def _owner(row: CaseRow) -> tuple[str, str]:
    return name(row.entry.owner), ""


def _status(row: CaseRow) -> tuple[str, str]:
    return status_word(row.entry), STATUS_TONE[row.entry.status]
