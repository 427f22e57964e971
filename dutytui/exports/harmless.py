"""Texts that somebody typed, so that no program that opens a file obeys them or shows them as what they are not."""

from __future__ import annotations

import re

_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)
"""What commands a terminal, turns the direction of what follows, or may stand in no XML; not tab and line end."""

_OBEYED = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]")
"""The same, of what JSON leaves as it is."""

_LINE_ENDS = re.compile("\r\n|[\r\x85\u2028\u2029]")

_MARK = "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
STACKED = re.compile(f"({_MARK}{{3}})({_MARK}+)")
"""A few marks make a letter of some language; dozens of them climb over the rows above, on a screen and on paper."""


def harmless(text: str) -> str:
    """What is not to be seen is written as its number (``\\u202e``), and so are marks stacked on a letter beyond the
    third; every kind of line end is one."""
    plain = STACKED.sub(lambda found: found[1] + "".join(map(_number, found[2])), _LINE_ENDS.sub("\n", text))
    return _UNSEEN.sub(lambda found: _number(found[0]), plain)


def harmless_json(text: str) -> str:
    """JSON in which what a terminal or an editor would obey is written as JSON's escape: nothing is lost."""
    return _OBEYED.sub(lambda found: _number(found[0]), text)


def _number(one: str) -> str:
    return f"\\u{ord(one):04x}"
