"""Which files there are: segments by writer and number, and what is none of them. Names are asked, nothing is read."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import field
from pathlib import Path

from dutytui.rules.lazy_dataclass import dataclass
from dutytui.store.archived import FOLDER, Archives
from dutytui.store.disk import Disk, Reads
from dutytui.store.segments import APART, SegmentName, day_folders, segment_name
from dutytui.store.slots import is_writer_id
from dutytui.verify.findings import Finding

_ASIDE = re.compile(r".*\.json\.torn-[0-9]+")
_APART = re.compile(r".*\.json" + re.escape(APART) + r"[0-9a-f]+(-[0-9]+)?")
_PASSING = re.compile(
    r"~syncthing~.*|\.syncthing\..*|\.st(folder|ignore|versions)|desktop\.ini|Thumbs\.db|\.DS_Store|\._.*|~\$.*"
    r"|.*\.(tmp|new)|README\.md|\.gitkeep",
    re.DOTALL,
)
"""What sync programs and systems leave in every folder, and what is being written at this moment."""


@dataclass(slots=True)
class Listing:
    """journals: writer → number of a part → its files, the one proper before its copies; findings: all else."""

    logs: Path
    journals: dict[str, dict[int, list[SegmentName]]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    days: int = 0

    @property
    def count(self) -> int:
        return sum(len(files) for parts in self.journals.values() for files in parts.values())

    def near(self, path: Path) -> str:
        return path.relative_to(self.logs).as_posix()


def logs_in(folder: Path) -> Path | None:
    """The folder of the journals: that of a mall folder or of a share, or the one named itself.

    Raises PermissionError where nobody may look into `folder`: whether journals are there can't be said.
    """
    try:
        if (folder / "logs").is_dir():
            return folder / "logs"
        found = folder.is_dir() and (folder.name == "logs" or bool(day_folders(Disk(), folder)))
    except PermissionError:
        raise
    except OSError:
        return None
    return folder if found else None


def list_files(disk: Archives, logs: Path) -> Listing:
    """Raises nothing: a folder that can't be listed is a finding."""
    found = Listing(logs)
    try:
        names = sorted(disk.names(logs), key=os.fsencode)
        days = {day.isoformat() for day in day_folders(disk, logs)}
        for bad in disk.of(logs)[1]:
            found.findings.append(Finding("archive_damaged", file=found.near(bad.path), values={"reason": bad.code}))
    except OSError as error:
        found.findings.append(Finding("unreadable", file=".", values={"reason": reason(error)}))
        return found
    for name in names:
        if name in days:
            _list_day(disk, logs / name, found)
        elif name != FOLDER and not _PASSING.fullmatch(name):
            found.findings.append(Finding("foreign_file", file=name))
    for parts in found.journals.values():
        for files in parts.values():
            files.sort(key=lambda one: (one.copy, one.day, one.path.name))
    return found


def _list_day(disk: Reads, folder: Path, found: Listing) -> None:
    try:
        names = sorted(disk.names(folder), key=os.fsencode)
    except NotADirectoryError:
        found.findings.append(Finding("foreign_file", file=folder.name))
        return
    except OSError as error:
        found.findings.append(Finding("unreadable", file=folder.name, values={"reason": reason(error)}))
        return
    found.days += 1
    for finding, name in _told(folder, names):
        if finding:
            found.findings.append(finding)
        if name:
            found.journals.setdefault(name.writer, {}).setdefault(name.number, []).append(name)


def _told(folder: Path, names: list[str]) -> Iterator[tuple[Finding | None, SegmentName | None]]:
    for name in names:
        near = f"{folder.name}/{name}"
        segment = segment_name(folder / name)
        if segment is not None and is_writer_id(segment.writer):
            yield None, segment
        elif _ASIDE.fullmatch(name):
            yield Finding("set_aside", file=near), None
        elif _APART.fullmatch(name):
            yield Finding("kept_apart", file=near), None
        elif not _PASSING.fullmatch(name):
            yield Finding("foreign_file", file=near), None


def reason(error: OSError) -> str:
    return error.strerror or type(error).__name__
