"""Words in a capture line: how they are compared, and the few that belong to the languages and not to the mall.

Words are compared by their `key`: width, case, blanks, hyphens and underscores make no difference.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

from dutytui.rules.words import Text

# The only words that a capture line takes without the mall's YAML: units of time, and how floors are said.
HOUR_WORDS = "点|點|时|時"
HALF_WORD = "半"
MINUTE_MARK = "分"
MINUTES = "分钟|分鐘|分|minutes|minute|mins|min|m"
HOURS = "个小时|個小時|小时|小時|hours|hour|hrs|hr|h"
DAYS = "天|days|day|d"
AGO = "之前|以前|前|ago"
FLOOR_WORDS = ("楼", "樓", "层", "層")
BASEMENT_WORDS = ("地下", "负", "負")
_DIGITS = "零一二三四五六七八九"

# Compatibility mapping leaves these alone, and input methods produce them for the key that is meant.
_SAME = {"》": ">", "〉": ">", "−": "-", "–": "-", "—": "-"}
_SPARE = re.compile(r"[\s_\-]+")
_FLOOR_ID = re.compile(r"(b?)([1-9][0-9]?)f?")


def fold(char: str) -> str:
    """One character as it is compared: half width, lower case, a plain blank for any blank. May become several."""
    if char.isspace():
        return " "
    folded = unicodedata.normalize("NFKC", _SAME.get(char, char)).casefold()
    # Some marks (a lone diaeresis) map to a blank and a combining sign: a blank nobody typed would cut a word in two.
    return folded if folded and not any(part.isspace() for part in folded) else char


def key(word: str) -> str:
    """What makes two spellings the same word."""
    return _SPARE.sub("", "".join(map(fold, word)))


Words = Mapping[str, tuple[str, ...]]
"""Key of a word → the ids it may mean; more than one is ambiguous."""


def candidates(words: Words, typed: str, limit: int = 8) -> tuple[str, ...]:
    """Ids to offer for an unknown word: those it begins, then those it is part of, else the first there are."""
    wanted = key(typed)
    begun = [ids for word, ids in words.items() if word.startswith(wanted)]
    within = [ids for word, ids in words.items() if wanted in word]
    found = dict.fromkeys(one for ids in (begun + within or list(words.values())) for one in ids)
    return tuple(found)[:limit]


def lookup(named: Iterable[tuple[str, Text, tuple[str, ...]]]) -> dict[str, tuple[str, ...]]:
    """Every word, under its key, of things given as id, name by language, aliases. An id wins over a name."""
    words: dict[str, tuple[str, ...]] = {}
    ids: dict[str, tuple[str, ...]] = {}
    for one, name, aliases in named:
        if key(one):
            ids[key(one)] = (one,)
        for word in (*name.values(), *aliases):
            spelt = key(word)
            if spelt and one not in words.get(spelt, ()):
                words[spelt] = (*words.get(spelt, ()), one)
    return words | ids


def ways_to_say(floor: str) -> list[str]:
    """``3F`` → 3楼, 三楼, 3层 …; ``B1`` → 地下一层, 负1楼 …; [] for a floor that has no number."""
    match = _FLOOR_ID.fullmatch(key(floor))
    if not match:
        return []
    number = int(match[2])
    tens, ones = divmod(number, 10)
    chinese = (_DIGITS[tens] if tens > 1 else "") + ("十" if tens else "") + (_DIGITS[ones] if ones or not tens else "")
    before = BASEMENT_WORDS if match[1] else ("",)
    return [f"{start}{digits}{word}" for start in before for digits in (match[2], chinese) for word in FLOOR_WORDS]
