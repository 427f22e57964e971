"""How a round stands at a moment, and what its times tell (field.md "Patrols", and what users complain about 1 to 3).

Skipped, done and forgotten never look alike: a round that nobody began stays *missed* for ever, or *unknown* where no
terminal was known to be on, and a reason turns it into *explained*, which still says what it was.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise

from dutytui.rules.entry_fold import words
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.patrols.procedure import IN_ORDER, Route
from dutytui.rules.patrols.rounds import DayRound
from dutytui.rules.presence.views import Span, covers


class RoundStatus(StrEnum):
    AHEAD = "ahead"
    DUE = "due"  # its time has come, beginning now is on time; or it was late before the mall's first record
    LATE = "late"  # not begun within the grace; may still be walked
    RUNNING = "running"
    DONE = "done"
    DONE_LATE = "done_late"  # begun after the grace
    MISSED = "missed"  # start + length + grace have passed, a terminal was on, nobody began
    UNKNOWN = "unknown"  # the same, but no terminal was on all the while: until someone says
    BEFORE_USE = "before_use"  # over, and late to begin before the mall's first record: nobody need say anything
    EXPLAINED = "explained"  # missed or unknown, with a reason


class Finding(StrEnum):
    """What the times of a round tell."""

    TOO_FAST = "too_fast"  # the whole round, or the way from one point to the next
    TOO_SLOW = "too_slow"
    WRONG_ORDER = "wrong_order"
    LEFT_OUT = "left_out"
    AGAIN_TOO_SOON = "again_too_soon"
    STARTED_TWICE = "started_twice"  # at terminals that did not know of each other


@dataclass(frozen=True, slots=True)
class Found:
    """points: ids it is about; seconds: how long it took, where it is about that."""

    finding: Finding
    points: tuple[str, ...] = ()
    seconds: int = 0


def status_of(one: DayRound, now: datetime, on: tuple[Span, ...]) -> RoundStatus:
    """on: when terminals were known to be on, see `dutytui.rules.presence.views.known_on`."""
    if one.began is not None:
        if not one.fold.ended:
            return RoundStatus.RUNNING
        late = one.planned is not None and one.began > one.planned.late and not one.before_use
        return RoundStatus.DONE_LATE if late else RoundStatus.DONE
    fate = fate_of(one, now, on)
    gone = fate in {RoundStatus.MISSED, RoundStatus.UNKNOWN}
    return RoundStatus.EXPLAINED if gone and one.fold.explained else fate


def fate_of(one: DayRound, now: datetime, on: tuple[Span, ...]) -> RoundStatus:
    """What became of a round that nobody began."""
    planned = one.planned
    if planned is None:
        return RoundStatus.UNKNOWN
    if now < planned.starts:
        return RoundStatus.AHEAD
    if now <= planned.late:
        return RoundStatus.DUE
    if now <= planned.missed:
        return RoundStatus.DUE if one.before_use else RoundStatus.LATE
    if one.before_use:
        return RoundStatus.BEFORE_USE
    return RoundStatus.MISSED if covers(on, planned.starts, planned.missed) else RoundStatus.UNKNOWN


def findings(one: DayRound, now: datetime) -> tuple[Found, ...]:
    """What is worth a look, computed from the times that were said."""
    if one.route is None or one.began is None:
        return ()
    route, ended = one.route, one.fold.over
    found = [*_length(route, one.began, ended, now), *_legs(route, one), *_order(route, one), *_again(route, one)]
    left = tuple(point for point in route.points if point not in reached_points(one)) if ended else ()
    if left:
        found.append(Found(Finding.LEFT_OUT, left))
    if len(one.fold.started) > 1:
        found.append(Found(Finding.STARTED_TWICE))
    return tuple(found)


def reached_points(one: DayRound) -> dict[str, datetime]:
    """The points by id with the first time that each was reached, earliest first."""
    times: dict[str, datetime] = {}
    for point, at in _visits(one):
        times.setdefault(point, at)
    return times


def next_point(one: DayRound) -> str:
    """The first point, in the order of the route, that was not reached yet; "" when there is none."""
    reached = reached_points(one)
    return next((point for point in (one.route.points if one.route else ()) if point not in reached), "")


def _visits(one: DayRound) -> list[tuple[str, datetime]]:
    visits = [(words(event.data, "point"), event.at) for event in one.fold.reached]
    return sorted(visits, key=lambda visit: (visit[1], visit[0]))


def _length(route: Route, began: datetime, ended: datetime | None, now: datetime) -> Iterator[Found]:
    took = (ended or now) - began
    if ended is not None and route.shortest is not None and took < timedelta(minutes=route.shortest):
        yield Found(Finding.TOO_FAST, (), _seconds(took))
    if route.longest is not None and took > timedelta(minutes=route.longest):
        yield Found(Finding.TOO_SLOW, (), _seconds(took))


def _legs(route: Route, one: DayRound) -> Iterator[Found]:
    """Points that follow one another faster than anybody walks, each run of them once.

    (The same point twice is another matter.)
    """
    run: list[tuple[str, datetime]] = []
    for before, after in pairwise(_visits(one)):
        if before[0] != after[0] and after[1] - before[1] < timedelta(minutes=route.leg):
            run = [*(run or [before]), after]
        else:
            yield from _run(run)
            run = []
    yield from _run(run)


def _run(run: list[tuple[str, datetime]]) -> Iterator[Found]:
    if run:
        yield Found(Finding.TOO_FAST, tuple(point for point, _ in run), _seconds(run[-1][1] - run[0][1]))


def _order(route: Route, one: DayRound) -> Iterator[Found]:
    if route.order != IN_ORDER:
        return
    places = {point: number for number, point in enumerate(route.points)}
    highest = -1
    wrong = []
    for point in reached_points(one):
        if places.get(point, highest) < highest:
            wrong.append(point)
        highest = max(highest, places.get(point, highest))
    if wrong:
        yield Found(Finding.WRONG_ORDER, tuple(wrong))


def _again(route: Route, one: DayRound) -> Iterator[Found]:
    last: dict[str, datetime] = {}
    soon: list[str] = []
    for point, at in _visits(one):
        if point in last and at - last[point] < timedelta(minutes=route.again):
            soon.append(point)
        last[point] = at
    if soon:
        yield Found(Finding.AGAIN_TOO_SOON, tuple(dict.fromkeys(soon)))


def _seconds(span: timedelta) -> int:
    return max(0, int(span.total_seconds()))
