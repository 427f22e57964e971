"""One person's meal: when they left and came back, when they were due, and with whom of another batch they were out.

Times are those that people gave (`Event.at`), not those of recording. Two batches must never be out at the same time
(DS §3 meals); who comes back in the very moment another leaves is no clash.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field, replace
from datetime import datetime, timedelta

from dutytui.rules.entry_fold import words
from dutytui.rules.events import Event
from dutytui.rules.lazy_dataclass import dataclass

Batches = Sequence[tuple[datetime, datetime]]
"""(starts, ends) of each batch, as in `PlannedMeal`."""


@dataclass(slots=True)
class Outing:
    """who: as in `LeaveForMeal`; lefts and returns: the acts in effect, in the order that all terminals agree on.

    There is one of each, unless terminals that were apart both recorded it. lefts is never empty.
    """

    who: str
    lefts: list[Event] = field(default_factory=list)
    returns: list[Event] = field(default_factory=list)

    @property
    def name(self) -> str:
        return words(self.lefts[0].data, "name") or self.who

    @property
    def place(self) -> str:
        return words(self.lefts[0].data, "place")

    @property
    def batch(self) -> int:
        return batch_said(self.lefts[0])

    @property
    def batches(self) -> frozenset[int]:
        return frozenset(map(batch_said, self.lefts))

    @property
    def left_at(self) -> datetime:
        """The earliest that was said: who may have been out was out."""
        return min(event.at for event in self.lefts)

    @property
    def back_at(self) -> datetime | None:
        """The latest that was said, never before they left; None while they are out."""
        return max(self.left_at, *(event.at for event in self.returns)) if self.returns else None

    @property
    def out(self) -> bool:
        return not self.returns

    @property
    def disputed(self) -> bool:
        """Two terminals put them into different batches, or brought them back before they left."""
        left = self.left_at
        return len(self.batches) > 1 or any(event.at < left for event in self.returns)

    def out_with(self, other: Outing) -> bool:
        """Whether both were out at some moment though they belong to different batches."""
        return len(self.batches | other.batches) > 1 and _overlap(
            (self.left_at, self.back_at), (other.left_at, other.back_at)
        )

    def without(self, event: Event) -> Outing:
        """As if that return had not been recorded."""
        return replace(self, returns=[known for known in self.returns if known.id != event.id])


Outings = Mapping[str, Outing]
"""By who."""


def batch_said(event: Event) -> int:
    """The batch that a `meal_left` event names, 0 when it names none."""
    batch = event.data.get("batch")
    return batch if isinstance(batch, int) and not isinstance(batch, bool) and batch > 0 else 0


def of_others(outings: Outings, batch: int, left: datetime, back: datetime | None) -> list[Outing]:
    """Those of other batches who were out at some moment from `left` until `back` (None: from then on)."""
    return [
        other
        for other in outings.values()
        if other.batches != {batch} and _overlap((left, back), (other.left_at, other.back_at))
    ]


def clashes(outings: Outings) -> tuple[tuple[Outing, Outing], ...]:
    """Every two people of different batches who were out at the same time, the earlier batch first.

    No desk lets it come to that; only desks that did not know of each other can have recorded it.
    """
    ordered = sorted(outings.values(), key=lambda outing: (outing.batch, outing.left_at, outing.who))
    pairs = ((one, other) for place, one in enumerate(ordered) for other in ordered[place + 1 :])
    return tuple(pair for pair in pairs if pair[0].out_with(pair[1]))


def due_back(batches: Batches, outings: Outings, outing: Outing) -> datetime | None:
    """When somebody must be back. None for a batch that the plan does not have.

    DS §3: over time counts as late, and the second batch waits for the first. So nobody is away for longer than their
    batch lasts, nor beyond its end; but a batch that had to wait for the one before has its whole time from then on,
    and so has a person who could only leave when it was over.
    """
    if not 0 < outing.batch <= len(batches):
        return None
    starts, ends = batches[outing.batch - 1]
    begins = max(starts, _last_back(outings, outing) or starts)
    span = ends - starts
    return (begins if begins <= outing.left_at < begins + span else outing.left_at) + span


def minutes_late(due: datetime | None, at: datetime, grace: int) -> int:
    """Minutes that `at` is past the due time and its grace, begun ones count; 0 for in time."""
    if due is None:
        return 0
    over = (at - due - timedelta(minutes=grace)).total_seconds()
    return max(0, -int(-over // 60))


def _last_back(outings: Outings, outing: Outing) -> datetime | None:
    """When the last of the batches before was back, as far as it was before they left."""
    before: Iterable[datetime] = (
        other.back_at
        for other in outings.values()
        if other.batch < outing.batch and other.back_at is not None and other.back_at <= outing.left_at
    )
    return max(before, default=None)


def _overlap(one: tuple[datetime, datetime | None], other: tuple[datetime, datetime | None]) -> bool:
    """Whether some moment is in both. Ends are exclusive, None is for ever."""
    ends = [end for _start, end in (one, other) if end is not None]
    return not ends or max(one[0], other[0]) < min(ends)
