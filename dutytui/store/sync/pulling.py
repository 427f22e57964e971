"""Looks at the share for what others recorded and reads it, segment by segment; `intake` judges what is taken."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

from dutytui.store import notices
from dutytui.store.lines import read
from dutytui.store.notices import Notice
from dutytui.store.slots import is_writer_id
from dutytui.store.sync.cards import Claim
from dutytui.store.sync.doubts import EACH_LOOK, Doubts
from dutytui.store.sync.gaps import Gaps
from dutytui.store.sync.held import Held, NotKeptError
from dutytui.store.sync.intake import Arrival, Intake, arrival_of
from dutytui.store.sync.mending import Mending
from dutytui.store.sync.own import OwnJournals
from dutytui.store.sync.spoilt import Spoilt
from dutytui.store.sync.where import Compared, Where
from dutytui.store.transport.shelf import shared_name
from dutytui.store.transport.verbs import Piece, There, Transport

AT_ONCE = 32
"""Segments that are taken in one step: some 8,000 events, a tenth of a second."""


class Puller:
    """key: this terminal's own public key; `now`: as `Sync.step` counts the time that passes.

    Raises OSError as transport and disk do; `refused` tells the disk's.
    """

    def __init__(
        self, held: Held, transport: Transport, key: str, own: OwnJournals, doubts: Doubts, mending: Mending
    ) -> None:
        self.there: dict[str, There] = {}
        self.refused: OSError | None = None
        self._held = held
        self._transport = transport
        self._own = own
        self._doubts = doubts
        self.intake = Intake(held, own, doubts, mending, key=key, there=self.there, lacks=self._lacks)
        self._gaps = Gaps(held, transport, Spoilt(held, transport, own, mending, self.intake.is_own))
        self._under_way: dict[str, Iterator[Piece]] = {}
        self._since_of: dict[str, int] = {}
        self._upto: dict[str, int] = {}
        self._unread: dict[str, int] = {}
        self._healed: list[Arrival] = []
        self._told: dict[str, int] = {}
        self._highest: dict[str, int] = {}
        self._compared = Compared()
        self._where = Where(held)

    @property
    def busy(self) -> bool:
        """Whether a step left something to be taken at once."""
        return bool(self._under_way)

    def look(
        self,
        now: datetime,
        today: date,
        claimed: Mapping[str, Claim],
        least: Callable[[str], int | None] = lambda _writer: None,
    ) -> None:
        """Ask the transport for news. claimed: what some terminal says it holds of a writer; least: the lowest that
        any one does, None if unknown."""
        gone, self._held.gone = self._held.gone, set()
        lacking = self._gaps.look(self._held.writers() if self._where.is_thorough(now) else gone)
        self._compare_again(now, least)
        own = ((writer, seq) for writer, seq in self._unread.items() if self.intake.is_own(writer))
        lacking += [self._held.day(writer, seq + 1) or date.min for writer, seq in own]
        earliest = min([self._where.since(now, today, claimed, self.there), *lacking])
        there = self._transport.heads(earliest)
        self._where.looked(earliest, now, today)
        self.there.update(there)
        for filled in self._gaps.fill():
            self._healed.append(arrival_of(filled.writer, filled.piece, filled.lines))
        for writer, stands in there.items():
            if not _usable(writer):
                continue
            self._compare_with_before(writer, stands, now)
            have = self._held.standing(writer).seq
            since = self._news_since(writer, stands, now)
            if since >= stands.head.seq and (have >= stands.head.seq or self.intake.is_stuck(writer, now)):
                continue
            if writer in self._under_way:
                self._unread[writer] = since  # what is being read now may have been listed before
            else:
                self.intake.stuck.pop(writer, None)
                self._since_of[writer] = self._upto[writer] = min(have, since)
                self._under_way[writer] = self._transport.lines(writer, min(have, since))
        for key in self._doubts.to_look_at(now):
            if key[0] == "segment":
                self._look_again(str(key[1]), key[2], now)

    def examine(self, writer: str) -> None:
        """Read again at the next look what stands there, from the last segment on that it has of this writer."""
        if writer in self.there:
            self._unread[writer] = min(self.there[writer].head.seq, self._held.standing(writer).seq) - 1

    def take(self, now: datetime, at_once: int = AT_ONCE) -> list[Arrival]:
        """Take up to so many segments of what the last looks have found, of all journals in turn."""
        self.refused = None
        stood = {writer: self._held.standing(writer).seq for writer in self._under_way}
        try:
            found = self._read(now, at_once)
            self._held.flush()
        except NotKeptError as error:
            self._begin_again(error, stood)
            return []
        self._healed, found = [], [*self._healed, *self._stands_all_the_same(found), *found]
        return found

    def _read(self, now: datetime, at_once: int) -> list[Arrival]:
        found: list[Arrival] = []
        if self._under_way and not self._held.has_room():
            self._leave_out_others()
        reading = dict(self._under_way)
        while reading and len(found) < at_once:
            for writer, pieces in list(reading.items()):
                try:
                    arrival = self._next(writer, pieces, now)
                except StopIteration:
                    del reading[writer], self._under_way[writer]
                except NotKeptError:
                    raise
                except OSError:
                    # Gone, held open, stale: unknown just now. The next look begins where this one stopped.
                    self._unread[writer] = self._since_of[writer]
                    del reading[writer], self._under_way[writer]
                else:
                    found += [arrival] if arrival else []
        return found

    def _leave_out_others(self) -> None:
        """What is left of the disk is for what is recorded here; one's own is taken all the same."""
        others = [writer for writer in self._under_way if not self.intake.is_own(writer)]
        for writer in others:
            self._unread[writer] = self._since_of[writer]
            del self._under_way[writer]
        if others:
            self.refused = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def _next(self, writer: str, pieces: Iterator[Piece], now: datetime) -> Arrival | None:
        """Raises StopIteration at the end, or where nothing that comes can be taken."""
        piece = next(pieces)
        if self.intake.stuck.get(writer, (piece.number, now))[0] < piece.number:
            raise StopIteration
        if self.intake.is_own(writer):
            self._look_for_hole(writer, piece)
        return self.intake.piece(writer, piece, now)

    def _look_for_hole(self, writer: str, piece: Piece) -> None:
        """Of one's own journal a part amid others may be gone there since before this process began; nobody else can
        put it back."""
        first = self._held.first_seq(writer, piece.number)
        if first > self._upto[writer] + 1:
            self.intake.mark_damaged(writer, self._upto[writer] + 1)
        self._upto[writer] = max(self._upto[writer], first + len(piece.lines) - 1)

    def _begin_again(self, error: NotKeptError, stood: Mapping[str, int]) -> None:
        """This terminal's own disk took nothing, or not for sure: all that was on its way is read again.

        stood: writer → where its journal stood here before.
        """
        self.refused = error
        for writer, seq in stood.items():
            self._unread[writer] = min(self._since_of.get(writer, 0), self._unread.get(writer, 1 << 62))
            self._told[writer] = min(seq, self._told.get(writer, seq))
        self._under_way.clear()

    def _stands_all_the_same(self, found: Sequence[Arrival]) -> Iterator[Arrival]:
        """What the disk refused to keep for sure and holds nevertheless: read again it is no news, so nobody would be
        told."""
        for writer, seq in list(self._told.items()):
            upto = min((one.lines[0].seq for one in found if one.writer == writer), default=1 << 62)
            parts = self._held.pieces(writer, seq, 1 << 30) if self._held.standing(writer).seq > seq else []
            for name, raws, _is_cut in parts:
                lines = tuple(line for raw in raws if seq < (line := read(raw, writer)).seq < upto)
                if lines:
                    yield Arrival(name.day, name.path.name, writer, lines)
            if parts:
                del self._told[writer]

    def to_come(self) -> int:
        """Events that are there and not here, of journals that can be taken."""
        return sum(
            max(stands.head.seq - self._held.standing(writer).seq, 0)
            for writer, stands in self.there.items()
            if _usable(writer) and not self.intake.is_own(writer)
        )

    def _compare_again(self, now: datetime, least: Callable[[str], int | None]) -> None:
        """Have one's own journals read again as far as somebody lacks them, be it at a later look than this."""
        for writer, stands in self.there.items():
            if _usable(writer) and self.intake.is_own(writer):
                since = self._compared.since(writer, least(writer), stands.head.seq, now)
                if since < stands.head.seq:
                    self._unread[writer] = min(since, self._unread.get(writer, since))

    # -- what a look finds ----------------------------------------------------------------------------------------

    def _lacks(self, writer: str, number: int) -> bool:
        return self._gaps.lacks(writer, number)

    def _news_since(self, writer: str, stands: There, now: datetime) -> int:
        """The number behind which what is there is to be read."""
        since = min(stands.since, self._unread.pop(writer, stands.since))
        if self.intake.is_own(writer) and self._is_another(writer, stands) and not self.intake.is_stuck(writer, now):
            since = min(since, self._held.standing(writer).seq - 1)
        return since

    def _is_another(self, writer: str, stands: There) -> bool:
        """Whether one's own journal ends there with as many events, and not with ours: a window may have begun it anew
        since this process compared them. A longer one is read in any case, a shorter one where it is published."""
        here = self._held.standing(writer)
        return here.seq == stands.head.seq and stands.head.id not in ("", here.id) and not self._own.forked(writer)

    def _compare_with_before(self, writer: str, stands: There, now: datetime) -> None:
        highest = self._highest[writer] = max(self._highest.get(writer, 0), stands.head.seq)
        shrank = ("shrank", writer)
        # One's own is written there anew without a word.
        if stands.head.seq < highest and not self.intake.is_own(writer):
            values = {"writer": writer, "seq": stands.head.seq, "expected": highest}
            self._doubts.add(shrank, Notice(notices.SHARE_SHRANK, values), now, looks=EACH_LOOK)
        else:
            self._doubts.clear(shrank)
        missing = ("missing", writer)
        if stands.missing and self.intake.is_own(writer):
            for name in filter(None, (shared_name(Path(path)) for path in stands.missing)):
                first = self._held.first_seq(writer, name.number)
                self.intake.mark_damaged(writer, first)
        elif stands.missing:
            values = {"writer": writer, "file": stands.missing[0]}
            self._doubts.add(missing, Notice(notices.SHARE_MISSING, values), now, looks=EACH_LOOK)
        else:
            self._doubts.clear(missing)

    def _look_again(self, writer: str, number: object, now: datetime) -> None:
        if writer in self._under_way or not isinstance(number, int):
            return
        first = self._held.first_seq(writer, number)
        stood = self._held.standing(writer).seq
        try:
            for piece in self._transport.lines(writer, first - 1):
                if piece.number > number:
                    break
                if arrival := self.intake.piece(writer, piece, now):
                    self._held.flush()
                    self._healed.append(arrival)
        except NotKeptError as error:
            self._begin_again(error, {writer: stood})


def _usable(writer: str) -> bool:
    """Whether a writer may be kept as files here; a carrier may bring any name."""
    return is_writer_id(writer)
