"""Text as it is compared in a search: half width, lower case, simplified.

電梯 and 电梯 are one word, Ａ and a one letter.

Character by character, from a table that is made beforehand (`dutytui.texts.build_simplified`): both sides go through
it, so nothing has to be right about words.
"""

from __future__ import annotations

import unicodedata

from dutytui.rules.search.simplified_table import COMPARED, TYPED

_COMPARED = str.maketrans(TYPED, COMPARED)
_TYPED = frozenset(TYPED)


def plain(text: str) -> str:
    """The same for every way to write a text; may be longer or shorter than it."""
    if text.isascii():
        return text.casefold()
    folded = unicodedata.normalize("NFKC", text).casefold()
    # Translating costs six times as much as asking whether there is anything to translate, and mostly there isn't.
    return folded if _TYPED.isdisjoint(folded) else folded.translate(_COMPARED)
