"""What looks wrong on a share, until it is sure. A sync program carries files in any order, half, and some of them
late; so only what stays wrong for a minute is told, and what is proven at once: a line that its writer has signed."""

from __future__ import annotations

from datetime import datetime, timedelta

from dutytui.rules.lazy_dataclass import dataclass
from dutytui.store.notices import Notice

PATIENCE = timedelta(seconds=60)
_AGAIN = timedelta(seconds=60)
_LOOKS = 3
"""So often it must have been seen as well: a clock that is set forward makes a minute of no time."""
EACH_LOOK = 10
"""So often what each look asks: where the machine slept, or the share hung, a minute is few looks, and all of them may
have come upon files that were under way."""


@dataclass(slots=True)
class _Doubt:
    notice: Notice
    since: datetime
    looked: datetime
    sure: bool
    stays: bool
    looks: int = 1


class Doubts:
    """By a key of the caller's: the same thing is doubted once."""

    def __init__(self) -> None:
        self._doubts: dict[tuple[object, ...], _Doubt] = {}

    def add(
        self,
        key: tuple[object, ...],
        notice: Notice,
        now: datetime,
        *,
        sure: bool = False,
        stays: bool = False,
        looks: int = _LOOKS,
    ) -> None:
        """Seen, for the first time or again. sure: it is told at once; stays: nothing that comes later clears it;
        looks: how often it must have been seen, besides for how long."""
        known = self._doubts.get(key)
        if known is None:
            self._doubts[key] = _Doubt(notice, now, now, sure, stays)
        else:
            known.looked = now
            known.looks += 1
            patient = known.looks >= looks and abs(now - known.since) >= PATIENCE
            known.sure = known.sure or sure or patient
            known.stays = known.stays or stays

    def tell(self, key: tuple[object, ...], notice: Notice) -> None:
        """What is no doubt at all."""
        self._doubts[key] = _Doubt(notice, datetime.min, datetime.min, sure=True, stays=True)

    def clear(self, key: tuple[object, ...]) -> None:
        """It is as it should be."""
        doubt = self._doubts.get(key)
        if doubt and not doubt.stays:
            del self._doubts[key]

    def to_look_at(self, now: datetime) -> list[tuple[object, ...]]:
        """What should be looked at again: at each look until it is sure, then once a minute."""
        return [
            key
            for key, doubt in self._doubts.items()
            if not doubt.stays and (not doubt.sure or abs(now - doubt.looked) >= _AGAIN)
        ]

    def notices(self) -> tuple[Notice, ...]:
        return tuple(doubt.notice for doubt in self._doubts.values() if doubt.sure)
