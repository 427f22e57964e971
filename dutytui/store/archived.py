"""A `logs` folder of which past days were packed: read as if they stood there still.

``logs/archive/<year>.zip`` holds the files of days as they were, ``<day>/<writer>.<NNNN>.json``, any program opens it.
What stands in a day's own folder comes first: it may have gone on since. The zip file's comment names its days, so
that listing them reads the last bytes of a file and nothing else; its ``manifest.json`` says of each file how long it
is, its SHA-256, and when it was last changed, so that nothing that was known of it must be read again.

An archive that can't be read just now is unknown, as a folder would be; one that is damaged is as if it were not there.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path

import msgspec

from dutytui.rules.lazy_dataclass import dataclass
from dutytui.store.disk import Entry, Reads
from dutytui.store.packed import Packed, UnfitError, comment_in, open_packed, tail_of
from dutytui.store.unreadable import NO_JSON

FOLDER = "archive"
MANIFEST = "manifest.json"
FORMAT = 1

_NAME = re.compile(r"([0-9]{4})(?:-([0-9]{1,4}))?\.zip")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_OPEN = 16
"""Archives whose directories are kept in memory."""
_READ = 32
"""Files that are kept as they were read last: hits of a search stand side by side."""


class OfFile(msgspec.Struct, frozen=True):
    """Of a packed file. changed: as a listing said it when it was packed."""

    size: int
    sha256: str
    changed: int


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """files: by name in the archive; heads: writer → first and last event of it in there, and the last one's hash."""

    format: int = FORMAT
    kind: str = "archive"
    made: str = ""
    program: str = ""
    files: dict[str, OfFile] = {}
    heads: dict[str, tuple[int, int, str]] = {}


class Days(msgspec.Struct, frozen=True):
    """The comment."""

    dutytui: str
    days: list[date]


@dataclass(frozen=True, slots=True, eq=False)
class Archive:
    """packed: its directory; files: day → name → what a listing says of it; manifest: None where it has none."""

    path: Path
    packed: Packed
    files: Mapping[str, Mapping[str, Entry]]
    manifest: Manifest | None


@dataclass(frozen=True, slots=True)
class Damaged:
    path: Path
    code: str


