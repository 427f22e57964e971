"""Figures of past days, kept: a local SQLite file that may be deleted at any time and comes back.

A row says what it was made of, so that what is recorded about a day later makes it anew. What is damaged, or of another
version, is removed. Nothing here knows what a figure is: values are bytes.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from dutytui.store.replica import Replica

_VERSION = 1
_TABLE = """
CREATE TABLE IF NOT EXISTS days (day TEXT PRIMARY KEY, made_of TEXT, version TEXT, changes TEXT, value BLOB)
WITHOUT ROWID
"""


class Row(NamedTuple):
    """made_of: see there; version: of the procedures in force that it was made with because the day's own are not known
    here, "" when they are; changes: ISO moment from which it counts no longer, "" for never; value: the figures."""

    made_of: str
    version: str
    changes: str
    value: bytes


def made_of(replica: Replica, folders: Iterable[date], salt: str) -> str:
    """What a day was made of: the names, sizes and times of the segments of these folders, and `salt`."""
    digest = hashlib.sha256(salt.encode())
    for folder in folders:
        states = replica.states(folder)
        for segment in replica.segments([folder]):
            if state := states.get(segment.path.name):  # else replaced just now: the next call sees what came instead
                digest.update(f"{segment.path.name} {state.size} {state.changed}\0".encode())
    return digest.hexdigest()[:32]


class KeptFigures:
    """path: the file, in the local cache. May be used from several threads. No method raises for what is wrong with the
    file or its disk: then nothing is kept."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def rows(self, first: date, last: date) -> Mapping[date, Row]:
        """What is kept of the days from first to last, both inclusive."""
        if not self._path.exists():
            return {}
        asked = "SELECT day, made_of, version, changes, value FROM days WHERE day BETWEEN ? AND ?"
        found = self._ask(asked, (first.isoformat(), last.isoformat()))
        return {date.fromisoformat(day): Row(*rest) for day, *rest in found}

    def put(self, day: date, row: Row) -> None:
        """Keep a day's figures in place of those that were kept."""
        self._ask("INSERT OR REPLACE INTO days VALUES (?, ?, ?, ?, ?)", (day.isoformat(), *row))

    def _ask(self, statement: str, values: tuple[object, ...]) -> list[tuple[Any, ...]]:
        """Rows; none where the file can't be used. One that is of no use is removed."""
        import sqlite3  # 10 ms, and the first screen is painted without it

        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with contextlib.closing(sqlite3.connect(self._path, timeout=5, isolation_level=None)) as database:
                (version,) = database.execute("PRAGMA user_version").fetchone()
                if version not in (0, _VERSION):
                    raise sqlite3.DatabaseError("another version")
                if version == 0:
                    database.execute(_TABLE)
                    database.execute(f"PRAGMA user_version = {_VERSION}")
                database.execute("PRAGMA synchronous = OFF")  # a row that a power cut takes is made again
                return database.execute(statement, values).fetchall()
        except sqlite3.OperationalError:
            return []  # busy, or the disk is full
        except sqlite3.DatabaseError:
            with contextlib.suppress(OSError):
                self._path.unlink(missing_ok=True)
        except OSError:
            pass  # nothing can be kept there: it is worked out each time
        return []
