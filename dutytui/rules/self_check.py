"""The self-check before a signature: "12 items in 20 seconds: sign anyway?"

A list that was acknowledged quicker than it can be read was not read. The program does not forbid it; it says so, and
keeps the figure with the signature.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from math import ceil
from typing import Any

from dutytui.rules.events import Event
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.stamps import parse


@dataclass(frozen=True, slots=True)
class SelfCheck:
    """Asked from so many items within so many seconds on; 0 items: never."""

    items: int = 0
    seconds: int = 0


@dataclass(frozen=True, slots=True)
class Pace:
    """count acts were recorded within seconds (at least 1): the densest stretch there was; count 0 for none."""

    count: int = 0
    seconds: int = 0

    @property
    def data(self) -> dict[str, Any]:
        """As an event keeps it."""
        return {"count": self.count, "seconds": self.seconds}


def recorded_by(person: str, events: Iterable[Event], kinds: Collection[str]) -> list[datetime]:
    """When this person's acts of these kinds were recorded, by the stamps: a time typed in says nothing of the pace."""
    return [_recorded(event) for event in events if event.by == person and event.kind in kinds]


def _recorded(event: Event) -> datetime:
    try:
        return parse(event.stamp)
    except ValueError:
        return event.at


def pace(moments: Iterable[datetime], limit: SelfCheck) -> Pace:
    """The most moments within any `limit.seconds`, both ends included; of equally many, the shortest stretch."""
    times = sorted(moments)
    within, best, first = timedelta(seconds=limit.seconds), Pace(), 0
    for last, moment in enumerate(times):
        while moment - times[first] > within:
            first += 1
        found = Pace(last - first + 1, max(1, ceil((moment - times[first]).total_seconds())))
        if (found.count, -found.seconds) > (best.count, -best.seconds):
            best = found
    return best


def hurried(found: Pace, limit: SelfCheck) -> bool:
    """Whether it must be asked about."""
    return 0 < limit.items <= found.count


def pace_of(value: Any) -> Pace:
    """What an event kept (`Pace.data`); an empty one for anything else."""
    counts = [value.get(name) for name in ("count", "seconds")] if isinstance(value, dict) else []
    whole = [one for one in counts if isinstance(one, int) and not isinstance(one, bool)]
    return Pace(whole[0], whole[1]) if len(whole) == 2 else Pace()
