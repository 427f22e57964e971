"""Commands in, facts or a refusal out: drawing, walking and explaining rounds. Imports stand in `readings`."""

from __future__ import annotations

import string
from collections.abc import Mapping
from datetime import datetime, timedelta

from dutytui.rules.commands import Command
from dutytui.rules.context import Context, Decision, author, check_belongs, check_day
from dutytui.rules.entry_fold import words
from dutytui.rules.events import POINT_REACHED, ROUND_ENDED, ROUND_EXPLAINED, ROUND_STARTED, ROUNDS_DRAWN, Fact
from dutytui.rules.items import check_behalf
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.lookup import POST_PREFIX
from dutytui.rules.patrols.commands import (
    DrawRounds,
    EndRound,
    ExplainRounds,
    ImportReadings,
    ReachPoint,
    StartRound,
)
from dutytui.rules.patrols.draw import DRAW_PREFIX, draws
from dutytui.rules.patrols.fold import EVIDENCE, READER
from dutytui.rules.patrols.procedure import Route
from dutytui.rules.patrols.readings import import_readings
from dutytui.rules.patrols.rights import explaining_posts, may_explain, may_walk
from dutytui.rules.patrols.rounds import ROUND_PREFIX, DayRound, day_round, named_point
from dutytui.rules.patrols.standing import reached_points
from dutytui.rules.refusal import Refusal
from dutytui.rules.state import State

Answer = tuple[Fact, ...] | Refusal

_SEED = frozenset(string.ascii_letters + string.digits)


@dataclass(frozen=True, slots=True)
class _Walk:
    """A round that somebody walks; happened: when what the command says happened."""

    one: DayRound
    route: Route
    happened: datetime


def draw(state: State, command: DrawRounds, context: Context) -> Answer:
    """Once for each route and day; the seed is recorded, the times follow from it (`dutytui.rules.patrols.draw`)."""
    route = _route(context, command.route)
    if isinstance(route, Refusal):
        return route
    refused = check_day(context, command.day, None) or _check_post(context, route)
    if refused:
        return refused
    if all(window.route != route.id for window in context.plan.draws):
        return Refusal("route_not_random", {"title": route.title})
    if not 8 <= len(command.seed) <= 64 or not _SEED.issuperset(command.seed):
        return Refusal("seed_unusable", {"title": route.title})
    known = draws(state, command.day, route.id)
    if known:
        return Refusal("rounds_drawn_already", {"title": route.title, "at": known[0].at})
    data = {"seed": command.seed}
    return (context.fact(ROUNDS_DRAWN, DRAW_PREFIX + route.id, command.day, None, data=data),)


def start(state: State, command: StartRound, context: Context) -> Answer:
    """A planned round from `opens` on, or a free one at any time."""
    route = _route(context, command.route)
    if isinstance(route, Refusal):
        return route
    refused = _check_time(context, command) or _check_post(context, route)
    refused = refused or check_behalf(state, context.law, command.behalf)
    if refused:
        return refused
    key = command.round
    if not key:
        if not route.free:
            return Refusal("route_not_free", {"title": route.title})
        key = f"{route.id}@{context.command}"
    else:
        refused = _check_start(state, command, context, route)
        if refused:
            return refused
    own = context.post in route.posts
    behalf = command.behalf or ("" if own else POST_PREFIX + route.posts[0])
    data = {"route": route.id, "planned": bool(command.round)}
    return (context.fact(ROUND_STARTED, ROUND_PREFIX + key, command.day, command.at, behalf=behalf, data=data),)


def _check_start(state: State, command: StartRound, context: Context, route: Route) -> Refusal | None:
    one = day_round(state, context.plan, context.procedures, command.round)
    if one is None or one.planned is None or one.route_id != route.id:
        return Refusal("round_unknown", {"given": command.round})
    if one.began is not None:
        return _already(state, context, one, route)
    happened = command.at or context.now
    if happened < one.planned.opens:
        return Refusal("round_not_open_yet", {"title": route.title, "opens": one.planned.opens})
    return None


def reach(state: State, command: ReachPoint, context: Context) -> Answer:
    """A point of a running round. The last one of the route ends the round with the same command."""
    walk = _walk(state, command, context)
    if isinstance(walk, Refusal):
        return walk
    refused = _check_point(walk, command, context)
    if refused:
        return refused
    data = {"point": command.point, "evidence": command.evidence, "note": command.note.strip()}
    on = ROUND_PREFIX + walk.one.key
    fact = context.fact(POINT_REACHED, on, command.day, command.at, data=data)
    reached = reached_points(walk.one)
    if walk.one.fold.ended or not set(walk.route.points) <= {*reached, command.point}:
        return (fact,)
    ended = max([*reached.values(), walk.happened])
    return (fact, context.fact(ROUND_ENDED, on, command.day, ended, data={}))


