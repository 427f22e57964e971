"""Readings of a patrol reader, put into the rounds that they fall into: stronger evidence than ticks at a desk.

A reading belongs to a round of a route that has its point: to one that was under way at that moment, else to the
planned one, not begun yet, whose window holds it and whose start is nearest. A round that nobody had begun begins with
its first reading and, once every point was read, ends with the last. What fits no round is not recorded, and told.
The same reading twice, from the same file or another, adds nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from dutytui.rules.context import Context, check_day
from dutytui.rules.entry_fold import words
from dutytui.rules.events import POINT_REACHED, ROUND_ENDED, ROUND_STARTED, Fact
from dutytui.rules.patrols.commands import ImportReadings, Reading
from dutytui.rules.patrols.fold import READER, evidence_of
from dutytui.rules.patrols.rights import may_walk
from dutytui.rules.patrols.rounds import ROUND_PREFIX, DayRound, day_rounds
from dutytui.rules.patrols.standing import reached_points
from dutytui.rules.plan import DayPlan
from dutytui.rules.procedure import Procedures
from dutytui.rules.refusal import Refusal
from dutytui.rules.state import State

Matched = Mapping[str, tuple[Reading, ...]]


def import_readings(state: State, command: ImportReadings, context: Context) -> tuple[Fact, ...] | Refusal:
    """All new readings that fit a round, as one command; refused when there is none."""
    refused = check_day(context, command.day, None)
    if refused:
        return refused
    later = next((one for one in command.readings if one.at > context.now), None)
    if later is not None:
        return Refusal("reading_in_future", {"at": later.at, "now": context.now})
    new = new_readings(state, context.plan, context.procedures, command.readings)
    if not new:
        return Refusal("readings_nothing_new", {"source": command.source})
    rounds = {one.key: one for one in day_rounds(state, context.plan, context.procedures)}
    facts: list[Fact] = []
    for key, readings in matched(state, context.plan, context.procedures, new).items():
        route = rounds[key].route
        assert route is not None, "readings are matched by the route's points"
        if not may_walk(context.law, route, context.post):
            posts = context.law.post_names(route.posts)
            return Refusal("walk_not_allowed", {"title": route.title, "posts": posts})
        facts += _facts(rounds[key], readings, command, context)
    return tuple(facts) or Refusal("readings_fit_no_round", {"source": command.source})


def new_readings(
    state: State, plan: DayPlan, procedures: Procedures, readings: Iterable[Reading]
) -> tuple[Reading, ...]:
    """Without those that the day has already, taken-back ones included; by time."""
    known = {
        (words(event.data, "point"), event.at)
        for one in day_rounds(state, plan, procedures)
        for event in (one.subject.events if one.subject is not None else ())
        if event.kind == POINT_REACHED and evidence_of(event) == READER and state.trust.counts(event)
    }
    first = {(one.point, one.at): one for one in reversed(list(readings))}
    return tuple(first[place] for place in sorted(first.keys() - known, key=lambda place: (place[1], place[0])))


def matched(state: State, plan: DayPlan, procedures: Procedures, readings: Iterable[Reading]) -> Matched:
    """The readings by the key of the round that each belongs to; what fits none is not there."""
    rounds = day_rounds(state, plan, procedures)
    found: dict[str, list[Reading]] = {}
    for reading in readings:
        one = _round_of(rounds, reading)
        if one is not None:
            found.setdefault(one.key, []).append(reading)
    return {key: tuple(several) for key, several in found.items()}


def _round_of(rounds: Iterable[DayRound], reading: Reading) -> DayRound | None:
    fits = [one for one in rounds if one.route is not None and reading.point in one.route.points]
    walked = [one for one in fits if one.began is not None and _holds(one, reading.at)]
    if walked:
        return max(walked, key=lambda one: (one.began, one.key))
    open_ = [
        one
        for one in fits
        if one.began is None and one.planned is not None and one.planned.opens <= reading.at <= one.planned.missed
    ]
    return min(open_, key=lambda one: (abs(one.begins - reading.at), one.key), default=None)


def _holds(one: DayRound, at: datetime) -> bool:
    """A desk ticks a little before or after the reader: the grace of the route counts at both ends."""
    assert one.began is not None and one.route is not None
    slack = timedelta(minutes=one.route.grace)
    over = one.fold.over or one.began + timedelta(minutes=one.route.length)
    return one.began - slack <= at <= over + slack


def _facts(one: DayRound, readings: tuple[Reading, ...], command: ImportReadings, context: Context) -> Iterable[Fact]:
    on, day = ROUND_PREFIX + one.key, command.day
    said = {"evidence": READER, "source": command.source}
    if one.began is None:
        data = {"route": one.route_id, "planned": True, **said}
        yield context.fact(ROUND_STARTED, on, day, readings[0].at, data=data)
    for reading in readings:
        data = {"point": reading.point, **said, "reader": reading.reader, "person": reading.person}
        yield context.fact(POINT_REACHED, on, day, reading.at, data=data)
    reached = {**reached_points(one), **{reading.point: reading.at for reading in readings}}
    if one.route is not None and not one.fold.ended and set(one.route.points) <= reached.keys():
        yield context.fact(ROUND_ENDED, on, day, max(reached.values()), data=said)
