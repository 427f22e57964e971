"""What the journals say, looked up quickly: a local SQLite file that may be deleted at any time and comes back.

Nothing takes truth from it: it says in *which folders and entries to look*, and what it says is at worst too little
for a moment. It is brought up to date by `Index.catch_up`, in a worker; until that has gone through once (`ready`),
its answers are empty. A file that is damaged, or of another version, is removed and built anew.

Whether something is still open is judged by its acts alone (`index_open`), without the fold's knowledge of permissions:
an entry that somebody closed who had no right to is missing from `open_places`.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from dutytui.store import index_open
from dutytui.store.index_open import Limit, Place, no_limit

if TYPE_CHECKING:
    # sqlite3 takes 10 ms to load, what finds words in it 4, and the first screen is painted without either.
    import sqlite3

    from dutytui.rules.search.wanted import Wanted
    from dutytui.store.index_search import Hit
    from dutytui.store.reading import SegmentReading
    from dutytui.store.replica import Replica
    from dutytui.store.segments import SegmentName

Progress = Callable[[int, int], object]
"""Told (segments looked at, segments in all) after each day."""
Read = Callable[["SegmentName", "SegmentReading"], object]
"""Told each segment that was read because it is new, changed, odd, or the newest of its journal."""

T = TypeVar("T")

VERSION = 8
"""Of the tables and of what is put into them: any other version is built anew."""

_TABLES = """
CREATE TABLE segments (path TEXT PRIMARY KEY, size INTEGER, changed INTEGER) WITHOUT ROWID;
CREATE TABLE writers (writer TEXT PRIMARY KEY, key TEXT) WITHOUT ROWID;
CREATE TABLE heads (writer TEXT PRIMARY KEY, seq INTEGER, id TEXT) WITHOUT ROWID;
CREATE TABLE about (day TEXT, folder TEXT, PRIMARY KEY (day, folder)) WITHOUT ROWID;
CREATE TABLE done (once INTEGER);
"""
_DAMAGED = (11, 26)
"""SQLite's codes for a malformed file, and for what is no database at all."""


