"""A report on A4 as PDF: all that it says can be read in it, and nothing that somebody typed is taken for markup."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Sequence

import pytest

from dutytui.exports.as_pdf import NoPdfError, pdf, widths
from dutytui.exports.document import Column, Document, Fact, Facts, Labels, Part, Section, Table, Words
from dutytui.exports.harmless import harmless
from tests.exports.hostile import DAY, HOSTILE, NOON, document

typst = pytest.importorskip("typst", reason="the extra for PDF is not installed")
pypdf = pytest.importorskip("pypdf")

LABELS = Labels("Made on", "Signed:", "[cut]", "第 {page} 页 / 共 {pages} 页")


def chinese() -> bool:
    try:
        pdf(made([Words("值班")]))
    except NoPdfError:
        return False
    return True


def made(parts: Sequence[Part], language: str = "en", labels: Labels | None = None) -> Document:
    plain = labels or Labels("Made on", "Signed:", "[cut]", "Page {page} of {pages}")
    sections = [Section("one", "One", tuple(parts))]
    return Document("day", "Daily log", "Spruce", DAY, DAY, NOON, language, plain, iter(sections))


needs_chinese = pytest.mark.skipif(not chinese(), reason="no font with Chinese on this machine")


def read(data: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(data))


def pages(data: bytes) -> list[str]:
    return [page.extract_text() for page in read(data).pages]


def letters(text: str) -> str:
    """What a paper keeps of a text, however its lines break."""
    return re.sub(r"[\s\u200b]", "", text)


@needs_chinese
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_what_somebody_typed_stands_there_as_typed_and_does_nothing(text: str) -> None:
    book = read(pdf(document(text[:3000])))
    shown = letters("".join(page.extract_text() for page in book.pages))
    assert shown.count(letters(harmless(text[:3000]))) >= 8
    assert book.attachments == {}
    assert [page["/Annots"] for page in book.pages if "/Annots" in page] == [], "no link, no field, no script"
    assert not {"/OpenAction", "/AA", "/Names", "/AcroForm"} & set(book.trailer["/Root"])


@needs_chinese
def test_a_text_longer_than_many_pages_is_there_to_its_end() -> None:
    rows = ((HOSTILE["long"] + "终", 1), ("line\n" * 5000 + "last", 2), ("x" * 20_000 + "Z", 3))
    shown = letters("".join(pages(pdf(made([Table("t", "", (Column("a", "A", 9), Column("b", "B", 1)), rows)])))))
    assert shown.count("长") == 30_000
    assert shown.count("line") == 5000
    assert "终" in shown
    assert "last" in shown
    assert "xxxZ" in shown


def test_headings_come_again_on_every_page_and_the_pages_are_counted() -> None:
    rows = tuple((f"group {number // 100}", f"row {number}", number) for number in range(300))
    columns = (Column("g", "G"), Column("a", "Article"), Column("b", "Counted"))
    found = pages(pdf(made([Table("t", "", columns, rows, grouped=True)])))
    assert len(found) > 3
    assert all("Article" in page and "Counted" in page for page in found)
    assert all(re.search(r"group \d", page) for page in found), "the group a page begins within, too"
    assert [f"Page {number} of {len(found)}" in page for number, page in enumerate(found, 1)] == [True] * len(found)
    assert ["Spruce · Daily log" in page for page in found] == [False] + [True] * (len(found) - 1)


def test_a_page_is_a4() -> None:
    (page,) = read(pdf(made([Words("short")]))).pages
    assert [round(float(side) / 72 * 25.4) for side in page.mediabox[2:]] == [210, 297]


@needs_chinese
@pytest.mark.parametrize(("language", "script"), [("zh-Hans", "SC"), ("zh-Hant", "TC")])
def test_each_script_gets_a_font_of_its_own_where_there_is_one(language: str, script: str) -> None:
    if f"Noto Sans CJK {script}" not in typst.Fonts().families():
        pytest.skip("Noto Sans CJK is not installed")
    (page,) = read(pdf(made([Facts("f", (Fact("a", "值班经理", "張三"),))], language, LABELS))).pages
    fonts = page["/Resources"]["/Font"]
    names = {str(fonts[key].get_object()["/BaseFont"]) for key in fonts}
    assert names
    assert all(f"CJK{script}" in name.replace("sc", "SC").replace("tc", "TC") for name in names), names
    assert "第1页/共1页" in letters(page.extract_text())


def test_without_the_extra_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(NoPdfError) as refused:
        pdf(made([Words("a")]))
    assert refused.value.code == "package"


def test_without_a_font_for_it_no_paper_of_empty_boxes_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    embedded = typst.Fonts(include_system_fonts=False)
    monkeypatch.setattr(typst, "Fonts", lambda **_kinds: embedded)
    with pytest.raises(NoPdfError) as refused:
        pdf(made([Words("值班")]))
    assert refused.value.code == "font"
    assert "English alone" in pages(pdf(made([Words("English alone")])))[0]


def test_no_column_is_narrower_than_its_words_while_there_is_room() -> None:
    rows = [["a", "longword 1", "b"], ["a", "x", "b"]]
    narrow, word, other = widths([100, 1, 100], ["A", "B", "C"], rows)
    assert word > 30
    assert narrow == other
    assert narrow + word + other == pytest.approx(516)
    assert widths([1, 3], ["A", "B"], []) == [129, 387]
