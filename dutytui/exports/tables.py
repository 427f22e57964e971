"""A table as CSV or as a workbook. Numbers stay numbers, and no text can be taken for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

Cell = str | int | float | None
Row = Sequence[Cell]

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What spreadsheet programs take for the beginning of a formula: a name somebody typed must not become one."""


def csv_bytes(header: Sequence[str], rows: Sequence[Row]) -> bytes:
    """UTF-8 with a mark in front, without which Excel reads Chinese as garbage; lines end as CSV has it."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerows([unformulated(cell) for cell in row] for row in (header, *rows))
    return text.getvalue().encode("utf-8-sig")


def xlsx_bytes(title: str, header: Sequence[str], rows: Sequence[Row]) -> bytes:
    """One sheet called `title`, its first row and column held in place."""
    from openpyxl import Workbook  # a tenth of a second

    book = Workbook()
    sheet = book.active
    sheet.title = sheet_title(title)
    sheet.freeze_panes = "B2"
    for row in (header, *rows):
        sheet.append([unformulated(cell) for cell in row])
    for number, name in enumerate(header):
        column = sheet.cell(1, number + 1).column_letter
        sheet.column_dimensions[column].width = 12 if number == 0 else min(max(len(name) + 2, 9), 30)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def sheet_title(title: str) -> str:
    """What may name a sheet: not too long, and none of the characters that mean something there."""
    shown = "".join(" " if one in r"[]:*?/\\" or one < " " else one for one in title).strip("' ")
    return shown[:31].strip("' ") or "1"


def unformulated(cell: Cell) -> Cell:
    """A text that a spreadsheet program would take for a formula, with the mark in front that says it is none."""
    if not isinstance(cell, str):
        return cell
    # What no XML may hold would make the workbook unreadable.
    text = "".join(character for character in cell if character >= " " or character in "\t\n\r")
    return f"'{text}" if text.startswith(FORMULA) else text
