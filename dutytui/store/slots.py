"""Writer slots: which journal a process writes. One process, one journal, held by an OS lock in the local folder.

A second window, a browser tab or a script takes the next id: ``desk``, ``desk-2``, ``desk-3`` … The lock goes with its
process, so a slot is free again after a crash. Never on the share: locks do not hold on synced folders.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from dutytui.store.disk import Disk, Lock, make_folders

_LONGEST = 24
_MOST_SLOTS = 99
_ID = re.compile(r"[a-z0-9-]{2,24}")
# Windows refuses these as file names, whatever extension follows.
_PORTS = (f"{port}{digit}" for port in ("com", "lpt") for digit in range(10))
_RESERVED = frozenset({"con", "prn", "aux", "nul", *_PORTS})


class Slot(NamedTuple):
    writer: str
    lock: Lock


def is_writer_id(text: str) -> bool:
    """Lower-case ASCII letters, digits and hyphens, 2 to 24 of them, and a possible file name everywhere."""
    return _ID.fullmatch(text) is not None and text not in _RESERVED


def take_slot(
    disk: Disk,
    folder: Path,
    name: str,
    usable: Callable[[str], bool],
    turn: Callable[[str], int | None] = lambda _writer: None,
) -> Slot:
    """Lock the first free id of `name` that is `usable` (asked while its lock is held).

    turn: asked of each id that is not taken, but for `name` itself; a number says how far on among those left it is to
    be gone on.

    Raises ValueError for a name that can't be an id, OSError if the lock files can't be made or all slots are taken.
    """
    if not is_writer_id(name):
        raise ValueError(f"not a writer id: {name!r}")
    make_folders(disk, folder)
    numbers, place = list(range(1, _MOST_SLOTS + 1)), 0
    while numbers:
        place %= len(numbers)
        number = numbers.pop(place)
        writer = _numbered(name, number)
        lock = disk.lock(folder / f"{writer}.lock")
        if lock is not None:
            try:
                taken = usable(writer)
            except BaseException:
                lock.release()
                raise
            if taken:
                return Slot(writer, lock)
            lock.release()
        place += (turn(writer) or 0) if number > 1 else 0
    raise BlockingIOError(f"all {_MOST_SLOTS} slots of {name} are taken")


def _numbered(name: str, number: int) -> str:
    suffix = f"-{number}" if number > 1 else ""
    return name[: _LONGEST - len(suffix)] + suffix
