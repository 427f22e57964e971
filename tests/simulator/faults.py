"""Faults that are put into the production code, to see that the simulation would notice: each within 150 schedules."""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import AbstractContextManager, ExitStack
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

import msgspec

from dutytui.rules.stamps import Observed
from dutytui.rules.state import Subject
from dutytui.store import segments, tail
from dutytui.store.disk import Disk
from dutytui.store.journal import Journal
from dutytui.store.lines import Line, read
from dutytui.store.own import OwnSegments
from dutytui.store.sync.adopting import Adopting
from dutytui.store.sync.gaps import Gaps
from dutytui.store.sync.held import Held, NotKeptError
from dutytui.store.sync.intake import Arrival, Intake
from dutytui.store.sync.own import OwnJournals
from dutytui.store.sync.publishing import Publisher
from dutytui.store.sync.rereading import Rereading
from dutytui.store.sync.spoilt import Spoilt
from dutytui.store.sync.taking import NOWHERE, Standing, Taken
from dutytui.store.transport.shelf import Shelf
from dutytui.store.transport.verbs import Piece
from tests.simulator.disks import MachineDisk
from tests.simulator.schedule import run, schedule
from tests.simulator.world import Broken

MOST = 150
"""Schedules within which each fault must be found."""

_PUBLISHES = ("keys", "own", "segments", "sync.held", "sync.own", "sync.mending", "transport.folder", "disk")

Fault = Callable[[], AbstractContextManager[Any]]


def _publishing(instead: Callable[..., None]) -> AbstractContextManager[Any]:
    stack = ExitStack()
    for module in _PUBLISHES:
        stack.enter_context(patch(f"dutytui.store.{module}.publish", instead))
    return stack


def _no_sync_data() -> AbstractContextManager[Any]:
    def append(self: segments.SegmentFile, members: bytes, count: int) -> None:
        with patch.object(MachineDisk, "sync_data", lambda self, descriptor: None):
            _append(self, members, count)

    return patch.object(segments.SegmentFile, "append", append)


def _failed_sync_ignored() -> AbstractContextManager[Any]:
    def append(self: segments.SegmentFile, members: bytes, count: int) -> None:
        synced = self.disk.sync_data

        def sync_data(descriptor: int) -> None:
            with contextlib.suppress(OSError):
                synced(descriptor)

        with patch.object(self.disk, "sync_data", sync_data):
            _append(self, members, count)

    return patch.object(segments.SegmentFile, "append", append)


_append = segments.SegmentFile.append


def _published_without_sync() -> AbstractContextManager[Any]:
    def unsynced(disk: Disk, path: Path, data: bytes, *, private: bool = False) -> None:
        new = path.with_name(path.name + ".new")
        descriptor = disk.open(new, create=True, private=private)
        disk.write(descriptor, data, 0)
        disk.close(descriptor)
        disk.replace(new, path)
        disk.sync_folder(path.parent)

    return _publishing(unsynced)


def _published_in_place() -> AbstractContextManager[Any]:
    def in_place(disk: Disk, path: Path, data: bytes, *, private: bool = False) -> None:
        descriptor = disk.open(path, create=True, private=private)
        try:
            disk.write(descriptor, data, 0)
            disk.sync(descriptor)
        finally:
            disk.close(descriptor)
        disk.sync_folder(path.parent)

    return _publishing(in_place)


_piece = Intake.piece


def _shorter_accepted() -> AbstractContextManager[Any]:
    def piece(self: Intake, writer: str, found: Piece, now: datetime) -> Arrival | None:
        here = self._held.lines(writer, found.number)
        if found.lines and len(found.lines) < len(here) and here[: len(found.lines)] == found.lines:
            _take_over(self._held, writer, found)
        return _piece(self, writer, found, now)

    return patch.object(Intake, "piece", piece)


def _other_accepted() -> AbstractContextManager[Any]:
    def piece(self: Intake, writer: str, found: Piece, now: datetime) -> Arrival | None:
        here = self._held.lines(writer, found.number)
        both = min(len(here), len(found.lines))
        if here[:both] != found.lines[:both] and not self.is_own(writer):
            _take_over(self._held, writer, found)
            return None
        return _piece(self, writer, found, now)

    return patch.object(Intake, "piece", piece)


def _take_over(held: Held, writer: str, found: Piece) -> None:
    try:
        line = read(found.lines[-1], writer)
        standing = Standing(line.seq, line.id, line.stamp)
    except ValueError:
        standing = held.standing(writer)
    with contextlib.suppress(NotKeptError):
        held.put(writer, found.day, found.number, found.lines, standing)
        held.flush()


def _half_commands() -> AbstractContextManager[Any]:
    real = tail._read_member

    def alone(text: bytes, writer: str, *, first: bool) -> Line | None:
        line = real(text, writer, first=first)
        return msgspec.structs.replace(line, more=0) if line else None

    return patch.object(tail, "_read_member", alone)


def _number_given_twice() -> AbstractContextManager[Any]:
    """What the disk has not confirmed is published, and then its number is given to something else."""
    return patch.object(OwnJournals, "limit", lambda self, writer: 1 << 62)


def _windows_taken_at_their_word() -> AbstractContextManager[Any]:
    """What another window has written is published whether or not its disk has confirmed it."""
    real = OwnJournals.limit

    def limit(self: OwnJournals, writer: str) -> int:
        open_here = self._acknowledged()
        return real(self, writer) if open_here and open_here[0] == writer else 1 << 62

    return patch.object(OwnJournals, "limit", limit)


def _deleted_for_good() -> AbstractContextManager[Any]:
    return patch.object(Gaps, "fill", lambda self: [])


