"""What a process took from the share as it opened a journal (`adopting`), told to the windows that stand open already.

They look into today's folder by themselves, and the process that carries tells what came through it; but this comes
past both, into folders of any day.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

import msgspec

from dutytui.store.disk import Disk, publish
from dutytui.store.unreadable import NO_JSON

_SUFFIX = ".adopted"
_MOST = 256
"""Segments that are named for a journal, the newest: of those before them the folders tell, when a day is opened."""


class Adopted(NamedTuple):
    """A segment of which something was taken, up to number `seq` (inclusive)."""

    day: date
    writer: str
    number: int
    seq: int


class AdoptedNotes:
    """notes: ``journals`` in the terminal's local folder. `new` tells what was noted after this was made."""

    def __init__(self, disk: Disk, notes: Path) -> None:
        self._disk = disk
        self._notes = notes
        self._seen = set(self._all())

    def add(self, adopted: Adopted) -> None:
        """While the journal's slot is held, before it is taken: a process that ends in between has said it. Raises
        OSError."""
        path = self._notes / f"{adopted.writer}{_SUFFIX}"
        publish(self._disk, path, msgspec.json.encode([*self._read(path), adopted][-_MOST:]))

    def new(self) -> list[Adopted]:
        """In no order; the same again until `took`."""
        return [adopted for adopted in self._all() if adopted not in self._seen]

    def took(self, adopted: Adopted) -> None:
        """All of it was found there: it is no news any more."""
        self._seen.add(adopted)

    def _all(self) -> Iterator[Adopted]:
        try:
            names = self._disk.names(self._notes) if self._disk.exists(self._notes) else []
        except OSError:
            return  # the next look tells
        for name in names:
            if name.endswith(_SUFFIX):
                yield from self._read(self._notes / name)

    def _read(self, path: Path) -> list[Adopted]:
        """None of a note that can't be read: it only spares others a restart."""
        try:
            return msgspec.json.decode(self._disk.read(path), type=list[Adopted])
        except (OSError, *NO_JSON):
            return []
