"""From procedures and a date to the plan of the day. The one rule module that imports pendulum: import it late.

Wall-clock times ("08:20", "26:00") are what the clock on the wall shows; offsets from opening and closing are
minutes that really pass, so "closing - 10m" is ten minutes before it on the night the clocks change, too. A wall
time that the clock skips moves forward, one that it shows twice is the second.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta, timezone

import pendulum

from dutytui.rules.handover.timetable import planned_shifts
from dutytui.rules.meals.timetable import planned_meals
from dutytui.rules.patrols.timetable import draw_windows, planned_rounds
from dutytui.rules.plan import ORDINARY, DayPlan, PlannedItem, PlannedPhase
from dutytui.rules.procedure import Hours, Item, Mall, Phase, Place, Procedures
from dutytui.rules.roll_call.timetable import planned_calls
from dutytui.rules.words import Anchor, Moment
from dutytui.rules.working_days import is_announced

_DAY = 24 * 60


def plan_day(procedures: Procedures, day: date) -> DayPlan:
    """The plan of a business day.

    On a closed day there are no phases at all: who comes in on such a day uses the logbook.
    """
    kind = procedures.holidays.get(day, ORDINARY)
    hours = _hours(procedures, day, kind)
    times = Times(day, kind, hours, procedures.mall.time_zone)
    return DayPlan(
        day=day,
        kind=kind,
        opening=None if hours.closed else times.of(Moment(Anchor.OPENING, 0)),
        closing=None if hours.closed else times.of(Moment(Anchor.CLOSING, 0)),
        closed=hours.closed,
        unannounced=not is_announced(procedures, day.year),
        phases=() if hours.closed else _phases(procedures, times),
        version=procedures.version,
        roll_calls=() if hours.closed else planned_calls(procedures, times),
        rounds=() if hours.closed else planned_rounds(procedures, times),
        meals=() if hours.closed else planned_meals(procedures, times),
        shifts=() if hours.closed else planned_shifts(procedures, times),
        draws=() if hours.closed else draw_windows(procedures, times),
    )


def _hours(procedures: Procedures, day: date, kind: str) -> Hours:
    table = procedures.hours
    return table.dates.get(day) or table.kinds.get(kind) or table.weekdays.get(day.weekday()) or table.default


class Times:
    """Turns moments into instants of one day. kind: the day's, as in `DayPlan`."""

    def __init__(self, day: date, kind: str, hours: Hours, zone: str) -> None:
        self.day = day
        self.kind = kind
        self._zone = zone
        self._anchors = {Anchor.OPENING: hours.opening, Anchor.CLOSING: hours.closing}

    def of(self, moment: Moment) -> datetime:
        if moment.anchor is Anchor.MIDNIGHT:
            return self._wall(moment.minutes)
        return self._later(self._wall(self._anchors[moment.anchor]), moment.minutes)

    def before(self, moment: Moment, minutes: int) -> datetime:
        return self._later(self.of(moment), -minutes)

    def _wall(self, minutes: int) -> datetime:
        days, rest = divmod(minutes, _DAY)
        on = self.day + timedelta(days=days)
        return _plain(pendulum.datetime(on.year, on.month, on.day, rest // 60, rest % 60, tz=self._zone))

    def _later(self, moment: datetime, minutes: int) -> datetime:
        return _plain(pendulum.instance(moment).in_timezone(self._zone).add(minutes=minutes))


def _plain(moment: pendulum.DateTime) -> datetime:
    offset = moment.utcoffset() or timedelta(0)
    return datetime(
        moment.year, moment.month, moment.day, moment.hour, moment.minute, moment.second, tzinfo=timezone(offset)
    )


def _phases(procedures: Procedures, times: Times) -> tuple[PlannedPhase, ...]:
    known = {phase.id for phase in procedures.phases}
    planned = (_phase(phase, procedures.mall, times, known) for phase in procedures.phases)
    return tuple(sorted(planned, key=lambda phase: phase.starts))


def _phase(phase: Phase, mall: Mall, times: Times, known: set[str]) -> PlannedPhase:
    starts = times.of(phase.starts)
    ends = max(starts, times.of(phase.ends))
    opens = times.before(phase.starts, phase.early)
    by_id = {item.id: item for item in phase.items}
    needs = tuple(other for other in phase.after if other in known)
    items: list[PlannedItem] = []
    for item in phase.items:
        due = ends if item.due is None else times.of(item.due)
        calls = tuple(dict.fromkeys((*phase.after_calls, *item.after_calls)))
        previous: Place | None = None
        for place in _places(item, mall):
            key = item_key(phase.id, item.id, place)
            waits = [*_waits(phase, item, place, by_id, mall), *_place_before(phase, item, previous)]
            previous = place
            first = tuple(dict.fromkeys(waits))
            items.append(PlannedItem(key, phase.id, item.id, place, opens, due, first, needs, calls))
    return PlannedPhase(phase.id, starts, ends, tuple(items), phase.beside)


def _place_before(phase: Phase, item: Item, previous: Place | None) -> Iterable[str]:
    """Keys of all that goes by the same places in order, at the place before: that floor must be through."""
    if previous is not None and item.in_order:
        together = (other for other in phase.items if other.in_order and other.each == item.each)
        yield from (item_key(phase.id, other.id, previous) for other in together)


def _places(item: Item, mall: Mall) -> tuple[Place | None, ...]:
    return {"floors": mall.floors, "departments": mall.departments}.get(item.each, (None,))


def _waits(phase: Phase, item: Item, place: Place | None, by_id: dict[str, Item], mall: Mall) -> Iterable[str]:
    """Keys of what comes first: the same place's instance where both go by places, else every instance."""
    for other in (by_id[name] for name in item.after if name in by_id):
        if place is not None and other.each == item.each:
            yield item_key(phase.id, other.id, place)
        else:
            yield from (item_key(phase.id, other.id, each) for each in _places(other, mall))


def item_key(phase: str, item: str, place: Place | None) -> str:
    """``phase/item`` or ``phase/item@place``."""
    return f"{phase}/{item}@{place.id}" if place else f"{phase}/{item}"
