"""In which encoding an exported text is: by its byte order mark, or by what its characters are; never by a guess.

Bytes of one Chinese encoding mostly are characters of another one, too, only strange ones. So what decides between
GB18030 and Big5 is how many of the characters are everyday ones: the 6,763 of GB 2312, the 5,401 of Big5's level 1.
A file whose lines were written in two encodings (an export that another program appended to) is refused with the first
line that is unlike the others. Imported only when somebody opens a text file.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import NoReturn

from dutytui.imports.tables import UnreadableTableError

UTF8, UTF16, GB, BIG5 = "UTF-8", "UTF-16", "GB18030", "Big5"
_CODECS = {UTF8: "utf-8", GB: "gb18030", BIG5: "big5hkscs"}
_UTF16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_LINE_END = re.compile(r"\r\n|\r|\n")
_MOSTLY = 0.8
"""Part of the characters that are everyday ones in the right encoding at least; in a wrong one it is some half."""
_APART = 0.1
_ENOUGH = 2
"""Characters of a line that say by themselves what it is in: one alone may be anything."""


def decoded(data: bytes) -> str:
    """The text, without its byte order mark. Raises `UnreadableTableError`."""
    if data.startswith(codecs.BOM_UTF8):
        lines = data.removeprefix(codecs.BOM_UTF8).splitlines()
        _check(lines, UTF8)
        return data.decode("utf-8-sig")
    if data[:2] in _UTF16:
        return _of_utf16(data[2:], _UTF16[data[:2]])
    if b"\0" in data:
        raise UnreadableTableError("table_no_text")
    text = _as(data, UTF8)
    if text is not None:
        return text
    lines = data.splitlines()
    _check_utf8(lines)
    encoding = _encoding(data) or _refuse_unknown(lines)
    _check(lines, encoding)
    return data.decode(_CODECS[encoding])


def _encoding(data: bytes) -> str:
    """GB18030 or Big5, "" for neither. Raises where it may be both."""
    parts = {encoding: _part(data.decode(_CODECS[encoding], "replace"), encoding) for encoding in (GB, BIG5)}
    likely = [encoding for encoding, part in parts.items() if part >= _MOSTLY]
    if len(likely) == 2 and abs(parts[GB] - parts[BIG5]) < _APART:
        raise UnreadableTableError("table_unclear", one=GB, other=BIG5)
    return max(likely, key=parts.__getitem__, default="")


def _part(text: str, encoding: str) -> float:
    """How many of the characters beyond ASCII are everyday ones."""
    found = {character: count for character, count in Counter(text).items() if not character.isascii()}
    usual = sum(count for character, count in found.items() if character in _everyday(encoding))
    return usual / sum(found.values()) if found else 0.0


def _check_utf8(lines: list[bytes]) -> None:
    """Of a text that is not UTF-8 as a whole no line is: what is UTF-8 by chance has no everyday Chinese in it."""
    beyond = [(number, line) for number, line in enumerate(lines, 1) if not line.isascii()]
    inside = [number for number, line in beyond if _evident(line, UTF8, 1)]
    outside = [(number, line) for number, line in beyond if _as(line, UTF8) is None]
    if not inside:
        return
    other = _encoding(b"\n".join(line for _number, line in outside))
    if other and len(inside) < len(outside):
        _refuse(inside[0], UTF8, other)
    _refuse(outside[0][0], other, UTF8)


def _check(lines: list[bytes], encoding: str) -> None:
    """Every line is in the encoding, and none evidently in another one."""
    for number, line in enumerate(lines, 1):
        if line.isascii():
            continue
        text = _as(line, encoding)
        if text is not None and (encoding == UTF8 or _usual(text, encoding)):
            continue
        other = next((one for one in _CODECS if one != encoding and _evident(line, one)), "")
        if text is None or other:
            _refuse(number, other, encoding)


def _refuse_unknown(lines: list[bytes]) -> NoReturn:
    """Neither of the two for most of the lines: half and half, or no Chinese at all."""
    kinds: dict[str, list[int]] = {GB: [], BIG5: []}
    for number, line in enumerate(lines, 1):
        found = [encoding for encoding in kinds if not line.isascii() and _evident(line, encoding)]
        if len(found) == 1:
            kinds[found[0]].append(number)
    fewer, more = sorted(kinds, key=lambda encoding: len(kinds[encoding]))
    if kinds[fewer]:
        _refuse(kinds[fewer][0], fewer, more)
    raise UnreadableTableError("table_no_text")


def _refuse(line: int, other: str, encoding: str) -> NoReturn:
    """other: what the line is in, "" where it is in none that is known here; encoding: what the rest is in."""
    if not other:
        raise UnreadableTableError("table_line_unread", line=line, encoding=encoding)
    raise UnreadableTableError("table_mixed", line=line, other=other, encoding=encoding)


def _of_utf16(data: bytes, codec: str) -> str:
    """Lines of another encoding behind it would be strange characters, two bytes each."""
    text = data.decode(codec, "replace")
    for number, line in enumerate(_LINE_END.split(text), 1):
        if not line.isascii() and not _usual(line, GB) and _was_bytes(line.encode(codec, "replace")):
            _refuse(number, "", UTF16)
    if "\ufffd" in text:
        raise UnreadableTableError("table_no_text")
    return text


def _was_bytes(data: bytes) -> bool:
    """Whether the bytes of two-byte characters are a text as they stand."""
    texts = (text for encoding in (UTF8, GB) if (text := _as(data.rstrip(b"\xfd\xff"), encoding)) is not None)
    plain = ("".join(text.split()) for text in texts)
    return any(len(text) > _ENOUGH and text.isprintable() and _usual(text, GB) for text in plain)


def _evident(line: bytes, encoding: str, least: int = _ENOUGH) -> bool:
    """Whether a line has everyday Chinese in this encoding, and nothing else beyond ASCII."""
    text = _as(line, encoding)
    if text is None or sum(not character.isascii() for character in text) < least:
        return False
    return _usual(text, GB if encoding == UTF8 else encoding)


def _usual(text: str, encoding: str) -> bool:
    return all(character.isascii() or character in _everyday(encoding) for character in text)


def _as(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(_CODECS[encoding])
    except UnicodeDecodeError:
        return None


@cache
def _everyday(encoding: str) -> frozenset[str]:
    """Hanzi, and the punctuation among them; no Greek, Cyrillic, kana: in those a wrong encoding abounds."""
    found = frozenset("".join(bytes(pair).decode(_CODECS[encoding], "ignore") for pair in _pairs(encoding)))
    # GB18030 has the traditional characters, too; Big5 has no simplified ones.
    return found | _everyday(BIG5) if encoding == GB else found


def _pairs(encoding: str) -> Iterator[tuple[int, int]]:
    """The codes of everyday characters: of GB 2312 its rows 1 to 3 and 16 to 87, of Big5 A140 to A343 and level 1."""
    if encoding == GB:
        leads = (*range(0xA1, 0xA4), *range(0xB0, 0xF8))
        yield from ((lead, trail) for lead in leads for trail in range(0xA1, 0xFF))
        return
    trails = (*range(0x40, 0x7F), *range(0xA1, 0xFF))
    for lead in range(0xA1, 0xC7):
        yield from ((lead, trail) for trail in trails if not 0xA344 <= (lead << 8) + trail < 0xA440)
