"""When an alarm goes out to people who are not at a desk, and when it does not: pure, and never a storm.

Each alarm (its subject and level) goes once to a channel. What comes within a minute goes together, and so does what
has to wait: for the quiet hours to end, for the hour to have room, for a message that is on its way. What is over by
then is not told any more. An alarm that comes and goes is told again only after it was gone for two hours.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import datetime, timedelta

from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.matters import Level

BUNDLED = timedelta(minutes=1)
"""How long the first alarm waits for others."""

FORGOTTEN = timedelta(hours=2)
"""How long an alarm is gone before it would be told again: a round of tomorrow bears the name of today's."""

_HOUR = timedelta(hours=1)
_KEPT = timedelta(days=1)
"""How long it is known when an alarm stood last: a clock that is set back by as much makes nothing go out twice."""

_RETRIES = (30, 120, 300, 900, 1800)
"""Seconds after which a message that could not be sent is tried again; after the last it is let go."""

Key = tuple[str, Level]
"""Subject and level of an alarm."""


@dataclass(frozen=True, slots=True)
class Heard:
    """An alarm that stands now. area: the package of the rules that it comes from."""

    key: Key
    area: str


@dataclass(frozen=True, slots=True)
class Wants:
    """What a channel is for. levels: LATE alone, or what is due soon, too; areas: () is all of them."""

    levels: frozenset[Level] = frozenset({Level.LATE})
    areas: frozenset[str] = frozenset()

    def take(self, one: Heard) -> bool:
        return one.key[1] in self.levels and (not self.areas or one.area in self.areas)


@dataclass(frozen=True, slots=True)
class Pace:
    """Of all channels of a terminal.

    quiet: minutes after midnight from which (inclusive) until which (exclusive) only `urgent` areas go out, over
    midnight where the first is the later one; None for never; per_hour: messages of a channel in any sixty minutes at
    most; muted: until then nothing goes out at all.
    """

    quiet: tuple[int, int] | None = None
    urgent: frozenset[str] = frozenset()
    per_hour: int = 12
    muted: datetime | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """What one channel knows. seen: when an alarm that was told stood last; waiting: since when one that was not; sent:
    the last messages, as many as an hour may have."""

    seen: Mapping[Key, datetime] = field(default_factory=dict)
    waiting: Mapping[Key, datetime] = field(default_factory=dict)
    sent: tuple[datetime, ...] = ()


def is_quiet(pace: Pace, now: datetime) -> bool:
    """Whether `now`, in the mall's zone, is within the quiet hours."""
    if pace.quiet is None or pace.quiet[0] == pace.quiet[1]:
        return False
    begins, ends = pace.quiet
    minute = now.hour * 60 + now.minute
    return begins <= minute < ends if begins < ends else minute >= begins or minute < ends


def tell(
    told: Told, found: Sequence[Heard], wants: Wants, pace: Pace, now: datetime, *, free: bool = True
) -> tuple[Told, tuple[Key, ...]]:
    """What the channel knows from now on, and the alarms of one message that is to go out now, in the order of `found`.

    free: no message of this channel is on its way. A clock that was set back makes nothing go out twice or never.
    """
    wanted = {one.key: one for one in found if wants.take(one)}
    kept = {key: min(last, now) for key, last in told.seen.items() if now - last < _KEPT}
    recent = {key for key, last in kept.items() if now - last < FORGOTTEN}
    seen = {key: now if key in wanted and key in recent else last for key, last in kept.items()}
    waiting = {key: min(told.waiting.get(key, now), now) for key in wanted if key not in recent}
    sent = tuple(min(at, now) for at in told.sent[-pace.per_hour :])
    ready = [key for key in waiting if _passes(wanted[key], pace, now)]
    known = Told(seen, waiting, sent)
    if not ready or not free or sum(now - at < _HOUR for at in sent) >= pace.per_hour:
        return known, ()
    if now - min(waiting[key] for key in ready) < BUNDLED:
        return known, ()
    left = {key: since for key, since in waiting.items() if key not in ready}
    return Told({**seen, **dict.fromkeys(ready, now)}, left, (*sent, now)), tuple(ready)


def silently(told: Told, found: Sequence[Heard], wants: Wants, now: datetime) -> Told:
    """Another terminal tells: what stands now is told by it, and will not be told again here."""
    seen = {one.key: now for one in found if wants.take(one)}
    return Told({**told.seen, **seen}, {}, told.sent)


def _passes(one: Heard, pace: Pace, now: datetime) -> bool:
    if pace.muted is not None and now < pace.muted:
        return False
    return one.area in pace.urgent or not is_quiet(pace, now)


def retry_after(tries: int) -> timedelta | None:
    """How long to wait when sending has failed that often (from 1); None: the message is let go."""
    return timedelta(seconds=_RETRIES[tries - 1]) if tries <= len(_RETRIES) else None
