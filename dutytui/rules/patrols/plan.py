"""The rounds of one day."""

from __future__ import annotations

from datetime import datetime, timedelta

from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.patrols.procedure import Route


@dataclass(frozen=True, slots=True)
class PlannedRound:
    """key: unique on the day, ``floors@1130``; route: its id; starts: when it is due to begin; ends: when it should be
    through.

    opens: from when it may be begun, inclusive; late: until when a beginning is on time, inclusive; missed: until when
    it may still be begun without having been missed, inclusive (start + length + grace, field.md "Patrols").
    drawn: its time came from a seed.
    """

    key: str
    route: str
    starts: datetime
    ends: datetime
    opens: datetime
    late: datetime
    missed: datetime
    drawn: bool = False


@dataclass(frozen=True, slots=True)
class DrawWindow:
    """Where the random rounds of a route may fall: starts inclusive, until exclusive, at least `gap` minutes apart."""

    route: str
    starts: datetime
    until: datetime
    rounds: int
    gap: int


def planned(route: Route, key: str, starts: datetime, *, drawn: bool = False) -> PlannedRound:
    """A round of that route which is due at `starts`."""
    ends = starts + timedelta(minutes=route.length)
    grace = timedelta(minutes=route.grace)
    opens = starts - timedelta(minutes=route.early)
    return PlannedRound(key, route.id, starts, ends, opens, starts + grace, ends + grace, drawn)