def _check_point(walk: _Walk, command: ReachPoint, context: Context) -> Refusal | None:
    route, over = walk.route, walk.one.fold.over
    if command.evidence not in EVIDENCE or command.evidence == READER:
        return Refusal("evidence_unknown", {"given": command.evidence})
    if command.point not in route.points:
        names = tuple(named_point(context.law, point) for point in route.points)
        return Refusal("point_not_on_route", {"given": command.point, "title": route.title, "points": names})
    if over is not None and walk.happened > over:
        # A point forgotten while the round ran may still be put in, at its time.
        return Refusal("time_after_round", {"title": route.title, "at": walk.happened, "ended": over})
    gap = timedelta(minutes=max(route.again, 1))
    for event in walk.one.fold.reached:
        if words(event.data, "point") == command.point and abs(walk.happened - event.at) < gap:
            values = {"point": named_point(context.law, command.point), "at": event.at, "again": event.at + gap}
            return Refusal("point_reached_already", values)
    return None


def end(state: State, command: EndRound, context: Context) -> Answer:
    """Over; points that were left out want a word."""
    walk = _walk(state, command, context)
    if isinstance(walk, Refusal):
        return walk
    one, route = walk.one, walk.route
    if one.fold.ended:
        return _already(state, context, one, route)
    reached = reached_points(one)
    last = max(reached.values(), default=None)
    if last is not None and walk.happened < last:
        return Refusal("time_before_round", {"title": route.title, "at": walk.happened, "began": last})
    left = tuple(point for point in route.points if point not in reached)
    if left and not command.note.strip():
        names = tuple(named_point(context.law, point) for point in left)
        return Refusal("points_left_out", {"title": route.title, "points": names})
    data = {"note": command.note.strip(), "left_out": list(left) or None}
    return (context.fact(ROUND_ENDED, ROUND_PREFIX + one.key, command.day, command.at, data=data),)


def explain(state: State, command: ExplainRounds, context: Context) -> Answer:
    """One reason for all of them or for none; a fact for each."""
    refused = check_day(context, command.day, None)
    if refused:
        return refused
    if not command.rounds:
        return Refusal("rounds_missing")
    facts = []
    for key in dict.fromkeys(command.rounds):
        one = day_round(state, context.plan, context.procedures, key)
        if one is None:
            return Refusal("round_unknown", {"given": key})
        refused = _check_explained(state, context, one)
        if refused:
            return refused
        data = {"reason": command.reason.strip()}
        facts.append(context.fact(ROUND_EXPLAINED, ROUND_PREFIX + key, command.day, None, data=data))
    return tuple(facts) if command.reason.strip() else Refusal("reason_missing")


def _check_explained(state: State, context: Context, one: DayRound) -> Refusal | None:
    """Late, missed, unknown, or walked late; once."""
    route = one.route
    title = route.title if route else context.law.same(one.route_id)
    if route is not None and not may_explain(context.law, route, context.post):
        return Refusal("explain_not_allowed", {"title": title, "posts": explaining_posts(context.law, route)})
    said = one.fold.explained
    if said:
        by = author(state, context, said[0])
        return Refusal("round_explained_already", {"title": title, "begins": one.begins, "by": by, "at": said[0].at})
    late = one.planned is not None and (one.began or context.now) > one.planned.late
    return None if late else Refusal("round_needs_no_word", {"title": title, "begins": one.begins})


def _walk(state: State, command: ReachPoint | EndRound, context: Context) -> _Walk | Refusal:
    one = day_round(state, context.plan, context.procedures, command.round)
    if one is None:
        return Refusal("round_unknown", {"given": command.round})
    route = _route(context, one.route_id)
    if isinstance(route, Refusal):
        return route
    happened = command.at or context.now
    refused = _check_time(context, command) or _check_post(context, route)
    if refused is None and one.began is None:
        refused = Refusal("round_not_started", {"title": route.title})
    elif refused is None and one.began is not None and happened < one.began:
        refused = Refusal("time_before_round", {"title": route.title, "at": happened, "began": one.began})
    elif refused is None and one.fold.ended and command.at is None:
        refused = _already(state, context, one, route)
    return refused or _Walk(one, route, happened)


def _route(context: Context, route: str) -> Route | Refusal:
    known = context.procedures.patrols.route(route)
    return known if known is not None else Refusal("route_unknown", {"given": route})


def _check_time(context: Context, command: StartRound | ReachPoint | EndRound) -> Refusal | None:
    return check_day(context, command.day, command.at) or check_belongs(context, command.day, command.at or context.now)


def _check_post(context: Context, route: Route) -> Refusal | None:
    if may_walk(context.law, route, context.post):
        return None
    return Refusal("walk_not_allowed", {"title": route.title, "posts": context.law.post_names(route.posts)})


def _already(state: State, context: Context, one: DayRound, route: Route) -> Refusal:
    """Who has begun it, or ended it."""
    act = (one.fold.ended or one.fold.started or one.fold.reached)[0]
    values = {"title": route.title, "by": author(state, context, act), "at": act.at}
    if one.fold.ended:
        return Refusal("round_already_done", values)
    return Refusal("round_already_started", values)


DECISIONS: Mapping[type[Command], Decision] = {
    DrawRounds: draw,
    StartRound: start,
    ReachPoint: reach,
    EndRound: end,
    ExplainRounds: explain,
    ImportReadings: import_readings,
}
