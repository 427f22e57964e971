"""A writer's own journal: append facts, durable when `append` returns.

One process, one journal (see `slots`), used from one thread. Opening reads the last segment and nothing else.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import partial
from pathlib import Path

from dutytui import __version__
from dutytui.rules import stamps
from dutytui.rules.events import JOURNAL_OPENED, Event, Fact
from dutytui.store import left, lines
from dutytui.store.disk import Disk, Lock
from dutytui.store.keys import Key, own_key, verifier
from dutytui.store.notices import WRITER_TAKEN, Notice
from dutytui.store.own import ChangedError, OwnSegments
from dutytui.store.segments import MOST_EVENTS, member
from dutytui.store.slots import take_slot
from dutytui.store.tail import NOTHING, Head

FORMAT = 1

MayGoOn = Callable[[str, str], bool]
"""(writer, public key) → whether that journal may be gone on with. It may add to the journal what the share has
more."""


class NotSaved(OSError):  # noqa: N818 - an answer, not an accident
    """The disk said no. Nothing of the batch counts; what was acknowledged before stays; the next append may succeed.

    reason: the disk's own error; code: its symbol, ``ENOSPC`` …
    """

    def __init__(self, reason: OSError) -> None:
        super().__init__(reason.errno, reason.strerror or str(reason))
        self.reason = reason
        self.code = errno.errorcode.get(reason.errno or 0, "EIO")


class Journal:
    """Made by `Journal.open`. writer: its id; head: its last event; key: the terminal's."""

    def __init__(self, writer: str, key: Key, files: OwnSegments, last: lines.Line | None, program: str) -> None:
        self.writer = writer
        self.key = key
        self.head = Head(last.seq, last.id) if last else NOTHING
        self._files = files
        self._last = last
        self._stamp = last.stamp if last else ""
        self._program = program
        self._sign: lines.Sign | None = None
        self._lock: Lock | None = None
        self.left = False
        """Whether nothing can be recorded in it any more, since its end is spoilt: see `move_on`."""
        self._told: list[Notice] = []
        self._open_another: Callable[[], Journal] | None = None

    @classmethod
    def open(
        cls,
        logs: Path,
        local: Path,
        name: str = "desk",
        program: str = __version__,
        disk: Disk | None = None,
        may_go_on: MayGoOn | None = None,
    ) -> Journal:
        """Take a free writer slot of `name` and find where its journal ends. Writes to `logs` only to mend a torn tail.

        logs: the mall's local replica; local: this terminal's own folder (key, locks, notes), never on a share;
        may_go_on: asked while the slot is held, before the end of its journal is looked for.
        Raises OSError if the local folder can't be written or the last segment not be read, ValueError for a bad name.
        """
        disk = disk or Disk()
        found = own_key(disk, local)
        told = list(found.notices)
        opened: list[Journal] = []

        def usable(writer: str) -> bool:
            if left.is_left(disk, local / "journals", writer):
                return False
            if may_go_on and not may_go_on(writer, found.key.public):
                return False
            files = OwnSegments(disk, logs, local / "journals", writer, found.key.public)
            last = files.find_end()
            if reason := _why_not(files, found.key, last, writer):
                told.append(reason)
                return False
            files.take_up()
            opened.append(cls(writer, found.key, files, last, program))
            return True

        slot = take_slot(disk, local / "journals", name, usable, partial(left.turn_after, disk, local / "journals"))
        (journal,) = opened
        journal._lock = slot.lock
        journal._told = told
        journal._open_another = partial(cls.open, logs, local, name, program, disk, may_go_on)
        return journal

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What was mended or found wrong since the journal was opened."""
        return (*self._told, *self._files.notices)

    @property
    def next_seq(self) -> int:
        """The number that the next fact gets. A journal's first event is its own `journal_opened`."""
        return max(self.head.seq, 1) + 1

    def append(self, facts: Sequence[Fact], *, now: datetime, day: date) -> list[Event]:
        """Record facts, all in one write, and return their events when they are durable.

        day: the business day of recording, whose folder they go to. The first append of a journal returns its
        `journal_opened` before the others. Raises `NotSaved`, then none of them counts; `lines.Unrecordable` for a fact
        that JSON can't hold; ValueError for more than 255 facts.
        """
        if not facts:
            return []
        if len(facts) >= MOST_EVENTS:
            raise ValueError("too many facts for one append")
        if self.left:
            raise NotSaved(OSError(errno.EIO, os.strerror(errno.EIO)))
        try:
            sign = self._sign or self._first_sign()
            members, events = self._encode(facts, sign, now, day)
            self._files.append(members, len(events), day, self.head)
        except OSError as reason:
            self._files.let_go()
            if isinstance(reason, ChangedError):
                self._told.append(reason.notice)
                self.left = True
            raise NotSaved(reason) from reason
        self._stamp = events[-1].stamp
        self.head = Head(events[-1].seq, events[-1].id)
        return events

    def observe(self, stamp: str, *, now: datetime) -> stamps.Observed:
        """What is recorded from now on sorts after `stamp`, seen in another journal; unless it is minutes ahead."""
        observed = stamps.observe(self._stamp, stamp, now)
        self._stamp = observed.stamp
        return observed

    def move_on(self) -> None:
        """Go on in another journal, under the next free writer name: this one is not ours alone any more, or spoilt.

        What was recorded in it stays. Raises OSError as `open` does; then nothing has changed.
        """
        assert self._open_another is not None
        other = self._open_another()
        told, stamp = [*self.notices, *other.notices], max(self._stamp, other._stamp)
        self.close()
        self.writer, self.head = other.writer, other.head
        self._files, self._last, self._sign = other._files, other._last, None
        self._lock, self._stamp, self._told, self.left = other._lock, stamp, told, False

    def close(self) -> None:
        """Give the slot back. Everything acknowledged is on disk already."""
        self._files.close()
        if self._lock:
            self._lock.release()
            self._lock = None

    def _encode(self, facts: Sequence[Fact], sign: lines.Sign, now: datetime, day: date) -> tuple[bytes, list[Event]]:
        head, stamp = self.head, self._stamp
        opening = () if head.seq else (self._opened(now, day),)
        members, events = [], []
        more = len(opening) + len(facts)
        for fact in (*opening, *facts):
            more -= 1
            stamp = stamps.next_stamp(stamp, now)
            seq, prev = head.seq + 1, head.id
            raw, event = lines.write(fact, writer=self.writer, seq=seq, prev=prev, stamp=stamp, sign=sign, more=more)
            head = Head(event.seq, event.id)
            members.append(member(event.seq, raw))
            events.append(event)
        return b"".join(members), events

    def _opened(self, now: datetime, day: date) -> Fact:
        data = {"writer": self.writer, "key": self.key.public, "program": self._program, "format": FORMAT}
        return Fact(JOURNAL_OPENED, f"journal:{self.writer}", day, now, data=data)

    def _first_sign(self) -> lines.Sign:
        """The signing function, once it is sure that what we build on is our own.

        A signature says that everything before it in the chain is as its writer left it, so none is ever put on top of
        a line that somebody else slipped in while the program was not running.
        """
        if self._last and not _signed_by(self.key, self._last):
            # Slipped in, or ours and spoilt: nobody can tell, and a number that others may know is not given again.
            raise ChangedError(self._files.leave())
        self._last = None
        self._sign = self.key.signer()
        return self._sign


def _why_not(files: OwnSegments, key: Key, last: lines.Line | None, writer: str) -> Notice | None:
    """Why a journal is not to be gone on with, if so."""
    if not _is_own(files, key, last):
        return Notice(WRITER_TAKEN, {"writer": writer})
    # What is put behind a damage could reach no other terminal; and what was confirmed once has its number for ever.
    lost = (last.seq if last else 0) < files.confirmed
    return files.leave() if lost or (files.tail and files.tail.damaged) else None


def _is_own(files: OwnSegments, key: Key, last: lines.Line | None) -> bool:
    """Whether a journal may be gone on with: nothing of another's is ever mended or appended to.

    The note of this terminal says so without a signature being checked, which would cost the start; but a tail that
    is to be mended is asked for its signature, since the logs may have been put there from elsewhere.
    """
    note = files.note()
    if note and note.key != key.public:
        return False
    if files.tail is None:
        return True
    if last is None:
        return note is not None
    return (note is not None and files.tail.whole) or _signed_by(key, last)


def _signed_by(key: Key, line: lines.Line) -> bool:
    return verifier(key.public)(lines.signature(line), lines.signed_bytes(line.id))
