"""The procedures in force, at once at every start and however broken the files are at the moment.

Nothing here imports pydantic, ruamel.yaml or the calendar before a file has changed: a start with known files costs
reading them, hashing them and decoding the compiled copy.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from dutytui import __version__
from dutytui.procedures.compiled import Compiled, calendar_state, compiled, decode, encode
from dutytui.procedures.files import Files, Signature, read, signature
from dutytui.procedures.holidays import day_kinds, years_around
from dutytui.procedures.problem import Problem
from dutytui.rules.procedure import Procedures

_VERSION = re.compile(r"[0-9a-f]{16}")


@dataclass(frozen=True, slots=True)
class InForce:
    """procedures: None only when the files are wrong and no good version of them was ever seen here.

    problems: what is wrong with the files as they are now, hints among them; stale: `procedures` are an older version,
    because the files as they are now can't be used.
    """

    procedures: Procedures | None
    problems: tuple[Problem, ...]
    stale: bool


class ProcedureSource:
    """Reads a mall's ``checklists/`` and keeps every version that was good, compiled, in ``<cache>/procedures``.

    A cache that can't be written or is damaged only costs time. It is a folder of this machine, never shared.
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
            found = InForce(self._for_years(kept, years).procedures, files.hints(), stale=False)
            self._remember(version)
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

    def _checked(self, files: Files, around: date, years: tuple[int, ...]) -> InForce:
        # Pydantic and ruamel.yaml cost a quarter of a second: only for files never seen before.
        from dutytui.procedures.load import check

        loaded = check(files, around)
        if loaded.procedures is None:
            old = self._last(years)
            return InForce(old, loaded.problems, stale=old is not None)
        self._keep(compiled(loaded.procedures, loaded.source, loaded.override or {}, years))
        self._remember(files.version)
        return InForce(loaded.procedures, loaded.problems, stale=False)

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

    def _file(self, version: str) -> Path:
        return self._cache / f"{version}.msgpack"

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
