"""patrols.yaml: the points of the mall, and the rounds that come by them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from dutytui.procedures import times
from dutytui.procedures.day_times import day_problems, end_problems, entries, moment_of, shown
from dutytui.procedures.fields import (
    DayTime,
    Defines,
    Duration,
    FloorRef,
    Id,
    Line,
    LocalText,
    PointRef,
    PostRef,
    one_of,
)
from dutytui.procedures.model import Aliases, Model
from dutytui.procedures.problem import Code, Problem
from dutytui.procedures.tree import Node
from dutytui.procedures.words import Words
from dutytui.rules.patrols.procedure import ANY_ORDER, IN_ORDER, AtRandom, Every, Patrols, Peak, Point, Route

if TYPE_CHECKING:
    from dutytui.procedures.sense import DayHours

_DEFAULT = Patrols()
_KINDS = ("holiday", "holiday_eve", "make_up_workday", "ordinary")
Factor = Annotated[float, Field(gt=0, le=1)]


class PointModel(Model):
    """Where a round comes by."""

    id: Annotated[Id, Defines("point")] = Field(description="A lower-case word; stays in the records, never reuse it.")
    name: LocalText = Field(description="What people read.")
    kind: Annotated[str, *one_of("floor", "back_of_house", "tills")] = Field(
        description="floor: sales floor; back_of_house: corridors, stores, docks; tills: cash desks."
    )
    place: FloorRef | None = Field(default=None, description="The floor it is on.")
    aliases: Aliases


class EveryModel(Model):
    """A round at a fixed interval."""

    interval: Duration = Field(description="From one beginning to the next, on an ordinary day outside the peaks.")
    starts: DayTime = Field(description="When the first one begins.")
    until: DayTime = Field(description="The last one begins before this time.")


class AtRandomModel(Model):
    """Rounds at times that nobody can know beforehand."""

    rounds: Annotated[int, Field(ge=1, le=48)] = Field(description="How many rounds a day, 1 to 48.")
    starts: DayTime = Field(description="The first one begins at this time or later.")
    until: DayTime = Field(description="The last one begins before this time.")
    gap: Duration = Field(default=0, description="From one beginning to the next at least this long.")


class PeakModel(Model):
    """A stretch of the day with more people."""

    starts: DayTime = Field(description="When it begins.")
    until: DayTime = Field(description="When it is over, this minute excluded.")
    factor: Factor = Field(description="The interval is multiplied by this, more than 0 and at most 1.")


class TightenModel(Model):
    """When the interval is shorter; of several factors the smallest holds."""

    peaks: list[PeakModel] = Field(default_factory=list, description="Stretches of every day.")
    days: dict[Annotated[str, *one_of(*_KINDS)], Factor] = Field(
        default_factory=dict, description="Kinds of day, each with its factor."
    )


class RouteModel(Model):
    """A round that is walked again and again."""

    id: Annotated[Id, Defines("route")] = Field(description="A lower-case word; stays in the records, never reuse it.")
    title: LocalText = Field(description="What people read.")
    posts: list[PostRef] = Field(min_length=1, description="Posts that may walk it, any one of them.")
    points: list[PointRef] = Field(min_length=1, description="Where it comes by, by id.")
    order: Annotated[str, *one_of(IN_ORDER, ANY_ORDER)] = Field(
        default=ANY_ORDER, description="set: the points in the order of the list, another is noted; any: as it comes."
    )
    every: EveryModel | None = Field(default=None, description="Rounds at a fixed interval.")
    times: list[DayTime] = Field(default_factory=list, description="Rounds at fixed times.")
    at_random: AtRandomModel | None = Field(
        default=None, description="Rounds at random times; they follow from a seed that is recorded."
    )
    free: bool = Field(default=False, description="Whether it may also be walked at any other time.")
    early: Duration = Field(default=0, description="How long before its time it may be begun.")
    grace: Duration = Field(default=5, description="How long after its time a beginning is on time. Default 5m.")
    length: Duration = Field(
        default=30, description="How long a round may take; after start, length and grace it is missed. Default 30m."
    )
    shortest: Duration | None = Field(default=None, description="A round that took less is noted as too fast.")
    longest: Duration | None = Field(default=None, description="A round that took more is noted as too slow.")
    leg: Duration = Field(default=0, description="Two points reached closer together are noted as too fast.")
    again: Duration = Field(default=0, description="A point counts again only after this long.")
    tighten: TightenModel = Field(default_factory=TightenModel, description="When the interval is shorter.")


class PatrolsFile(Model):
    """patrols.yaml: points and routes of the rounds."""

    soon: Duration = Field(
        default=_DEFAULT.soon, description="How long before a round it is called to mind. Default 5m."
    )
    off_after: Duration = Field(
        default=_DEFAULT.off_after,
        description="Without any terminal open for longer, nobody can say whether a round was missed. Default 5m.",
    )
    done_words: list[Line] = Field(default_factory=list, description="What a guard's radio call ends with.")
    points: list[PointModel] = Field(min_length=1, description="All points.")
    routes: list[RouteModel] = Field(min_length=1, description="All routes.")


def built(file: PatrolsFile, words: Words) -> Patrols:
    """As the rules have it."""
    points = (Point(one.id, words(one.name), one.kind, one.place or "", tuple(one.aliases)) for one in file.points)
    return Patrols(
        points=tuple(points),
        routes=tuple(_route(one, words) for one in file.routes),
        soon=file.soon,
        off_after=file.off_after,
        done_words=tuple(file.done_words),
    )


def _route(one: RouteModel, words: Words) -> Route:
    every, drawn = one.every, one.at_random
    return Route(
        id=one.id,
        title=words(one.title),
        posts=tuple(one.posts),
        points=tuple(one.points),
        order=one.order,
        every=None if every is None else Every(every.interval, every.starts, every.until),
        times=tuple(one.times),
        at_random=None if drawn is None else AtRandom(drawn.rounds, drawn.starts, drawn.until, drawn.gap),
        free=one.free,
        early=one.early,
        grace=one.grace,
        length=one.length,
        shortest=one.shortest,
        longest=one.longest,
        leg=one.leg,
        again=one.again,
        peaks=tuple(Peak(peak.starts, peak.until, peak.factor) for peak in one.tighten.peaks),
        days=dict(one.tighten.days),
    )


def sense(name: str, trees: Mapping[str, Node], hours: list[DayHours]) -> Iterator[Problem]:
    """Windows that are empty or outside the day, limits that cross, rounds that never come or find no room."""
    for route in entries(trees[name], "routes"):
        windows = [node for node in (route.get("every"), route.get("at_random")) if node is not None]
        windows += entries(route.get("tighten"), "peaks")
        for window in windows:
            yield from end_problems(name, window.get("starts"), window.get("until"), hours)
        named = [node for window in windows for node in (window.get("starts"), window.get("until"))]
        yield from day_problems(name, [*named, *entries(route, "times")], trees, hours)
        yield from _limits(name, route)
        yield from _room(name, route.get("at_random"), hours)


def _limits(name: str, route: Node) -> Iterator[Problem]:
    shortest, longest = (times.duration(route.text_of(key) or "") for key in ("shortest", "longest"))
    if shortest is not None and longest is not None and shortest > longest:
        values = {"minimum": f"{shortest}m", "maximum": f"{longest}m"}
        yield _at(name, route.get("shortest"), Code.MINIMUM_OVER_MAXIMUM, **values)
    every = route.get("every")
    if every is not None and times.duration(every.text_of("interval") or "") == 0:
        yield _at(name, every.get("interval"), Code.BAD_DURATION, value="0m")
    free = route.get("free")
    when = (route.get("every"), route.get("at_random"), *entries(route, "times"))
    if isinstance(route.value, dict) and not any(when) and (free is None or free.value is not True):
        yield _at(name, route, Code.ROUTE_NEVER_WALKED)


def _room(name: str, drawn: Node | None, hours: list[DayHours]) -> Iterator[Problem]:
    """Random rounds that keep their distance must fit into the window of some day; on a shorter day fewer are drawn."""
    if drawn is None:
        return
    starts, until = moment_of(drawn.get("starts")), moment_of(drawn.get("until"))
    node, gap = drawn.get("rounds"), times.duration(drawn.text_of("gap") or "0m")
    rounds = node.value if node is not None else None
    if starts is None or until is None or gap is None or not isinstance(rounds, int):
        return
    takes = (rounds - 1) * gap
    longest = max(hours, key=lambda day: day.minutes(until) - day.minutes(starts), default=None)
    if longest is not None and 0 < longest.minutes(until) - longest.minutes(starts) <= takes:
        values = {"starts": shown(longest, starts), "ends": shown(longest, until), "hours": longest.label}
        yield _at(name, node, Code.ROUNDS_FIND_NO_ROOM, rounds=rounds, gap=f"{gap}m", **values)


def _at(name: str, node: Node | None, code: Code, **values: object) -> Problem:
    return Problem(name, node.line if node else 1, node.column if node else 1, code, values)
