"""Which of this terminal's journals are never gone on with: marks beside their notes, in the local folder.

``<writer>.forked``: another machine went on with it; the number from which on, and the event that ours ended with.
``<writer>.broken``: a part amid it can't be read any more, so what comes behind it could reach nobody; an empty mark
says that it could be mended.
"""

from __future__ import annotations

import re
from pathlib import Path

from dutytui.store.disk import Disk, make_folders, publish

_ENDS = re.compile(rb"[0-9]+ ([0-9a-f]{8})")


def is_left(disk: Disk, notes: Path, writer: str) -> bool:
    """Whether another name is to be taken. Raises OSError."""
    return is_forked(disk, notes, writer) or is_broken(disk, notes, writer)


def is_forked(disk: Disk, notes: Path, writer: str) -> bool:
    return disk.exists(notes / f"{writer}.forked")


def is_broken(disk: Disk, notes: Path, writer: str) -> bool:
    mark = notes / f"{writer}.broken"
    return disk.exists(mark) and bool(disk.read(mark))


def mark_forked(disk: Disk, notes: Path, writer: str, seq: int, ends: str) -> None:
    """seq: the first number that the other machine has given, too; ends: id of the last event that stands here."""
    make_folders(disk, notes)
    publish(disk, notes / f"{writer}.forked", b"%d %b\n" % (seq, ends.encode("ascii")))


def turn_after(disk: Disk, notes: Path, writer: str) -> int | None:
    """Where to go on looking for a name after one that was carried on elsewhere: a number that is the same whenever it
    is asked here, and another one on the other machine, since its journal ends with another event. None if it was not.

    Two that both went to the next free name would meet there again, and so on for ever. Raises OSError.
    """
    mark = notes / f"{writer}.forked"
    said = _ENDS.match(disk.read(mark)) if disk.exists(mark) else None
    return int(said[1], 16) if said else None


def mark_broken(disk: Disk, notes: Path, writer: str, *, mended: bool = False) -> None:
    make_folders(disk, notes)
    publish(disk, notes / f"{writer}.broken", b"" if mended else b"broken\n")
