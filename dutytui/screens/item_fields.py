"""What is typed into an item's form, read: a number, a time, a name; or what would be right."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from math import isfinite
from typing import TypeVar

from dutytui.rules import capture_times
from dutytui.rules.capture_words import fold
from dutytui.rules.lookup import POST_PREFIX
from dutytui.rules.procedure import Item, Procedures
from dutytui.screens.choices import fits
from dutytui.screens.item_text import bounds
from dutytui.texts.catalogue import _, pick
from dutytui.widgets.picker import Option

Value = TypeVar("Value")
Read = tuple[Value | None, str]
"""(value, "") or (None, what would be right)."""


def plain(typed: str) -> str:
    """Full-width letters, digits and signs as ordinary ones, no spaces around."""
    return unicodedata.normalize("NFKC", typed).strip()


def read_number(typed: str, item: Item | None) -> Read[float]:
    """A number in the item's bounds, inclusive; a whole number stays an `int`. Thousands commas are allowed."""
    text = plain(typed).replace(",", "").replace("，", "")
    wanted = bounds(item)
    try:
        number: float = int(text) if text.lstrip("+-").isdecimal() else float(text)
    except ValueError:
        return None, _("A number is needed, {bounds}", bounds=wanted) if wanted else _("A number is needed, like 126")
    if not isfinite(number):
        return None, _("A number is needed, like 126")
    below = item is not None and item.minimum is not None and number < item.minimum
    above = item is not None and item.maximum is not None and number > item.maximum
    if below or above:
        return None, _("It must be {bounds}. If it is true, Esc and F5: not right", bounds=wanted)
    return number, ""


def read_time(typed: str, day: date, now: datetime, today: date, day_starts: int) -> Read[datetime]:
    """When it happened on business day `day`: ``21:30``, ``２１：３０``, ``2130``, ``-10`` (minutes ago).

    today: the business day of `now`. "" is (None, ""), which means now; a time to come is wrong.
    """
    text = plain(typed)
    if not text:
        return None, ""
    if text.isdecimal() and len(text) == 3:
        text = f"0{text}"  # 930 for 9:30
    folded = "".join(map(fold, text))
    found = capture_times.happened(folded, 0, now, day_starts, first=True)
    if found is None or found.end != len(folded):
        return None, _("A time is needed, like 21:30 or 2130")
    if day != today:
        return _on_day(folded, day, now, day_starts)
    if found.at is None:
        return None, _("That time is still to come; leave it empty for now")
    return found.at, ""


def _on_day(folded: str, day: date, now: datetime, day_starts: int) -> Read[datetime]:
    """The clock time on a business day that is over, which runs past midnight."""
    end = datetime(day.year, day.month, day.day, 23, 59, 59, tzinfo=now.tzinfo) + timedelta(minutes=day_starts)
    found = capture_times.happened(folded, 0, end, day_starts, first=True)
    if found is None or found.at is None or folded.startswith("-"):
        return None, _("A time is needed, like 21:30 or 2130")
    return found.at, ""


def who_options(procedures: Procedures, item: Item | None) -> list[Option]:
    """On whose behalf it may be done: the item's own posts, the people who hold one of them, then everybody else."""
    own = set(item.posts) if item else set()
    posts = [
        Option(POST_PREFIX + post.id, pick(post.name), (post.id, *post.aliases))
        for post in sorted(procedures.posts, key=lambda post: post.id not in own)
    ]
    people = [
        Option(person.id, person.name)
        for person in sorted(procedures.people, key=lambda person: own.isdisjoint(person.posts))
    ]
    first = [option for option in posts if option.value.removeprefix(POST_PREFIX) in own]
    return first + people + [option for option in posts if option not in first]


def found_who(typed: str, options: Sequence[Option]) -> list[Option]:
    """The options that fit what was typed, those of exactly that name first; by text or pinyin initials."""
    wanted = plain(typed)
    if not wanted:
        return []
    hits = [option for option in options if fits(wanted, option)]
    return sorted(hits, key=lambda option: option.name != wanted)
