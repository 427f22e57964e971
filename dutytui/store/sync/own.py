"""This terminal's own journals: which they are, how far each may be published, and which were carried on elsewhere."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import msgspec

from dutytui.store import left
from dutytui.store.confirmed import Confirming, confirmed
from dutytui.store.disk import Disk, make_folders, publish
from dutytui.store.own import Note, read_note
from dutytui.store.tail import Head

Acknowledged = Callable[[], tuple[str, Head] | None]
"""The journal that this very process has open, and its head; None if it has none."""


class OwnJournals:
    """folder: ``journals`` in the terminal's local folder; key: its public key."""

    def __init__(self, folder: Path, key: str, disk: Disk, acknowledged: Acknowledged) -> None:
        self._folder = folder
        self._key = key
        self._disk = disk
        self._acknowledged = acknowledged

    def limit(self, writer: str) -> int:
        """Number of the last event that may leave this terminal.

        What a process has written and the disk not confirmed may be taken back, so nobody is to have it before: what
        this process has open it knows itself, of all others their processes have left word.
        """
        open_here = self._acknowledged()
        if open_here and open_here[0] == writer:
            return open_here[1].seq
        return confirmed(self._disk, self._folder, writer)

    def confirm(self, writer: str, seq: int) -> None:
        """All up to that number is on disk now. While `idle` only."""
        confirming = Confirming(self._disk, self._folder, writer)
        confirming.says(seq)
        confirming.close()

    @contextlib.contextmanager
    def idle(self, writer: str) -> Iterator[bool]:
        """Whether no process has this journal open; none can open it meanwhile. Raises OSError."""
        make_folders(self._disk, self._folder)
        lock = self._disk.lock(self._folder / f"{writer}.lock")
        try:
            yield lock is not None
        finally:
            if lock is not None:
                lock.release()

    def noted(self, writer: str) -> Note | None:
        """Which segment is the last; None where nothing says so."""
        return read_note(self._disk, self._folder, writer)

    def days(self) -> set[date]:
        """The days in whose folders the last segments stand, as far as that is noted. Raises OSError."""
        names = self._disk.names(self._folder) if self._disk.exists(self._folder) else []
        notes = (read_note(self._disk, self._folder, name[: -len(".json")]) for name in names if name.endswith(".json"))
        return {note.day for note in notes if note}

    def note(self, writer: str, day: date, number: int) -> None:
        """Say which segment is going to be the last, before it is made."""
        publish(self._disk, self._folder / f"{writer}.json", msgspec.json.encode(Note(self._key, day, number)))

    def is_known(self, writer: str) -> bool:
        """Whether the note of it says that it is this terminal's, for a journal whose first line is not here."""
        note = self.noted(writer)
        return note is not None and note.key == self._key

    def forked(self, writer: str) -> bool:
        """Whether another machine went on with this journal: no process here writes to it any more."""
        return left.is_forked(self._disk, self._folder, writer)

    def mark_forked(self, writer: str, seq: int, ends: str) -> None:
        left.mark_forked(self._disk, self._folder, writer, seq, ends)

    def broken(self, writer: str) -> bool:
        """Whether a part of it can't be read any more, so that another name was taken."""
        return left.is_broken(self._disk, self._folder, writer)

    def mark_broken(self, writer: str, *, mended: bool = False) -> None:
        left.mark_broken(self._disk, self._folder, writer, mended=mended)
