"""Texts that somebody typed, so that no program that opens a file obeys them or shows them as what they are not."""

from __future__ import annotations

import re

_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)
"""What commands a terminal, turns the direction of what follows, or may stand in no XML; not tab and line end."""

_LINE_ENDS = re.compile("\r\n|[\r\x85\u2028\u2029]")


def harmless(text: str) -> str:
    """What is not to be seen is written as its number (``\\u202e``); every kind of line end is one."""
    return _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", _LINE_ENDS.sub("\n", text))
