"""The journals that are held here, in the local `logs`: where each stands, and how received lines are put to it.

Nothing here is ever made shorter. Of one's own journals, those that a process has open are only read.
"""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from dutytui.store.archived import Archives
from dutytui.store.disk import Disk, make_folders, publish, publish_all
from dutytui.store.keys import verifier
from dutytui.store.lines import Line, read
from dutytui.store.reading import Verify
from dutytui.store.segments import APART, SegmentName, segment_path, take_apart
from dutytui.store.sync.taking import NOWHERE, Standing, is_event, is_same, is_signed, key_named
from dutytui.store.transport.folder import segment_content
from dutytui.store.transport.shelf import Shelf, raw_lines

SPARE = 128 * 1024 * 1024
"""Bytes of this disk that what others recorded leaves alone: whoever fills the share must not keep a desk from
recording."""
_MOST_ASIDE = 20
"""Copies that are kept beside one segment: somebody who edits it every second must not fill the disk."""


class NotKeptError(OSError):
    """What came could not be written to this terminal's own disk."""

    def __init__(self, reason: OSError) -> None:
        super().__init__(reason.errno, reason.strerror or str(reason))


class Part(NamedTuple):
    """A segment. lines: its valid ones up to the first that is not; is_cut: there are more."""

    name: SegmentName
    lines: tuple[bytes, ...]
    is_cut: bool


