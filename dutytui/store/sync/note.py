"""What the one process that carries leaves for the others of its terminal: how it stands, and what was taken just now.

A file in the local folder, replaced when something changed: one with the same number and time is the same. Nothing is
lost with it: the next one says the same anew.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from dutytui.rules.sharing import Sharing
from dutytui.store.disk import put_lightly
from dutytui.store.notices import Notice

_MOST = 256
"""Segments that are named. Whoever has looked away for longer begins anew with the folders."""


class Taken(NamedTuple):
    """A segment of which something was taken. serial: rises with each."""

    serial: int
    day: str
    file: str


class Said(msgspec.Struct, frozen=True):
    sharing: Sharing
    taken: list[Taken] = []
    notices: list[tuple[str, dict[str, Any]]] = []
    forked: list[str] = []

    @property
    def told(self) -> tuple[Notice, ...]:
        return tuple(Notice(code, values) for code, values in self.notices)


class Note:
    """folder: the terminal's local one."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "sharing.json"
        self._written = b""
        self._taken: list[Taken] = []
        self._count: int | None = None
        self._read: tuple[object, Said] | None = None

    def write(
        self, sharing: Sharing, arrived: list[tuple[str, str]], notices: tuple[Notice, ...], forked: frozenset[str]
    ) -> None:
        """arrived: (day, file) of what was taken since the last call."""
        if self._count is None:
            said = self.read()
            self._taken = list(said.taken) if said else []
            self._count = self._taken[-1].serial if self._taken else 0
        for day, file in arrived:
            self._count += 1
            self._taken.append(Taken(self._count, day, file))
        del self._taken[:-_MOST]
        told = [(notice.code, dict(notice.values)) for notice in notices]
        content = msgspec.json.encode(Said(sharing, self._taken, told, sorted(forked)))
        if content == self._written:
            return
        if put_lightly(self._path, content):
            self._written = content

    def read(self) -> Said | None:
        """None if there is none that can be read."""
        try:
            status = self._path.stat()
            seen = status.st_mtime_ns, status.st_size, status.st_ino
            if self._read is None or self._read[0] != seen:
                self._read = seen, msgspec.json.decode(self._path.read_bytes(), type=Said)
        except (OSError, msgspec.MsgspecError, ValueError):
            return None
        return self._read[1]
