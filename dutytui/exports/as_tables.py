"""A report for spreadsheet programs: a workbook with a sheet a table, or all tables one after the other as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from dutytui.exports.document import Cell, Chart, Coded, Document, Facts, Part, Signatures, Table, Words
from dutytui.exports.harmless import harmless
from dutytui.exports.tables import FORMULA, sheet_title, unformulated

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_LONGEST = 32_767
"""Characters that a cell of a workbook holds. Longer ones are cut, and say so; the other formats have them whole."""
_WIDE = 60
_A4 = 9


def csv_text(document: Document) -> Iterator[str]:
    """UTF-8 needs its mark in front, which is yielded first: without it Excel reads Chinese as garbage."""
    yield "\ufeff"
    yield _lines([[document.title], [document.mall], [f"{document.labels.made} {document.made:%Y-%m-%d %H:%M}"]])
    for section in document.sections:
        yield _lines([[], [section.title]])
        for part in section.parts:
            yield _lines(_rows(part, document.labels.signed))


def _lines(rows: list[list[Cell]]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text).writerows([unformulated(_plain(cell)) for cell in row] for row in rows)
    return text.getvalue()


def _rows(part: Part, signed: str) -> list[list[Cell]]:
    match part:
        case Table():
            title: list[list[Cell]] = [[], [part.title]] if part.title else []
            body: list[list[Cell]] = [[column.title for column in part.columns], *map(list, part.rows)]
            return [*title, *(body if part.rows else [[part.empty]])]
        case Facts():
            return [[fact.label, fact.value] for fact in part.facts]
        case Words():
            return [[part.text]]
        case Chart():
            bars: list[list[Cell]] = [[label, value] for label, value, _said in part.bars]
            return [[], [part.title], *bars]
        case Signatures():
            return [[one.role, f"{signed} {one.by}" if one.by else "", one.at] for one in part.lines]


def _plain(cell: Cell) -> str | int | float | None:
    match cell:
        case Coded():
            return harmless(cell.words)
        case datetime():
            return f"{cell:%Y-%m-%d %H:%M:%S}"
        case date():
            return cell.isoformat()
        case str():
            return harmless(cell)
    return cell


def workbook(document: Document) -> bytes:
    """The first sheet holds what is no table. Times are times (the wall clock of the mall), numbers are numbers."""
    from openpyxl import Workbook  # a tenth of a second

    book, labels = Workbook(), document.labels
    book.active.title = sheet_title(document.title)
    first = _Sheet(book.active, labels.cut)
    first.put([document.title], bold=True)
    first.put([document.mall, f"{labels.made} {document.made:%Y-%m-%d %H:%M}"])
    for section in document.sections:
        rest = [part for part in section.parts if not isinstance(part, Table)]
        if rest:
            first.put([])
            first.put([section.title], bold=True)
        for row in (row for part in rest for row in _rows(part, labels.signed)):
            first.put(row)
        for part in section.parts:
            if isinstance(part, Table) and part.rows:
                _table(book, part, part.title or section.title, labels.cut)
    book.active.column_dimensions["A"].width, book.active.column_dimensions["B"].width = 30, _WIDE
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


class _Sheet:
    """Filled row by row."""

    def __init__(self, sheet: Worksheet, cut: str) -> None:
        from openpyxl.styles import Alignment, Font

        self._sheet, self._cut, self._row = sheet, cut, 0
        self._bold, self._top, self._wrapped = Font(bold=True), Alignment(vertical="top"), Alignment(vertical="top")
        self._wrapped.wrap_text = True

    def put(self, row: Sequence[Cell], *, bold: bool = False) -> None:
        self._row += 1
        for column, cell in enumerate(row, 1):
            if cell is None or cell == "":
                continue
            place = self._sheet.cell(self._row, column)
            _fill(place, cell, self._cut)
            place.alignment = self._wrapped if isinstance(cell, str) and len(cell) > _WIDE // 2 else self._top
            if bold:
                place.font = self._bold


def _table(book: Workbook, part: Table, title: str, cut: str) -> None:
    sheet = book.create_sheet(_name(book, title))
    rows = _Sheet(sheet, cut)
    rows.put([column.title for column in part.columns], bold=True)
    for row in part.rows:
        rows.put(row)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", _A4
    sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage = 0, True
    sheet.print_title_rows = "1:1"
    for number, column in enumerate(part.columns):
        longest = max((_width(row[number]) for row in part.rows), default=0)
        letter = sheet.cell(1, number + 1).column_letter
        sheet.column_dimensions[letter].width = min(max(longest, _width(column.title)) + 2, _WIDE)


def _fill(place: Any, cell: Cell, cut: str) -> None:
    if isinstance(cell, str | Coded):
        text = harmless(cell.words if isinstance(cell, Coded) else cell)
        place.value = text if len(text) <= _LONGEST else text[: _LONGEST - len(cut) - 1] + " " + cut
        place.data_type = "s"  # openpyxl takes what begins with = for a formula
        place.quotePrefix = text.startswith(FORMULA)  # and Excel would, once somebody has edited the cell
    elif isinstance(cell, datetime):
        place.value, place.number_format = cell.replace(tzinfo=None), "yyyy-mm-dd hh:mm"
    elif isinstance(cell, date):
        place.value, place.number_format = cell, "yyyy-mm-dd"
    else:
        place.value = cell


def _name(book: Workbook, title: str) -> str:
    """Unlike all others, whatever their case."""
    taken = {name.lower() for name in book.sheetnames}
    name, count = sheet_title(title), 1
    while name.lower() in taken:
        count += 1
        name = f"{sheet_title(title)[:27]} {count}"
    return name


def _width(cell: Cell) -> int:
    """Cells of a fixed font: what is not Latin takes two."""
    text = str(_plain(cell)) if cell is not None else ""
    return max((sum(2 if ord(one) > 0x2E7F else 1 for one in line) for line in text.split("\n")), default=0)
