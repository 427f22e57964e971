"""The procedures in force, at once at every start and however broken the files are at the moment.

Nothing here imports pydantic, ruamel.yaml or the calendar before a file has changed: a start with known files costs
reading them, hashing them and decoding the compiled copy.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import zlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from dutytui import __version__
from dutytui.procedures.compiled import Compiled, calendar_state, compiled, decode, encode
from dutytui.procedures.files import Files, Signature, read, signature
from dutytui.procedures.holidays import day_kinds, years_around
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.procedure import Procedures

if TYPE_CHECKING:
    from dutytui.procedures.problem import Problem  # where there is one

_VERSION = re.compile(r"[0-9a-f]{16}")


@dataclass(frozen=True, slots=True)
class InForce:
    """procedures: None only when the files are wrong and no good version of them was ever seen here.

    problems: what is wrong with the files as they are now, hints among them; stale: `procedures` are an older version,
    because the files as they are now can't be used; files: the version of the files as they are now, good or not.
    """

    procedures: Procedures | None
    problems: tuple[Problem, ...]
    stale: bool
    files: str = ""


class ProcedureSource:
    """Reads a mall's ``checklists/`` and keeps every version that was good in ``<cache>/procedures``: compiled, and the
    bytes of its files, which a later version is compared with.

    A cache that can't be written or is damaged only costs time, but for versions that the files have left behind: so it
    stands among what is to be kept. It is a folder of this machine, never shared.
    """

    def __init__(self, checklists: Path, cache: Path) -> None:
        self._checklists = checklists
        self._cache = cache / "procedures"
        place = hashlib.sha256(os.fsencode(checklists.resolve())).hexdigest()[:16]
        # Malls may share a cache folder; each has its own last good version.
        self._last_good = self._cache / f"last-good-{place}"
        self._looked: Signature | None = None
        self._latest: tuple[object, InForce] | None = None

    def current(self, around: date) -> InForce:
        """What the files say now, or the last good version when they can't be used.

        around: a day of the year in which it is used; holidays are those of that year and the years next to it.
        """
        self._looked = signature(self._checklists)
        files = read(self._checklists)
        version, years = files.version, years_around(around)
        seen = version, years, files.unknown, tuple(files.unreadable)
        if self._latest and self._latest[0] == seen:
            return self._latest[1]
        kept = self._kept(version)
        if kept is not None and kept.program == __version__:
            found = InForce(self._for_years(kept, years).procedures, files.hints(), stale=False, files=version)
            self._remember(version)
            if not self._bytes_file(version).exists():  # kept by an earlier release
                self._keep_bytes(files.contents, version)
        else:
            found = self._checked(files, around, years)
        self._latest = seen, found
        return found

    def changed(self) -> bool:
        """Whether a file was written, added, removed or replaced since `current` last looked: a `stat` a file."""
        return signature(self._checklists) != self._looked

    def version(self, version: str) -> Procedures | None:
        """An older version by its hash, as an event names it; None when it was never in force on this machine."""
        kept = self._kept(version)
        return kept.procedures if kept else None

    def adopted(self, version: str, around: date) -> Procedures | None:
        """A version that was kept here, whatever the files say now, with holidays of the years around a day.

        Another release of the program compiles it anew from its files, and takes the old copy where it no longer can.
        """
        kept, years = self._kept(version), years_around(around)
        if kept is None or kept.program != __version__:
            contents = self.contents(version)
            if contents is not None and self.take_in(version, contents, around):
                kept = self._kept(version)
        return self._for_years(kept, years).procedures if kept else None

    def contents(self, version: str) -> Mapping[str, bytes] | None:
        """The files of a version by name, as they are now or as they were kept; None when they are not at hand."""
        now = read(self._checklists)
        if now.version == version and not now.unreadable:
            return now.contents
        if not _VERSION.fullmatch(version):
            return None
        import msgspec

        try:
            data = zlib.decompress(self._bytes_file(version).read_bytes())
            contents = msgspec.msgpack.decode(data, type=dict[str, bytes])
        except (OSError, zlib.error, msgspec.MsgspecError, UnicodeDecodeError):
            return None
        return contents if Files(contents, {}, ()).version == version else None

    def contents_now(self) -> Mapping[str, bytes]:
        """The files by name, as they are now."""
        return read(self._checklists).contents

    def take_in(self, version: str, contents: Mapping[str, bytes], around: date) -> bool:
        """Keep a version by its files, as a journal has them. False when they are no good, or are not that version."""
        files = Files(contents, {}, ())
        if files.version != version:
            return False
        from dutytui.procedures.load import check

        loaded = check(files, around)
        if loaded.procedures is None:
            return False
        self._keep(compiled(loaded.procedures, loaded.source, loaded.override or {}, years_around(around)))
        self._keep_bytes(contents, version)
        return True

    def _checked(self, files: Files, around: date, years: tuple[int, ...]) -> InForce:
        # Pydantic and ruamel.yaml cost a quarter of a second: only for files never seen before.
        from dutytui.procedures.load import check

        loaded = check(files, around)
        if loaded.procedures is None:
            old = self._last(years)
            return InForce(old, loaded.problems, stale=old is not None, files=files.version)
        self._keep(compiled(loaded.procedures, loaded.source, loaded.override or {}, years))
        self._keep_bytes(files.contents, files.version)
        self._remember(files.version)
        return InForce(loaded.procedures, loaded.problems, stale=False, files=files.version)

    def _for_years(self, kept: Compiled, years: tuple[int, ...]) -> Compiled:
        """The same with holidays for these years and the calendar that is installed now."""
        if kept.years == years and kept.calendar == calendar_state():
            return kept
        holidays, announced = day_kinds(kept.source, kept.override, years)
        procedures = replace(kept.procedures, holidays=holidays, announced=announced)
        renewed = replace(kept, years=years, calendar=calendar_state(), procedures=procedures)
        self._keep(renewed)
        return renewed

    def _last(self, years: tuple[int, ...]) -> Procedures | None:
        try:
            version = self._last_good.read_text("ascii").strip()
        except (OSError, UnicodeDecodeError):
            return None
        kept = self._kept(version)
        return self._for_years(kept, years).procedures if kept else None

    def _remember(self, version: str) -> None:
        try:
            if self._last_good.read_text("ascii").strip() == version:
                return
        except (OSError, UnicodeDecodeError):
            pass  # none yet, or not ours: it is written now
        self._write(self._last_good, version.encode())

    def _kept(self, version: str) -> Compiled | None:
        # A version may come from another terminal's event: it must not become a path.
        if not _VERSION.fullmatch(version):
            return None
        try:
            data = self._file(version).read_bytes()
        except OSError:
            return None
        return decode(data, version)

    def _keep(self, made: Compiled) -> None:
        self._write(self._file(made.procedures.version), encode(made))

    def _keep_bytes(self, contents: Mapping[str, bytes], version: str) -> None:
        import msgspec

        self._write(self._bytes_file(version), zlib.compress(msgspec.msgpack.encode(dict(contents))))

    def _file(self, version: str) -> Path:
        return self._cache / f"{version}.msgpack"

    def _bytes_file(self, version: str) -> Path:
        return self._cache / f"{version}.files"

    def _write(self, path: Path, data: bytes) -> None:
        """Whole or not at all, whoever else writes the same file; a failure is no matter."""
        beside = path.with_name(f"{path.name}.{os.getpid()}.new")
        try:
            self._cache.mkdir(parents=True, exist_ok=True)
            beside.write_bytes(data)
            beside.replace(path)
        except OSError:
            with contextlib.suppress(OSError):
                beside.unlink(missing_ok=True)
