"""What of a segment that came is taken: what continues what is here. The rest is kept beside, doubted, and told."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from dutytui.rules.events import Event
from dutytui.store import notices
from dutytui.store.lines import Line, read, to_event
from dutytui.store.notices import Notice
from dutytui.store.reading import Verify
from dutytui.store.segments import segment_path
from dutytui.store.sync.doubts import Doubts
from dutytui.store.sync.held import Held, alike, contradicts
from dutytui.store.sync.mending import Mended, Mending
from dutytui.store.sync.own import OwnJournals
from dutytui.store.sync.taking import NOWHERE, Fault, Taken, Wrong, fault_at, is_signed, key_named, take
from dutytui.store.transport.folder import segment_content
from dutytui.store.transport.verbs import Piece, There

_AGAIN = timedelta(seconds=30)
"""How often what could not be taken is read again."""
_MOST_NUMBER = 999_999_999


class Arrival(NamedTuple):
    """A segment of which something was taken. lines: what is new in it."""

    day: date
    file: str
    writer: str
    lines: Sequence[Line]

    @property
    def events(self) -> list[Event]:
        return [to_event(line, self.writer) for line in self.lines]


class Intake:
    """key: this terminal's own public key; there: writer → what stands on the share, as the last looks have found it;
    lacks: whether a segment is one of those that lack amid a journal, which are taken together.

    forked: own journals that another machine went on with; damaged: own journal → the first number from which on the
    share is to get ours again; stuck: writer → the segment that could not be taken whole, and since when. `now`: as
    `Sync.step` counts the time that passes. Raises OSError as the disk does.
    """

    def __init__(
        self,
        held: Held,
        own: OwnJournals,
        doubts: Doubts,
        mending: Mending,
        *,
        key: str,
        there: Mapping[str, There],
        lacks: Callable[[str, int], bool],
    ) -> None:
        self.forked: set[str] = set()
        self.damaged: dict[str, int] = {}
        self.stuck: dict[str, tuple[int, datetime]] = {}
        self._held = held
        self._own = own
        self._doubts = doubts
        self._mending = mending
        self._key = key
        self._there = there
        self._lacks = lacks

    def is_own(self, writer: str) -> bool:
        """Whether it is this terminal's journal: by its first line or, where that is not here, the note of it."""
        key = self._held.key(writer)
        return key == self._key or (not key and self._own.is_known(writer))

    def is_stuck(self, writer: str, now: datetime) -> bool:
        """Whether what is there could not be taken a moment ago, and nothing of it has changed since."""
        return writer in self.stuck and abs(now - self.stuck[writer][1]) < _AGAIN

    def mark_damaged(self, writer: str, seq: int) -> None:
        """One's own journal does not stand there from that number on as it is here."""
        self.damaged[writer] = min(self.damaged.get(writer, seq), seq)

    def piece(self, writer: str, piece: Piece, now: datetime) -> Arrival | None:
        """Have here what of this segment, or copy of one, goes on from what is here; on disk with the next flush of
        what is held. None if that is nothing."""
        if not 0 < piece.number <= _MOST_NUMBER:
            return None
        if not piece.lines:
            if self.is_own(writer) and self._held.lines(writer, piece.number):
                first = self._held.first_seq(writer, piece.number)
                self.mark_damaged(writer, first)
            return None
        key = self._held.key(writer) or key_named(piece.lines[0], writer)
        verify = self._held.verify(key) if key else None
        if verify is None:
            self._nameless(writer, piece, now)
            return None
        self._doubts.clear(("key", writer))
        if self._lacks(writer, piece.number):
            return None  # taken when all that lacks is there
        return self._of(writer, piece, key, verify, now)

    def _of(self, writer: str, piece: Piece, key: str, verify: Verify, now: datetime) -> Arrival | None:
        last = self._held.last_number(writer)
        here = self._held.lines(writer, piece.number) if piece.number <= last else ()
        common = alike(self._held, writer, piece.number, piece.lines, verify)
        same, came = common.same, piece._replace(lines=common.lines)
        beyond = same < len(here) or piece.number > last
        if key == self._key and beyond and (arrival := self._instead_of_half(writer, came, last, verify)):
            return arrival
        if same < min(len(here), len(piece.lines)):
            seq = self._held.first_seq(writer, piece.number) + same
            fault = fault_at(piece.lines[same], writer, same, seq, verify)
            self._fault(writer, piece, _judged(self._held, writer, piece, fault, verify), now)
            return None
        taken = take(came.lines[same:], writer, self._held.standing(writer), verify)
        if taken.fault is not None:
            fault = taken.fault._replace(at=taken.fault.at + same)
            self._fault(writer, piece, _judged(self._held, writer, piece, fault, verify), now)
        elif common.spoilt is not None:
            seq = self._held.first_seq(writer, piece.number) + common.spoilt
            self._fault(writer, piece, Fault(Wrong.SIGNATURE, common.spoilt, seq), now)
            self.stuck.pop(writer, None)  # what it says is known from here, and what is behind it goes on
        else:
            self._doubts.clear(("segment", writer, piece.number, piece.where))
        if not taken.lines:
            ends = self._held.first_seq(writer, piece.number) + same - 1
            # The last segment there is gone on with as ever; one before it was put back to what it had been.
            if key == self._key and same < len(here) and ends < self._there[writer].head.seq and not piece.is_copy:
                self.mark_damaged(writer, ends + 1)
            return None
        if key == self._key:
            return self._own_goes_on(writer, came, same, taken, now)
        self.stuck.pop(writer, None)
        lines = came.lines[: same + len(taken.lines)]
        self._held.put(writer, piece.day, piece.number, lines, taken.standing)
        return arrival_of(writer, piece, taken.lines)

    def _instead_of_half(self, writer: str, piece: Piece, last: int, verify: Verify) -> Arrival | None:
        """What another machine recorded where a killed process left half a command, which counts nowhere.

        last: the number of our last segment, which may end with one. What is taken may begin the next one.
        """
        ends, before = self._held.proper(writer, last), self._held.before_half(writer, last)
        if ends is None or before is None or piece.number < last:
            return None
        whole, standing = before
        same = whole if piece.number == last else ()
        taken = take(piece.lines[len(same) :], writer, standing, verify)
        if not taken.lines or piece.lines[: len(same)] != same:
            return None
        with self._own.idle(writer) as idle:
            if not idle or self._held.before_half(writer, last) != before:
                return None
            lines = piece.lines[: len(same) + len(taken.lines)]
            self._own.note(writer, piece.day, piece.number)
            self.stuck.pop(writer, None)
            if piece.number > last:
                self._held.put(writer, ends.day, last, whole, standing)
            self._held.put(writer, piece.day, piece.number, lines, taken.standing)
            self._held.flush()  # while nobody can open it
        return arrival_of(writer, piece, taken.lines)

    def _own_goes_on(self, writer: str, piece: Piece, same: int, taken: Taken, now: datetime) -> Arrival | None:
        """More of this terminal's own journal than is here: an older backup was put back, or there are two of us."""
        # What was confirmed here once is nobody else's, though it can't be read here any more.
        known = taken.lines[0].seq <= self._own.limit(writer)
        damaged = known or self._mending.is_damaged(writer, piece.number)
        with self._own.idle(writer) as idle:
            # Also if it is forked: nobody here goes on with it, and what the other machine recorded counts.
            if idle and damaged:
                whole = self._mending.mended(writer, piece.number, piece.lines[: same + len(taken.lines)])
            elif idle:
                whole = Mended(piece.lines[: same + len(taken.lines)], taken.standing)
            else:
                whole = None
            if whole is not None:
                self._own.note(writer, piece.day, piece.number)
                self.stuck.pop(writer, None)
                self._held.put(writer, piece.day, piece.number, whole.lines, whole.standing)
                self._held.flush()  # while nobody can open it
                if damaged:
                    self._own.mark_broken(writer, mended=True)
                return arrival_of(writer, piece, taken.lines)
        if damaged:
            self.stuck.setdefault(writer, (piece.number, now))
            self.breaks_off(writer, self._held.standing(writer).seq)
            return None
        self._fault(writer, piece, Fault(Wrong.BRANCH, same, taken.lines[0].seq, signed=True), now)
        return None

    def _fault(self, writer: str, piece: Piece, fault: Fault, now: datetime) -> None:
        if not piece.is_copy:  # what follows goes on from the file under the proper name
            self.stuck.setdefault(writer, (piece.number, now))
        if fault.wrong is Wrong.GAP:
            return  # on its way, or in a folder that is looked into next
        path = segment_path(self._held.logs, piece.day, writer, piece.number)
        aside = self._held.set_aside(path, segment_content(piece.lines))
        values = {"writer": writer, "seq": fault.seq, "file": piece.where, "aside": str(aside or "")}
        key = ("segment", writer, piece.number, piece.where)
        if fault.wrong is Wrong.BRANCH and fault.signed:
            if self.is_own(writer):
                self._fork(writer, fault.seq, now, goes_on=piece.is_copy)
            else:
                self._doubts.add(key, Notice(notices.SHARE_BRANCHED, values), now, sure=True, stays=True)
            return
        own = self.is_own(writer)
        # Nobody else writes there, so nothing half-carried can look like this; and it is going to be mended.
        self._doubts.add(key, Notice(notices.SHARE_EDITED, values), now, sure=own, stays=own)
        if own:
            self.mark_damaged(writer, fault.seq)

    def _fork(self, writer: str, seq: int, now: datetime, *, goes_on: bool) -> None:
        """goes_on: the other branch is the copy beside, and ours stands there. Its machine takes another name; if both
        did, both would take the same one, and so on for ever."""
        if writer not in self.forked and not goes_on:
            self._own.mark_forked(writer, seq, self._held.standing(writer).id)
            self.forked.add(writer)
        values = {"writer": writer, "seq": seq}
        self._doubts.add(("forked", writer), Notice(notices.WRITER_FORKED, values), now, sure=True, stays=True)

    def breaks_off(self, writer: str, seq: int) -> None:
        """A part of one's own journal behind that number can't be read here any more, and nobody else has it.

        What comes after it could be taken by nobody: its process goes on under another name.
        """
        if not self._own.broken(writer):
            self._own.mark_broken(writer)
            notice = Notice(notices.JOURNAL_BROKEN_OFF, {"writer": writer, "seq": seq})
            self._doubts.tell(("broken", writer), notice)
        self.forked.add(writer)

    def _nameless(self, writer: str, piece: Piece, now: datetime) -> None:
        """Nobody knows yet whose journal it is: its first segment is to come, or is wrong."""
        self.stuck.setdefault(writer, (piece.number, now))
        if self._held.standing(writer) == NOWHERE and not piece.lines[0].startswith(b'{"seq":1,'):
            return
        self._doubts.add(("key", writer), Notice(notices.SHARE_KEY_UNKNOWN, {"writer": writer}), now)


def arrival_of(writer: str, piece: Piece, lines: Sequence[Line]) -> Arrival:
    return Arrival(piece.day, f"{writer}.{piece.number:04d}.json", writer, lines)


def _judged(held: Held, writer: str, piece: Piece, fault: Fault, verify: Verify) -> Fault:
    """Good lines in a wrong place prove that somebody left lines out or exchanged them, and no second writer. One among
    them that can't stand beside ours does, though the first of them are here as well."""
    if fault.wrong is not Wrong.BRANCH:
        return fault
    for at, raw in enumerate(piece.lines[fault.at :], fault.at):
        with contextlib.suppress(ValueError):
            if contradicts(held, writer, raw) and is_signed(line := read(raw, writer), verify):
                return Fault(Wrong.BRANCH, at, line.seq, signed=True)
    return Fault(Wrong.INVALID, fault.at, fault.seq)
