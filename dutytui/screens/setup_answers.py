"""What is typed when a mall is set up, read kindly: full-width forms, Chinese words, ranges."""

from __future__ import annotations

import re
import unicodedata

from dutytui.rules.lazy_dataclass import dataclass

_DAY = 24 * 60
_EARLIEST = 5 * 60
"""Minutes after midnight at which a new business day begins; no mall opens before it."""
_MOST_FLOORS = 60
_PARTS = re.compile(r"[\s,;、，；/]+")
_RANGE = re.compile(r"^(.+?)(?:-|~|至|到)(.+)$")
_UP = re.compile(r"^(?:F|L)?0*(\d{1,3})(?:F|L|楼|层|樓|層)?$")
_DOWN = re.compile(r"^(?:B|负|負|地下|-)0*(\d{1,2})(?:F|楼|层|樓|層)?$")
_OTHER = re.compile(r"^[A-Z][A-Z0-9]{0,7}$")
_TIME = r"(\d{1,2})(?:[:.点點]?(\d{2}))?[点點]?"
_TIMES = re.compile(rf"^{_TIME}\s*(?:-|~|至|到|\s)\s*{_TIME}$")


@dataclass(frozen=True, slots=True)
class Answers:
    """name: of the mall; floors: ids from the top down; opening and closing: minutes after midnight, may pass 1440."""

    language: str
    name: str
    floors: tuple[str, ...]
    opening: int
    closing: int


def floors(typed: str) -> tuple[str, ...] | str:
    """``6F-1F, B1`` → ids from the top down. The word that is no floor when there is one, "" when nothing was typed."""
    found: list[str] = []
    for word in _PARTS.split(_plain(typed)):
        if not word:
            continue
        ids = _ids(word)
        if not ids:
            return word
        found += [one for one in ids if one not in found]
    if not found or len(found) > _MOST_FLOORS:
        return ""
    levels = {one: _level(one) for one in found}
    if all(level is not None for level in levels.values()):
        found.sort(key=lambda one: levels[one] or 0, reverse=True)
    return tuple(found)


def hours(typed: str) -> tuple[int, int] | None:
    """``9:00-21:30`` → minutes after midnight; a closing not after opening is of the next day. Else None."""
    times = _TIMES.match(_plain(typed).strip())
    if not times:
        return None
    opening = int(times[1]) * 60 + int(times[2] or 0)
    closing = int(times[3]) * 60 + int(times[4] or 0)
    if any(int(minutes or 0) > 59 for minutes in (times[2], times[4])):
        return None
    if closing <= opening:
        closing += _DAY
    if not _EARLIEST <= opening < _DAY or closing > _DAY + _EARLIEST:
        return None
    return opening, closing


def _plain(typed: str) -> str:
    dashes = str.maketrans({"–": "-", "—": "-", "〜": "~", "～": "~", "−": "-"})
    return unicodedata.normalize("NFKC", typed).translate(dashes).upper()


def _ids(word: str) -> list[str]:
    one = _id(word)
    if one:
        return [one]
    ends = _RANGE.match(word)
    # B1-3 may mean B3 or 3F: better asked than guessed.
    if not ends or (_DOWN.match(ends[1]) and ends[2].isdecimal()):
        return []
    first, last = _level(_id(ends[1])), _level(_id(ends[2]))
    if first is None or last is None:
        return []
    step = -1 if first > last else 1
    # There is no floor 0: B1 lies below 1F.
    return [_named(level) for level in range(first, last + step, step) if level]


def _id(word: str) -> str:
    """``三`` is not read, ``3楼`` and ``03`` are ``3F``, ``负1`` is ``B1``; "" for what is no floor."""
    up, down = _UP.match(word), _DOWN.match(word)
    if up and int(up[1]):
        return f"{int(up[1])}F"
    if down and int(down[1]):
        return f"B{int(down[1])}"
    return word if _OTHER.match(word) else ""


def _level(floor: str) -> int | None:
    if re.fullmatch(r"\d+F", floor):
        return int(floor[:-1])
    return -int(floor[1:]) if re.fullmatch(r"B\d+", floor) else None


def _named(level: int) -> str:
    return f"{level}F" if level > 0 else f"B{-level}"
