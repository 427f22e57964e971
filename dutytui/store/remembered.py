"""The highest heads that this terminal has ever seen, kept beside its key: what was there once can't go unnoticed.

Journals prove what they hold, not how long they were. Part of the terminal's own data and no cache: whoever puts an
older copy of `logs/` in its place leaves this behind. It belongs to the terminal's key: a terminal that was set up anew
begins anew, and the file of before is kept beside it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

import msgspec

from dutytui.store.disk import Disk, make_folders, publish
from dutytui.store.notices import MEMORY_OF_BEFORE, Notice
from dutytui.store.unreadable import NO_JSON

FILE = "heads.json"


class Kept(msgspec.Struct, frozen=True):
    """heads: writer → (number, hash); segments: writer → number up to which every part was there; key: public, hex;
    spent: ids of evidence that somebody had acknowledged before what is remembered now."""

    key: str = ""
    heads: dict[str, tuple[int, str]] = {}
    segments: dict[str, int] = {}
    spent: list[str] = []


class RememberedHeads:
    """local: the terminal's own data for the mall; key: its public key. `notices` tells of a file that was set aside.

    What can't be read or written is not remembered: that is no reason to stop a desk.
    """

    def __init__(self, local: Path, key: str, disk: Disk | None = None) -> None:
        self.notices: list[Notice] = []
        self._disk = disk or Disk()
        self._path = local / FILE
        self._key = key
        self._kept = self._load()

    @property
    def heads(self) -> Mapping[str, tuple[int, str]]:
        return self._kept.heads

    @property
    def segments(self) -> Mapping[str, int]:
        return self._kept.segments

    @property
    def spent(self) -> Collection[str]:
        return self._kept.spent

    def spend(self, evidence: Collection[str]) -> None:
        """These say nothing of what is missed from now on. Written with what is remembered next."""
        new = sorted(set(evidence) - set(self._kept.spent))
        if new:
            self._kept = msgspec.structs.replace(self._kept, spent=[*self._kept.spent, *new])

    def raise_to(self, heads: Mapping[str, tuple[int, str]], segments: Mapping[str, int]) -> OSError | None:
        """Remember what is higher than before, durably; what is lower changes nothing. The error if it could not be
        written: it is remembered until the program ends."""
        known = self._merged(read(self._path, self._disk))
        higher = {writer: head for writer, head in heads.items() if head[0] > known.heads.get(writer, (0, ""))[0]}
        more = {writer: count for writer, count in segments.items() if count > known.segments.get(writer, 0)}
        if not higher and not more and known == self._kept:
            return None
        self._kept = Kept(self._key, {**known.heads, **higher}, {**known.segments, **more}, known.spent)
        return self._write()

    def _merged(self, other: Kept) -> Kept:
        """With what another window of this terminal has written meanwhile."""
        if other.key != self._key:
            return self._kept
        heads, segments = dict(other.heads), dict(other.segments)
        for writer, head in self._kept.heads.items():
            heads[writer] = max(head, heads.get(writer, head))
        for writer, count in self._kept.segments.items():
            segments[writer] = max(count, segments.get(writer, count))
        spent = [*self._kept.spent, *(one for one in other.spent if one not in self._kept.spent)]
        return Kept(self._key, heads, segments, spent)

    def forget(self, writer: str) -> None:
        """One journal is remembered anew from what is there now."""
        heads = {one: head for one, head in self._kept.heads.items() if one != writer}
        segments = {one: count for one, count in self._kept.segments.items() if one != writer}
        self._kept = Kept(self._key, heads, segments, self._kept.spent)
        self._write()

    def _write(self) -> OSError | None:
        try:
            make_folders(self._disk, self._path.parent)
            publish(self._disk, self._path, msgspec.json.encode(self._kept), private=True)
        except OSError as error:
            return error
        return None

    def _load(self) -> Kept:
        kept = read(self._path, self._disk)
        if kept.key in ("", self._key):
            return kept
        aside = self._path.with_name(f"{FILE}.before-{kept.key[:8]}")
        try:
            self._disk.replace(self._path, aside)
        except OSError:
            return Kept()
        self.notices.append(Notice(MEMORY_OF_BEFORE, {"aside": str(aside)}))
        return Kept()


def read(path: Path, disk: Disk | None = None) -> Kept:
    """What a file of it holds; nothing where there is none that can be read."""
    try:
        return msgspec.json.decode((disk or Disk()).read(path), type=Kept)
    except (OSError, *NO_JSON):
        return Kept()
