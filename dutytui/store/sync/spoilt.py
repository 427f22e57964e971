"""Segments in which a disk has spoilt a line: taken from the share again, as far as what is here proves what stood in
them.

The last segment of a journal, where a line can't be read, needs none of this: it is gone on with from the line before.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from dutytui.store.lines import Line, read
from dutytui.store.segments import SegmentName
from dutytui.store.sync.held import Held, NotKeptError
from dutytui.store.sync.mending import Mending
from dutytui.store.sync.own import OwnJournals
from dutytui.store.sync.taking import key_named
from dutytui.store.transport.verbs import Piece, Transport


class Filled(NamedTuple):
    """A segment that is here again."""

    writer: str
    piece: Piece
    lines: tuple[Line, ...]


class Spoilt:
    """Used as the puller's: raises OSError as transport and disk do."""

    def __init__(
        self, held: Held, transport: Transport, own: OwnJournals, mending: Mending, is_own: Callable[[str], bool]
    ) -> None:
        self._held = held
        self._transport = transport
        self._own = own
        self._mending = mending
        self._is_own = is_own
        self._found: set[SegmentName] = set()

    def look(self) -> list[date]:
        """The days of what has been found spoilt and not been looked for yet."""
        found, self._held.spoilt = self._held.spoilt, set()
        self._found |= found
        return [name.day for name in self._found]

    def mend(self) -> list[Filled]:
        """Put the share's lines in the place of them, from the last segment on: what is behind one proves it."""
        mended = []
        while self._found:
            name = max(self._found, key=lambda one: (one.number, one.writer))
            piece = self._proven(name)
            self._found.discard(name)  # not before the share has answered
            if piece is not None and self._put(name, piece):
                mended.append(Filled(name.writer, piece, tuple(read(raw, name.writer) for raw in piece.lines)))
        return mended

    def _proven(self, name: SegmentName) -> Piece | None:
        ends = self._ends(name)
        before, sure = self._before(name)
        for piece in self._transport.lines(name.writer, before) if ends else ():
            if piece.number > name.number:
                break
            if piece.number < name.number or not piece.lines:
                continue
            key = self._held.key(name.writer) or key_named(piece.lines[0], name.writer)
            verify = self._held.verify(key) if key else None
            lines = self._mending.proven(name, piece.lines, ends, verify) if verify else None
            first = read(lines[0], name.writer).seq if lines else 0
            if lines and (first == before + 1 or (first > before and not sure)):
                return piece._replace(day=name.day, lines=lines)
        return None

    def _ends(self, name: SegmentName) -> str:
        """The id that the segment ends with, "" where that is not known."""
        for number in self._held.numbers(name.writer):
            behind = self._held.proper(name.writer, number) if number > name.number else None
            part = self._held.part(behind) if behind else None
            if part and (part.lines or part.is_cut):
                return read(part.lines[0], name.writer).prev if part.lines else ""
        here = self._held.part(name)
        return read(here.lines[-1], name.writer).id if here.lines and not here.is_cut else ""

    def _before(self, name: SegmentName) -> tuple[int, bool]:
        """The number of the last good line in front of the segment, and whether it is known to be the very last."""
        sure = True
        for number in reversed(self._held.numbers(name.writer)):
            before = self._held.proper(name.writer, number) if number < name.number else None
            if before:
                part = self._held.part(before)
                sure = sure and not part.is_cut
                if part.lines:
                    return read(part.lines[-1], name.writer).seq, sure
        return 0, sure

    def _put(self, name: SegmentName, piece: Piece) -> bool:
        """Of one's own journal somebody may have the last segment open: then it is left alone."""
        if not self._is_own(name.writer):
            return self._keep(name, piece)
        with self._own.idle(name.writer) as idle:
            if not idle and name.number == self._held.last_number(name.writer):
                return False
            kept = self._keep(name, piece)
            if kept and idle and self._own.broken(name.writer):
                self._own.mark_broken(name.writer, mended=True)
            return kept

    def _keep(self, name: SegmentName, piece: Piece) -> bool:
        self._held.put(name.writer, name.day, name.number, piece.lines, self._held.standing(name.writer))
        try:
            self._held.flush()
        except NotKeptError:
            return False  # read again, and found again, when there may be room
        return True
