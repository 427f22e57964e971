"""Times as they stand on a sheet: what was typed → the moment on that business day, however much later it is now."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, timedelta

_CLOCK = re.compile(r"([0-9]{1,2})\s*[:.点點时時]\s*([0-9]{1,2})\s*分?")
_BARE = re.compile(r"([0-9]{1,2})([0-9]{2})")
_MINUTES = re.compile(r"[0-9]{1,2}")


def read_time(typed: str, day: date, day_starts: int, like: datetime, before: datetime | None) -> datetime | None:
    """``2130``, ``21:30``, ``930``, ``２１：３０``, ``26:30`` (half past two of the night); None for what is no time.

    like: a moment in the mall's zone; day_starts: minutes after midnight at which a business day begins: times before
    that are of the night after. before: the time typed last; from there two digits go on as the minutes (``55``, then
    ``05`` is in the hour after). What has not come yet is a time as well: whether it may be, the rules say.
    """
    text = unicodedata.normalize("NFKC", typed).strip()
    if before is not None and _MINUTES.fullmatch(text) and int(text) < 60:
        found = before.replace(minute=int(text), second=0, microsecond=0)
        return found if found >= before.replace(second=0, microsecond=0) else found + timedelta(hours=1)
    match = _CLOCK.fullmatch(text) or _BARE.fullmatch(text)
    if match is None:
        return None
    hour, minute = int(match[1]), int(match[2])
    if minute > 59 or hour > 23 + day_starts // 60 + 1:
        return None
    minutes = hour * 60 + minute
    if minutes < day_starts:
        minutes += 24 * 60
    if minutes >= 24 * 60 + day_starts:
        return None
    on = day + timedelta(days=minutes // (24 * 60))
    return datetime(on.year, on.month, on.day, minutes // 60 % 24, minutes % 60, tzinfo=like.tzinfo)
