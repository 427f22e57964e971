"""What the closing board draws: plain frozen values, made by `dutytui.rules.closing.views`."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from dutytui.rules.closing.order import Why
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.self_check import Pace
from dutytui.rules.views import EntryView, ItemView, Named
from dutytui.rules.words import Text


class FloorStatus(StrEnum):
    AHEAD = "ahead"
    CURRENT = "current"
    STOPPED = "stopped"  # something was found there that has no disposition yet
    CLEAR = "clear"  # every step of it is done
    DISPUTED = "disputed"  # done out of turn, or two terminals said different things


@dataclass(frozen=True, slots=True)
class StayView:
    """subject: ``stay:<id>``; over: they meant to have left by now; note: of the act that ended it."""

    subject: str
    name: str
    place: Named
    until: datetime | None
    reason: str
    registered: datetime
    by: Named | None
    ended: datetime | None = None
    over: bool = False


@dataclass(frozen=True, slots=True)
class FloorView:
    """steps: in the order to do them; done counts them; quick: the pace of a floor gone through too quickly, else None;
    finished_at: when its last step was done; stays: who is registered to be there."""

    place: Named
    status: FloorStatus
    steps: tuple[ItemView, ...]
    done: int
    quick: Pace | None = None
    finished_at: datetime | None = None
    stays: tuple[StayView, ...] = ()


@dataclass(frozen=True, slots=True)
class MemberView:
    """person: None while nobody goes for the post; disputed: two terminals named two; signed: has signed the sweep."""

    post: Named
    person: Named | None
    joined: datetime | None = None
    by: Named | None = None
    disputed: bool = False
    signed: bool = False


@dataclass(frozen=True, slots=True)
class StopView:
    """item: where it was found; entry: what is followed, None when the mall raises none (then only F6 goes on)."""

    item: ItemView
    entry: EntryView | None


@dataclass(frozen=True, slots=True)
class BreachView:
    """One act out of turn. event: its id, for taking it back; first: what should have come first, None for nothing."""

    why: Why
    item: ItemView
    event: str
    by: Named | None
    writer: str
    first: Text | None = None


@dataclass(frozen=True, slots=True)
class SweepView:
    """The sweep, or the lock-up, as it stands.

    before and after: what is done once, before the first floor and after the last; current: the floor being done;
    step: what comes next of all, None when nothing is left; stopped_by: what was found and has no disposition yet;
    team: () where closing.yaml asks for none; signed: whether all signatures after the floors are there;
    order_broken: acts out of turn; late: past its end and grace, and not finished; finished: every required item is
    done in its turn; unsaid: it was over before the mall's first record, and nothing of it was recorded since;
    begun: an act on one of its items counts.
    """

    day: date
    phase: str
    title: Text
    starts: datetime
    ends: datetime
    before: tuple[ItemView, ...]
    floors: tuple[FloorView, ...]
    after: tuple[ItemView, ...]
    current: FloorView | None
    step: ItemView | None
    stopped_by: tuple[StopView, ...]
    team: tuple[MemberView, ...]
    missing: tuple[Named, ...]
    signed: bool
    order_broken: tuple[BreachView, ...]
    late: bool
    finished: bool
    unsaid: bool = False
    begun: bool = False

    def gives_way(self, lock_up: SweepView | None) -> bool:
        """Whether the lock-up is what is worked on: the sweep is finished, or nobody could record it and the doors are
        being locked."""
        return lock_up is not None and (self.finished or (self.unsaid and lock_up.begun))

    @property
    def done(self) -> int:
        """Floors that are clear."""
        return sum(floor.status is FloorStatus.CLEAR for floor in self.floors)
