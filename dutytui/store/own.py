"""The files of one's own journal: find where they end, mend a torn tail, append, go on in the next segment.

Knows bytes and files; what the lines say is `journal`'s. The only code that writes to `logs/`.
"""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import msgspec

from dutytui.store.confirmed import Confirming, confirmed
from dutytui.store.disk import Disk, publish
from dutytui.store.left import mark_broken
from dutytui.store.lines import Line
from dutytui.store.notices import JOURNAL_DAMAGED, TORN_TAIL, Notice
from dutytui.store.segments import (
    MOST_EVENTS,
    OPENING,
    SegmentFile,
    SegmentName,
    segment_path,
    set_aside,
    take_apart,
)
from dutytui.store.tail import Head, Tail, judge, own_segments
from dutytui.store.unreadable import NO_JSON


class Note(msgspec.Struct, frozen=True):
    """Which segment is the last, and whose journal it is (public key, hex).

    Kept in the local folder so that opening asks one file, however many years there are. It is written *before* its
    segment is made: the segment it names is the last one, or does not exist yet and all folders are asked.
    """

    key: str
    day: date
    number: int


def read_note(disk: Disk, notes: Path, writer: str) -> Note | None:
    """None if there is none that can be read. Raises OSError."""
    path = notes / f"{writer}.json"
    if not disk.exists(path):
        return None
    try:
        return msgspec.json.decode(disk.read(path), type=Note)
    except NO_JSON:
        return None


class ChangedError(OSError):
    """Something else has changed the end of a journal that is open, which is left where it stands. notice: tells so."""

    def __init__(self, notice: Notice) -> None:
        super().__init__(errno.EIO, os.strerror(errno.EIO))
        self.notice = notice


class OwnSegments:
    """After any OSError from a method here, call `let_go`: the next append opens and reads everything afresh."""

    def __init__(self, disk: Disk, logs: Path, notes: Path, writer: str, key: str) -> None:
        self.notices: list[Notice] = []
        self._disk = disk
        self._logs = logs
        self._note = notes / f"{writer}.json"
        self._writer = writer
        self._key = key
        self._place: SegmentName | None = None
        self._file: SegmentFile | None = None
        self._confirming = Confirming(disk, notes, writer)
        self._count = 0
        self.tail: Tail | None = None

    def note(self) -> Note | None:
        """None if there is none that can be read: the folders say the same, only slower."""
        return read_note(self._disk, self._note.parent, self._writer)

    def find_end(self) -> Line | None:
        """The journal's last event that stands, its signature not asked for; None before the first. Touches nothing:
        see `take_up`. Raises OSError."""
        self.let_go()
        tail: Tail | None = None
        last: Line | None = None
        for place in self._backwards():
            judged = judge(self._disk.read(place.path), self._writer)
            if tail is None:
                self._place, self._count, tail = place, judged.count, judged
            if last := judged.last:
                break
        self.tail = tail
        return last

    @property
    def confirmed(self) -> int:
        """Number of the last event that was on disk for sure."""
        return confirmed(self._disk, self._note.parent, self._writer)

    def leave(self) -> Notice:
        """Have nobody go on with a journal whose end was changed by something else, as `find_end` has found it."""
        with contextlib.suppress(OSError):  # then the next start finds it again
            mark_broken(self._disk, self._note.parent, self._writer)
        file = str(self._place.path if self._place else self._logs)
        return Notice(JOURNAL_DAMAGED, {"writer": self._writer, "file": file})

    def take_up(self) -> None:
        """Open the last segment for appending and mend its tail if that is torn. Only for what is surely one's own."""
        if self.tail:
            # An error here is not told: nothing is being saved yet, and the next append does the same and says so.
            with contextlib.suppress(OSError):
                self._file = self._reopen(self.tail)

    def append(self, members: bytes, count: int, day: date, head: Head) -> None:
        """Make `count` members durable in the folder of `day`. head: the journal's end so far. Raises OSError, and
        `ChangedError` where, after a failure, that end is not as this process left it."""
        file = self._file_for(members, count, day, head)
        file.append(members, count)
        self._count = file.count
        self._confirming.says(head.seq + count)

    def close(self) -> None:
        self._confirming.close()
        self.let_go()

    def let_go(self) -> None:
        if self._file:
            self._file.drop()
            self._file = None

    # -- one file after another -----------------------------------------------------------------------------------

    def _file_for(self, members: bytes, count: int, day: date, head: Head) -> SegmentFile:
        if self._file is None and self._place:
            self._file = self._recover(self._place, head)
        if file := self._file:
            if self._place and self._place.day == day and file.count + count <= MOST_EVENTS and file.fits(members):
                return file
            file.seal()
            self._file = None
        return self._next_file(day, len(members))

    def _next_file(self, day: date, spare: int) -> SegmentFile:
        number = self._place.number + 1 if self._place else 1
        while self._is_used(path := segment_path(self._logs, day, self._writer, number)):
            number += 1
        publish(self._disk, self._note, msgspec.json.encode(Note(self._key, day, number)))
        self._file = SegmentFile.lay_out(self._disk, path, OPENING, 0, spare=spare)
        self._place = SegmentName(day, self._writer, number, path, copy=False)
        self._count = 0
        return self._file

    def _is_used(self, path: Path) -> bool:
        """Whether a segment that we don't know of stands there: the local folder is then older than `logs`."""
        if not self._disk.exists(path):
            return False
        texts = take_apart(self._disk.read(path))
        return texts is None or bool(texts.lines)

    def _recover(self, place: SegmentName, head: Head) -> SegmentFile:
        """After a failure: what is acknowledged goes to a fresh file, what is not is set aside.

        What cannot be is not gone on with: a number that was refused may stand there, too, and would be given twice.
        """
        try:
            tail = judge(self._disk.read(place.path), self._writer, upto=head.seq)
        except FileNotFoundError:
            raise ChangedError(self.leave()) from None
        known = tail.count == self._count and (tail.last is None or (tail.last.seq, tail.last.id) == head)
        if tail.damaged or not known:
            raise ChangedError(self.leave())
        return self._reopen(tail)

    def _reopen(self, tail: Tail) -> SegmentFile:
        place = self._place
        assert place is not None
        if tail.whole:
            end = len(tail.content)
            descriptor = self._disk.open(place.path)
            return SegmentFile(self._disk, place.path, descriptor, end, tail.size, tail.count, unsure=tail.content)
        if tail.torn:
            aside = set_aside(self._disk, place.path, tail.torn)
            values = {"file": str(place.path), "aside": str(aside), "kept": tail.count, "torn": len(tail.torn)}
            self._tell(Notice(TORN_TAIL, {"writer": self._writer, **values}))
        return SegmentFile.lay_out(self._disk, place.path, tail.content, tail.count)

    def _tell(self, notice: Notice) -> None:
        if notice not in self.notices:
            self.notices.append(notice)

    def _backwards(self) -> Iterator[SegmentName]:
        """Own segments from the last one back. The folders are asked only if the note does not do."""
        known: int | None = None
        note = self.note()
        if note:
            path = segment_path(self._logs, note.day, self._writer, note.number)
            if self._disk.exists(path):
                known = note.number
                yield SegmentName(note.day, self._writer, note.number, path, copy=False)
        for segment in reversed(own_segments(self._disk, self._logs, self._writer)):
            if known is None or segment.number < known:
                yield segment
