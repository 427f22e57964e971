"""A terminal's card: what it holds and when it said so, signed. From it others know what has arrived, and its clock.

``terminals/<fingerprint>.json``; replaced as a whole, so it says what holds now and is no record.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import field
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

import msgspec

from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.roster.fingerprints import fingerprint
from dutytui.rules.sharing import Peer
from dutytui.store.keys import Key, verifier
from dutytui.store.slots import is_writer_id
from dutytui.store.tail import Head

_DOMAIN = b"dutytui card 1\n"
_SAMPLES = 5
_ENOUGH = 2
"""So many cards are to be received, one after another, before anything is said of a clock."""


class Card(msgspec.Struct, frozen=True, kw_only=True):
    """name: writer name it began with; key: public, hex; at: its clock; heads: writer → (number, id) that it holds.

    Fields of newer versions are read over, and the signature holds for the bytes as they came.
    """

    name: str
    key: str
    at: datetime
    heads: dict[str, tuple[int, str]]


class Signed(msgspec.Struct, frozen=True):
    card: msgspec.Raw
    sig: str


def write(key: Key, name: str, heads: Mapping[str, Head], now: datetime) -> bytes:
    held = {writer: (head.seq, head.id) for writer, head in sorted(heads.items())}
    body = msgspec.json.encode(Card(name=name, key=key.public, at=now, heads=held))
    signature = key.signer()(_DOMAIN + body).hex()
    return msgspec.json.encode(Signed(msgspec.Raw(body), signature))


def read(content: bytes, name: str) -> Card | None:
    """A card under the name of its own key, signed with it; None for anything else, also for one that is half there."""
    try:
        signed = msgspec.json.decode(content, type=Signed)
        card = msgspec.json.decode(signed.card, type=Card)
        good = fingerprint(card.key) == name and verifier(card.key)(bytes.fromhex(signed.sig), _DOMAIN + signed.card)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return None
    if not good or card.at.utcoffset() is None or not all(is_writer_id(writer) for writer in card.heads):
        return None
    return card


class Claim(NamedTuple):
    """seq: the last number that is held; day: from which on it may have been recorded, by the clock of those who hold
    so much."""

    seq: int
    day: date


_MOMENTS = 64
"""So many numbers of each of our own journals are remembered with the moment at which they came."""
_UNKNOWN = datetime.min.replace(tzinfo=UTC)


@dataclass(slots=True)
class Known:
    """What is remembered of one terminal. ahead: of cards that came while we looked, how far each was ahead of us, so
    its clock is at least that far; at_most: how far it can be, since they speak of what was recorded here."""

    content: bytes
    card: Card
    heard: datetime | None = None
    heads: dict[str, int] = field(default_factory=dict)
    ahead: deque[timedelta] = field(default_factory=lambda: deque(maxlen=_SAMPLES))
    at_most: deque[timedelta] = field(default_factory=lambda: deque(maxlen=_ENOUGH))


class Board:
    """The cards of all terminals, as they come."""

    def __init__(self) -> None:
        self._known: dict[str, Known] = {}
        self._recorded: dict[str, deque[tuple[int, datetime]]] = {}

    def recorded(self, heads: Mapping[str, int], now: datetime) -> None:
        """How far this terminal's own journals are now, before any of it was shared."""
        for writer, seq in heads.items():
            moments = self._recorded.setdefault(writer, deque([(seq, _UNKNOWN)], maxlen=_MOMENTS))
            if moments[-1][1] > now:  # our own clock was set back
                moments.clear()
                moments.append((seq, _UNKNOWN))
            elif seq > moments[-1][0]:
                moments.append((seq, now))

    def take(self, cards: Mapping[str, bytes], now: datetime) -> None:
        """A card that is not there just now changes nothing; what a terminal once said it holds, it holds."""
        for name, content in cards.items():
            known = self._known.get(name)
            if known and known.content == content:
                continue
            card = read(content, name)
            if card is None:
                continue
            if known is None:
                known = self._known[name] = Known(content, card)
            else:
                # Its time says something of its clock only if it was written just now: the first one may be days old.
                if card.at != known.card.at:
                    known.ahead.append(card.at - now)
                    if (at_most := self._at_most(card)) is not None:
                        known.at_most.append(at_most)
                known.content, known.card, known.heard = content, card, now
            for writer, (seq, _id) in card.heads.items():
                known.heads[writer] = max(known.heads.get(writer, 0), seq)

    def _at_most(self, card: Card) -> timedelta | None:
        """How far ahead its clock can be: nobody holds what was not recorded yet. None if it holds nothing of it."""
        found = [
            card.at - moment
            for writer, moments in self._recorded.items()
            for seq, moment in moments
            if moment is not _UNKNOWN and seq <= card.heads.get(writer, (0, ""))[0]
        ]
        return min(found, default=None)

    def claims(self) -> dict[str, Claim]:
        """What of each writer any terminal says it holds: the most."""
        most: dict[str, Claim] = {}
        for known in self._known.values():
            day = _day_before(known.card.at)  # of another zone, or of a business day that is not over
            for writer, seq in known.heads.items():
                before = most.get(writer, Claim(0, day))
                if seq >= before.seq:
                    most[writer] = Claim(seq, min(day, before.day) if seq == before.seq else day)
        return most

    def least(self, writer: str) -> int | None:
        """The lowest number of a writer that any terminal says it holds; None where no terminal says anything."""
        said = [known.card.heads.get(writer, (0, ""))[0] for known in self._known.values()]
        return min(said, default=None)

    def names(self) -> dict[str, str]:
        """Public key → the name that its terminal began with."""
        return {known.card.key: known.card.name for known in self._known.values()}

    def peers(self, own: str, writers: Mapping[str, str], counts: Callable[[str], bool]) -> tuple[Peer, ...]:
        """own: public key of this terminal; writers: writer → public key, of the journals that are here; counts: see
        `Peer`, asked of a key."""
        return tuple(
            Peer(
                fingerprint=name,
                name=known.card.name,
                key=known.card.key,
                own=known.card.key == own,
                heads=dict(known.heads),
                writers=tuple(sorted(writer for writer, key in writers.items() if key == known.card.key)),
                said=known.card.at,
                heard=known.heard,
                skew=_skew(known),
                counts=counts(known.card.key),
            )
            for name, known in sorted(self._known.items())
        )


def _day_before(moment: datetime) -> date:
    said = moment.date()
    return said - timedelta(days=1) if said > date.min else said


def _skew(known: Known) -> timedelta | None:
    """What carries a card takes its time, which makes it look older and never newer: the newest-looking is the truest,
    and proves no more than that a clock is ahead. That one is behind is proven by what it knows of too early."""
    if len(known.ahead) < _ENOUGH:
        return None
    if (ahead := max(known.ahead)) > timedelta():
        return ahead
    return min(max(known.at_most), timedelta()) if len(known.at_most) == _ENOUGH else timedelta()
