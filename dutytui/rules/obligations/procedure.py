"""What falls due, as calendar.yaml says (MO, CA, LO, DC: domain §5)."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.words import Text

LAST = -1
"""In `Rule.days`: the last one."""


class Every(StrEnum):
    """How long a period is. Weeks begin on Monday, quarters with January, April, July and October."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


class OnRestDay(StrEnum):
    """What becomes of a due date on a rest day."""

    KEEP = "keep"  # it stays (domain §5)
    BEFORE = "before"  # the last working day before it
    AFTER = "after"  # the first working day after it


@dataclass(frozen=True, slots=True)
class Rule:
    """Which dates of each period.

    days: from 1, or `LAST`; in a week 1 is Monday; one that a period is too short for is its last. month: counts only
    in that month of the quarter (1 to 3) or of the year (1 to 12), 0 in the whole period. working: `days` counts
    working days only; a period without any has no date.
    """

    every: Every
    days: tuple[int, ...]
    month: int = 0
    working: bool = False


@dataclass(frozen=True, slots=True)
class Obligation:
    """One thing that falls due again and again.

    time: minutes after midnight by which it is to be done on the due date, None for any time of the day; lead: days
    that it is shown ahead; posts: who sees to it; to: who gets it; flow: id of the flow that does it, which the mall
    need not have, "" where it is done and said so; starts and ends: the first and the last date that may fall due,
    both inclusive, None is open.
    """

    id: str
    title: Text
    rule: Rule
    posts: tuple[str, ...]
    time: int | None = None
    lead: int = 3
    on_rest_day: OnRestDay = OnRestDay.KEEP
    to: Text | None = None
    hint: Text | None = None
    flow: str = ""
    starts: date | None = None
    ends: date | None = None


@dataclass(frozen=True, slots=True)
class Reminding:
    """soon: minutes before a time of day from which the bell reminds; late_for: days that what is late is asked for."""

    soon: int = 120
    late_for: int = 366
