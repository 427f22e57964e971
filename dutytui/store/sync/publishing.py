"""Puts this terminal's own journals on the share, as far as the disk has confirmed them."""

from __future__ import annotations

import contextlib

from dutytui.store.lines import read
from dutytui.store.sync.held import Held
from dutytui.store.sync.mending import Mending
from dutytui.store.sync.own import OwnJournals
from dutytui.store.sync.pulling import AT_ONCE, Puller
from dutytui.store.sync.taking import is_signed
from dutytui.store.tail import Head
from dutytui.store.transport.verbs import AnotherStandsThere, Piece, There, Transport


class Publisher:
    """shared: writer → what is known to be on the share of the own journals."""

    def __init__(self, held: Held, transport: Transport, own: OwnJournals, puller: Puller, mending: Mending) -> None:
        self.refused: OSError | None = None
        self.more = False
        self._held = held
        self._transport = transport
        self._own = own
        self._puller = puller
        self._intake = puller.intake
        self._mending = mending
        self._breaks: dict[str, int] = {}

    def writers(self) -> list[str]:
        """One's own journals."""
        return [writer for writer in self._held.writers() if self._intake.is_own(writer)]

    def publish(self) -> bool:
        """Put there what is missing, some segments at once. True if anything was; `more`: there is more of it;
        `refused`: why it was not done.

        Raises nothing: what the share refuses now is tried again.
        """
        self.refused = None
        self.more = done = False
        for writer in self.writers():
            if self._own.forked(writer):
                continue
            damaged = self._intake.damaged.pop(writer, None)
            try:
                if damaged is None and not self._has_news(writer):
                    continue
                done = self._publish(writer, damaged) or done
            except AnotherStandsThere:
                # The next look reads it, keeps it, and says what it is.
                self._puller.examine(writer)
            except OSError as error:
                self.refused = error
                if damaged is not None:
                    self._intake.damaged[writer] = damaged
                return done
        return done

    def _has_news(self, writer: str) -> bool:
        """Whether there is more than the share has, or a line that is known to be on disk is not to be found."""
        have, sure = self._held.standing(writer).seq, self._own.limit(writer)
        if sure < have and have > self._shared(writer):
            # What a process has left behind without a word whether the disk has it: now it has. What our own disk
            # refuses now is tried again, as is a journal that somebody has open.
            with contextlib.suppress(OSError), self._own.idle(writer) as idle:
                if idle:
                    sure = self._mending.settle(writer)
                    self._own.confirm(writer, sure)
        return min(have, sure) > self._shared(writer) or sure > have

    def _publish(self, writer: str, damaged: int | None) -> bool:
        after = self._shared(writer) if damaged is None else min(damaged - 1, self._shared(writer))
        most = AT_ONCE if damaged is None else 1
        # Only the one that is damaged is written over: what is behind it may be somebody's who has our key.
        pieces = self._unbroken(writer, after, most, mends=damaged is not None)
        if not pieces:
            return False
        last = read(pieces[-1].lines[-1], writer)
        if damaged is None and last.seq <= self._shared(writer):
            return False
        self._transport.extend(writer, pieces, mend=damaged is not None)
        if last.seq > self._shared(writer):
            self._puller.there[writer] = There(Head(last.seq, last.id), last.seq)
        self.more = self.more or len(pieces) == AT_ONCE
        return True

    def _unbroken(self, writer: str, after: int, most: int, *, mends: bool) -> list[Piece]:
        """What is confirmed of the segments from `after` on, up to where something amid them is not here any more.

        mends: they are going to stand in place of what is there, which may have what is not here.
        """
        limit = self._own.limit(writer)  # asked first: what is confirmed by now is whole in the files read after it
        if mends:
            limit = max(limit, self._had(writer))
        pieces: list[Piece] = []
        ends = after
        for name, lines, is_cut in self._held.pieces(writer, after, most):
            sure = _confirmed(lines, writer, limit)
            whole = self._signed(writer, sure)
            if whole and read(whole[0], writer).seq > ends + 1:
                self._is_broken(writer, ends)
                return pieces
            lacks = len(whole) < len(sure) or (is_cut and (not whole or read(whole[-1], writer).seq < limit))
            if whole and not (mends and lacks):
                pieces.append(Piece(name.day, name.number, whole))
                ends = read(whole[-1], writer).seq
            if len(whole) < len(sure) or (is_cut and self._mending.is_damaged(writer, name.number)):
                self._is_broken(writer, ends)
                return pieces
        self._breaks.pop(writer, None)
        return pieces

    def _signed(self, writer: str, lines: tuple[bytes, ...]) -> tuple[bytes, ...]:
        """Whole commands up to one that bears our signature: behind it nobody else would take anything."""
        verify, whole = self._held.verify(self._held.key(writer)), len(lines)
        while whole and verify:
            line = read(lines[whole - 1], writer)
            if not line.more and is_signed(line, verify):
                break
            whole -= 1
        return lines[:whole]

    def _is_broken(self, writer: str, ends: int) -> None:
        """What is behind can reach nobody. Seen twice, since files are listed one after another."""
        if self._breaks.get(writer) == ends:
            self._intake.breaks_off(writer, ends)
        self._breaks[writer] = ends

    def _had(self, writer: str) -> int:
        """Up to which number the share had it as it is here. A power cut may have taken the word that it was confirmed;
        what takes the place of a damaged file must not be shorter for that."""
        there = self._puller.there.get(writer)
        raw = self._held.line(writer, there.head.seq) if there else None
        return there.head.seq if there and raw and read(raw, writer).id == there.head.id else 0

    def _shared(self, writer: str) -> int:
        there = self._puller.there.get(writer)
        return there.head.seq if there else 0


def _confirmed(lines: tuple[bytes, ...], writer: str, limit: int) -> tuple[bytes, ...]:
    """Without what may be taken back yet: beyond the limit, or half a command."""
    whole = len(lines)
    while whole:
        line = read(lines[whole - 1], writer)
        if not line.more and line.seq <= limit:
            break
        whole -= 1
    return lines[:whole]
