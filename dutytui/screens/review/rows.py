"""The rows of the review: what can be unfolded, and the records that Enter goes to."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from dutytui.rules.lazy_dataclass import dataclass
from dutytui.widgets.cells import cut, pad, width_of
from dutytui.widgets.rows import Line, ShowingRows


@dataclass(frozen=True, slots=True)
class Row:
    """key: unique, a heading's begins with #; tone: of `RowList`; remark: at the right; inside: what it unfolds to,
    None for a record; day and subject: the record that it leads to, "" for none; whole: what F7 says of it in full, ""
    for the words and the remark."""

    key: str
    words: str
    tone: str = ""
    remark: str = ""
    remark_tone: str = "soft"
    heading: bool = False
    inside: Callable[[], Iterable[Row]] | None = None
    day: date | None = None
    subject: str = ""
    whole: str = ""
    level: int = 0


def unfolded(rows: Iterable[Row], open_keys: Collection[str], level: int = 0) -> Iterator[Row]:
    """All rows that are seen, in order. What is folded is not even worked out."""
    for row in rows:
        yield replace(row, level=level)
        if row.inside is not None and row.key in open_keys:
            yield from unfolded(row.inside(), open_keys, level + 1)


class ReviewRows(ShowingRows[Row]):
    def __init__(self, rows: Sequence[Row], open_keys: Collection[str] = ()) -> None:
        headings = frozenset(index for index, row in enumerate(rows) if row.heading)
        super().__init__(rows, [row.key for row in rows], headings)
        self._open = open_keys

    def line(self, index: int, width: int) -> Line:
        row = self._contents[index]
        if row.heading and not row.remark:
            return ((cut(row.words, width), row.tone or "heading"),)
        if row.heading:
            words = pad(row.words, max(width - width_of(row.remark), 0))
            return ((words, row.tone or "heading"), (row.remark, row.remark_tone))
        mark = "  " if row.inside is None else ("- " if row.key in self._open else "+ ")
        left = "  " * row.level + mark
        room = width - width_of(left)
        if not row.remark:
            return ((left, "soft"), (cut(row.words, room), row.tone))
        beside = min(width_of(row.remark), max((room - 2) * 45 // 100, room - 2 - width_of(row.words)))
        return (
            (left, "soft"),
            (pad(row.words, room - beside - 2) + "  ", row.tone),
            (pad(row.remark, beside, "right"), row.remark_tone),
        )


def fitting(rows: Iterable[Row], wanted: str) -> list[Row]:
    """Every record, folded or not, that fits words or pinyin initials; each once, without headings."""
    from dutytui.texts.pinyin import matches  # its table is read only when somebody looks for something

    found: dict[tuple[str, str], Row] = {}
    for row in _records(rows):
        if matches(wanted, f"{row.words} {row.remark}") is not None:
            found.setdefault((row.subject, row.words), row)
    return list(found.values())


def _records(rows: Iterable[Row]) -> Iterator[Row]:
    for row in rows:
        if row.inside is not None:
            yield from _records(row.inside())
        elif not row.heading:
            yield row
