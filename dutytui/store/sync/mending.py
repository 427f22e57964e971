"""Files of journals that are not as they should be: looked at, made sure of, mended from what the share has."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from dutytui.store.archived import Archives
from dutytui.store.disk import Disk, publish
from dutytui.store.lines import Line, read
from dutytui.store.reading import Verify
from dutytui.store.segments import SegmentName, take_apart
from dutytui.store.sync.held import Held
from dutytui.store.sync.taking import Standing, is_signed
from dutytui.store.tail import judge
from dutytui.store.transport.shelf import raw_lines


class Mended(NamedTuple):
    """Lines of a segment, and where the journal stands with them."""

    lines: tuple[bytes, ...]
    standing: Standing


class Mending:
    """Every method raises OSError."""

    def __init__(self, held: Held, disk: Disk) -> None:
        self._held = held
        self._disk, self._reads = disk, Archives(disk)

    def settle(self, writer: str) -> int:
        """Have the disk keep for sure what the last segment holds; the number its last whole command ends with.

        For a journal of one's own that no process has open. The same bytes in a new file: those of the old one may be
        in memory only, and marked as written.
        """
        held, settled = self._held, False
        for number in reversed(held.numbers(writer)):
            name, lines = held.proper(writer, number), held.lines(writer, number)
            if name is None or not lines:
                continue
            if not settled:
                publish(self._disk, name.path, self._reads.read(name.path))
                held.saw(name)
                settled = True
            for raw in reversed(lines):
                if not (line := read(raw, writer)).more:
                    return line.seq
        return 0

    def is_damaged(self, writer: str, number: int) -> bool:
        """Whether a line can't be read amid others that were recorded later, which no crash leaves behind."""
        name = self._held.proper(writer, number)
        return name is not None and judge(self._reads.read(name.path), writer).damaged

    def mended(self, writer: str, number: int, there: Sequence[bytes]) -> Mended | None:
        """A damaged segment with the lines that the share has of it, and those that were recorded here after them.

        None if there is a line here that does not fit: one of those between is nowhere.
        """
        name = self._held.proper(writer, number)
        lines, last = list(there), read(there[-1], writer)
        for raw in raw_lines(take_apart(self._reads.read(name.path))) if name else ():
            line = _readable(raw, writer)
            if line is None:
                continue
            if line.seq <= last.seq:
                if raw not in there:
                    return None
            elif _follows(line, last):
                lines.append(raw)
                last = line
            else:
                return None
        return Mended(tuple(lines), Standing(last.seq, last.id, last.stamp))

    def proven(self, name: SegmentName, there: Sequence[bytes], ends: str, verify: Verify) -> tuple[bytes, ...] | None:
        """The lines that stood in a segment: those that the share has of it, then those that are only here.

        ends: id of the last one, which what is behind it here proves, and all before it by the chain. None if they are
        not all there as they were written, or one that can be read here is not among them.
        """
        here = raw_lines(take_apart(self._reads.read(name.path)))
        kept = {line.id for raw in here if (line := _readable(raw, name.writer))}
        lines: list[bytes] = []
        last: Line | None = None
        for raw in (*there, *here):
            line = _readable(raw, name.writer)
            if line is None or (last and line.seq <= last.seq):
                continue
            if (last and not _follows(line, last)) or not is_signed(line, verify):
                return None
            lines.append(raw)
            kept.discard(line.id)
            last = line
            if line.id == ends:
                return None if kept else tuple(lines)
        return None


def _readable(raw: bytes, writer: str) -> Line | None:
    try:
        return read(raw, writer)
    except ValueError:
        return None


def _follows(line: Line, last: Line) -> bool:
    return line.seq == last.seq + 1 and line.prev == last.id
