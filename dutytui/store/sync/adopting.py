"""Before a journal of one's own is gone on with: does the share hold more of it than this terminal does?

It does when an older backup was put back, or the disk lost its last moments. What is there is then taken first, so that
no number is ever given twice. If what is there contradicts what is here, another machine has this terminal's key, or
had: the journal is left alone, the next writer name is taken.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import field
from datetime import date
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.roster.fingerprints import fingerprint
from dutytui.store import notices
from dutytui.store.disk import Disk
from dutytui.store.notices import Notice
from dutytui.store.segments import SegmentName, segment_path
from dutytui.store.sync import cards
from dutytui.store.sync.adopted import Adopted, AdoptedNotes
from dutytui.store.sync.held import Held, alike, contradicts
from dutytui.store.sync.mending import Mending
from dutytui.store.sync.own import OwnJournals
from dutytui.store.sync.taking import Taken, Wrong, fault_at, take
from dutytui.store.transport.verbs import Cards, Piece, Transport

T = TypeVar("T")

_BREATH = 0.05
PATIENCE = 2.0
"""Seconds that a start waits for a share, all journals together."""


class Carrier(Transport, Cards, Protocol):
    """Both in one, as a folder is."""


class Waiter:
    """Runs something that may hang in a thread of its own, which is left behind when the time is used up."""

    def __init__(self, seconds: float = PATIENCE) -> None:
        self.left = seconds

    def __call__(self, ask: Callable[[], T]) -> T | None:
        """The answer; None if it raised OSError or did not come in time. Time is counted by waiting, not by a clock."""
        answer: _Answer[T] = _Answer()
        threading.Thread(target=answer.run, args=(ask,), name="share at start", daemon=True).start()
        while not answer.done.wait(_BREATH) and self.left > 0:
            self.left -= _BREATH
        return answer.found if answer.done.is_set() else None


@dataclass(slots=True)
class _Answer(Generic[T]):
    done: threading.Event = field(default_factory=threading.Event)
    found: T | None = None

    def run(self, ask: Callable[[], T]) -> None:
        try:
            self.found = ask()
        except OSError:
            self.found = None
        finally:
            self.done.set()


class Adopting:
    """Called for a writer whose slot this process holds; the answer is whether it may be gone on with.

    notices: what a person should know of it. Raises OSError for what this terminal's own disk refuses.
    """

    def __init__(self, logs: Path, local: Path, carrier: Carrier, *, disk: Disk, wait: Waiter) -> None:
        self.notices: list[Notice] = []
        self._logs = logs
        self._journals = local / "journals"
        self._carrier = carrier
        self._disk = disk
        self._wait = wait

    def __call__(self, writer: str, key: str) -> bool:
        held, own = Held(self._logs, self._disk), OwnJournals(self._journals, key, self._disk, lambda: None)
        self._look(held, own, writer)
        standing, day = held.standing(writer), held.day(writer)
        claimed = self._wait(lambda: _claimed(self._carrier, key, writer))
        if claimed is None:
            return True  # no share, or none of ours there: the disk is the truth, and the sync watches on
        since = day if day and claimed <= standing.seq else date.min
        pieces = self._wait(lambda: _pieces(self._carrier, writer, standing.seq, since))
        if pieces is None:
            # It is known that there is more, and not what: no number may be given twice.
            return claimed <= standing.seq
        return self._adopt(held, own, writer, key, pieces)

    def _look(self, held: Held, own: OwnJournals, writer: str) -> None:
        """Only the last segment is needed, and the note names it."""
        note = own.noted(writer)
        path = segment_path(self._logs, note.day, writer, note.number) if note else None
        if note and path and self._disk.exists(path):
            held.saw(SegmentName(note.day, writer, note.number, path, copy=False))
        else:
            held.look(date.min)

    def _adopt(self, held: Held, own: OwnJournals, writer: str, key: str, pieces: tuple[Piece, ...]) -> bool:
        verify = held.verify(key)
        if verify is None:
            return False
        if any(piece.number < held.last_number(writer) for piece in pieces):
            # The share ends in an earlier segment than we do, as after a day without it: that one is asked for, too.
            held.look(min(piece.day for piece in pieces))
        for came in pieces:
            if came.is_copy:
                continue  # of two branches the one under the proper name goes on; the sync tells of the other
            last = held.last_number(writer)
            here = held.lines(writer, came.number) if came.number <= last else ()
            if not here and came.number < last:
                continue  # lost here: it says nothing of how the journal goes on
            both, lines, _spoilt = alike(held, writer, came.number, came.lines, verify)
            piece = came._replace(lines=lines)
            if both < min(len(here), len(piece.lines)):
                seq = held.first_seq(writer, piece.number) + both
                fault = fault_at(lines[both], writer, both, seq, verify)
                if fault.wrong is Wrong.BRANCH and contradicts(held, writer, lines[both]):
                    return self._fork(held, own, writer, fault.seq)
                continue  # edited by somebody: the sync keeps and tells it
            if len(piece.lines) <= len(here):
                _sign_again(held)
                continue
            taken = take(lines[both:], writer, held.standing(writer), verify)
            if taken.lines and not self._takes(held, own, piece, writer, taken, both + len(taken.lines)):
                return True  # its opening says what it is
            end = taken.fault
            if end and end.wrong is Wrong.BRANCH and contradicts(held, writer, lines[both + end.at]):
                return self._fork(held, own, writer, end.seq)
        return True

    def _takes(self, held: Held, own: OwnJournals, piece: Piece, writer: str, taken: Taken, upto: int) -> bool:
        """Have here, too, what stands there of a segment. Not if a line that can't be read here is not there either.

        upto: how many of its lines fit.
        """
        mending = Mending(held, self._disk)
        lines, standing = piece.lines[:upto], taken.standing
        if taken.lines[0].seq <= own.limit(writer) or mending.is_damaged(writer, piece.number):
            whole = mending.mended(writer, piece.number, lines)
            if whole is None:
                return False
            lines, standing = whole
        own.note(writer, piece.day, piece.number)
        AdoptedNotes(self._disk, self._journals).add(Adopted(piece.day, writer, piece.number, standing.seq))
        held.put(writer, piece.day, piece.number, lines, standing)
        held.flush()
        return True

    def _fork(self, held: Held, own: OwnJournals, writer: str, seq: int) -> bool:
        own.mark_forked(writer, seq, held.standing(writer).id)
        self.notices.append(Notice(notices.WRITER_FORKED, {"writer": writer, "seq": seq}))
        return False


def _sign_again(held: Held) -> None:
    """Have here the signatures that the share still has of lines whose own are spoilt."""
    spoilt, held.spoilt = held.spoilt, set()
    for name in spoilt:
        part = held.part(name)
        if not part.is_cut:
            held.put(name.writer, name.day, name.number, part.lines, held.standing(name.writer))
            held.flush()


def _claimed(carrier: Carrier, key: str, writer: str) -> int | None:
    """By this terminal's own card; None if there is none, which says that nothing of it has ever been there."""
    name = fingerprint(key)
    content = carrier.card(name)
    card = cards.read(content, name) if content else None
    return card.heads.get(writer, (0, ""))[0] if card else None


def _pieces(carrier: Carrier, writer: str, have: int, since: date) -> tuple[Piece, ...]:
    there = carrier.heads(since).get(writer)
    if there is None:
        return ()
    return tuple(carrier.lines(writer, min(have, there.since)))