class Index:
    """path: the SQLite file, in the local cache; made when it is first needed, its folder too.

    May be used from several threads. No method raises for what is wrong with the file or its disk.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._reader: sqlite3.Connection | None = None
        self._building = threading.Lock()
        self._closed = threading.Event()

    @property
    def ready(self) -> bool:
        """Whether everything has been read once. Until then the other answers are empty."""
        return bool(self._ask("SELECT 1 FROM done", ()))

    def catch_up(self, replica: Replica, progress: Progress | None = None, read: Read | None = None) -> bool:
        """Read what is new in the journals. Takes seconds for years of logs when there is no file yet: for a worker.

        False if it did not get to the end: a folder can't be listed, the disk is full, another process is at it, or
        `close` was called.
        """
        from dutytui.store.index_build import build  # with what finds words, as all of the search

        with self._building:
            for _ in range(2):
                try:
                    with contextlib.closing(self._writer()) as database:
                        return build(database, replica, progress, read, self._closed.is_set)
                except OSError:
                    return False
                except Exception as error:
                    if not self._judge(error):
                        return False
        return False

    def open_places(self, before: date, limit: Limit = no_limit) -> list[Place]:
        """Where the acts stand, in folders before that day (exclusive), of what is open or still shown on it.

        limit: writer → the number of its last event that counts, None where all do. What only others have closed is
        open.
        """
        found = index_open.places(self._ask(index_open.OPEN, (before.isoformat(),) * 2))
        return list(dict.fromkeys((*found, *index_open.open_but_for(self._ask, before, limit))))

    def places_about(self, prefix: str, first: date, last: date) -> list[Place]:
        """Where the acts stand about subjects whose name starts with `prefix`, of days from first to last (inclusive).

        Of what is kept (`index_open.KEPT`) only.
        """
        beyond = prefix[:-1] + chr(ord(prefix[-1]) + 1)
        return index_open.places(self._ask(index_open.ABOUT, (prefix, beyond, first.isoformat(), last.isoformat())))

    def folders_about(self, day: date) -> list[date]:
        """The other days in whose folders events about `day` are recorded, in order."""
        rows = self._ask("SELECT folder FROM about WHERE day = ? ORDER BY folder", (day.isoformat(),))
        return [date.fromisoformat(folder) for (folder,) in rows]

    def writer_keys(self) -> dict[str, str]:
        """The public key by which each writer's journal was opened."""
        return dict(self._ask("SELECT writer, key FROM writers", ()))

    def heads(self) -> dict[str, tuple[int, str]]:
        """The last event (number, hash) of each writer that was indexed."""
        return {writer: (seq, identity) for writer, seq, identity in self._ask("SELECT * FROM heads", ())}

    def search(self, wanted: Wanted, limit: int = 50) -> list[Hit]:
        """The newest events that fit, newest first. Empty for what asks for nothing."""
        from dutytui.store import index_search  # only when somebody searches

        return self._look(lambda database: index_search.find(database, wanted, limit), [])

    def count(self, wanted: Wanted, most: int) -> int:
        """How many events fit, at most `most`."""
        from dutytui.store import index_search  # as above

        return self._look(lambda database: index_search.count(database, wanted, most), 0)

    def close(self) -> None:
        """Let the file go, and stop a `catch_up` under way after the day it is at. What it has read is kept."""
        self._closed.set()
        with self._lock:
            self._let_go()

    # -- the file ------------------------------------------------------------------------------------------------

    def _open(self) -> tuple[sqlite3.Connection, int]:
        """The file and the version of its tables, 0 if it has none yet. Raises sqlite3.Error, `_Outdated`."""
        import sqlite3

        database = sqlite3.connect(self.path, timeout=5, isolation_level=None, check_same_thread=False)
        try:
            (version,) = database.execute("PRAGMA user_version").fetchone()
            if version not in (0, VERSION):
                raise _Outdated
        except BaseException:
            database.close()
            raise
        return database, version

    def _writer(self) -> sqlite3.Connection:
        """Open for building, with its tables. Raises sqlite3.Error, `_Outdated`, OSError."""
        from dutytui.store import index_blocks, index_search  # with the first look through the journals

        self.path.parent.mkdir(parents=True, exist_ok=True)
        database, version = self._open()
        try:
            database.execute("PRAGMA journal_mode = WAL")
            database.execute("PRAGMA synchronous = NORMAL")
            if version == 0:
                with transaction(database):
                    (version,) = database.execute("PRAGMA user_version").fetchone()
                    tables = _TABLES + index_open.TABLES + index_search.TABLES + index_blocks.TABLES
                    for statement in tables.split(";\n") if version == 0 else ():
                        database.execute(statement)
                    database.execute(f"PRAGMA user_version = {VERSION}")
        except BaseException:
            database.close()
            raise
        return database

    def _ask(self, statement: str, values: tuple[object, ...]) -> list[Any]:
        """Rows, or none if there is no index (yet)."""
        return self._look(lambda database: database.execute(statement, values).fetchall(), [])

    def _look(self, look: Callable[[sqlite3.Connection], T], nothing: T) -> T:
        """What `look` finds while the file stands still, or `nothing` if there is no index (yet)."""
        with self._lock:
            if self._closed.is_set() or not self.path.exists():
                return nothing
            try:
                if self._reader is None:
                    database, version = self._open()
                    if version == 0:
                        database.close()
                        return nothing
                    # What one key looks up the next one looks up as well.
                    database.execute("PRAGMA cache_size = -8000")
                    self._reader = database
                with transaction(self._reader, "BEGIN"):
                    return look(self._reader)
            except Exception as error:
                self._judge(error, locked=True)
                return nothing

    def _judge(self, error: Exception, *, locked: bool = False) -> bool:
        """Remove the file if the error says it is of no use, True if that was done; raise what is not SQLite's."""
        import sqlite3

        from dutytui.store.index_bits import SpoiltError  # with the first error

        spoilt = _Outdated | SpoiltError
        if not isinstance(error, spoilt | sqlite3.Error):
            raise error
        code = getattr(error, "sqlite_errorcode", 0) or 0
        of_no_use = isinstance(error, spoilt) or code & 0xFF in _DAMAGED or str(error).startswith("no such table")
        if not of_no_use:
            return False
        with contextlib.nullcontext() if locked else self._lock:
            self._let_go()
            try:
                for ending in ("", "-wal", "-shm"):
                    self.path.with_name(self.path.name + ending).unlink(missing_ok=True)
            except OSError:
                # Another process has it open (Windows): that one will find the damage too, and let go of it.
                return False
        return True

    def _let_go(self) -> None:
        if self._reader is not None:
            self._reader.close()
            self._reader = None


class _Outdated(Exception):  # noqa: N818 - a state of the file, not an error
    """The file is another version's."""


@contextlib.contextmanager
def transaction(database: sqlite3.Connection, begin: str = "BEGIN IMMEDIATE") -> Iterator[None]:
    database.execute(begin)
    try:
        yield
    except BaseException:
        with contextlib.suppress(Exception):
            database.execute("ROLLBACK")
        raise
    database.execute("COMMIT")
