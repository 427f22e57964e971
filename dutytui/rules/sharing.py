"""How far what was recorded has come: saved here, on the share, seen by other terminals; and what came here late. Pure.

A snapshot that the sync makes and the screens ask; nothing here knows what carries the journals.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import field
from datetime import datetime, timedelta
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple, Protocol

from dutytui.rules.lazy_dataclass import dataclass

if TYPE_CHECKING:
    from dutytui.rules.procedure import Procedures

SKEW_LIMIT = timedelta(seconds=60)
"""How far another terminal's clock may be off before it is told (inclusive)."""


class Reach(Enum):
    """Whether the share answers. OFF: none is set; FIRST: it is being asked for the first time; HERE; AWAY."""

    OFF = "off"
    FIRST = "first"
    HERE = "here"
    AWAY = "away"


@dataclass(frozen=True, slots=True)
class Peer:
    """A terminal as its card says. own: it is this one.

    fingerprint: of its key; name: the writer name it began with; key: public key, hex; heads: writer → number of the
    last event that it holds; writers: those whose journals bear its key, as far as they are here; said: when it said
    so, by its own clock; heard: when that came here, by ours, None if it was there already when this program began;
    skew: how far its clock is ahead of ours (negative: behind), None while that is not known; counts: it is in the
    roster, or there is none. Anybody who may write to the share can put a card there: nothing is believed of one that
    does not count.
    """

    fingerprint: str
    name: str = ""
    key: str = ""
    own: bool = False
    heads: Mapping[str, int] = field(default_factory=dict)
    writers: tuple[str, ...] = ()
    said: datetime | None = None
    heard: datetime | None = None
    skew: timedelta | None = None
    counts: bool = True

    @property
    def last_heard(self) -> datetime | None:
        return self.heard or self.said

    @property
    def clock_is_off(self) -> bool:
        return self.counts and self.skew is not None and abs(self.skew) > SKEW_LIMIT


@dataclass(frozen=True, slots=True)
class Sharing:
    """reach, and since when it is so; refused: why the share takes nothing, "" if it does (it may be read all the
    same).

    saved: writer → number of the last event held here; shared: the same on the share, as far as it was seen;
    to_come: events that the share has and this terminal not yet.
    """

    reach: Reach = Reach.OFF
    since: datetime | None = None
    refused: str = ""
    saved: Mapping[str, int] = field(default_factory=dict)
    shared: Mapping[str, int] = field(default_factory=dict)
    to_come: int = 0
    peers: tuple[Peer, ...] = ()
    own_writers: tuple[str, ...] = ()

    @property
    def waiting(self) -> int:
        """Events recorded here that are not on the share yet."""
        return sum(max(self.saved.get(writer, 0) - self.shared.get(writer, 0), 0) for writer in self.own_writers)


NOT_SHARED = Sharing()


@dataclass(frozen=True, slots=True)
class Reached:
    """Where one record is. shared: None where no share is set; seen_by: terminals besides this one that hold it."""

    shared: bool | None
    seen_by: int


def reached(sharing: Sharing, writer: str, seq: int) -> Reached:
    """Of a record that is saved here: event `seq` of `writer`."""
    if sharing.reach is Reach.OFF:
        return Reached(None, 0)
    others = (peer for peer in sharing.peers if peer.counts and not peer.own)
    seen = sum(1 for peer in others if peer.heads.get(writer, 0) >= seq)
    # What another terminal has seen has been on the share, whatever is there now.
    shared = sharing.shared.get(writer, 0) >= seq or (seen > 0 and writer in sharing.own_writers)
    return Reached(shared, seen)


class Came(NamedTuple):
    """Events first to last (inclusive) of a journal came here at that moment (aware)."""

    first: int
    last: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Arrivals:
    """When records came that were recorded elsewhere, of those that came late: what this terminal alone knows, and no
    fold and no decision asks. late: by writer, in the order of the numbers; of a record in none of them nothing is
    known, or it was here at once."""

    late: Mapping[str, tuple[Came, ...]] = field(default_factory=dict)

    def of(self, writer: str, seq: int) -> datetime | None:
        known = self.late.get(writer, ())
        place = bisect_right(known, seq, key=lambda came: came.first) - 1
        return known[place].at if place >= 0 and seq <= known[place].last else None


ALL_AT_ONCE = Arrivals()


class Recorded(Protocol):
    @property
    def writer(self) -> str: ...
    @property
    def seq(self) -> int: ...
    @property
    def recorded(self) -> datetime: ...


def came_late(arrivals: Arrivals, act: Recorded, procedures: Procedures) -> datetime | None:
    """When it came here, if that was more than `Mall.late_entry_after` minutes after it was recorded."""
    at = arrivals.of(act.writer, act.seq)
    if at is None or at - act.recorded <= timedelta(minutes=procedures.mall.late_entry_after):
        return None
    return at.astimezone(act.recorded.tzinfo)


@dataclass(frozen=True, slots=True)
class TerminalRow:
    """One terminal in the list. behind: events known of on the share or at any terminal that this one has not yet."""

    fingerprint: str
    name: str
    own: bool
    last_heard: datetime | None
    skew: timedelta | None
    clock_is_off: bool
    behind: int


def terminals(sharing: Sharing) -> tuple[TerminalRow, ...]:
    """This terminal first, then those heard of last, first."""
    most: dict[str, int] = dict(sharing.shared)
    for heads in (sharing.saved, *(peer.heads for peer in sharing.peers if peer.counts)):
        for writer, seq in heads.items():
            most[writer] = max(most.get(writer, 0), seq)

    def held(peer: Peer) -> Mapping[str, int]:
        return sharing.saved if peer.own else peer.heads

    rows = [
        TerminalRow(
            peer.fingerprint,
            peer.name,
            peer.own,
            peer.last_heard,
            peer.skew,
            peer.clock_is_off,
            sum(max(seq - held(peer).get(writer, 0), 0) for writer, seq in most.items()),
        )
        for peer in sharing.peers
    ]
    heard = sorted(rows, key=lambda row: row.fingerprint)
    heard.sort(key=lambda row: row.last_heard.timestamp() if row.last_heard else 0, reverse=True)
    return tuple(sorted(heard, key=lambda row: not row.own))
