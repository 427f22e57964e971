"""A report in every format: read back as it was, and harmless whatever somebody has typed."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator
from datetime import datetime
from html.parser import HTMLParser

import openpyxl
import pytest

from dutytui.exports.as_html import html
from dutytui.exports.as_json import as_json
from dutytui.exports.as_markdown import markdown
from dutytui.exports.as_tables import csv_text, workbook
from dutytui.exports.harmless import harmless
from dutytui.exports.tables import FORMULA
from tests.exports.hostile import HOSTILE, NOON, document

hostile = pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)

TURNS = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f]")
COMMANDS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


class Parsed(HTMLParser):
    """The elements with their attributes, and the text of every cell."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.cells: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in {"meta", "col", "br"}:
            self.open.append(tag)
        if tag in {"td", "dd", "th"}:
            self.cells.append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, "every element is closed where it was opened"

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] in {"td", "dd", "th"}:
            self.cells[-1] += data


def page(text: str) -> Parsed:
    return Parsed("".join(html(document(text))))


def sheets(text: str) -> Iterator[openpyxl.cell.cell.Cell]:
    book = openpyxl.load_workbook(io.BytesIO(workbook(document(text))))
    return (cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.value is not None)


def rows(text: str) -> list[list[str]]:
    written = "".join(csv_text(document(text)))
    assert written.startswith("\ufeff"), "Excel takes it for UTF-8 by this mark alone"
    return list(csv.reader(io.StringIO(written.removeprefix("\ufeff"), newline="")))


@hostile
def test_no_typed_text_makes_an_element_an_address_or_a_script_of_a_page(text: str) -> None:
    found, plain = page(text), page("plain")
    assert [tag for tag, _attributes in found.tags] == [tag for tag, _attributes in plain.tags]
    assert [sorted(of) for _tag, of in found.tags] == [sorted(of) for _tag, of in plain.tags]
    names = {name for _tag, of in found.tags for name in of}
    assert not names & {"src", "href", "action", "data", "srcset"}
    assert not [name for name in names if name.startswith("on")]
    assert found.open == []


@hostile
def test_a_page_shows_the_whole_text_in_its_cells(text: str) -> None:
    assert page(text).cells.count(harmless(text)) >= 8


def test_a_page_forbids_itself_to_load_anything() -> None:
    policies = [of["content"] for tag, of in page("a").tags if of.get("http-equiv") == "Content-Security-Policy"]
    assert policies == ["default-src 'none'; style-src 'unsafe-inline'"]


def test_a_page_names_its_rows_on_every_sheet_and_its_style_ends_once() -> None:
    written = "".join(html(document(HOSTILE["style"])))
    assert written.count("</style>") == 1
    assert "table-header-group" in written
    assert "size: A4" in written


@hostile
@pytest.mark.parametrize("write", [html, markdown, csv_text, as_json], ids=lambda one: one.__name__)
def test_nothing_commands_a_terminal_or_turns_the_direction_of_what_follows(text: str, write: object) -> None:
    assert callable(write)
    written = "".join(write(document(text)))
    assert not TURNS.search(written)
    assert not COMMANDS.search(written)


@hostile
def test_a_workbook_holds_texts_and_no_formula(text: str) -> None:
    cells = list(sheets(text))
    assert {cell.data_type for cell in cells} == {"s", "n", "d"}
    texts = [cell for cell in cells if isinstance(cell.value, str)]
    assert all(len(cell.value) <= 32_767 for cell in texts)
    assert all(cell.quotePrefix for cell in texts if cell.value.startswith(FORMULA))
    with zipfile.ZipFile(io.BytesIO(workbook(document(text)))) as package:
        parts = [package.read(name) for name in package.namelist()]
    assert not any(b"<f>" in part or b"<hyperlink" in part or b'TargetMode="External"' in part for part in parts)


def test_a_cell_that_is_too_long_for_a_workbook_says_that_it_was_cut() -> None:
    assert [cell for cell in sheets(HOSTILE["long"]) if str(cell.value).endswith(" [cut]")]


def test_a_workbook_is_read_back_with_times_numbers_and_held_headings() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook(document("Rounds"))))
    first, second = book.worksheets[0], book.worksheets[1]
    assert first["A1"].value == "Rounds"
    assert (second.freeze_panes, second.print_title_rows) == ("A2", "$1:$1")
    assert second["A1"].font.b
    assert [cell.value for cell in second[2]] == ["Rounds", 3, NOON.replace(tzinfo=None), "Rounds"]
    assert isinstance(second["C3"].value, datetime)
    assert second["B3"].value == 0.5
    assert len({sheet.title.lower() for sheet in book.worksheets}) == len(book.worksheets)


@hostile
def test_a_csv_is_read_back_whole_and_nothing_in_it_begins_like_a_formula(text: str) -> None:
    found = rows(text)
    said = harmless(text)
    expected = f"'{said}" if said.startswith(FORMULA) else said
    assert [expected, "3", "2026-11-23 12:30:00", expected] in found
    assert not [cell for row in found for cell in row if cell.startswith(FORMULA)]


@hostile
def test_json_gives_back_every_character_that_was_recorded(text: str) -> None:
    told = json.loads("".join(as_json(document(text))))
    table = told["sections"][0]["parts"][2]
    assert (told["format"], told["kind"], told["title"], told["first"]) == (1, "day", text, "2026-11-23")
    assert table["columns"][0] == {"id": "a", "title": text}
    assert table["rows"] == [
        {"a": text, "b": 3, "c": "2026-11-23T12:30:00+08:00", "d": {"code": "done", "words": text}},
        {"a": text, "b": 0.5, "c": "2026-11-23", "d": None},
    ]


@hostile
def test_markdown_keeps_its_tables_and_makes_no_markup_of_a_text(text: str) -> None:
    written = "".join(markdown(document(text)))
    lines = written.split("\n")
    widths = {len(re.findall(r"(?<!\\)\|", line)) for line in lines if line.startswith("| ") and "3" in line}
    assert 5 in widths
    assert not re.search(r"<(?!br>)", written)
    assert not re.search(r"(?<!\\)\]\(|https?://|www\.", written)
    heads = [line for line in lines if line.startswith("#")]
    assert len(heads) == 1 + 2 + 2 * (1 if text else 0), "only what the report itself calls a heading is one"
