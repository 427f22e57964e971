"""The exchange of journals with a share: driven by `step`, which neither waits nor reads a clock.

One process of a terminal does it for all (`carrier` sees to that). The local `logs` are the truth: a step adds to them
what others recorded, and never takes anything away.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.roster.fingerprints import fingerprint
from dutytui.rules.sharing import Peer, Reach, Sharing
from dutytui.store import notices
from dutytui.store.archived import Archives
from dutytui.store.disk import Disk
from dutytui.store.keys import Key
from dutytui.store.notices import Notice
from dutytui.store.slots import is_writer_id
from dutytui.store.sync import cards
from dutytui.store.sync.doubts import Doubts
from dutytui.store.sync.held import Held
from dutytui.store.sync.intake import Arrival
from dutytui.store.sync.mending import Mending
from dutytui.store.sync.own import Acknowledged, OwnJournals
from dutytui.store.sync.publishing import Publisher
from dutytui.store.sync.pulling import AT_ONCE, Puller
from dutytui.store.sync.rereading import Rereading
from dutytui.store.tail import NOTHING, Head
from dutytui.store.transport.verbs import Cards, ElsewhereError, Transport

PUBLISH_EVERY = timedelta(seconds=1)
PULL_EVERY = timedelta(seconds=2)
CARD_EVERY = timedelta(seconds=60)
"""How often a card is replaced of which only the time is new."""
CARD_SOONEST = timedelta(seconds=2)
ALL_HERE_EVERY = timedelta(minutes=10)
"""How often all folders here are listed, too: somebody may have deleted a file of one that nobody looks into."""
_SOON = timedelta(milliseconds=250)
"""How often it is looked whether what waits here can go out by now."""
_BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)


class Step(NamedTuple):
    """What a step brought. arrivals: what others recorded, by segment; forked: own writers that another machine went on
    with, whose process must take another name; again: there is more to be done at once."""

    arrivals: tuple[Arrival, ...] = ()
    forked: frozenset[str] = frozenset()
    again: bool = False


@dataclass(slots=True)
class _Times:
    published: datetime | None = None
    pulled: datetime | None = None
    card: datetime | None = None
    here: datetime | None = None
    all_here: datetime | None = None
    since: datetime | None = None


class Sync:
    """logs: the local folder; local: this terminal's own, where the notes of its journals are; name: the writer name
    that this terminal begins with; acknowledged: see `own.Acknowledged`; let_in: whether the terminal of a key counts.

    `sharing` and `notices` say how it stands; both are values that another thread may take at any time. `rest` says
    how long the next step has nothing to do, unless something is recorded or `look_soon` is called meanwhile.
    """

    def __init__(
        self,
        logs: Path,
        local: Path,
        *,
        transport: Transport,
        cards_of: Cards,
        key: Key,
        name: str,
        acknowledged: Acknowledged = lambda: None,
        let_in: Callable[[str], bool] = lambda _key: True,
        disk: Disk | None = None,
    ) -> None:
        disk = disk or Disk()
        self._let_in = let_in
        self._key = key
        self._name = name
        self._cards = cards_of
        self._acknowledged = acknowledged
        self._last_head: tuple[str, Head] | None = None
        self._board = cards.Board()
        self._doubts = Doubts()
        self._held = Held(logs, disk)
        self._rereading = Rereading(self._held, Archives(disk))
        self._own = OwnJournals(local / "journals", key.public, disk, acknowledged)
        mending = Mending(self._held, disk)
        self._puller = Puller(self._held, transport, key.public, self._own, self._doubts, mending)
        self._publisher = Publisher(self._held, transport, self._own, self._puller, mending)
        self._times = _Times()
        self._reach = Reach.FIRST
        self._elsewhere: ElsewhereError | None = None
        self._said: dict[str, Head] | None = None
        self._said_of: dict[str, date] = {}
        self._unsaid: OSError | None = None
        self._looked: date | None = None
        self.rest = timedelta()
        self.sharing = Sharing(Reach.FIRST)
        self.notices: tuple[Notice, ...] = ()

    def step(self, now: datetime, at_once: int = AT_ONCE, passed: float | None = None) -> Step:
        """Do what is due at `now` (aware), at most `at_once` segments each way. Raises nothing but what is a bug.

        passed: seconds by a clock that nobody sets, from any beginning, by which it is judged what is due; without it
        that is `now`, which may jump: then things are done at once, and never kept from being done.
        """
        beat = now if passed is None else _BEGINNING + timedelta(seconds=passed)
        try:
            self._look_here(now, beat)
        except OSError as error:
            done = Step()
            self._puller.refused = error
        else:
            done = self._exchange(now, beat, at_once)
        try:
            self._tell(now)
        except OSError as error:  # our own disk is asked for it, too: what was said before stands
            self._puller.refused = error
        self.rest = self._until_due(beat)
        return done

    def _until_due(self, beat: datetime) -> timedelta:
        due = [(self._times.here, PUBLISH_EVERY), (self._times.pulled, PULL_EVERY)]
        if self.sharing.saved != {writer: head.seq for writer, head in (self._said or {}).items()}:
            due.append((self._times.card, CARD_SOONEST))
        left = [every - (beat - last) for last, every in due if last is not None]
        if self.sharing.waiting or self.sharing.refused or self._puller.refused:
            left.append(_SOON)
        # What is due and was not done is tried again, and not at once.
        return min((one if one > timedelta() else _SOON for one in left), default=_SOON)

    def _exchange(self, now: datetime, beat: datetime, at_once: int) -> Step:
        arrivals: list[Arrival] = []
        again = False
        try:
            if self._puller.busy:
                arrivals += self._puller.take(beat, at_once)
            elif _due(self._times.pulled, beat, PULL_EVERY):
                self._times.pulled = beat
                self._look_there(now, beat)
                arrivals += self._puller.take(beat, at_once)
            if self._reach is Reach.HERE:
                said = self._is_said() or self._put_card(now, beat)
                if said and (self._publisher.more or _due(self._times.published, beat, PUBLISH_EVERY)):
                    self._times.published = beat if self._publisher.publish() else self._times.published
                self._say(now, beat)
                again = self._puller.busy or self._publisher.more
        except OSError as error:
            self._lost(error, now)
        return Step(tuple(arrivals), frozenset(self._puller.intake.forked), again)

    def look_soon(self) -> None:
        """Something has changed on the share: the next step looks at it. From any thread."""
        self._times.pulled = None

    # -- the parts of a step --------------------------------------------------------------------------------------

    def _look_here(self, now: datetime, beat: datetime) -> None:
        head = self._acknowledged()
        if head == self._last_head and not _due(self._times.here, beat, PUBLISH_EVERY):
            return
        self._last_head, self._times.here = head, beat
        today = now.date()
        if self._looked is None or _due(self._times.all_here, beat, ALL_HERE_EVERY):
            self._times.all_here = beat
            self._held.look(date.min)
        else:
            self._held.look(min(today, self._looked) - timedelta(days=1))
        if self._held.unlisted and self._held.unlisted & self._own.days():
            # Where one's own journal ends is unknown: taken for its beginning, it would be given up as lost.
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        self._looked = today
        self._rereading.step(beat, today)
        own = {writer: self._held.standing(writer).seq for writer in self._publisher.writers()}
        self._board.recorded(own, now)

    def _look_there(self, now: datetime, beat: datetime) -> None:
        self._board.take(self._cards.cards(), now)
        self._puller.look(beat, now.date(), self._board.claims(), self._board.least)
        if self._reach is not Reach.HERE:
            self._reach, self._times.since = Reach.HERE, now
        self._elsewhere = None

    def _say(self, now: datetime, beat: datetime) -> None:
        news = self._heads() != self._said and _due(self._times.card, beat, CARD_SOONEST)
        if news or _due(self._times.card, beat, CARD_EVERY):
            self._put_card(now, beat)

    def _is_said(self) -> bool:
        """Whether a start of this terminal would look where its next lines are going to stand.

        Without a card it looks for nothing; and in folders before the one that its journal ended in when the card was
        put, where a clock that was set back has it go on, only for what a card speaks of.
        """
        if self._said is None:
            return False
        for writer in self._publisher.writers():
            if self._said.get(writer, NOTHING).seq < self._held.standing(writer).seq:
                day, before = self._held.day(writer), self._said_of.get(writer)
                if day and before and day < before:
                    return False
        return True

    def _put_card(self, now: datetime, beat: datetime) -> bool:
        heads = self._heads()
        self._times.card = beat
        try:
            self._cards.put_card(fingerprint(self._key.public), cards.write(self._key, self._name, heads, now))
        except OSError as error:
            self._unsaid = error
            return False
        self._said, self._unsaid = heads, None
        self._said_of = {writer: day for writer in self._publisher.writers() if (day := self._held.day(writer))}
        return True

    def _heads(self) -> dict[str, Head]:
        found = {}
        for writer in self._held.writers():
            stands = self._held.standing(writer)
            if stands.seq and is_writer_id(writer):
                found[writer] = Head(stands.seq, stands.id)
        return found

    def _lost(self, error: OSError, now: datetime) -> None:
        self._elsewhere = error if isinstance(error, ElsewhereError) else None
        if self._reach is not Reach.AWAY:
            self._reach, self._times.since = Reach.AWAY, now

    def _tell(self, now: datetime) -> None:
        own = tuple(self._publisher.writers())
        keys = {writer: self._held.key(writer) for writer in self._held.writers()}
        refused = self._publisher.refused or self._unsaid
        self.sharing = Sharing(
            reach=self._reach,
            since=self._times.since,
            refused=_reason(refused) if refused and self._reach is Reach.HERE else "",
            saved={writer: head.seq for writer, head in self._heads().items()},
            shared={writer: there.head.seq for writer, there in self._puller.there.items()},
            to_come=self._puller.to_come(),
            peers=self._peers(keys, now),
            own_writers=tuple(writer for writer in own if not self._own.forked(writer)),
        )
        self.notices = (*self._states(), *self._doubts.notices(), *_clocks(self.sharing.peers))

    def _peers(self, keys: dict[str, str], now: datetime) -> tuple[Peer, ...]:
        peers = self._board.peers(self._key.public, keys, self._let_in)
        if any(peer.own for peer in peers):
            return peers
        own = Peer(fingerprint(self._key.public), self._name, self._key.public, own=True, said=now)
        return (*peers, own)

    def _states(self) -> list[Notice]:
        told = []
        if self._elsewhere is not None:
            values = {"folder": str(self._elsewhere.filename), "code": self._elsewhere.code}
            told.append(Notice(notices.SHARE_ELSEWHERE, values))
        if self.sharing.refused:
            told.append(Notice(notices.SHARE_REFUSED, {"reason": self.sharing.refused}))
        if self._puller.refused is not None:
            told.append(Notice(notices.REPLICA_REFUSED, {"reason": _reason(self._puller.refused)}))
        return told


def _clocks(peers: tuple[Peer, ...]) -> list[Notice]:
    return [
        Notice(notices.CLOCK_OFF, {"terminal": peer.name, "seconds": round(peer.skew.total_seconds())})
        for peer in peers
        if peer.skew is not None and peer.clock_is_off and not peer.own
    ]


def _due(last: datetime | None, now: datetime, every: timedelta) -> bool:
    return last is None or abs(now - last) >= every


def _reason(error: OSError) -> str:
    return error.strerror or str(error)
