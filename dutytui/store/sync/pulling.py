"""Takes what others recorded: only what continues what is here. What does not is kept beside, doubted, and told."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from dutytui.rules.events import Event
from dutytui.store import notices
from dutytui.store.lines import Line, read, to_event
from dutytui.store.notices import Notice
from dutytui.store.reading import Verify
from dutytui.store.segments import segment_path
from dutytui.store.slots import is_writer_id
from dutytui.store.sync.cards import Claim
from dutytui.store.sync.doubts import EACH_LOOK, Doubts
from dutytui.store.sync.gaps import Gaps
from dutytui.store.sync.held import Held, NotKeptError, alike, contradicts
from dutytui.store.sync.mending import Mended, Mending
from dutytui.store.sync.own import OwnJournals
from dutytui.store.sync.spoilt import Spoilt
from dutytui.store.sync.taking import NOWHERE, Fault, Taken, Wrong, fault_at, is_signed, key_named, take
from dutytui.store.sync.where import Compared, Where
from dutytui.store.transport.folder import segment_content
from dutytui.store.transport.shelf import shared_name
from dutytui.store.transport.verbs import Piece, There, Transport

AT_ONCE = 32
"""Segments that are taken in one step: some 8,000 events, a tenth of a second."""

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


class Puller:
    """key: this terminal's own public key; `now`: as `Sync.step` counts the time that passes.

    Raises OSError as transport and disk do; `refused` tells the disk's.
    """

    def __init__(
        self, held: Held, transport: Transport, key: str, own: OwnJournals, doubts: Doubts, mending: Mending
    ) -> None:
        self.there: dict[str, There] = {}
        self.forked: set[str] = set()
        self.damaged: dict[str, int] = {}
        self.refused: OSError | None = None
        self._held = held
        self._transport = transport
        self._key = key
        self._own = own
        self._doubts = doubts
        self._mending = mending
        self._gaps = Gaps(held, transport, Spoilt(held, transport, own, mending, self.is_own))
        self._under_way: dict[str, Iterator[Piece]] = {}
        self._since_of: dict[str, int] = {}
        self._unread: dict[str, int] = {}
        self._healed: list[Arrival] = []
        self._highest: dict[str, int] = {}
        self._stuck: dict[str, tuple[int, datetime]] = {}
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
        earliest = min([self._where.since(now, today, claimed, self.there), *lacking])
        there = self._transport.heads(earliest)
        self._where.looked(earliest, now, today)
        self.there.update(there)
        for filled in self._gaps.fill():
            self._healed.append(_arrival(filled.writer, filled.piece, filled.lines))
        for writer, stands in there.items():
            if not _usable(writer):
                continue
            self._compare_with_before(writer, stands, now)
            have = self._held.standing(writer).seq
            since = min(stands.since, self._unread.pop(writer, stands.since))
            if self.is_own(writer):
                since = min(since, self._compared.since(writer, least(writer), stands.head.seq, now))
                if self._is_another(writer, stands) and not _is_stuck(self._stuck, writer, now):
                    since = min(since, have - 1)
            if since >= stands.head.seq and (have >= stands.head.seq or _is_stuck(self._stuck, writer, now)):
                continue
            if writer in self._under_way:
                self._unread[writer] = since  # what is being read now may have been listed before
            else:
                self._stuck.pop(writer, None)
                self._since_of[writer] = min(have, since)
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
        found: list[Arrival] = []
        reading = dict(self._under_way)
        while reading and len(found) < at_once:
            for writer, pieces in list(reading.items()):
                try:
                    arrival = self._next(writer, pieces, now)
                except StopIteration:
                    del reading[writer], self._under_way[writer]
                except NotKeptError as error:
                    self._begin_again(reading, error)
                    break
                except OSError:
                    # Gone, held open, stale: unknown just now. The next look begins where this one stopped.
                    self._unread[writer] = self._since_of[writer]
                    del reading[writer], self._under_way[writer]
                else:
                    found += [arrival] if arrival else []
        try:
            self._held.flush()
        except NotKeptError as error:
            self._begin_again(self._under_way, error, [one.writer for one in found])
            return []
        self._healed, found = [], [*self._healed, *found]
        return found

    def _next(self, writer: str, pieces: Iterator[Piece], now: datetime) -> Arrival | None:
        """Raises StopIteration at the end, or where nothing that comes can be taken."""
        piece = next(pieces)
        if self._stuck.get(writer, (piece.number, now))[0] < piece.number:
            raise StopIteration
        return self._piece(writer, piece, now)

    def _begin_again(self, reading: dict[str, Iterator[Piece]], error: NotKeptError, also: Sequence[str] = ()) -> None:
        """This terminal's own disk took nothing: all that was on its way is read again."""
        self.refused = error
        for writer in {*reading, *self._under_way, *also}:
            self._unread[writer] = min(self._since_of.get(writer, 0), self._unread.get(writer, 1 << 62))
        reading.clear()
        self._under_way.clear()

    def to_come(self) -> int:
        """Events that are there and not here, of journals that can be taken."""
        return sum(
            max(stands.head.seq - self._held.standing(writer).seq, 0)
            for writer, stands in self.there.items()
            if _usable(writer) and not self.is_own(writer)
        )

    # -- where to look --------------------------------------------------------------------------------------------

    def _is_another(self, writer: str, stands: There) -> bool:
        """Whether one's own journal ends there with as many events, and not with ours: a window may have begun it anew
        since this process compared them. A longer one is read in any case, a shorter one where it is published."""
        here = self._held.standing(writer)
        return here.seq == stands.head.seq and stands.head.id not in ("", here.id) and not self._own.forked(writer)

    def _compare_with_before(self, writer: str, stands: There, now: datetime) -> None:
        highest = self._highest[writer] = max(self._highest.get(writer, 0), stands.head.seq)
        shrank = ("shrank", writer)
        # One's own is written there anew without a word.
        if stands.head.seq < highest and not self.is_own(writer):
            values = {"writer": writer, "seq": stands.head.seq, "expected": highest}
            self._doubts.add(shrank, Notice(notices.SHARE_SHRANK, values), now, looks=EACH_LOOK)
        else:
            self._doubts.clear(shrank)
        missing = ("missing", writer)
        if stands.missing and self.is_own(writer):
            for name in filter(None, (shared_name(Path(path)) for path in stands.missing)):
                first = self._held.first_seq(writer, name.number)
                self.damaged[writer] = min(self.damaged.get(writer, first), first)
        elif stands.missing:
            values = {"writer": writer, "file": stands.missing[0]}
            self._doubts.add(missing, Notice(notices.SHARE_MISSING, values), now, looks=EACH_LOOK)
        else:
            self._doubts.clear(missing)

    def _look_again(self, writer: str, number: object, now: datetime) -> None:
        if writer in self._under_way or not isinstance(number, int):
            return
        first = self._held.first_seq(writer, number)
        for piece in self._transport.lines(writer, first - 1):
            if piece.number > number:
                break
            if arrival := self._piece(writer, piece, now):
                self._healed.append(arrival)
                self._held.flush()

    # -- what is taken --------------------------------------------------------------------------------------------

    def _piece(self, writer: str, piece: Piece, now: datetime) -> Arrival | None:
        if not 0 < piece.number <= _MOST_NUMBER:
            return None
        if not piece.lines:
            if self.is_own(writer) and self._held.lines(writer, piece.number):
                first = self._held.first_seq(writer, piece.number)
                self.damaged[writer] = min(self.damaged.get(writer, first), first)
            return None
        key = self._held.key(writer) or key_named(piece.lines[0], writer)
        verify = self._held.verify(key) if key else None
        if verify is None:
            self._nameless(writer, piece, now)
            return None
        self._doubts.clear(("key", writer))
        if self._gaps.lacks(writer, piece.number):
            return None  # taken when all that lacks is there
        return self._of(writer, piece, key, verify, now)

    def _of(self, writer: str, piece: Piece, key: str, verify: Verify, now: datetime) -> Arrival | None:
        here = self._held.lines(writer, piece.number) if piece.number <= self._held.last_number(writer) else ()
        common = alike(self._held, writer, piece.number, piece.lines, verify)
        same, came = common.same, piece._replace(lines=common.lines)
        if key == self._key and same < len(here) and (arrival := self._instead_of_half(writer, came, verify)):
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
            self._stuck.pop(writer, None)  # what it says is known from here, and what is behind it goes on
        else:
            self._doubts.clear(("segment", writer, piece.number, piece.where))
        if not taken.lines:
            ends = self._held.first_seq(writer, piece.number) + same - 1
            # The last segment there is gone on with as ever; one before it was put back to what it had been.
            if key == self._key and same < len(here) and ends < self.there[writer].head.seq and not piece.is_copy:
                self.damaged[writer] = min(self.damaged.get(writer, ends + 1), ends + 1)
            return None
        if key == self._key:
            return self._own_goes_on(writer, came, same, taken, now)
        self._stuck.pop(writer, None)
        lines = came.lines[: same + len(taken.lines)]
        self._held.put(writer, piece.day, piece.number, lines, taken.standing)
        return _arrival(writer, piece, taken.lines)

    def _instead_of_half(self, writer: str, piece: Piece, verify: Verify) -> Arrival | None:
        """What another machine recorded where a killed process left half a command, which counts nowhere."""
        before = self._held.before_half(writer, piece.number)
        if before is None:
            return None
        whole, standing = before
        taken = take(piece.lines[len(whole) :], writer, standing, verify)
        if not taken.lines or piece.lines[: len(whole)] != whole:
            return None
        with self._own.idle(writer) as idle:
            if not idle or self._held.before_half(writer, piece.number) != before:
                return None
            lines = piece.lines[: len(whole) + len(taken.lines)]
            self._own.note(writer, piece.day, piece.number)
            self._stuck.pop(writer, None)
            self._held.put(writer, piece.day, piece.number, lines, taken.standing)
            self._held.flush()  # while nobody can open it
        return _arrival(writer, piece, taken.lines)

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
                self._stuck.pop(writer, None)
                self._held.put(writer, piece.day, piece.number, whole.lines, whole.standing)
                self._held.flush()  # while nobody can open it
                if damaged:
                    self._own.mark_broken(writer, mended=True)
                return _arrival(writer, piece, taken.lines)
        if damaged:
            self._stuck.setdefault(writer, (piece.number, now))
            self.breaks_off(writer, self._held.standing(writer).seq)
            return None
        self._fault(writer, piece, Fault(Wrong.BRANCH, same, taken.lines[0].seq, signed=True), now)
        return None

    def _fault(self, writer: str, piece: Piece, fault: Fault, now: datetime) -> None:
        if not piece.is_copy:  # what follows goes on from the file under the proper name
            self._stuck.setdefault(writer, (piece.number, now))
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
            self.damaged[writer] = min(self.damaged.get(writer, fault.seq), fault.seq)

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
        self._stuck.setdefault(writer, (piece.number, now))
        if self._held.standing(writer) == NOWHERE and not piece.lines[0].startswith(b'{"seq":1,'):
            return
        self._doubts.add(("key", writer), Notice(notices.SHARE_KEY_UNKNOWN, {"writer": writer}), now)

    def is_own(self, writer: str) -> bool:
        """Whether it is this terminal's journal: by its first line or, where that is not here, the note of it."""
        key = self._held.key(writer)
        return key == self._key or (not key and self._own.is_known(writer))


def _arrival(writer: str, piece: Piece, lines: Sequence[Line]) -> Arrival:
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


def _is_stuck(stuck: Mapping[str, tuple[int, datetime]], writer: str, now: datetime) -> bool:
    """Whether what is there could not be taken a moment ago, and nothing of it has changed since."""
    return writer in stuck and abs(now - stuck[writer][1]) < _AGAIN


def _usable(writer: str) -> bool:
    """Whether a writer may be kept as files here; a carrier may bring any name."""
    return is_writer_id(writer)