def _unreadable_is_empty() -> AbstractContextManager[Any]:
    real = Shelf._compare

    def compare(self: Shelf, day: Any, new: Any, gone: Any) -> None:
        try:
            real(self, day, new, gone)
        except OSError:
            self._segments.clear()
            self._listed.clear()

    return patch.object(Shelf, "_compare", compare)


def _copies_dropped() -> AbstractContextManager[Any]:
    from dutytui.store.transport import shelf

    real = shelf.shared_name

    def proper(path: Path) -> Any:
        name = real(path)
        return None if name and name.copy else name

    return patch.object(shelf, "shared_name", proper)


def _clock_not_observed() -> AbstractContextManager[Any]:
    def observe(self: Journal, stamp: str, *, now: datetime) -> Observed:
        from datetime import timedelta

        return Observed(self._stamp, timedelta(0))

    return patch.object(Journal, "observe", observe)


def _dragged_ahead() -> AbstractContextManager[Any]:
    def observe(self: Journal, stamp: str, *, now: datetime) -> None:
        self._stamp = max(self._stamp, stamp)

    stack = ExitStack()
    stack.enter_context(patch("dutytui.session_parts.latest_heeded", lambda now: "9999"))
    stack.enter_context(patch.object(Journal, "observe", observe))
    return stack


def _slot_not_locked() -> AbstractContextManager[Any]:
    class Free:
        def release(self) -> None: ...

    return patch.object(MachineDisk, "lock", lambda self, path, wait=0: Free())


def _not_adopted() -> AbstractContextManager[Any]:
    return patch.object(Adopting, "__call__", lambda self, writer, key: True)


def _folded_as_they_come() -> AbstractContextManager[Any]:
    def add(self: Subject, event: Any) -> None:
        self.events.append(event)
        self.version += 1

    return patch.object(Subject, "add", add)


def _number_again_after_a_start() -> AbstractContextManager[Any]:
    real = OwnSegments.find_end

    def find_end(self: OwnSegments) -> Line | None:
        last = real(self)
        return msgspec.structs.replace(last, seq=last.seq - 1, id=last.prev) if last and last.seq > 1 else last

    return patch.object(OwnSegments, "find_end", find_end)


def _cards_are_content() -> AbstractContextManager[Any]:
    """What a terminal says it holds is taken for what stands on the share."""
    return patch.object(Publisher, "_shared", lambda self, writer: self._held.standing(writer).seq)


def _branches_not_told() -> AbstractContextManager[Any]:
    stack = ExitStack()
    stack.enter_context(patch.object(Intake, "_fault", lambda *arguments: None))
    stack.enter_context(patch.object(Adopting, "_fork", lambda *arguments: False))
    return stack


def _chain_not_asked() -> AbstractContextManager[Any]:
    def take(raws: Any, writer: str, standing: Standing, verify: Any) -> Taken:
        found = []
        for raw in raws:
            with contextlib.suppress(ValueError):
                found.append(read(raw, writer))
        last = found[-1] if found else None
        return Taken(found, Standing(last.seq, last.id, last.stamp) if last else standing or NOWHERE, None)

    return patch("dutytui.store.sync.intake.take", take)


def _spoilt_not_noticed() -> AbstractContextManager[Any]:
    return patch.object(Rereading, "step", lambda self, now, today: None)


def _spoilt_not_mended() -> AbstractContextManager[Any]:
    return patch.object(Spoilt, "mend", lambda self: [])


FAULTS: dict[str, Fault] = {
    "an append is not synced": _no_sync_data,
    "a failed sync is ignored": _failed_sync_ignored,
    "a file is published without sync": _published_without_sync,
    "a file is published without rename": _published_in_place,
    "a shorter file is accepted": _shorter_accepted,
    "a file that is no extension is accepted": _other_accepted,
    "half a command is kept": _half_commands,
    "what is not confirmed is published": _number_given_twice,
    "what another window could not confirm is published": _windows_taken_at_their_word,
    "an earlier file that was deleted is not taken again": _deleted_for_good,
    "an unreadable folder counts as empty": _unreadable_is_empty,
    "conflict copies are dropped": _copies_dropped,
    "the clock heeds no other": _clock_not_observed,
    "the clock heeds one that is years ahead": _dragged_ahead,
    "writer slots are not locked": _slot_not_locked,
    "the longer journal on the share is not adopted": _not_adopted,
    "events are folded as they come": _folded_as_they_come,
    "a start gives the last number again": _number_again_after_a_start,
    "a card counts as content": _cards_are_content,
    "a second branch is not told": _branches_not_told,
    "the chain is not asked": _chain_not_asked,
    "a line that a disk has spoilt is not noticed": _spoilt_not_noticed,
    "a line that a disk has spoilt is not mended": _spoilt_not_mended,
}
"""What is done wrong → how to do it so."""


class Caught(NamedTuple):
    """after: schedules until it was found, None if it was not; by: what was broken."""

    after: int | None
    by: str = ""


def caught(name: str, most: int = MOST) -> Caught:
    """How many schedules it takes until a fault is found."""
    with FAULTS[name]():
        for number in itertools.islice(itertools.count(), most):
            try:
                run(schedule(number))
            except Broken as broken:
                return Caught(number + 1, str(broken))
    return Caught(None)


def rows(jobs: int) -> Iterator[tuple[str, Caught]]:
    with ProcessPoolExecutor(jobs) as pool:
        yield from zip(FAULTS, pool.map(caught, FAULTS), strict=True)


def table(jobs: int) -> int:
    """Print all of it; 1 if a fault was not found."""
    missed = 0
    for name, found in rows(jobs):
        missed += found.after is None
        print(f"{name:50} {found.after or 'NOT FOUND':>9}  {found.by[:90]}", flush=True)
    return 1 if missed else 0
