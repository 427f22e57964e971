"""What people really mistype: encodings, tabs, full-width punctuation; found and named around the YAML parser."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dutytui.procedures.problem import BrokenFileError, Code, Problem

HALF_WIDTH = {
    "：": ":", "，": ",", "“": '"', "”": '"', "＂": '"', "‘": "'", "’": "'", "＇": "'", "\u3000": " ", "\u00a0": " ",
    "［": "[", "］": "]", "【": "[", "】": "]", "｛": "{", "｝": "}", "－": "-", "—": "-", "＋": "+", "＃": "#",
    "、": ",",
    **{chr(0xFF10 + digit): str(digit) for digit in range(10)},
}  # fmt: skip
"""What an input method types where YAML wants the right-hand side."""

_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff\ufeff\u202a-\u202e\u2066-\u2069]"
)
_KEY_COLON = re.compile(r"(?:^|[\[{,，-])\s*[\"']?[A-Za-z_][\w-]*[\"']?\s*(：)")
_SPACE = re.compile(r"^[ -]*(\u3000|\u00a0)|^[ -]*[A-Za-z_][\w-]*:([\u3000\u00a0])")
_IN_A_BROKEN_LINE = (
    re.compile(r"([，、])\s*[\"']?[A-Za-z_][\w-]*[\"']?\s*[:：]"),
    re.compile(r"[:\[,-]\s*([“”＂‘’＇［｛【])"),
    re.compile(r"\"[^\"“]*(”)\s*(?:[,，}\]]|$)"),
    re.compile(r"[^\s\"']([］｝】])\s*$"),
)
_LONGEST_LINE = 500
"""Characters of a line that are searched: no person's line is longer, and a hostile one could keep the search busy."""
_BLOCK_TEXT = re.compile(r"(?::|-)\s+[|>][+-]?\d?\s*(?:#.*)?$")


def decode(name: str, data: bytes) -> str:
    """The file's text. Raises BrokenFileError for another encoding or a character that no YAML file may hold."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise BrokenFileError(Problem(name, 1, 1, Code.NOT_UTF8))
    if data.startswith(b"\xef\xbb\xbf"):
        raise BrokenFileError(Problem(name, 1, 1, Code.BYTE_ORDER_MARK))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line, column = place(data[: error.start].decode("utf-8"), error.start)
        raise BrokenFileError(Problem(name, line, column, _likely_encoding(data))) from None
    if found := forbidden(text):
        raise BrokenFileError(Problem(name, *place(text, found.start()), Code.BAD_CHARACTER, character(found.group())))
    return text


def forbidden(text: str) -> re.Match[str] | None:
    """The first character that is neither printable nor white space, or changes the writing direction."""
    return _FORBIDDEN.search(text)


def character(found: str) -> dict[str, str]:
    """How wording names a character that can't be shown."""
    return {"character": f"U+{ord(found):04X}"}


def full_width(text: str) -> tuple[int, dict[str, str]] | None:
    """Where the first full-width character stands that YAML wants half-width, and both for the wording."""
    for offset, char in enumerate(text):
        if char in HALF_WIDTH:
            return offset, {"character": char, "right": HALF_WIDTH[char]}
    return None


def place(text: str, offset: int) -> tuple[int, int]:
    """Line and column, from 1, of a character. Lines end with LF, CRLF or CR, as in YAML."""
    before = text[:offset].replace("\r\n", "\n").replace("\r", "\n")
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def slips(name: str, text: str, first: int, last: int) -> list[Problem]:
    """Tabs and full-width characters that explain why `text` is no YAML.

    first, last: the lines (from 1, inclusive) that the parser complained about; there, more is taken for a slip.
    """
    problems: list[Problem] = []
    for number, line in _outside_block_texts(text):
        indent = line[: len(line) - len(line.lstrip(" \t"))]
        if "\t" in indent:
            problems.append(Problem(name, number, indent.index("\t") + 1, Code.TAB))
        patterns = (_KEY_COLON, _SPACE, *(_IN_A_BROKEN_LINE if first <= number <= last else ()))
        columns = {match.start(group) for pattern in patterns for match, group in _groups(pattern, line)}
        for column in sorted(columns):
            values = {"character": line[column], "right": HALF_WIDTH[line[column]]}
            problems.append(Problem(name, number, column + 1, Code.FULL_WIDTH, values))
    return problems


def open_quote(text: str, last: int) -> tuple[int, int] | None:
    """The place of the first double quote, up to line `last`, that its own line doesn't close; None when all are."""
    for number, line in _outside_block_texts(text):
        if number <= last and line.replace('\\"', "").count('"') % 2:
            return number, line.rindex('"') + 1
    return None


def _groups(pattern: re.Pattern[str], line: str) -> Iterator[tuple[re.Match[str], int]]:
    for match in pattern.finditer(line):
        for group in range(1, pattern.groups + 1):
            if match.group(group) is not None:
                yield match, group


def _outside_block_texts(text: str) -> Iterator[tuple[int, str]]:
    """Lines with their numbers, without comments and without the lines of ``|`` and ``>`` texts."""
    block: int | None = None
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        indent = len(line) - len(line.lstrip(" \t"))
        if not line.strip() or (block is not None and indent > block):
            continue
        block = indent if _BLOCK_TEXT.search(line[:_LONGEST_LINE]) else None
        if not line.lstrip().startswith("#"):
            yield number, line[:_LONGEST_LINE]


def _likely_encoding(data: bytes) -> Code:
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return Code.NOT_UTF8
    return Code.NOT_UTF8_BUT_GBK
