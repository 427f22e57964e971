"""From procedures to the rounds of the day, random ones aside: those follow from a seed (`.draw`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from dutytui.rules.patrols.plan import DrawWindow, PlannedRound, planned
from dutytui.rules.patrols.procedure import Every, Route
from dutytui.rules.procedure import Procedures

if TYPE_CHECKING:
    from dutytui.rules.timetable import Times

_MOST = 500
"""Rounds of one route on one day; a shorter interval than that is a mistake that must not stop the desk."""


def planned_rounds(procedures: Procedures, times: Times) -> tuple[PlannedRound, ...]:
    """By their start, then by route in the order of the file."""
    found = [one for route in procedures.patrols.routes for one in _rounds(route, times)]
    return tuple(sorted(found, key=lambda one: one.starts))


def draw_windows(procedures: Procedures, times: Times) -> tuple[DrawWindow, ...]:
    """Where random rounds may fall today, in the order of the file; one window a route."""
    windows = []
    for route in procedures.patrols.routes:
        drawn = route.at_random
        if drawn is not None:
            window = DrawWindow(route.id, times.of(drawn.starts), times.of(drawn.until), drawn.rounds, drawn.gap)
            windows.append(window)
    return tuple(windows)


def _rounds(route: Route, times: Times) -> Iterator[PlannedRound]:
    starts = {times.of(moment) for moment in route.times}
    if route.every is not None:
        starts.update(_starts(route, route.every, times))
    keys: set[str] = set()
    for start in sorted(starts):
        key = f"{route.id}@{start:%H%M}"
        while key in keys:  # the hour that the clock shows twice
            key += "b"
        keys.add(key)
        yield planned(route, key, start)


def _starts(route: Route, every: Every, times: Times) -> Iterable[datetime]:
    """From the beginning on, each an interval after the one before; the interval is the one in force at that one."""
    until = times.of(every.until)
    offset = 0
    for _ in range(_MOST):
        start = times.before(every.starts, -offset)
        if start >= until:
            return
        yield start
        offset += max(1, round(every.minutes * _factor(route, start, times)))


def _factor(route: Route, at: datetime, times: Times) -> float:
    """The smallest that applies: a holiday's peak is no tighter than the tighter of the two (DS §3)."""
    factors = [1.0, route.days.get(times.kind, 1.0)]
    factors += [peak.factor for peak in route.peaks if times.of(peak.starts) <= at < times.of(peak.until)]
    return min(factors)
