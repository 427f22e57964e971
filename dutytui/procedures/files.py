"""The bytes of a mall's ``checklists/`` folder: which files are in it, their hash, and whether they changed."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from dutytui.rules.lazy_dataclass import dataclass

if TYPE_CHECKING:
    from dutytui.procedures.problem import Problem  # where there is one

SUBJECTS = ("mall", "posts", "people", "calendar", "logbook")
"""Files that every mall has, without ``.yaml``. Phases are the files of `DAY`, flows those of `FLOWS`."""
OPTIONAL = (
    "roll_calls",
    "patrols",
    "meals",
    "service",
    "sales",
    "handover",
    "journals",
    "closing",
    "approvals",
    "figures",
)
"""Files that a mall may leave out, and with them what they are about."""
DAY = "day"
FLOWS = "flows"
LARGEST = 256 * 1024
"""Bytes a file may have. The largest shipped one has a few thousand; far more can only be a mistake or an attack."""
_OURS = ("schema", "thumbs.db", "desktop.ini")

Signature = tuple[tuple[str, int, int, int], ...]


@dataclass(frozen=True, slots=True)
class Files:
    """contents: bytes by name relative to the folder (``day/opening.yaml``), at most `LARGEST` + 1 of each;
    unreadable: what the system said, by name; unknown: names that no rule reads."""

    contents: Mapping[str, bytes]
    unreadable: Mapping[str, str]
    unknown: tuple[str, ...]

    @property
    def version(self) -> str:
        """Hash of names and bytes of all files that are read: 16 hex digits."""
        digest = hashlib.sha256()
        for name in sorted({*self.contents, *self.unreadable}):
            data = self.contents.get(name, b"")
            digest.update(f"{name}\0{len(data)}\0".encode(errors="surrogateescape") + data)
        return digest.hexdigest()[:16]

    def hints(self) -> tuple[Problem, ...]:
        """What the listing alone tells: files that no rule reads."""
        if not self.unknown:
            return ()
        from dutytui.procedures.problem import Code, Problem, nearest

        expected = [f"{subject}.yaml" for subject in (*SUBJECTS, *OPTIONAL)]
        return tuple(
            Problem(name, 1, 1, Code.UNKNOWN_FILE, {"name": name, "allowed": expected, **nearest(name, expected)})
            for name in self.unknown
        )


def is_phase(name: str) -> bool:
    """Whether a name relative to the folder is that of a phase."""
    return name.startswith(f"{DAY}/")


def is_flow(name: str) -> bool:
    """Whether a name relative to the folder is that of a flow."""
    return name.startswith(f"{FLOWS}/")


def read(checklists: Path) -> Files:
    """All files of the folder. Never raises for what is in it: a folder that can't be read has no files."""
    contents: dict[str, bytes] = {}
    unreadable: dict[str, str] = {}
    unknown: list[str] = []
    for name, entry in _entries(checklists):
        if not _is_read(name):
            unknown.append(name)
            continue
        try:
            if not entry.is_file():
                raise OSError("not a file")
            with Path(entry.path).open("rb") as file:
                contents[name] = file.read(LARGEST + 1)
        except OSError as error:
            unreadable[name] = error.strerror or str(error)
    return Files(contents, unreadable, tuple(sorted(unknown)))


def signature(checklists: Path) -> Signature:
    """Changes when a file is written, added, removed or replaced; costs one `stat` a file."""
    seen = []
    for name, entry in _entries(checklists):
        try:
            status = entry.stat()
        except OSError:
            continue
        seen.append((name, status.st_mtime_ns, status.st_size, status.st_ino))
    return tuple(sorted(seen))


def _entries(checklists: Path) -> Iterator[tuple[str, os.DirEntry[str]]]:
    for prefix, folder in (("", checklists), *((f"{one}/", checklists / one) for one in (DAY, FLOWS))):
        try:
            with os.scandir(folder) as entries:
                found = sorted(entries, key=lambda entry: entry.name)
        except OSError:
            continue
        for entry in found:
            if not _is_ignored(entry.name) and not (not prefix and entry.name in (DAY, FLOWS)):
                yield prefix + entry.name, entry


def _is_ignored(name: str) -> bool:
    folded = name.casefold()
    return name.startswith(".") or name.endswith("~") or folded.startswith("readme") or folded in _OURS


def _is_read(name: str) -> bool:
    stem, _, ending = name.rpartition(".")
    return ending == "yaml" and (stem in SUBJECTS or stem in OPTIONAL or is_phase(name) or is_flow(name))
