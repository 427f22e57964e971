"""A day as the clock will see it: every phase and item with its times worked out, once, from procedures and calendar.

Plain data, so that it can be kept in a cache and read back without pendulum. `dutytui.rules.timetable` makes it.
"""

from __future__ import annotations

import dataclasses
from datetime import date, datetime, timedelta
from functools import cached_property

from dutytui.rules.handover.plan import PlannedShift
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.meals.plan import PlannedMeal
from dutytui.rules.patrols.plan import DrawWindow, PlannedRound
from dutytui.rules.procedure import Place
from dutytui.rules.roll_call.plan import PlannedCall

ORDINARY = "ordinary"


@dataclass(frozen=True, slots=True)
class PlannedItem:
    """One item of one day, or one place's instance of it.

    key: ``phase/item``, ``phase/item@6F`` for an instance; phase and item: their ids in the procedures;
    opens: from when it may be done, inclusive; due: until when it is on time, before the phase's grace;
    waits_on: keys of this plan that come first; needs_phases: phases of this plan whose required items come first;
    needs_calls: roll calls of this plan whose order comes first.
    """

    key: str
    phase: str
    item: str
    place: Place | None
    opens: datetime
    due: datetime
    waits_on: tuple[str, ...] = ()
    needs_phases: tuple[str, ...] = ()
    needs_calls: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlannedPhase:
    """phase: its id; starts inclusive, ends exclusive, never before the start; beside: not one of the strip."""

    phase: str
    starts: datetime
    ends: datetime
    items: tuple[PlannedItem, ...] = ()
    beside: bool = False


@dataclasses.dataclass(frozen=True)  # with room for what is worked out once
class DayPlan:
    """The whole day.

    kind: ``ordinary``, ``holiday``, ``holiday_eve`` or ``make_up_workday``; version: of the procedures it was made
    from. opening and closing are None on a day that is `closed`, which has no phases. unannounced: the
    calendar does not know this year's holidays yet. Phases are in the order of their start; so are roll calls, rounds,
    meals and shifts (the moments at which the duty is handed over); draws: where random rounds may fall, which are not
    among the rounds. Times carry the mall's
    offset of that moment.
    """

    day: date
    kind: str
    opening: datetime | None
    closing: datetime | None
    closed: bool
    unannounced: bool
    phases: tuple[PlannedPhase, ...]
    version: str
    roll_calls: tuple[PlannedCall, ...] = ()
    rounds: tuple[PlannedRound, ...] = ()
    meals: tuple[PlannedMeal, ...] = ()
    shifts: tuple[PlannedShift, ...] = ()
    draws: tuple[DrawWindow, ...] = ()

    @cached_property
    def by_key(self) -> dict[str, PlannedItem]:
        """Every item by its key, in the order of the plan."""
        return {item.key: item for phase in self.phases for item in phase.items}

    @cached_property
    def by_phase(self) -> dict[str, PlannedPhase]:
        """Every phase by its id, in the order of the plan."""
        return {phase.phase: phase for phase in self.phases}


def business_day(now: datetime, day_starts: int) -> date:
    """The business day of a moment given in the mall's zone; day_starts: minutes after midnight when a day begins."""
    return (now.replace(tzinfo=None) - timedelta(minutes=day_starts)).date()
