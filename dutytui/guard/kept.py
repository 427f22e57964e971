"""Evidence that nobody has acknowledged yet, kept in the terminal's own data: putting a file back changes nothing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from dutytui.rules.evidence.found import Evidence
from dutytui.store.disk import Disk, make_folders, publish
from dutytui.store.unreadable import NO_JSON


class _Kept(msgspec.Struct, frozen=True):
    id: str
    code: str
    found: datetime
    values: dict[str, Any]


class KeptEvidence:
    """What can't be read or written is not kept: the next look finds what is still so."""

    def __init__(self, local: Path, disk: Disk | None = None) -> None:
        self._disk = disk or Disk()
        self._path = local / "evidence.json"
        self._saved: frozenset[str] = frozenset()

    def load(self, codes: Iterable[str]) -> list[Evidence]:
        """codes: those that this version knows."""
        try:
            found = msgspec.json.decode(self._disk.read(self._path), type=list[_Kept])
        except (OSError, *NO_JSON):
            return []
        known = frozenset(codes)
        kept = [Evidence(one.id, one.code, one.found, one.values) for one in found if one.code in known]
        self._saved = frozenset(one.id for one in kept)
        return [one for one in kept if one.found.utcoffset() is not None]

    def save(self, found: Iterable[Evidence]) -> None:
        """In place of what was kept before."""
        kept = [_Kept(one.id, one.code, one.found, dict(one.values)) for one in found]
        if self._saved == (now := frozenset(one.id for one in kept)):
            return
        try:
            make_folders(self._disk, self._path.parent)
            publish(self._disk, self._path, msgspec.json.encode(kept), private=True)
        except OSError:
            return
        self._saved = now
