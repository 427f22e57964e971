"""A shared folder as a carrier: a network drive, or a folder that a sync program keeps alike on several machines.

A segment is written whole (temporary file, fsync, rename, fsync of its folder), so a reader finds the old one or the
new one. There are no locks on it: they do not hold on synced folders. Only a journal's own terminal writes it.
"""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from dutytui.store.disk import Disk, Entry, publish
from dutytui.store.segments import CLOSING, OPENING, SegmentName, member, segment_path, take_apart
from dutytui.store.tail import NOTHING
from dutytui.store.transport import share
from dutytui.store.transport.shelf import Shelf, raw_lines
from dutytui.store.transport.verbs import AnotherStandsThere, ElsewhereError, Piece, There

_CARD = re.compile(r"[a-z2-7]{4}(?:-[a-z2-7]{4}){3}\.json")
_CARD_LIMIT = 256 * 1024
"""Largest card, in bytes, that is read."""
_MOST_CARDS = 1000
"""So many are read, those that were read before first: whoever fills the folder must not keep a desk busy."""


class Folder:
    """`verbs.Transport` and `verbs.Cards`. folder: the share; share_id: the one it must be, "" for any."""

    def __init__(self, folder: Path, *, share_id: str = "", disk: Disk | None = None) -> None:
        self.folder = folder
        self.mall = ""
        """Id of the roster that the share belongs to, as it said when it was last asked; "" while it names none."""
        self._disk = disk or Disk()
        self._share_id = share_id
        self._shelf = Shelf(folder / share.LOGS, self._disk)
        self._gone: dict[SegmentName, None] = {}
        self._news: dict[str, set[SegmentName]] = {}
        self._met: set[str] = set()
        self._cards: dict[str, tuple[Entry, bytes]] = {}

    @property
    def newest(self) -> tuple[Path, ...]:
        """Where what is recorded now comes to stand, as the last look has found it."""
        return self._shelf.newest

    def heads(self, since: date | None = None) -> Mapping[str, There]:
        self._ask()
        changed = self._shelf.look(since)
        self._gone = {name: None for name in (*self._gone, *changed.gone) if not self._disk.exists(name.path)}
        for name in changed.names:
            self._news.setdefault(name.writer, set()).add(name)
        found: dict[str, There] = {}
        refused: OSError | None = None
        for writer in self._shelf.writers():
            try:
                there = self._there(writer)
            except OSError as error:
                refused = error  # held open, replaced, stale: the others are known all the same
                continue
            if there:
                found[writer] = there
        if refused and not found:
            raise refused
        return found

    def _there(self, writer: str) -> There | None:
        last = self._shelf.last(writer)
        # A conflict copy that somebody cleans away is missed by nobody; what only it had is told by the head.
        missing = tuple(str(name.path) for name in self._gone if name.writer == writer and not name.copy)
        if last is None:
            return There(NOTHING, 0, missing) if missing else None
        ends = last[1]
        since = ends.last
        if writer not in self._met:
            # Of what is seen for the first time only the last segment is news; the rest is asked for where it lacks.
            since = ends.first - 1
        else:
            for name in sorted(self._news.get(writer, ())):
                if name not in self._gone and (changed := self._shelf.ends(name)):
                    since = min(since, changed.first - 1)
        self._met.add(writer)
        self._news.pop(writer, None)
        return There(ends.head, since, missing)

    def lines(self, writer: str, after: int) -> Iterator[Piece]:
        for number in self._shelf.numbers_from(writer, after + 1):
            for name in self._shelf.files(writer, number):
                lines = raw_lines(take_apart(self._disk.read(name.path)))
                if lines or not name.copy:
                    yield Piece(name.day, number, lines, str(name.path), name.copy)

    def extend(self, writer: str, pieces: Sequence[Piece], *, mend: bool = False) -> None:
        self._ask()
        for piece in pieces:
            path = segment_path(self._shelf.logs, piece.day, writer, piece.number)
            self._leads_nowhere(self._shelf.logs, path.parent)
            if self._disk.exists(path):
                there = raw_lines(take_apart(self._disk.read(path)))
                if there != piece.lines[: len(there)] and not mend:
                    raise AnotherStandsThere(writer, str(path))
                if there == piece.lines:
                    continue
            else:
                # Not with its parents: a share that went away just now must not be made anew on the empty place.
                self._disk.make_folder(path.parent)
                self._disk.sync_folder(path.parent.parent)
            publish(self._disk, path, segment_content(piece.lines))
            self._shelf.wrote(SegmentName(piece.day, writer, piece.number, path, copy=False))

    def cards(self) -> Mapping[str, bytes]:
        self._ask()
        folder = self.folder / share.TERMINALS
        listed = self._disk.entries(folder)
        found = {}
        for file in _to_be_read(listed, self._cards):
            name, entry = file[: -len(".json")], listed[file]
            known = self._cards.get(file)
            if known is None or known[0] != entry:
                try:
                    known = (entry, self._disk.read(folder / file))
                except OSError:
                    continue  # replaced just now, or held by its writer: the next look has it
                self._cards[file] = known
            found[name] = known[1]
        return found

    def card(self, name: str) -> bytes | None:
        self._ask()
        path = self.folder / share.TERMINALS / f"{name}.json"
        content = self._disk.read(path) if self._disk.exists(path) else b""
        return content if 0 < len(content) <= _CARD_LIMIT else None

    def put_card(self, name: str, content: bytes) -> None:
        self._ask()
        self._leads_nowhere(self.folder / share.TERMINALS)
        publish(self._disk, self.folder / share.TERMINALS / f"{name}.json", content)

    def name_mall(self, founding: str) -> None:
        """Have the share say that it belongs to this roster. Raises OSError."""
        self._ask()
        share.name_mall(self._disk, self.folder, founding)
        self.mall = founding

    def _leads_nowhere(self, *folders: Path) -> None:
        """Nothing of a share is written to where somebody has put a link to another place of this machine."""
        for folder in folders:
            if self._disk.is_link(folder):
                raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(folder))

    def _ask(self) -> None:
        found = share.about(self._disk, self.folder)
        if self._share_id and found.share != self._share_id:
            raise ElsewhereError("another_share", str(self.folder))
        self.mall = found.mall


def _to_be_read(listed: Mapping[str, Entry], known: Collection[str]) -> list[str]:
    cards = [file for file, entry in listed.items() if _CARD.fullmatch(file) and entry.size <= _CARD_LIMIT]
    return sorted(cards, key=lambda file: (file not in known, file))[:_MOST_CARDS]


def segment_content(lines: Sequence[bytes]) -> bytes:
    """A segment file of these lines (JSON, one event each), cut to its length."""
    members = b"".join(member(_number(line), line) for line in lines)
    return OPENING + members[1:] + CLOSING


_SEQ = re.compile(rb'\{"seq":([0-9]{1,18})[,}]')


def _number(line: bytes) -> int:
    found = _SEQ.match(line)
    return int(found[1]) if found else 0
