"""A table from the bytes of an exported file: CSV in the encodings that are met in practice, or XLSX.

`read` gives the lines that are not blank, each with the number it has in the file, as a spreadsheet or an editor shows
it. What the columns mean is the caller's business; `headed` finds the line that names them.
"""

from __future__ import annotations

import csv
import io
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from dutytui.rules.lazy_dataclass import dataclass

LARGEST = 20 * 1024 * 1024
"""Bytes a file may have."""
MOST_LINES = 50_000
MOST_COLUMNS = 100
LONGEST_CELL = 1000
"""Characters kept of one cell. A cell of more than `_RUNAWAY` is no cell: a quotation mark was not closed."""

_RUNAWAY = 10_000
_HEADER_WITHIN = 20
_SNIFFED = 50
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")


class UnreadableTableError(Exception):
    """No table can be made of the bytes. code: worded by `dutytui.texts.tables`; values: what the wording names."""

    def __init__(self, code: str, **values: Any) -> None:
        super().__init__(code)
        self.code = code
        self.values: Mapping[str, Any] = values


@dataclass(frozen=True, slots=True)
class Line:
    """number: from 1, of its first line in the file (a quoted cell may run over several); cells: without blanks around,
    one line of text each, up to the last that is not empty."""

    number: int
    cells: tuple[str, ...]

    def cell(self, column: int) -> str:
        """ "" for a column that the line does not reach."""
        return self.cells[column] if 0 <= column < len(self.cells) else ""


@dataclass(frozen=True, slots=True)
class Table:
    """header: the names of the columns; lines: all that stands below it."""

    header: tuple[str, ...]
    lines: tuple[Line, ...]


def read(data: bytes) -> tuple[Line, ...]:
    """The lines that are not blank. Raises `UnreadableTableError` for anything that is no table."""
    if len(data) > LARGEST:
        raise UnreadableTableError("table_too_large", most=LARGEST // 1024 // 1024)
    if data.startswith(b"PK"):
        from dutytui.imports.workbook import sheet_rows  # only when a workbook is opened

        numbered = sheet_rows(data)
    elif data.startswith(_OLE):
        raise UnreadableTableError("table_old_excel")
    else:
        numbered = _csv_rows(_decoded(data))
    lines = tuple(_limited(numbered))
    if not lines:
        raise UnreadableTableError("table_empty")
    return lines


def headed(lines: Sequence[Line], knows: Callable[[str], bool] = lambda _name: False) -> Table:
    """The lines below the one that names the columns. Raises `UnreadableTableError` when none can.

    That is, near the top, the line with the most cells that `knows` the name of; when none has any, the first
    with two cells or more (above it stand titles).
    """
    wide = [index for index, line in enumerate(lines[:_HEADER_WITHIN]) if sum(map(bool, line.cells)) >= 2]
    if not wide:
        raise UnreadableTableError("table_without_columns")
    at = max(wide, key=lambda index: (sum(map(knows, filter(None, lines[index].cells))), -index))
    return Table(lines[at].cells, tuple(lines[at + 1 :]))


def clean(text: str) -> str:
    """One line without control characters or halves of characters, cut to `LONGEST_CELL`."""
    if not text.isprintable():
        kept = (" " if character.isspace() else character for character in text if _harmless(character))
        text = " ".join("".join(kept).split())
    return text.strip()[:LONGEST_CELL]


def _harmless(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) not in {"Cc", "Cs", "Cf", "Cn"}


def _limited(rows: Iterator[tuple[int, list[str]]]) -> Iterator[Line]:
    count = 0
    for number, cells in rows:
        line = list(map(clean, cells[:MOST_COLUMNS]))
        while line and not line[-1]:
            line.pop()
        if line:
            count += 1
            if count > MOST_LINES:
                raise UnreadableTableError("table_too_long", most=MOST_LINES)
            yield Line(number, tuple(line))


def _decoded(data: bytes) -> str:
    from dutytui.imports.encodings import decoded  # only when a text is opened

    text = decoded(data)
    if "\0" in text:
        raise UnreadableTableError("table_no_text")
    if text.lstrip()[:500].casefold().startswith(("<html", "<table", "<!doctype", "<?xml")):
        # Many tills name a web page .xls, which spreadsheets open without a word.
        raise UnreadableTableError("table_is_web_page")
    return text


def _csv_rows(text: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    first = 1
    try:
        for cells in reader:
            if any(len(cell) > _RUNAWAY for cell in cells):
                raise UnreadableTableError("table_quote_open", line=first)
            yield first, cells
            first = reader.line_num + 1
    except csv.Error:
        raise UnreadableTableError("table_quote_open", line=first) from None


def _delimiter(text: str) -> str:
    """Of comma, semicolon and tab the one that parts the first lines into the same number of cells most often."""

    def evenness(delimiter: str) -> tuple[int, int]:
        reader = csv.reader(io.StringIO(text[:100_000], newline=""), delimiter=delimiter)
        try:
            widths = Counter(len(cells) for cells, _line in zip(reader, range(_SNIFFED), strict=False))
        except csv.Error:
            return 0, 0
        del widths[0], widths[1]
        width, lines = max(widths.items(), key=lambda one: (one[1], one[0]), default=(0, 0))
        return lines, width

    return max((",", ";", "\t"), key=evenness)
