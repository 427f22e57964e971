"""Tables as other programs read them: numbers are numbers, texts never formulas."""

from __future__ import annotations

import csv
import io

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dutytui.exports.tables import csv_bytes, xlsx_bytes

HEADER = ["日期", "开门：准时率 (%)"]
ROWS = [["2026-11-23", 97.5], ["2026-11-24", None], ["2026-11-25", 3]]


def read_csv(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def read_xlsx(data: bytes) -> list[tuple[object, ...]]:
    return list(openpyxl.load_workbook(io.BytesIO(data)).active.iter_rows(values_only=True))


def test_a_csv_is_read_back_as_it_was_written() -> None:
    data = csv_bytes(HEADER, ROWS)
    assert data.startswith(b"\xef\xbb\xbf"), "Excel takes it for UTF-8 by this mark alone"
    assert read_csv(data) == [HEADER, ["2026-11-23", "97.5"], ["2026-11-24", ""], ["2026-11-25", "3"]]


def test_a_workbook_is_read_back_with_numbers_as_numbers() -> None:
    assert read_xlsx(xlsx_bytes("2026-11", HEADER, ROWS)) == [tuple(HEADER), *(tuple(row) for row in ROWS)]


@pytest.mark.parametrize("title", ["", "a/b:c*?[x]\\", "很长" * 40])
def test_any_title_names_a_sheet(title: str) -> None:
    assert read_xlsx(xlsx_bytes(title, HEADER, ROWS))


@pytest.mark.parametrize("typed", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x")'])
def test_a_name_that_somebody_typed_is_no_formula(typed: str) -> None:
    for rows in (read_csv(csv_bytes(["a"], [[typed]])), read_xlsx(xlsx_bytes("t", ["a"], [[typed]]))):
        assert str(rows[1][0]).startswith("'")
    book = openpyxl.load_workbook(io.BytesIO(xlsx_bytes("t", ["a"], [[typed]])))
    assert book.active["A2"].data_type == "s"


@given(
    st.lists(st.lists(st.one_of(st.text(max_size=20), st.integers(-(10**9), 10**9), st.none()), min_size=2, max_size=2))
)
def test_no_text_whatever_makes_a_file_that_cannot_be_read(rows: list[list[str | int | None]]) -> None:
    rows = [
        [cell.encode("utf-8", "replace").decode() if isinstance(cell, str) else cell for cell in row] for row in rows
    ]
    rows = [[1, *row] for row in rows]  # an empty last row is none
    assert len(read_xlsx(xlsx_bytes("t", ["", "a", "b"], rows))) == len(rows) + 1
    for row in read_csv(csv_bytes(["a", "b"], rows))[1:]:
        assert not any(cell.startswith(("=", "+", "@")) for cell in row)
