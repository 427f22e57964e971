"""Random rounds: their times follow from a recorded seed, so that whoever doubts them can work them out again.

The algorithm, the same for ever and on every machine: with `n` rounds at least `gap` minutes apart in a window of `w`
whole minutes, ``free = w - 1 - (n - 1) * gap``. The i-th number (from 0) is the first eight bytes, big-endian, of the
SHA-256 of ``"<day>/<route>/<seed>/<i>"`` in UTF-8, modulo ``free + 1``. The numbers are sorted; the i-th round begins
``number + i * gap`` minutes after the window's beginning. Where `n` rounds do not fit, as many as do are drawn.
A seed drawn after the window began counts from the full minute after the drawing: nobody can walk in the past.
"""

from __future__ import annotations

import hashlib
from datetime import date, datetime, timedelta

from dutytui.rules.entry_fold import words
from dutytui.rules.events import Event
from dutytui.rules.looking import Looking
from dutytui.rules.patrols.fold import DrawFold
from dutytui.rules.patrols.plan import DrawWindow, PlannedRound, planned
from dutytui.rules.patrols.rights import may_walk
from dutytui.rules.plan import DayPlan
from dutytui.rules.procedure import Procedures
from dutytui.rules.state import State

DRAW_PREFIX = "patrol:"
_MINUTE = timedelta(minutes=1)


def drawn_offsets(day: date, route: str, seed: str, minutes: int, rounds: int, gap: int) -> tuple[int, ...]:
    """Minutes after the beginning of a window of so many minutes, rising; see the module."""
    while rounds > 0 and minutes - 1 - (rounds - 1) * gap < 0:
        rounds -= 1
    free = minutes - 1 - (rounds - 1) * gap
    numbers = sorted(_number(f"{day}/{route}/{seed}/{index}") % (free + 1) for index in range(rounds))
    return tuple(number + index * gap for index, number in enumerate(numbers))


def drawn_rounds(state: State, plan: DayPlan, procedures: Procedures) -> tuple[PlannedRound, ...]:
    """The random rounds of the day, by their start. Seeds that terminals drew apart each have theirs: none vanishes.

    The same seed drawn twice gives the same rounds, unless the window had begun between the two: then both sets stand.
    """
    found: dict[str, PlannedRound] = {}
    for window in plan.draws:
        route = procedures.patrols.route(window.route)
        for event in draws(state, plan.day, window.route) if route is not None else ():
            rounds = (_round(procedures, window, event, start) for start in _starts(plan.day, window, event))
            found.update((one.key, one) for one in rounds)
    return tuple(sorted(found.values(), key=lambda one: (one.starts, one.key)))


def to_draw(at: Looking) -> tuple[str, ...]:
    """Ids of the routes whose random rounds nobody has drawn, that the one who looks may walk and that still fit in."""
    return tuple(
        window.route
        for window in at.plan.draws
        if at.now < window.until
        and (route := at.procedures.patrols.route(window.route)) is not None
        and may_walk(at.law, route, at.post)
        and not draws(at.state, at.day, window.route)
    )


def draws(state: State, day: date, route: str) -> tuple[Event, ...]:
    """The drawings of a route on that day, in the order that all terminals agree on."""
    subject = state.subject(day, DRAW_PREFIX + route)
    fold = subject.fold if subject is not None else None
    return tuple(fold.drawn) if isinstance(fold, DrawFold) else ()


def _starts(day: date, window: DrawWindow, event: Event) -> list[datetime]:
    begins = max(window.starts, _full_minute(event.at.astimezone(window.starts.tzinfo)))
    minutes = max(0, (window.until - begins) // _MINUTE)
    offsets = drawn_offsets(day, window.route, words(event.data, "seed"), minutes, window.rounds, window.gap)
    return [begins + offset * _MINUTE for offset in offsets]


def _round(procedures: Procedures, window: DrawWindow, event: Event, start: datetime) -> PlannedRound:
    route = procedures.patrols.route(window.route)
    assert route is not None, "asked for routes that are known"
    mark = hashlib.sha256(words(event.data, "seed").encode(errors="surrogatepass")).hexdigest()[:6]
    return planned(route, f"{route.id}@{start:%H%M}~{mark}", start, drawn=True)


def _full_minute(moment: datetime) -> datetime:
    floor = moment.replace(second=0, microsecond=0)
    return floor if floor == moment else floor + _MINUTE


def _number(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode(errors="surrogatepass")).digest()[:8], "big")
