"""Texts as they are saved in Guangzhou and in Taipei, and by Excel anywhere; and files that two programs wrote to."""

from __future__ import annotations

import codecs

import pytest

from dutytui.imports.tables import UnreadableTableError, read
from dutytui.texts import catalogue
from dutytui.texts.tables import unreadable

SIMPLIFIED = "柜台,部门,销售额\r\nA01 女装,服装部,1200\r\nB07 珠宝首饰,化妆珠宝部,98000\r\nC12 火锅餐厅,餐饮部,4310\r\n"
TRADITIONAL = (
    "櫃檯,部門,銷售額\r\nA01 女裝,服裝部,1200\r\nB07 珠寶首飾,化妝珠寶部,98000\r\nC12 火鍋餐廳,餐飲部,4310\r\n"
)
# The first two lines of each as a spreadsheet in Guangzhou and one in Taipei save them.
IN_GB = bytes.fromhex("b9f1cca82cb2bfc3c52ccffacadbb6ee0d0a41303120c5aed7b02cb7fed7b0b2bf2c313230300d0a")
IN_BIG5 = bytes.fromhex("c264c2692cb3a1aaf92cbe50b0e2c3420d0a41303120a46bb8cb2caa41b8cbb3a12c313230300d0a")


def cells(data: bytes) -> list[tuple[str, ...]]:
    return [line.cells for line in read(data)]


def refusal(data: bytes) -> UnreadableTableError:
    with pytest.raises(UnreadableTableError) as error:
        read(data)
    return error.value


def told(data: bytes) -> str:
    catalogue.use("en")
    return unreadable(refusal(data))


@pytest.mark.parametrize("text", [SIMPLIFIED, TRADITIONAL])
@pytest.mark.parametrize(
    "save",
    [
        lambda text: text.encode(),
        lambda text: text.encode("utf-8-sig"),
        lambda text: codecs.BOM_UTF16_LE + text.replace(",", "\t").encode("utf-16-le"),  # Excel: Unicode text
        lambda text: codecs.BOM_UTF16_BE + text.encode("utf-16-be"),
        lambda text: text.encode("gb18030"),
    ],
)
def test_whatever_it_was_saved_as_the_same_is_read(text: str, save: object) -> None:
    assert callable(save)
    assert cells(save(text)) == [tuple(line.split(",")) for line in text.split("\r\n") if line]


def test_the_bytes_of_a_spreadsheet_in_guangzhou_and_of_one_in_taipei_are_what_was_typed() -> None:
    assert cells(IN_GB) == [("柜台", "部门", "销售额"), ("A01 女装", "服装部", "1200")]
    assert cells(IN_BIG5) == [("櫃檯", "部門", "銷售額"), ("A01 女裝", "服裝部", "1200")]
    assert cells(TRADITIONAL.encode("big5")) == cells(TRADITIONAL.encode())


def test_rare_characters_of_names_do_not_make_it_another_encoding() -> None:
    """Not in GB 2312, nor in the first level of Big5."""
    gb = SIMPLIFIED + "D01 喆啡,喆堃部,7\r\nD02 L'Oréal 欧莱雅,玥瑄,8\r\n"
    assert cells(gb.encode("gb18030")) == cells(gb.encode())
    big5 = TRADITIONAL + "D01 囍鱻,彣彧部,7\r\nD02 王囝,麤部,8\r\n"
    assert cells(big5.encode("big5hkscs")) == cells(big5.encode())


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (
            SIMPLIFIED.encode("gb18030") + "D01 超市,6\n".encode(),
            "Line 5 is in UTF-8, the rest of the file in GB18030.",
        ),
        (
            SIMPLIFIED.encode() + "D01 超市,6\n".encode("gb18030"),
            "Line 5 is in GB18030, the rest of the file in UTF-8.",
        ),
        (
            SIMPLIFIED.encode("utf-8-sig") + "超市,6\n".encode("gb18030"),
            "Line 5 is in GB18030, the rest of the file in UTF-8.",
        ),
        (TRADITIONAL.encode("big5") + "超級市場,6\n".encode(), "Line 5 is in UTF-8, the rest of the file in Big5."),
        (TRADITIONAL.encode() + "超級市場,6\n".encode("big5"), "Line 5 is in Big5, the rest of the file in UTF-8."),
        (IN_BIG5 + SIMPLIFIED.encode("gb18030"), "Line 1 is in Big5, the rest of the file in GB18030."),
        (IN_GB + TRADITIONAL.encode("big5"), "Line 1 is in GB18030, the rest of the file in Big5."),
    ],
)
def test_a_file_that_two_programs_wrote_to_is_refused_with_the_line_and_what_would_be_right(
    data: bytes, words: str
) -> None:
    assert told(data) == f"{words} Save all of it as UTF-8"


def test_lines_behind_a_unicode_text_of_excel_are_not_taken_for_strange_characters() -> None:
    excel = codecs.BOM_UTF16_LE + SIMPLIFIED.encode("utf-16-le")
    for behind in ("D01,超市,6\n", "D01 market,6\n"):
        for encoding in ("utf-8", "gb18030"):
            found = refusal(excel + behind.encode(encoding))
            assert (found.code, found.values) == ("table_line_unread", {"line": 5, "encoding": "UTF-16"})
    assert cells(codecs.BOM_UTF16_LE + "喆啡,囍\n堃,鱻\n".encode("utf-16-le")) == [("喆啡", "囍"), ("堃", "鱻")]


def test_a_line_that_was_cut_amid_a_character_is_told() -> None:
    data = SIMPLIFIED.encode("gb18030").replace("火锅".encode("gb18030"), "火".encode("gb18030") + b"\xb9")
    assert told(data) == "The rest of the file is in GB18030, line 4 is not. Save all of it as UTF-8"


def test_a_word_that_is_good_chinese_in_both_is_not_guessed() -> None:
    """BACF BCC6: the total of a sheet in the one encoding, in the other two characters of no sense."""
    assert refusal("A01,合计,500\n".encode("gb18030")).code == "table_unclear"
    assert cells("A01,合计,500\nA02,小计,7\n柜台,销售额,1\n".encode("gb18030"))[0] == ("A01", "合计", "500")


def test_a_western_file_is_no_chinese() -> None:
    assert refusal("Café Crème,1\nGrün,2\n".encode("cp1252")).code == "table_no_text"
    assert cells("Café Crème,1\nGrün,2\n".encode()) == [("Café Crème", "1"), ("Grün", "2")]


@pytest.mark.parametrize(("text", "one", "other"), [(SIMPLIFIED, "gb18030", "utf-8"), (TRADITIONAL, "big5", "utf-8")])
def test_wherever_the_other_lines_stand_nothing_is_read_wrongly(text: str, one: str, other: str) -> None:
    lines = text.split("\r\n")[:-1]
    for odd in range(len(lines)):
        data = b"\r\n".join(line.encode(other if at == odd else one) for at, line in enumerate(lines))
        assert refusal(data).values["line"] == odd + 1
