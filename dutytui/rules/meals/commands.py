"""Meals in batches: who is out, who is back. The commands."""

from __future__ import annotations

from datetime import date, datetime

from dutytui.rules.commands import Command
from dutytui.rules.lazy_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class LeaveForMeal(Command):
    """Somebody goes to eat. who: a person's id, or for somebody who is not listed what `people.unlisted` makes of the
    name; name: as it is shown; batch: from 1; place: their counter, "" for none.

    back: they have come back already, at that time: what is entered later is entered as a whole.
    """

    day: date
    meal: str
    who: str
    name: str
    batch: int
    place: str = ""
    at: datetime | None = None
    back: datetime | None = None


@dataclass(frozen=True, slots=True)
class ReturnFromMeal(Command):
    """Somebody is back at their place."""

    day: date
    meal: str
    who: str
    note: str = ""
    at: datetime | None = None
