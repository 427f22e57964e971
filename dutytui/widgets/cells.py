"""Text measured in terminal cells: cut, padded and wrapped so that a row never moves and a line begins decently.

A wide character takes two cells and a combining mark none; Python's `len` and `textwrap` know neither. Everything here
first makes the text harmless to a terminal (`visible`), then measures it with Rich's table, the compositor's own.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

from rich.cells import cell_len, split_graphemes

from dutytui.exports.harmless import STACKED
from dutytui.widgets.glyphs import glyphs, is_plain

CLOSING = frozenset("。，、：；！？）》」』】〕〉”’…％℃．,.;:!?)]}%°·")
"""What no line may begin with (kinsoku)."""
OPENING = frozenset("（《「『【〔〈“‘([{")
"""What no line may end with."""

_STAND_IN = "\u2426"  # SYMBOL FOR SUBSTITUTE FORM TWO: one cell in every terminal
# Width or joining differs between terminals for all of these, and none of them shows anything by itself.
_DROPPED = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff\u180e")
# Right-to-left overrides would let one person's text rewrite the rest of the row.
_DIRECTIONAL = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_SPACED = frozenset("\n\r\t\v\f\x85\u2028\u2029")
_PLAIN_FORMS = {"“": '"', "”": '"', "‘": "'", "’": "'", "—": "-", "–": "-", "·": ".", "×": "x", "÷": "/", "±": "+-"}


def visible(text: str) -> str:
    """`text` in one line that a terminal draws as it was measured.

    Line breaks and tabs become spaces, other control characters their Unicode pictures, directional marks and lone
    surrogates a stand-in; variation selectors and joiners go, and of marks stacked on a letter all but three. In the
    plain mode, ambiguous-width characters that have a safe form get it.
    """
    if text.isascii() and text.isprintable():
        return text
    return _visible(text, is_plain())


@lru_cache(maxsize=4096)
def _visible(text: str, plain: bool) -> str:
    if "\r\n" in text:
        text = text.replace("\r\n", "\n")
    return STACKED.sub(r"\1", "".join(_shown(character, plain) for character in text))


def _shown(character: str, plain: bool) -> str:
    code = ord(character)
    if character in _SPACED:
        return " "
    if character in _DROPPED or 0xFE00 <= code <= 0xFE0F or 0xE0000 <= code <= 0xE0FFF:
        return ""
    if code < 0x20 or code == 0x7F:
        return "\u2421" if code == 0x7F else chr(0x2400 + code)
    if 0x80 <= code < 0xA0 or character in _DIRECTIONAL or 0xD800 <= code < 0xE000:
        return _STAND_IN
    return _narrowed(character) if plain and unicodedata.east_asian_width(character) == "A" else character


def _narrowed(character: str) -> str:
    """A safe form of one ambiguous-width character, or itself when there is none (a Greek letter stays one)."""
    form = _PLAIN_FORMS.get(character) or unicodedata.normalize("NFKC", character)
    return form if all(unicodedata.east_asian_width(part) != "A" for part in form) else character


def width_of(text: str) -> int:
    """Cells that `visible(text)` takes."""
    return cell_len(visible(text))


def cut(text: str, width: int, ellipsis: str | None = None) -> str:
    """`visible(text)` in at most `width` cells; `ellipsis` (default: the glyphs' own) stands for what was cut."""
    text = visible(text)
    if cell_len(text) <= width:
        return text
    mark = glyphs().ellipsis if ellipsis is None else ellipsis
    room = width - cell_len(mark)
    if room < 0:
        mark, room = "", max(width, 0)
    return _head(text, room) + mark


def _head(text: str, room: int) -> str:
    """The longest beginning of `text` within `room` cells that breaks no character from its combining marks."""
    if text.isascii():
        return text[:room]
    used = 0
    for start, _end, size in split_graphemes(text)[0]:
        if used + size > room:
            return text[:start]
        used += size
    return text


def pad(text: str, width: int, align: Literal["left", "right"] = "left") -> str:
    """`cut(text, width)` with spaces to exactly `width` cells."""
    text = cut(text, width)
    missing = max(width - cell_len(text), 0)
    return " " * missing + text if align == "right" else text + " " * missing


def wrap(text: str, width: int) -> list[str]:
    """`text` in lines of at most `width` cells; its own line breaks are kept, and "" gives one empty line.

    Words of letters stay whole where they fit; Chinese breaks anywhere, except that no line begins with closing and
    none ends with opening punctuation, as far as the width allows. A character wider than `width` becomes ``?``.
    """
    width = max(width, 1)
    paragraphs = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return [line for paragraph in paragraphs for line in _wrap_paragraph(visible(paragraph), width)]


def _wrap_paragraph(text: str, width: int) -> Iterator[str]:
    if cell_len(text) <= width:
        yield text
        return
    line, used = "", 0
    for chunk in _chunks(text):
        size = cell_len(chunk)
        if used + size > width and line:
            # A space where the line breaks belongs to neither line.
            if line.strip(" "):
                yield line.rstrip(" ")
            line, used = "", 0
            chunk = chunk.lstrip(" ")  # noqa: PLW2901 - the same chunk, less the space that ended the line before
            size = cell_len(chunk)
        if used + size > width:
            *full, chunk = _split_long(chunk, width)  # noqa: PLW2901 - its last part opens the next line
            yield from full
            size = cell_len(chunk)
        line, used = line + chunk, used + size
    if line.strip(" "):
        yield line


def _graphemes(text: str) -> list[str]:
    return [text[start:end] for start, end, _size in split_graphemes(text)[0]]


def _chunks(text: str) -> Iterator[str]:
    """What may not be broken: a word, or a character with the punctuation that clings to it."""
    chunk = ""
    for unit in _graphemes(text):
        if chunk and not _cling(chunk[-1], unit[0]):
            yield chunk
            chunk = ""
        chunk += unit
    if chunk:
        yield chunk


def _cling(before: str, after: str) -> bool:
    if before == " ":
        return False
    if after in CLOSING or before in OPENING:
        return True
    return before.isascii() and after.isascii() and before not in ";,!?)]}" and after not in "([{ "


def _split_long(chunk: str, width: int) -> list[str]:
    """Lines for a chunk that fits in none; the break moves back a character where the next line would begin badly."""
    lines: list[list[str]] = [[]]
    used = 0
    for unit in _graphemes(chunk):
        size = cell_len(unit)
        if size > width:
            unit, size = "?", 1  # noqa: PLW2901 - nothing wider can be drawn here
        if used + size > width:
            line = lines[-1]
            carried = [line.pop()] if unit[0] in CLOSING and len(line) > 1 and line[-1][0] not in CLOSING else []
            lines.append(carried)
            used = sum(map(cell_len, carried))
            if used + size > width:
                lines[-2:] = [line + carried, []]
                used = 0
        lines[-1].append(unit)
        used += size
    return ["".join(line) for line in lines]
