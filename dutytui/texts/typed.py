"""Numbers and dates as people type them, in the languages of the mall: ``10万``, ``1,000``, ``11月28日``, ``+3``."""

from __future__ import annotations

import re
from datetime import date, timedelta

_TIMES = {"万": 10_000, "萬": 10_000, "亿": 100_000_000, "億": 100_000_000, "k": 1_000, "w": 10_000, "m": 1_000_000}
_NUMBER = re.compile(r"([+-]?\d+(?:\.\d+)?)([万萬亿億kwm]?)")
CURRENCY = "¥￥元圆圓"
_DATE = re.compile(r"(?:(\d{4})[-/.年])?(\d{1,2})[-/.月](\d{1,2})日?")
_NEAR = {"today": 0, "今天": 0, "tomorrow": 1, "明天": 1, "后天": 2, "後天": 2}
_LONGEST = 24
"""Characters: what is longer is a slip of the hand, and no sum."""
_HALF_YEAR = timedelta(days=183)


def read_date(text: str, today: date) -> date | None:
    """``today``, ``+3``, ``11-28``, ``2026-11-28``, ``11月28日``. Without a year: the next or a recent one."""
    if text.casefold() in _NEAR:
        return today + timedelta(days=_NEAR[text.casefold()])
    if text[0] == "+" and text[1:].isdecimal() and len(text) <= 5:
        return today + timedelta(days=int(text[1:]))
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    year, month, day = (int(part) if part else 0 for part in match.groups())
    try:
        found = date(year or today.year, month, day)
        if not year and today - found > _HALF_YEAR:
            found = date(today.year + 1, month, day)
    except ValueError:
        return None
    return found


def read_number(text: str) -> float | None:
    """``8500``, ``100,000``, ``10万``, ``1.5k``; None for what is no number. A whole one is an int."""
    plain = text.casefold().replace(",", "").replace("，", "").replace(" ", "")
    match = _NUMBER.fullmatch(plain)
    if match is None or len(plain) > _LONGEST:
        return None
    times = _TIMES.get(match.group(2), 1)
    digits = match.group(1)
    number = float(digits) * times if "." in digits else int(digits) * times
    return int(number) if float(number).is_integer() else number