class Held:
    """logs: the local folder. Used from one thread; raises OSError as the disk does."""

    def __init__(self, logs: Path, disk: Disk) -> None:
        self.logs = logs
        self._disk = disk
        self._reads = Archives(disk)  # what was packed is held as before
        self._shelf = Shelf(logs, self._reads)
        self.unlisted = self._shelf.unlisted
        self._standing: dict[str, Standing] = {}
        self._waiting: dict[SegmentName, tuple[bytes, ...]] = {}
        self._keys: dict[str, str] = {}
        self._verifiers: dict[str, Verify] = {}
        self.gone: set[str] = set()
        """Writers of whom a file was here and is not, until somebody takes it up."""
        self.spoilt: set[SegmentName] = set()
        """Files in which a line is not as it was written, until somebody takes them up."""
        self.signed: dict[str, bytes] = {}
        """Id → the line with its writer's signature, which is not here any more: see `alike`."""

    def look(self, since: date | None = None) -> set[str]:
        """See what has changed by another hand: this terminal's processes. The writers that it has."""
        if not self._disk.exists(self.logs):
            make_folders(self._disk, self.logs)
        changed = self._shelf.look(since)
        self.gone.update(name.writer for name in changed.gone if not name.copy)
        writers = {name.writer for name in (*changed.names, *changed.gone)}
        for writer in writers:
            self._standing.pop(writer, None)
        return writers

    def saw(self, name: SegmentName) -> None:
        """That a segment stands there, where a look at its folder would take too long."""
        self._shelf.saw(name)
        self._standing.pop(name.writer, None)

    def writers(self) -> list[str]:
        return self._shelf.writers()

    def numbers(self, writer: str) -> list[int]:
        """The numbers of its segments that are here, in order."""
        return self._shelf.numbers(writer)

    def day(self, writer: str, seq: int | None = None) -> date | None:
        """The day in whose folder the writer's last segment stands; with a number the earliest in which an event stands
        from that one on, since a clock may have been set back."""
        numbers = self._shelf.numbers(writer)[-1:] if seq is None else self._shelf.numbers_from(writer, seq)
        return min((self._shelf.files(writer, number)[0].day for number in numbers), default=None)

    def standing(self, writer: str) -> Standing:
        """By the last whole line that continues what is before it in its segment."""
        known = self._standing.get(writer)
        if known is None:
            known = NOWHERE
            for number in reversed(self._shelf.numbers(writer)):
                if lines := self.lines(writer, number):
                    last = read(lines[-1], writer)
                    known = Standing(last.seq, last.id, last.stamp)
                    break
            self._standing[writer] = known
        return known

    def proper(self, writer: str, number: int) -> SegmentName | None:
        """The segment itself: what stands beside it under a copy's name is nobody's to continue."""
        return next((name for name in self._shelf.files(writer, number) if not name.copy), None)

    def lines(self, writer: str, number: int) -> tuple[bytes, ...]:
        """The valid lines of a segment, up to the first that is not; none if it is not here."""
        waiting = next((lines for name, lines in self._waiting.items() if name[1:3] == (writer, number)), None)
        if waiting is not None:
            return waiting
        name = self.proper(writer, number)
        return self.part(name).lines if name else ()

    def pieces(self, writer: str, after: int, most: int) -> list[Part]:
        """The segments from the one that holds number `after` + 1 on, up to `most`; without those that are empty."""
        found = []
        for number in self._shelf.numbers_from(writer, after + 1)[:most]:
            name = self.proper(writer, number)
            if name and (part := self.part(name)) and (part.lines or part.is_cut):
                found.append(part)
        return found

    def last_number(self, writer: str) -> int:
        waiting = (name.number for name in self._waiting if name.writer == writer)
        return max(self._shelf.last_number(writer), *waiting, 0)

    def before_half(self, writer: str, number: int) -> tuple[tuple[bytes, ...], Standing] | None:
        """The lines of the last segment without the half command that it ends with, and where the journal stands with
        them; None if it ends with none."""
        lines = self.lines(writer, number)
        whole = len(lines)
        while whole and read(lines[whole - 1], writer).more:
            whole -= 1
        if number != self.last_number(writer) or whole == len(lines):
            return None
        raw = lines[whole - 1] if whole else self.line(writer, read(lines[0], writer).seq - 1)
        if raw is None:
            return None
        last = read(raw, writer)
        return lines[:whole], Standing(last.seq, last.id, last.stamp)

    def first_seq(self, writer: str, number: int) -> int:
        """The number that a segment's first line has; where it is not here, the one after all that is."""
        name = self.proper(writer, number)
        ends = self._shelf.ends(name) if name else None
        return ends.first if ends else self.standing(writer).seq + 1

    def put(self, writer: str, day: date, number: int, lines: Sequence[bytes], standing: Standing) -> None:
        """Have a segment hold these lines, which begin with those it held before; on disk with the next `flush`.

        standing: where the journal stands with them. Raises `NotKeptError`, also for a file of which no look could tell
        yet: what came was not compared with what it holds.
        """
        path = segment_path(self.logs, day, writer, number)
        name = SegmentName(day, writer, number, path, copy=False)
        try:
            if self._reads.exists(path):
                if self.proper(writer, number) is None:
                    self.saw(name)
                    raise OSError(errno.EAGAIN, os.strerror(errno.EAGAIN))
                before = self._reads.read(path)
                texts = take_apart(before)
                if texts is None or raw_lines(texts) != tuple(lines[: len(texts.lines)]):
                    self.set_aside(path, before)
        except OSError as reason:
            raise NotKeptError(reason) from reason
        self._waiting[name] = tuple(lines)
        self._standing[writer] = standing

    def flush(self) -> None:
        """Keep durably what was put, each segment at once or not at all.

        What goes on with a segment comes first: a power cut keeps any of those that come at once, and where a new one
        lacks then that is seen (`gaps`), but not that an old one is too short for what stands behind it.

        Raises `NotKeptError`: then none of it counts as held, though some may stand there.
        """
        waiting, self._waiting = self._waiting, {}
        files = {name.path: segment_content(lines) for name, lines in waiting.items()}
        try:
            longer = {path: content for path, content in files.items() if self._reads.exists(path)}
            _put_there(self._disk, longer)
            _put_there(self._disk, {path: content for path, content in files.items() if path not in longer})
        except OSError as reason:
            for name in waiting:
                self._standing.pop(name.writer, None)
                if self._reads.exists(name.path):
                    self._shelf.saw(name)
            raise NotKeptError(reason) from reason
        for name in waiting:
            self._shelf.wrote(name)

    def set_aside(self, path: Path, content: bytes) -> Path | None:
        """Keep a copy beside a segment of what does not continue it; once each. None when there are many already, or
        no room is left."""
        mark = hashlib.sha256(content).hexdigest()[:8]
        aside = path.with_name(f"{path.name}{APART}{mark}")
        if self._disk.exists(aside):
            return aside
        make_folders(self._disk, path.parent)
        copies = [name for name in self._disk.names(path.parent) if name.startswith(f"{path.name}{APART}")]
        if len(copies) >= _MOST_ASIDE or not self.has_room():
            return None
        publish(self._disk, aside, content)
        return aside

    def has_room(self) -> bool:
        """Whether what others recorded may still be taken."""
        return self._disk.free(self.logs) >= SPARE

    def key(self, writer: str) -> str:
        """The public key that the journal's first line names; "" if that is not here."""
        if writer not in self._keys:
            waiting = [name.number for name in self._waiting if name.writer == writer]
            first = min([*self._shelf.numbers(writer)[:1], *waiting], default=0)
            lines = self.lines(writer, first) if first else ()
            key = key_named(lines[0], writer) if lines else ""
            if not key:
                return ""
            self._keys[writer] = key
        return self._keys[writer]

    def verify(self, key: str) -> Verify | None:
        """None for what is no key."""
        if key not in self._verifiers:
            try:
                self._verifiers[key] = verifier(key)
            except ValueError:
                return None
        return self._verifiers[key]

    def line(self, writer: str, seq: int) -> bytes | None:
        """The line of that number; None if it is not held."""
        waiting = (name.number for name in self._waiting if name.writer == writer)
        numbers = {*self._shelf.numbers_from(writer, seq)[:1], *waiting}
        start = b'{"seq":%d,' % seq
        return next((raw for number in numbers for raw in self.lines(writer, number) if raw.startswith(start)), None)

    def part(self, name: SegmentName) -> Part:
        """A segment as it stands there now."""
        lines = raw_lines(take_apart(self._reads.read(name.path)))
        good: list[bytes] = []
        before: Line | None = None
        for raw in lines:
            try:
                line = read(raw, name.writer)
            except ValueError:
                break
            if before is not None and (line.seq != before.seq + 1 or line.prev != before.id):
                break
            before = line
            good.append(self.signed.get(line.id, raw))
        if len(good) < len(lines):
            self._standing.pop(name.writer, None)  # a disk that spoils a line leaves the time of change as it was
        return Part(name, tuple(good), len(good) < len(lines))


