"""The first sheet of an XLSX file that has anything in it, row by row. Imported only when somebody opens one.

A workbook is a zip file that anybody may have made: how much it unpacks to is asked before it is unpacked, how much
memory a part takes before it is read, and XML that defines entities, which no spreadsheet program writes, is refused.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from itertools import pairwise
from typing import Any
from xml.etree.ElementTree import ParseError

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from dutytui.imports.tables import MOST_COLUMNS, UnreadableTableError, clean

_MOST_UNPACKED = 200 * 1024 * 1024
_MOST_MEMBERS = 2000
_MOST_ROWS = 1_048_576
_MOST_STRETCH = 2 * 1024 * 1024
"""Bytes of one row: a row is in memory as a whole, and an empty cell of four bytes takes three hundred there."""
_MOST_BEHIND = 8 * 1024 * 1024
"""Bytes of a sheet behind its rows: merged cells, links."""
_MOST_WHOLE = 8 * 1024 * 1024
"""Bytes of any other part but texts: each is read into a tree."""
_MOST_TEXTS = 500_000
_MOST_TEXT_BYTES = 64 * 1024 * 1024
_SHEETS, _TEXTS = "xl/worksheets/", "xl/sharedStrings"
_ROW, _TEXT = re.compile(rb"row[\s/>]"), re.compile(rb"si[\s/>]")
"""Where one begins or ends, whatever its name space is called."""
_ENTITIES = ("<!DOCTYPE", "<!ENTITY")
_BROKEN = (
    zipfile.BadZipFile,
    InvalidFileException,
    ParseError,
    KeyError,
    ValueError,
    TypeError,
    IndexError,
    AttributeError,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
)
"""What openpyxl and zipfile raise for a file that is damaged, encrypted or no workbook."""


def sheet_rows(data: bytes) -> Iterator[tuple[int, list[str]]]:
    """(row as the spreadsheet numbers it, cells as text). A formula whose value was not stored is its own text, ``=…``.

    Raises `UnreadableTableError`.
    """
    try:
        formulas = _checked(data)
        yield from _rows(data, formulas)
    except _BROKEN as error:
        raise UnreadableTableError("table_no_workbook") from error


def _checked(data: bytes) -> bool:
    """Whether there are formulas. Raises `UnreadableTableError` for what must not be unpacked."""
    formulas = False
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = archive.infolist()
        if len(members) > _MOST_MEMBERS or sum(one.file_size for one in members) > _MOST_UNPACKED:
            raise UnreadableTableError("table_unpacks_too_large", most=_MOST_UNPACKED // 1024 // 1024)
        for member in members:
            if not member.filename.endswith((".xml", ".rels")):
                continue
            # No more than `file_size` is ever unpacked, whatever the member really holds.
            content = archive.read(member)
            if any(mark.encode(encoding) in content for mark in _ENTITIES for encoding in ("ascii", "utf-16-le")):
                raise UnreadableTableError("table_no_workbook")
            if not _can_be_read(member.filename, content):
                raise UnreadableTableError("table_part_too_large", part=clean(member.filename))
            formulas = formulas or (member.filename.startswith(_SHEETS) and b"<f" in content)
    return formulas


def _can_be_read(name: str, content: bytes) -> bool:
    """Whether a part takes no more memory than its bytes let expect: a few megabytes of empty cells take gigabytes."""
    if name.startswith(_TEXTS):
        return len(content) <= _MOST_TEXT_BYTES and len(_TEXT.findall(content)) <= _MOST_TEXTS
    if not name.startswith(_SHEETS) or not name.endswith(".xml"):
        return len(content) <= _MOST_WHOLE
    rows = [match.end() for match in _ROW.finditer(content)]
    if len(rows) > 2 * _MOST_ROWS:
        return False
    longest = max((end - begin for begin, end in pairwise([0, *rows])), default=0)
    return longest <= _MOST_STRETCH and len(content) - (rows[-1] if rows else 0) <= _MOST_BEHIND


def _rows(data: bytes, formulas: bool) -> Iterator[tuple[int, list[str]]]:
    values = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    sources = openpyxl.load_workbook(io.BytesIO(data), read_only=True) if formulas else None
    for sheet in values.worksheets:
        source = sources[sheet.title] if sources is not None else None
        rows = _numbered(sheet, source)
        first = next(rows, None)
        if first is not None:
            yield first
            yield from rows
            return


def _numbered(sheet: Any, source: Any) -> Iterator[tuple[int, list[str]]]:
    """Rows that have anything in them."""
    for one in (sheet, source) if source is not None else (sheet,):
        one.reset_dimensions()  # some programs write a wrong size, and rows beyond it would be lost
    bounds = {"max_col": MOST_COLUMNS, "max_row": _MOST_ROWS, "values_only": True}
    written = source.iter_rows(**bounds) if source is not None else None
    for number, row in enumerate(sheet.iter_rows(**bounds), 1):
        formula = next(written, ()) if written is not None else ()
        if any(value is not None for value in (*row, *formula)):
            yield number, [_text(value, formula[at : at + 1]) for at, value in enumerate(row)]


def _text(value: Any, formula: tuple[Any, ...]) -> str:
    if value is None:
        return str(formula[0]) if formula and isinstance(formula[0], str) else ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return str(int(value))
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date | time) else str(value)
