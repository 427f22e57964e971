"""Files as tills and spreadsheets really export them: encodings, separators, workbooks, and what is no table."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dutytui.imports.tables import MOST_LINES, Line, UnreadableTableError, headed, read
from dutytui.texts import catalogue
from dutytui.texts.tables import UNREADABLE, unreadable
from tests.thorough import examples

TEXT = "专柜,销售额\nA01 女装,1200\n"
LINES = (Line(1, ("专柜", "销售额")), Line(2, ("A01 女装", "1200")))


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("utf-16"),
        b"\xfe\xff" + TEXT.encode("utf-16-be"),
        TEXT.encode("gb18030"),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("\n", "\r").encode(),
        TEXT.replace(",", ";").encode(),
        TEXT.replace(",", "\t").encode("gb18030"),
        '"专柜","销售额"\n"A01 女装","1200"'.encode(),
    ],
)
def test_every_encoding_and_separator_reads_the_same(data: bytes) -> None:
    assert read(data) == LINES


def test_the_bytes_that_a_chinese_spreadsheet_saves_as_csv_are_read() -> None:
    data = bytes.fromhex("d7a8b9f12ccffacadbb6ee0d0a413031a3a82c2231 2c323030220d0a".replace(" ", ""))
    assert read(data) == (Line(1, ("专柜", "销售额")), Line(2, ("A01（", "1,200")))


def test_numbers_are_those_of_the_file() -> None:
    data = b'title\n\n"a","b"\n"one\nover two lines","2"\n\n,\n3,4\n'
    assert [line.number for line in read(data)] == [1, 3, 4, 8]
    assert read(data)[2].cells == ("one over two lines", "2")


def test_a_header_stands_below_titles_and_is_found_by_its_names() -> None:
    lines = read("销售日报\n单位：元,2026-11-22\n专柜,销售额\nA01,5\n".encode())
    assert headed(lines, {"专柜", "销售额"}.__contains__).lines == (Line(4, ("A01", "5")),)
    assert headed(lines).header == ("单位：元", "2026-11-22")


def test_invisible_characters_do_not_come_in() -> None:
    line = read("a,b\nA\u202e01\u200b,1\u0007\u00a02\n".encode())[1]
    assert line.cells == ("A01", "1 2")


def test_five_thousand_rows_and_no_more_than_the_most() -> None:
    assert len(read(b"a,b\n" + b"x,1\n" * 5000)) == 5001
    with pytest.raises(UnreadableTableError) as error:
        read(b"x,1\n" * (MOST_LINES + 1))
    assert error.value.code == "table_too_long"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "table_empty"),
        (b"\n \n,\n", "table_empty"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "table_no_text"),
        (b"\xff\xff\xff", "table_no_text"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 100, "table_old_excel"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "table_is_web_page"),
        (b"PK\x03\x04 not really", "table_no_workbook"),
        (b'a,b\n"' + b"x" * 200_000, "table_quote_open"),
        (b'a,b\n"' + b"x,1\n" * 9_000, "table_quote_open"),
    ],
)
def test_what_is_no_table_is_called_by_its_name(data: bytes, code: str) -> None:
    with pytest.raises(UnreadableTableError) as error:
        read(data)
    assert error.value.code == code
    catalogue.use("en")
    assert "{" not in unreadable(error.value)
    assert set(UNREADABLE) >= {code}


def test_a_column_of_single_cells_has_no_header() -> None:
    with pytest.raises(UnreadableTableError):
        headed(read(b"one\ntwo\n"))


@given(st.binary(max_size=400) | st.text(max_size=200).map(str.encode))
@settings(max_examples=examples(80), deadline=None)
def test_any_bytes_are_a_table_or_are_refused(data: bytes) -> None:
    try:
        headed(read(data))
    except UnreadableTableError as error:
        assert error.code in UNREADABLE


# -- workbooks ----------------------------------------------------------------------------------------------------


def workbook(rows: list[list[Any]], *, empty_first: bool = False) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    if empty_first:
        sheet = book.create_sheet("sales")
    for row in rows:
        sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_a_workbook_is_read_from_the_first_sheet_with_anything_in_it() -> None:
    rows = [["专柜", "销售额", "日期"], ["A01", 1200.5, date(2026, 11, 22)], [], ["A02", 3.0, None]]
    lines = read(workbook(rows, empty_first=True))
    assert lines == (
        Line(1, ("专柜", "销售额", "日期")),
        Line(2, ("A01", "1200.5", "2026-11-22")),
        Line(4, ("A02", "3")),
    )


def test_a_formula_without_a_value_is_its_own_text() -> None:
    assert read(workbook([["a", "b"], ["x", "=1+1"]]))[1].cells == ("x", "=1+1")


def test_a_workbook_of_five_thousand_rows() -> None:
    assert len(read(workbook([["a", "b"], *(["x", number] for number in range(5000))]))) == 5001


def repacked(data: bytes, name: str, content: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            if member != name:
                new.writestr(member, old.read(member))
        new.writestr(name, content)
    return stream.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"\0" * (210 * 1024 * 1024), "table_unpacks_too_large"),
        (b'<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet/>', "table_no_workbook"),
        ('<!DOCTYPE x [<!ENTITY a "aaaa">]>'.encode("utf-16"), "table_no_workbook"),
        (b"<worksheet", "table_no_workbook"),
    ],
    ids=["bomb", "entities", "entities in UTF-16", "broken"],
)
def test_a_workbook_made_to_do_harm_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(UnreadableTableError) as error:
        read(repacked(workbook([["a", "b"], ["x", 1]]), SHEET, content))
    assert error.value.code == code


MAIN = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
ROW = b'<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row>'


@pytest.mark.parametrize(
    ("part", "content"),
    [
        (SHEET, MAIN + b'<row r="1">' + b"<c/>" * 600_000 + b"</row></sheetData></worksheet>"),
        (SHEET, MAIN + b'<x:row r="1">' + b"<x:c/>" * 400_000 + b"</x:row></sheetData></worksheet>"),
        (SHEET, MAIN + ROW + b"<row/>" * 2_200_000 + b"</sheetData></worksheet>"),
        (SHEET, MAIN + ROW + b"</sheetData><mergeCells>" + b'<mergeCell ref="A1:B2"/>' * 400_000),
        ("xl/sharedStrings.xml", b"<sst>" + b"<si/>" * 500_001 + b"</sst>"),
        ("xl/styles.xml", b"<styleSheet>" + b"<xf/>" * 1_700_000 + b"</styleSheet>"),
    ],
    ids=["cells", "cells by another name", "rows", "merged cells", "texts", "styles"],
)
def test_a_workbook_that_would_fill_the_memory_is_refused_with_the_part_that_would(part: str, content: bytes) -> None:
    """A few kilobytes of zip: twenty megabytes of empty cells took 1.6 GB."""
    with pytest.raises(UnreadableTableError) as error:
        read(repacked(workbook([["a", "b"], ["x", "y"]]), part, content))
    assert (error.value.code, error.value.values) == ("table_part_too_large", {"part": part})


def test_a_large_workbook_of_a_till_is_read() -> None:
    """Thirty columns of texts, ten thousand merged cells, formatted and empty rows below them."""
    sheet = MAIN + b"".join(
        b'<row r="%d">%s</row>' % (row, b'<c t="inlineStr"><is><t>counter on the third floor</t></is></c>' * 30)
        for row in range(1, 301)
    )
    sheet += b'<row r="301" spans="1:30" s="4"/>' * 1000 + b"</sheetData><mergeCells>"
    sheet += b'<mergeCell ref="A1:B2"/>' * 10_000 + b"</mergeCells></worksheet>"
    assert len(read(repacked(workbook([["a", "b"]]), SHEET, sheet))) == 300


def test_a_wrong_size_in_a_workbook_loses_no_row() -> None:
    data = workbook([["a", "b"], ["x", 1], ["y", 2]])
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheet = archive.read(SHEET)
    assert b'ref="A1:B3"' in sheet
    assert len(read(repacked(data, SHEET, sheet.replace(b'ref="A1:B3"', b'ref="A1"')))) == 3


def test_a_stray_cell_at_the_very_end_is_a_row_like_any_other() -> None:
    book = openpyxl.Workbook()
    book.active.append(["a", "b"])
    book.active.cell(900_000, 16_000, "far away")
    book.active.cell(900_000, 1, "x")
    stream = io.BytesIO()
    book.save(stream)
    lines = read(stream.getvalue())
    assert [line.number for line in lines] == [1, 900_000]
    assert len(lines[1].cells) <= 100
