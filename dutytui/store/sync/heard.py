"""What the other processes of this terminal took from the share: the one that carries, and windows as they were opened.

From when this is made on, whether or not anybody asks in between; what stood there before, a session has read itself.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import NamedTuple

from dutytui.rules.events import Event
from dutytui.store.disk import Disk
from dutytui.store.replica import Replica
from dutytui.store.segments import segment_path
from dutytui.store.sync.adopted import AdoptedNotes
from dutytui.store.sync.note import Note, Said


class News(NamedTuple):
    """events: of the segments of which something was taken, some of them known. older: some stand in folders before the
    day that was asked for, or more was taken than was noted: the index must catch up."""

    events: tuple[Event, ...] = ()
    older: bool = False


class Heard:
    """logs: the mall's; local: this terminal's own folder. Used from one thread."""

    def __init__(self, logs: Path, local: Path, disk: Disk) -> None:
        self.note = Note(local)
        self._logs = logs
        self._adopted = AdoptedNotes(disk, local / "journals")
        self._replica = Replica(logs, disk=disk)
        said = self.note.read()
        self._last = said.taken[-1].serial if said and said.taken else 0

    def carried(self, said: Said | None, recent: date) -> News:
        """What the process that carries has noted as taken, each once. recent: the first day that the index need not
        tell of. Raises nothing."""
        new = [taken for taken in said.taken if taken.serial > self._last] if said else []
        if not new:
            return News()
        missed = new[0].serial > self._last + 1  # the folders have it
        self._last = new[-1].serial
        events = [event for taken in new for event in self._events(self._logs / taken.day / taken.file)]
        return News(tuple(events), missed or any(taken.day < recent.isoformat() for taken in new))

    def adopted(self, recent: date) -> News:
        """What windows took as they were opened, each once, when all of it is there."""
        events: list[Event] = []
        older = False
        for adopted in self._adopted.new():
            found = self._events(segment_path(self._logs, adopted.day, adopted.writer, adopted.number))
            if not found or found[-1].seq < adopted.seq:
                continue  # being taken just now, or its process was ended: the next that opens it takes it
            self._adopted.took(adopted)
            # What the window itself recorded behind that may not be confirmed yet, and is found by other ways.
            events += [event for event in found if event.seq <= adopted.seq]
            older = older or adopted.day < recent
        return News(tuple(events), older)

    def _events(self, path: Path) -> tuple[Event, ...]:
        return tuple(self._replica.read_segment(path).events)
