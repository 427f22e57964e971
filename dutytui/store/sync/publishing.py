"""Puts this terminal's own journals on the share, as far as the disk has confirmed them."""

from __future__ import annotations

import contextlib

from dutytui.store.disk import Disk
from dutytui.store.lines import read
from dutytui.store.sync.held import Held
from dutytui.store.sync.mending import settle
from dutytui.store.sync.own import OwnJournals
from dutytui.store.sync.pulling import AT_ONCE, Puller
from dutytui.store.tail import Head
from dutytui.store.transport.verbs import AnotherStandsThere, Piece, There, Transport


class Publisher:
    """shared: writer → what is known to be on the share of the own journals."""

    def __init__(
        self, held: Held, transport: Transport, key: str, own: OwnJournals, puller: Puller, disk: Disk
    ) -> None:
        self.refused: OSError | None = None
        self.more = False
        self._held = held
        self._transport = transport
        self._key = key
        self._own = own
        self._puller = puller
        self._disk = disk

    def writers(self) -> list[str]:
        """One's own journals, but for those that were carried on elsewhere."""
        return [writer for writer in self._held.writers() if self._held.key(writer) == self._key]

    def waiting(self, writer: str) -> int:
        """How many events of it are not on the share, as far as is known."""
        have, shared = self._held.standing(writer).seq, self._shared(writer)
        return max(min(have, self._own.limit(writer)) - shared, 0) if have > shared else 0

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
            damaged = self._puller.damaged.pop(writer, None)
            try:
                self._settle(writer)
                if damaged is None and not self.waiting(writer):
                    continue
                done = self._publish(writer, damaged) or done
            except AnotherStandsThere:
                # The next look reads it, keeps it, and says what it is.
                self._puller.examine(writer)
            except OSError as error:
                self.refused = error
                if damaged is not None:
                    self._puller.damaged[writer] = damaged
                return done
        return done

    def _settle(self, writer: str) -> None:
        """What a process has left behind without a word whether the disk has it: now it has."""
        have = self._held.standing(writer).seq
        if have <= self._shared(writer) or have <= self._own.limit(writer):
            return
        # What our own disk refuses now is tried again, as is a journal that somebody has open.
        with contextlib.suppress(OSError), self._own.idle(writer) as idle:
            if idle:
                self._own.confirm(writer, settle(self._held, self._disk, writer))

    def _publish(self, writer: str, damaged: int | None) -> bool:
        after = self._shared(writer) if damaged is None else min(damaged - 1, self._shared(writer))
        limit = self._own.limit(writer)
        pieces = []
        # Only the one that is damaged is written over: what is behind it may be somebody's who has our key.
        for name, lines in self._held.pieces(writer, after, AT_ONCE if damaged is None else 1):
            whole = _confirmed(lines, writer, limit)
            if whole:
                pieces.append(Piece(name.day, name.number, whole))
        if not pieces:
            return False
        self._transport.extend(writer, pieces, mend=damaged is not None)
        last = read(pieces[-1].lines[-1], writer)
        if last.seq > self._shared(writer):
            self._puller.there[writer] = There(Head(last.seq, last.id), last.seq)
        self.more = self.more or len(pieces) == AT_ONCE
        return True

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
