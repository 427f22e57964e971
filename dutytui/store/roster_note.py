"""What this terminal has accepted of the mall's roster: kept beside its key, so that a start knows whom to trust."""

from __future__ import annotations

from pathlib import Path

import msgspec

from dutytui.rules.events import Event
from dutytui.store.disk import Disk, make_folders, publish
from dutytui.store.local import Local

_FILE = "roster.json"


class Noted(msgspec.Struct, frozen=True):
    """held: id of the founding that this terminal accepted, "" for none; keys: the public key by which each journal was
    opened, as it was first seen here: a journal never changes hands; events: all that is known about terminals."""

    held: str = ""
    keys: dict[str, str] = {}
    events: tuple[Event, ...] = ()


class RosterNote:
    """The file of it. Lost or damaged it comes back from the journals, but for `held`, which is then the first founding
    that is read, or what the shared folder says."""

    def __init__(self, local: Local, disk: Disk | None = None) -> None:
        self._path = local.data / _FILE
        self._disk = disk or Disk()

    def load(self) -> Noted:
        return _read(self._path)

    def save(self, noted: Noted) -> OSError | None:
        """The error if it could not be done: it is tried again with the next news."""
        try:
            make_folders(self._disk, self._path.parent)
            publish(self._disk, self._path, msgspec.json.encode(noted), private=True)
        except OSError as error:
            return error
        return None


def held_at(data: Path) -> str:
    """Id of the founding that a terminal has accepted; "" for none. data: its own, where nothing is made."""
    return _read(data / _FILE).held


def _read(path: Path) -> Noted:
    try:
        return msgspec.json.decode(path.read_bytes(), type=Noted)
    except (OSError, ValueError, RecursionError):
        return Noted()
