"""What a start must know before it has read any journal of earlier days: who has a PIN."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec

from dutytui.rules.events import Event
from dutytui.store.disk import Disk, make_folders, publish
from dutytui.store.unreadable import NO_JSON


class KeysNote:
    """The events about people's keys that are known here, in a file of the local folder. Lost or damaged it comes back
    from the journals; until then a start takes nobody to have a PIN whose setting no folder of today tells."""

    def __init__(self, local: Path) -> None:
        self._path = local / "people.json"
        self._disk = Disk()
        self._kept: frozenset[str] = frozenset()

    def load(self) -> list[Event]:
        try:
            found = msgspec.json.decode(self._path.read_bytes(), type=list[Event])
        except (OSError, *NO_JSON):
            return []
        self._kept = frozenset(event.id for event in found)
        return found

    def save(self, recorded: Sequence[Event]) -> OSError | None:
        """The error if it could not be kept; where nothing is new nothing is written."""
        ids = frozenset(event.id for event in recorded)
        if ids == self._kept:
            return None
        try:
            make_folders(self._disk, self._path.parent)
            publish(self._disk, self._path, msgspec.json.encode(list(recorded)), private=True)
        except OSError as error:
            return error
        self._kept = ids
        return None
