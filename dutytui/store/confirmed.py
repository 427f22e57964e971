"""How far the disk has confirmed a journal, as its process leaves word for the others of this terminal.

A process may have written what the disk then refuses to keep, and takes it back with its next act. Another process that
reads the file can't tell. So after each append this note names the number, written over in place. It is not synced,
since it only ever lags: what it does not name is not confirmed yet, or was before the power went, and whoever has the
journal's slot may make it so.
"""

from __future__ import annotations

import contextlib
import re
from pathlib import Path

from dutytui.store.disk import Disk

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
        try:
            if self._descriptor is None:
                self._descriptor = self._disk.open(self._path, create=not self._disk.exists(self._path))
            self._disk.write(self._descriptor, b"%020d %020d\n" % (seq, seq), 0)
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


def taken_to(disk: Disk, notes: Path, writer: str, seq: int) -> int | None:
    """Up to which number another process may show what it reads of a journal that ends with `seq`; None: all of it.

    Only what another process of this terminal is writing just now is ever held back. Raises OSError.
    """
    slot = notes / f"{writer}.lock"
    if not disk.exists(slot) or (sure := confirmed(disk, notes, writer)) >= seq:
        return None
    lock = disk.lock(slot)
    if lock is None:
        return sure
    lock.release()
    return None


def _path(notes: Path, writer: str) -> Path:
    return notes / f"{writer}.confirmed"
