"""Rounds: planned, walked, late, missed, unknown. What the mall's YAML says of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.words import Moment, Text

IN_ORDER = "set"
ANY_ORDER = "any"


@dataclass(frozen=True, slots=True)
class Point:
    """Where a round comes by. kind: ``floor``, ``back_of_house`` or ``tills``; place: a floor of the mall or "".

    aliases: what is said of it over the radio, and what a reader's file may call it.
    """

    id: str
    name: Text
    kind: str
    place: str = ""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Every:
    """A round every so many minutes; starts inclusive, until exclusive (the last one begins before it)."""

    minutes: int
    starts: Moment
    until: Moment


@dataclass(frozen=True, slots=True)
class AtRandom:
    """So many rounds at times that nobody can know beforehand, at least `gap` minutes apart (field.md, ours 5)."""

    rounds: int
    starts: Moment
    until: Moment
    gap: int


@dataclass(frozen=True, slots=True)
class Peak:
    """A window of the day, until exclusive, in which the interval is multiplied by `factor` (DS §3: peaks)."""

    starts: Moment
    until: Moment
    factor: float


@dataclass(frozen=True, slots=True)
class Route:
    """A round that is walked again and again. All durations are minutes.

    posts: any of them may walk it; points: ids, in order when `order` is ``set``; every, times, at_random: when it is
    due, any of them may be there; free: may also be walked at any other time; early: how long before its time it may
    be begun; grace: how long after its time a beginning is on time; length: what a round may take, which with the
    grace decides when one is missed; shortest, longest: a whole round below or above is noted, None for no limit;
    leg: two points reached closer together are noted; again: a point counts again only after so long; peaks and days
    (factor by kind of day) tighten the interval of `every`, the smallest factor that applies.
    """

    id: str
    title: Text
    posts: tuple[str, ...]
    points: tuple[str, ...]
    order: str = ANY_ORDER
    every: Every | None = None
    times: tuple[Moment, ...] = ()
    at_random: AtRandom | None = None
    free: bool = False
    early: int = 0
    grace: int = 0
    length: int = 30
    shortest: int | None = None
    longest: int | None = None
    leg: int = 0
    again: int = 0
    peaks: tuple[Peak, ...] = ()
    days: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Patrols:
    """patrols.yaml.

    soon: minutes before a round at which it is called to mind; off_after: minutes without any terminal open after
    which nobody can say whether a round was missed; done_words: what a radio call ends with.
    """

    points: tuple[Point, ...] = ()
    routes: tuple[Route, ...] = ()
    soon: int = 5
    off_after: int = 5
    done_words: tuple[str, ...] = ()

    def route(self, route: str) -> Route | None:
        return next((one for one in self.routes if one.id == route), None)

    def point(self, point: str) -> Point | None:
        return next((one for one in self.points if one.id == point), None)
