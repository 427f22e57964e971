"""What a screen draws: the rounds of a day as they stand, and the next one for a timer."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from dutytui.rules.acts import acts, named, person
from dutytui.rules.entry_fold import words
from dutytui.rules.events import Event
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.looking import Looking
from dutytui.rules.patrols.draw import draws
from dutytui.rules.patrols.fold import READER, evidence_of
from dutytui.rules.patrols.rounds import ROUND_PREFIX, DayRound, day_rounds, named_point
from dutytui.rules.patrols.standing import Finding, RoundStatus, fate_of, findings, next_point, status_of
from dutytui.rules.presence.views import Span, known_on
from dutytui.rules.views import Act, Named
from dutytui.rules.words import Text

_GONE = frozenset({RoundStatus.MISSED, RoundStatus.UNKNOWN})


@dataclass(frozen=True, slots=True)
class FoundView:
    """points: those it is about, () for the whole round; seconds: how long it took, 0 where it is not about that."""

    finding: Finding
    points: tuple[Named, ...] = ()
    seconds: int = 0


@dataclass(frozen=True, slots=True)
class PointView:
    """reached: when first, None when not yet; evidence: the strongest there is, "" for none; times: how often."""

    point: Named
    place: str = ""
    reached: datetime | None = None
    evidence: str = ""
    times: int = 0


@dataclass(frozen=True, slots=True)
class RoundView:
    """A round of the day.

    subject: ``round:<key>``; begins: when it is due, or was begun if it was not planned; late, missed: the moments
    after which it is late, and missed, None for a free one; hidden: its time is random and not to be told yet;
    was: missed or unknown, for an explained one (else None); next: id of the point that comes next, "" for none;
    read: at least one point was read by a reader; needs_word: missed or unknown, and nobody has said why;
    mine: the post that looks may walk it as its own; walker: who walks it, None while nobody has begun.
    """

    key: str
    subject: str
    route: str
    title: Text
    status: RoundStatus
    begins: datetime
    late: datetime | None
    missed: datetime | None
    posts: tuple[Named, ...]
    points: tuple[PointView, ...]
    planned: bool
    drawn: bool
    hidden: bool
    mine: bool
    began: datetime | None
    ended: datetime | None
    walker: Named | None
    next: str
    was: RoundStatus | None
    reason: str
    found: tuple[FoundView, ...]
    history: tuple[Act, ...]

    @property
    def reached(self) -> int:
        return sum(point.reached is not None for point in self.points)

    @property
    def read(self) -> bool:
        return any(point.evidence == READER for point in self.points)

    @property
    def needs_word(self) -> bool:
        return self.status in _GONE


@dataclass(frozen=True, slots=True)
class DrawView:
    """The drawing of a route's random rounds: the seed from which anybody can work the times out again."""

    title: Text
    seed: str
    at: datetime
    by: Named | None


@dataclass(frozen=True, slots=True)
class RoundsView:
    """rounds: by their start. free: (route id, title) of what may be walked at any time; on: when terminals were on."""

    day: date
    now: datetime
    rounds: tuple[RoundView, ...]
    free: tuple[tuple[str, Text], ...]
    draws: tuple[DrawView, ...]
    on: tuple[Span, ...]
    any_route: bool

    def count(self, *statuses: RoundStatus) -> int:
        return sum(one.status in statuses for one in self.rounds)


def rounds(at: Looking) -> RoundsView:
    """The rounds of the day that is looked at."""
    on = spans(at)
    routes = at.procedures.patrols.routes
    return RoundsView(
        day=at.day,
        now=at.now,
        rounds=tuple(_view(at, one, on) for one in day_rounds(at.state, at.plan, at.procedures)),
        free=tuple((route.id, route.title) for route in routes if route.free),
        draws=tuple(
            DrawView(route.title, words(event.data, "seed"), event.at, person(at.state, at.law, event.by))
            for route in routes
            for event in draws(at.state, at.day, route.id)
        ),
        on=on,
        any_route=bool(routes),
    )


def next_round(at: Looking) -> RoundView | None:
    """For a timer: the round that runs, is late or due, whichever began first; else the next one that may be told."""
    on = spans(at)
    waiting = None
    for one in day_rounds(at.state, at.plan, at.procedures):
        status = status_of(one, at.now, on)
        if status in _PRESSING:
            return _view(at, one, on)
        if status is RoundStatus.AHEAD and waiting is None and not is_hidden(at, one):
            waiting = one
    return _view(at, waiting, on) if waiting is not None else None


_PRESSING = frozenset({RoundStatus.RUNNING, RoundStatus.LATE, RoundStatus.DUE})


def spans(at: Looking) -> tuple[Span, ...]:
    """When terminals were known to be on that day."""
    return known_on(at, timedelta(minutes=at.procedures.patrols.off_after))


def is_hidden(at: Looking, one: DayRound) -> bool:
    """A random time is told only shortly before, or it would not be random to whoever reads the screen."""
    planned = one.planned
    soon = timedelta(minutes=at.procedures.patrols.soon)
    return planned is not None and planned.drawn and one.began is None and at.now < planned.starts - soon


def _view(at: Looking, one: DayRound, on: tuple[Span, ...]) -> RoundView:
    route, planned, law = one.route, one.planned, at.law
    status = status_of(one, at.now, on)
    explained = status is RoundStatus.EXPLAINED
    return RoundView(
        key=one.key,
        subject=ROUND_PREFIX + one.key,
        route=one.route_id,
        title=route.title if route is not None else law.same(one.route_id),
        status=status,
        begins=one.begins,
        late=planned.late if planned is not None else None,
        missed=planned.missed if planned is not None else None,
        posts=law.post_names(route.posts if route is not None else ()),
        points=_points(at, one),
        planned=planned is not None,
        drawn=planned is not None and planned.drawn,
        hidden=is_hidden(at, one),
        mine=route is not None and at.post in route.posts,
        began=one.began,
        ended=one.fold.over,
        walker=_walker(at, one),
        next=next_point(one) if status is RoundStatus.RUNNING else "",
        was=fate_of(one, at.now, on) if explained else None,
        reason=" · ".join(dict.fromkeys(words(event.data, "reason") for event in one.fold.explained)),
        found=tuple(
            FoundView(found.finding, tuple(named_point(law, point) for point in found.points), found.seconds)
            for found in findings(one, at.now)
        ),
        history=acts(at.state, law, one.subject) if one.subject is not None else (),
    )


def _walker(at: Looking, one: DayRound) -> Named | None:
    act = next(iter(one.fold.started or one.fold.reached), None)
    if act is None:
        return None
    return named(at.state, at.law, act.behalf) if act.behalf else person(at.state, at.law, act.by)


def _points(at: Looking, one: DayRound) -> tuple[PointView, ...]:
    """Those of the route in its order, then whatever else was reached."""
    visits: dict[str, list[Event]] = {point: [] for point in (one.route.points if one.route is not None else ())}
    for event in one.fold.reached:
        visits.setdefault(words(event.data, "point"), []).append(event)
    return tuple(_point(at, point, events) for point, events in visits.items())


def _point(at: Looking, point: str, visits: list[Event]) -> PointView:
    known = at.procedures.patrols.point(point)
    kinds = [evidence_of(event) for event in visits]
    return PointView(
        point=named_point(at.law, point),
        place=known.place if known is not None else "",
        reached=min((event.at for event in visits), default=None),
        evidence=READER if READER in kinds else (kinds[0] if kinds else ""),
        times=len(visits),
    )
