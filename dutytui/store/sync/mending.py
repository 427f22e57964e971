"""What is done to a journal of one's own that no process has open, so that it can be carried."""

from __future__ import annotations

from dutytui.store.disk import Disk, publish
from dutytui.store.lines import read
from dutytui.store.sync.held import Held


def settle(held: Held, disk: Disk, writer: str) -> int:
    """Have the disk keep for sure what the last segment holds; the number its last whole command ends with.

    The same bytes in a new file: those of the old one may be in memory only, and marked as written. Raises OSError.
    """
    number = held.last_number(writer)
    while number > 1 and not held.lines(writer, number):
        number -= 1
    name = held.proper(writer, number)
    if name is not None:
        publish(disk, name.path, disk.read(name.path))
        held.saw(name)
    ends = (line.seq for raw in reversed(held.lines(writer, number)) if not (line := read(raw, writer)).more)
    return next(ends, 0)
