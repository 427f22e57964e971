"""Earlier segments that are not in the local folder any more, while later ones are: taken from the share again, as are
those in which a disk has spoilt a line."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from dutytui.store.lines import read
from dutytui.store.sync.held import Held, NotKeptError
from dutytui.store.sync.spoilt import Filled, Spoilt
from dutytui.store.sync.taking import NOWHERE, Standing, key_named, take
from dutytui.store.transport.verbs import Transport


class Gap(NamedTuple):
    """first, last: numbers of the segments that lack; before: where the journal stands in front of them; after: id that
    the line behind them follows; since: the day from which on they may stand on the share."""

    writer: str
    first: int
    last: int
    before: Standing
    after: str
    since: date


class Gaps:
    """Used as the puller's: raises OSError as transport and disk do."""

    def __init__(self, held: Held, transport: Transport, spoilt: Spoilt) -> None:
        self._held = held
        self._transport = transport
        self._spoilt = spoilt
        self._found: dict[str, Gap] = {}

    def look(self, writers: Iterable[str]) -> list[date]:
        """Look whether these journals lack a segment amid others, and what was found spoilt; the days from which on all
        that is to be looked for."""
        for writer in writers:
            gap = gap_of(self._held, writer)
            if gap is not None:
                self._found[writer] = gap
        return [*(gap.since for gap in self._found.values()), *self._spoilt.look()]

    def fill(self) -> list[Filled]:
        """Take what lacks, if all of it is there: only as a whole it is known to be what was here."""
        filled = self._spoilt.mend()
        while self._found:
            writer, gap = self._found.popitem()
            found = self._fitting(gap)
            try:
                for one in found:
                    lines = one.piece.lines
                    self._held.put(writer, one.piece.day, one.piece.number, lines, self._held.standing(writer))
                self._held.flush()
            except NotKeptError:
                continue  # what is full now may not be at the next thorough look
            filled += found
            if found:
                self.look([writer])  # there may be another one behind it
        return filled

    def lacks(self, writer: str, number: int) -> bool:
        """Whether that segment is one of those that lack here."""
        if self._held.proper(writer, number) is not None:
            return False
        gap = gap_of(self._held, writer)
        return gap is not None and gap.first <= number <= gap.last

    def _fitting(self, gap: Gap) -> list[Filled]:
        standing, found, key = gap.before, list[Filled](), self._held.key(gap.writer)
        for piece in self._transport.lines(gap.writer, gap.before.seq):
            if piece.number > gap.last:
                break
            if piece.number < gap.first or not piece.lines:
                continue
            # Where the first segment lacks as well, it names the key of those behind it.
            key = key or key_named(piece.lines[0], gap.writer)
            verify = self._held.verify(key) if key else None
            if verify is None:
                continue
            taken = take(piece.lines, gap.writer, standing, verify)
            if taken.fault is None:
                found.append(Filled(gap.writer, piece, tuple(taken.lines)))
                standing = taken.standing
        return found if standing.id == gap.after else []


def gap_of(held: Held, writer: str) -> Gap | None:
    """The first one. A number that was never used for a line is none."""
    numbers = held.numbers(writer)
    if not numbers or numbers[-1] == len(numbers):
        return None
    before, since, expected = NOWHERE, date.min, 1
    for number in numbers:
        if number > expected:
            before = _end(held, writer, [one for one in numbers if one < number]) if expected > 1 else NOWHERE
            lines = held.lines(writer, number)
            first = read(lines[0], writer) if lines else None
            if first is not None and first.seq > before.seq + 1:
                return Gap(writer, expected, number - 1, before, first.prev, since)
        name = held.proper(writer, number)
        since = name.day if name else since
        expected = number + 1
    return None


def _end(held: Held, writer: str, numbers: list[int]) -> Standing:
    for number in reversed(numbers):
        if lines := held.lines(writer, number):
            last = read(lines[-1], writer)
            return Standing(last.seq, last.id, last.stamp)
    return NOWHERE