class Archives:
    """A `disk.Reads` over another one. Used from one thread; raises OSError as that one does."""

    def __init__(self, under: Reads) -> None:
        self._under = under
        self._tails: dict[Path, tuple[Entry, bytes]] = {}
        self._known: dict[Path, tuple[Entry, Archive]] = {}
        self._read = lru_cache(_READ)(self._member)

    def read(self, path: Path) -> bytes:
        try:
            return self._under.read(path)
        except FileNotFoundError:
            found = self._holding(path)
            if found is None:
                raise
        return self._read(found, f"{path.parent.name}/{path.name}")

    def read_range(self, path: Path, size: int, offset: int) -> bytes:
        return self._under.read_range(path, size, offset)

    def names(self, folder: Path) -> list[str]:
        if not _DAY.fullmatch(folder.name):
            names = self._under.names(folder)
            return [*names, *sorted(self._days(folder).difference(names))] if FOLDER in names else names
        packed = self._of_day(folder)
        try:
            return list(packed | dict.fromkeys(self._under.names(folder)))
        except FileNotFoundError:
            if not packed:
                raise
            return list(packed)

    def entries(self, folder: Path) -> dict[str, Entry]:
        if not _DAY.fullmatch(folder.name):
            return self._under.entries(folder)
        packed = self._of_day(folder)
        try:
            return packed | self._under.entries(folder)
        except FileNotFoundError:
            if not packed:
                raise
            return packed

    def exists(self, path: Path) -> bool:
        if self._under.exists(path):
            return True
        if _DAY.fullmatch(path.name):
            return bool(self._of_day(path))
        return self._holding(path) is not None

    # -- archives ----------------------------------------------------------------------------------------------------

    def of(self, logs: Path) -> tuple[list[Archive], list[Damaged]]:
        """All archives of a `logs` folder, oldest first, and those that are damaged."""
        good: list[Archive] = []
        bad: list[Damaged] = []
        for path, entry in self._listed(logs):
            try:
                good.append(self._opened(path, entry))
            except UnfitError as error:
                bad.append(Damaged(path, error.code))
        return good, bad

    def _listed(self, logs: Path) -> list[tuple[Path, Entry]]:
        folder = logs / FOLDER
        if not self._under.exists(folder):
            return []
        found = self._under.entries(folder)
        numbered = [(name, match) for name in found if (match := _NAME.fullmatch(name))]
        numbered.sort(key=lambda one: (one[1][1], int(one[1][2] or 1)))
        return [(folder / name, found[name]) for name, _match in numbered]

    def _opened(self, path: Path, entry: Entry) -> Archive:
        """Raises `UnfitError`."""
        known = self._known.get(path)
        if known is None or known[0] != entry:
            mark = hashlib.sha256(b"%d\n%b" % (entry.size, self._end(path, entry))).digest()
            directory = _directories.get(mark)
            if directory is None:
                directory = _read_directory(self._under, path, entry.size)
                if len(_directories) >= _OPEN:
                    _directories.clear()
                _directories[mark] = directory
            known = self._known[path] = (entry, Archive(path, *directory))
        return known[1]

    def _end(self, path: Path, entry: Entry) -> bytes:
        known = self._tails.get(path)
        if known is None or known[0] != entry:
            known = self._tails[path] = (entry, tail_of(self._under, path, entry.size))
        return known[1]

    def _days(self, logs: Path) -> set[str]:
        found: set[str] = set()
        for path, entry in self._listed(logs):
            with contextlib.suppress(UnfitError):
                said = days_in(comment_in(self._end(path, entry)))
                found.update(self._opened(path, entry).files if said is None else (day.isoformat() for day in said))
        return found

    def _of_day(self, folder: Path) -> dict[str, Entry]:
        """Of two archives the later one counts."""
        return {
            name: entry for one in self.of(folder.parent)[0] for name, entry in one.files.get(folder.name, {}).items()
        }

    def _holding(self, path: Path) -> Archive | None:
        if not _DAY.fullmatch(path.parent.name):
            return None
        found = [one for one in self.of(path.parent.parent)[0] if path.name in one.files.get(path.parent.name, ())]
        return found[-1] if found else None

    def _member(self, archive: Archive, name: str) -> bytes:
        try:
            return archive.packed.read(self._under, archive.path, name)
        except UnfitError as error:
            raise OSError(errno.EIO, f"{FOLDER}/{archive.path.name}: {error}") from error


_Directory = tuple[Packed, Mapping[str, Mapping[str, Entry]], Manifest | None]
_directories: dict[bytes, _Directory] = {}
"""By an archive's length and last bytes, which no other one has, for all threads: reading a year's takes some
hundredths of a second."""


def days_in(comment: bytes) -> list[date] | None:
    """The days that a comment names; None where it is none of ours: the archive itself is then asked."""
    try:
        return msgspec.json.decode(comment, type=Days).days
    except NO_JSON:
        return None


def comment_of(days: list[date]) -> bytes:
    return msgspec.json.encode(Days("archive of journals; each file is plain JSON", days))


def _read_directory(source: Reads, path: Path, size: int) -> _Directory:
    packed = open_packed(source, path, size)
    manifest = None
    if MANIFEST in packed.members:
        try:
            manifest = msgspec.json.decode(packed.read(source, path, MANIFEST), type=Manifest)
        except NO_JSON as error:
            raise UnfitError("damaged", MANIFEST) from error
        if manifest.format > FORMAT:
            raise UnfitError("newer")
    files: dict[str, dict[str, Entry]] = {}
    for name, member in packed.members.items():
        day, _slash, file = name.partition("/")
        if "/" in file or not _DAY.fullmatch(day) or not _is_day(day):
            continue
        known = manifest.files.get(name) if manifest else None
        files.setdefault(day, {})[file] = Entry(member.size, known.changed if known else 0)
    named = days_in(packed.comment)
    if named is not None and {day.isoformat() for day in named} != files.keys():
        raise UnfitError("damaged")
    return packed, files, manifest


def _is_day(name: str) -> bool:
    try:
        return bool(date.fromisoformat(name))
    except ValueError:
        return False


def archive_path(logs: Path, year: int, number: int) -> Path:
    """number: 1 for the first of a year."""
    return logs / FOLDER / (f"{year}.zip" if number == 1 else f"{year}-{number}.zip")


def year_of(path: Path) -> int:
    match = _NAME.fullmatch(path.name)
    if match is None:
        raise ValueError(os.fspath(path))
    return int(match[1])
