"""Where this terminal keeps whom it tells of alarms: addresses that let whoever has them write there, so secrets.

A file of its own beside the settings, readable by its owner only, never in the mall folder and never on the share.
"""

from __future__ import annotations

import contextlib
import json
from pathlib import Path
from typing import Any

from dutytui.store.disk import Disk, Lock, make_folders, publish
from dutytui.store.local import Local


class AlertFile:
    """The file, what was told already, and the lock of the one window that tells."""

    def __init__(self, local: Local) -> None:
        self._path = local.alerts
        self._told = local.data / "alerts-told.json"
        self._lock_path = local.data / "alerts.lock"
        self._disk = Disk()
        self._lock: Lock | None = None

    def changed(self, since: object) -> object:
        """What the file is recognised by, to be given back the next time; equal while it is the same file."""
        try:
            found = self._path.stat()
        except OSError:
            return None
        seen = (found.st_mtime_ns, found.st_size, found.st_ino)
        return since if since == seen else seen

    def load(self) -> dict[str, Any]:
        """{} where there is none, or none that can be read."""
        return _read(self._path)

    def save(self, value: dict[str, Any]) -> OSError | None:
        """Readable by its owner only. The error if it could not be written."""
        return self._write(self._path, value)

    def load_told(self) -> dict[str, Any]:
        return _read(self._told)

    def save_told(self, value: dict[str, Any]) -> None:
        """Lost it costs one message more."""
        self._write(self._told, value)

    def mine(self) -> bool:
        """Whether this window is the one of the terminal that tells; it stays so until it is closed."""
        if self._lock is None:
            with contextlib.suppress(OSError):
                self._lock = self._disk.lock(self._lock_path)
        return self._lock is not None

    def close(self) -> None:
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def _write(self, path: Path, value: dict[str, Any]) -> OSError | None:
        try:
            make_folders(self._disk, path.parent)
            publish(self._disk, path, json.dumps(value, indent=1).encode("ascii"), private=True)
        except OSError as error:
            return error
        return None


def _read(path: Path) -> dict[str, Any]:
    try:
        value = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}
