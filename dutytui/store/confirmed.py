"""How far the disk has confirmed a journal, as its process leaves word for the others of this terminal.

A process may have written what the disk then refuses to keep, and takes it back with its next act. Another process that
reads the file can't tell. So after each append this note names the number, written over in place. That is not synced,
since it only ever lags: what it does not name is not confirmed yet, or was before the power went, and whoever has the
journal's slot may make it so. Only what a process says first is safe at once, so that no power cut takes the whole
note: what is named there has its number for ever, though a disk spoils it.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from dutytui.rules.events import Event
from dutytui.store.disk import Disk, Lock, publish

_SLOT = ".lock"
# Twice, so that what is read in the midst of being written is known as such.
_NUMBER = re.compile(rb"([0-9]{20}) \1\n")


class Confirming:
    """The writing side, for the one process that has the slot. notes: ``journals`` in the terminal's local folder.

    What can't be written is missing there until the next append; nothing else depends on it.
    """

    def __init__(self, disk: Disk, notes: Path, writer: str) -> None:
        self._disk = disk
        self._path = _path(notes, writer)
        self._descriptor: int | None = None

    def says(self, seq: int) -> None:
        """All up to and with this number is on disk."""
        said = b"%020d %020d\n" % (seq, seq)
        try:
            if self._descriptor is None:
                publish(self._disk, self._path, said)
                self._descriptor = self._disk.open(self._path)
            else:
                self._disk.write(self._descriptor, said, 0)
        except OSError:
            self.close()

    def close(self) -> None:
        descriptor, self._descriptor = self._descriptor, None
        if descriptor is not None:
            with contextlib.suppress(OSError):
                self._disk.close(descriptor)


def confirmed(disk: Disk, notes: Path, writer: str) -> int:
    """Number of the last event that is known to be on disk; 0 where no such word can be read."""
    try:
        said = _NUMBER.fullmatch(disk.read(_path(notes, writer)))
    except OSError:
        return 0
    return int(said[1]) if said else 0


class Siblings:
    """What the other processes of this terminal are writing just now. notes: as above; own: the writer of this
    process, "" for none: of that journal its session knows.

    Other terminals' journals came confirmed, and of a process that is gone all that it left may be shown.
    """

    def __init__(self, disk: Disk, notes: Path, own: Callable[[], str] = lambda: "") -> None:
        self._disk = disk
        self._notes = notes
        self._own = own
        self._known: frozenset[str] = frozenset()

    def settled(self, read: Callable[[], Sequence[Event]]) -> tuple[Sequence[Event], frozenset[str]]:
        """What `read` gives, without what a process may still take back; the writers of whom something was left out.

        Raises what `read` does.
        """
        sure = {writer: confirmed(self._disk, self._notes, writer) for writer in sorted(self._slots())}
        found = read()  # afterwards: what has been taken back since is not among what was confirmed before
        if not (beyond := self._beyond(found, sure)):
            return found, frozenset()
        held = {writer: lock for writer in sorted(beyond) if (lock := self._idle(writer))}
        try:
            found = read() if held else found  # again: before it ended it may have taken back what we read
        finally:
            for lock in held.values():
                lock.release()
        busy = self._beyond(found, sure) - held.keys()
        return [event for event in found if event.writer not in busy or event.seq <= sure.get(event.writer, 0)], busy

    def _beyond(self, found: Sequence[Event], sure: Mapping[str, int]) -> frozenset[str]:
        slots = self._slots()
        beyond = {event.writer for event in found if event.writer in slots and event.seq > sure.get(event.writer, 0)}
        return frozenset(beyond)

    def _slots(self) -> frozenset[str]:
        """Whose slots there are, however long ago they were taken: none ever goes. Where that can't be asked just now,
        those that were there before."""
        with contextlib.suppress(OSError):
            names = self._disk.names(self._notes) if self._disk.exists(self._notes) else []
            self._known |= {name[: -len(_SLOT)] for name in names if name.endswith(_SLOT)}
        return self._known - {self._own()}

    def _idle(self, writer: str) -> Lock | None:
        """The slot, so that nobody writes meanwhile; None if a process has it."""
        with contextlib.suppress(OSError):
            return self._disk.lock(self._notes / f"{writer}{_SLOT}")
        return None


def _path(notes: Path, writer: str) -> Path:
    return notes / f"{writer}.confirmed"
