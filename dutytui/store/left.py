"""Which of this terminal's journals are never gone on with: marks beside their notes, in the local folder.

``<writer>.forked``: another machine went on with it. ``<writer>.broken``: a part amid it can't be read any more, so
what comes behind it could reach nobody; an empty mark says that it could be mended.
"""

from __future__ import annotations

from pathlib import Path

from dutytui.store.disk import Disk, make_folders, publish


def is_left(disk: Disk, notes: Path, writer: str) -> bool:
    """Whether another name is to be taken. Raises OSError."""
    return is_forked(disk, notes, writer) or is_broken(disk, notes, writer)


def is_forked(disk: Disk, notes: Path, writer: str) -> bool:
    return disk.exists(notes / f"{writer}.forked")


def is_broken(disk: Disk, notes: Path, writer: str) -> bool:
    mark = notes / f"{writer}.broken"
    return disk.exists(mark) and bool(disk.read(mark))


def mark_forked(disk: Disk, notes: Path, writer: str, seq: int) -> None:
    """seq: the first number that the other machine has given, too."""
    make_folders(disk, notes)
    publish(disk, notes / f"{writer}.forked", b"%d\n" % seq)


def mark_broken(disk: Disk, notes: Path, writer: str, *, mended: bool = False) -> None:
    make_folders(disk, notes)
    publish(disk, notes / f"{writer}.broken", b"" if mended else b"broken\n")