class Alike(NamedTuple):
    """What a segment here and one there have in common. same: how many lines from the first on; lines: those that came,
    the same ones with their writer's signature; spoilt: the place of the first that bears another one there."""

    same: int
    lines: tuple[bytes, ...]
    spoilt: int | None = None


def alike(held: Held, writer: str, number: int, there: Sequence[bytes], verify: Verify) -> Alike:
    """Compare what came with what is here.

    Of a line of which only a signature differs, the one that is the writer's counts on both sides from now on.
    """
    here = held.lines(writer, number) if number <= held.last_number(writer) else ()
    both = min(len(here), len(there))
    lines, spoilt = list(there), None
    for place in range(both) if here[:both] != tuple(there[:both]) else ():
        if here[place] == there[place]:
            continue
        ours = read(here[place], writer)
        if is_same(there[place], writer, ours.id, verify):
            held.signed[ours.id] = there[place]
            if name := held.proper(writer, number):
                held.spoilt.add(name)
        elif is_event(there[place], writer, ours.id) and is_signed(ours, verify):
            lines[place] = here[place]
            spoilt = place if spoilt is None else spoilt
        else:
            return Alike(place, tuple(lines), spoilt)
    return Alike(both, tuple(lines), spoilt)


def contradicts(held: Held, writer: str, raw: bytes) -> bool:
    """Whether a good line can't stand beside those held here: another has its number, or what it follows.

    One that is held as well, or could follow, and only stands out of its place, is no second writer's.
    """
    line = read(raw, writer)
    here = held.line(writer, line.seq)
    if here is not None:
        return read(here, writer).id != line.id
    before = held.line(writer, line.seq - 1)
    return before is not None and read(before, writer).id != line.prev


def _put_there(disk: Disk, files: dict[Path, bytes]) -> None:
    if len(files) > 2:
        publish_all(disk, files)
        return
    for path, content in files.items():
        make_folders(disk, path.parent)
        publish(disk, path, content)
