"""Which notices of the store are evidence: not what a crash, a copy under way or a share that is behind can leave."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from dutytui.rules.entry_fold import words
from dutytui.rules.events import Event
from dutytui.rules.evidence.found import Evidence, evidence_id
from dutytui.store import notices
from dutytui.store.archived import Archives
from dutytui.store.disk import Disk, Reads
from dutytui.store.notices import Notice
from dutytui.store.segments import APART, segment_name
from dutytui.verify.part import read_part

ABOUT: Mapping[str, tuple[str, ...]] = {
    notices.NOT_A_SEGMENT: ("file",),
    notices.LINE_INVALID: ("file", "line"),
    notices.CHAIN_BROKEN: ("writer", "seq"),
    notices.BRANCHED: ("writer", "seq"),
    notices.SIGNATURE_WRONG: ("file", "seq"),
    notices.HEAD_LOST: ("writer", "id"),
    notices.HEAD_CHANGED: ("writer", "id"),
    notices.JOURNAL_GONE: ("writer", "id"),
    notices.SEGMENT_GONE: ("writer", "number"),
    notices.SHARE_EDITED: ("writer", "seq"),
    notices.SHARE_BRANCHED: ("writer", "seq"),
    notices.WRITER_FORKED: ("writer", "seq"),
    notices.RECORDED_ON: notices.OUTSIDE_ABOUT,
    notices.STRANGER: notices.OUTSIDE_ABOUT,
}
"""Code → the values that say what it is about, the same on every terminal."""

MEMORY = frozenset({notices.HEAD_LOST, notices.HEAD_CHANGED, notices.JOURNAL_GONE, notices.SEGMENT_GONE})
"""What is found by remembering. It is one finding whichever way it shows: a journal that was rolled back is short at
first, and another one when it has grown again."""

CLONED = frozenset({notices.BRANCHED, notices.SHARE_BRANCHED, notices.WRITER_FORKED})
"""Two events under one number, signed by one key: one finding, whoever of them comes upon it, and both are kept."""

CONTENT = frozenset({notices.NOT_A_SEGMENT, notices.LINE_INVALID, notices.TAIL_UNFINISHED, notices.TAIL_TORN})
"""What is said of one file by its bytes alone."""


def evidence_of(notice: Notice, logs: Path, now: datetime) -> Evidence | None:
    """None for what is no evidence. Paths become those below the logs, since it is one on all terminals."""
    about = ABOUT.get(notice.code)
    if about is None:
        return None
    values = {name: near(value, logs) if name in _PATHS else value for name, value in notice.values.items()}
    kind = notices.HEAD_LOST if "id" in about else notices.BRANCHED if notice.code in CLONED else notice.code
    return Evidence(evidence_id(kind, {name: values[name] for name in about}), notice.code, now, values)


_PATHS = frozenset({"file", "aside"})


def agreed(found: Iterable[Evidence], said: Mapping[str, Event], spent: Collection[str]) -> dict[str, Evidence]:
    """What was found, by id; losses under the id by which another terminal's person has acknowledged them.

    Each terminal remembers another last event of a journal that was cut, so each has an id of its own for it. said:
    see `all_acknowledged`; spent: what had been acknowledged before this terminal's memory, which is of another loss.
    """
    losses = {
        event.data["values"]["writer"]: identity
        for identity, event in said.items()
        if identity not in spent and loss_of(event) is not None
    }
    known: dict[str, Evidence] = {}
    for one in found:
        other = losses.get(one.values.get("writer")) if one.code in MEMORY and one.id not in said else None
        known.setdefault(other or one.id, replace(one, id=other) if other else one)
    return known


def loss_of(said: Event) -> str | None:
    """The journal of which somebody has acknowledged that something is lost; None if it was about something else."""
    values = said.data.get("values")
    writer = values.get("writer") if isinstance(values, Mapping) and words(said.data, "code") in MEMORY else None
    return writer if isinstance(writer, str) else None


def on_the_share(notice: Notice, disk: Disk | None = None) -> bool:
    """Whether what the exchange tells is evidence, by the copy that it kept: half a line is no change."""
    if notice.code != notices.SHARE_EDITED:
        return notice.code in ABOUT
    aside = str(notice.values["aside"])
    part = read_part(disk or Disk(), Path(aside), str(notice.values["writer"])) if aside else None
    return part is None or bool(part.changed or part.changed_file) or not part.unfinished


def sifted(found: Iterable[Notice], disk: Disk | None = None) -> Iterator[Notice]:
    """What a crash can't have left. Of a file that is odd in itself its bytes are looked at once more, and if it has
    been mended from the share since, the copy that was kept of it."""
    judged: dict[str, list[Notice]] = {}
    for notice in found:
        file = str(notice.values.get("file", ""))
        if notice.code not in CONTENT:
            if notice.code in ABOUT:
                yield notice
        elif file not in judged:
            path, reads = Path(file), Archives(disk or Disk())
            judged[file] = _judged(path, path, reads) or _before_it_was_mended(path, reads)
            yield from judged[file]


def _before_it_was_mended(path: Path, disk: Reads) -> list[Notice]:
    try:
        names = sorted(disk.names(path.parent))
    except OSError:
        return []
    copies = [path.with_name(name) for name in names if name.startswith(f"{path.name}{APART}")]
    return next((found for copy in copies if (found := _judged(path, copy, disk))), [])


def _judged(path: Path, content: Path, disk: Reads) -> list[Notice]:
    """What is wrong with the bytes in `content`, told of the segment `path`."""
    name = segment_name(path)
    if name is None:
        return []
    part = read_part(disk, content, name.writer)
    found = [Notice(notices.LINE_INVALID, {"file": str(path), "line": first}) for first, _last in part.changed]
    if part.changed_file == 1:
        found.append(Notice(notices.NOT_A_SEGMENT, {"file": str(path)}))
    elif part.changed_file:
        found.append(Notice(notices.LINE_INVALID, {"file": str(path), "line": part.changed_file}))
    return found


def near(value: object, logs: Path) -> str:
    """A path as every terminal would say it: below the logs."""
    path = Path(str(value))
    return path.relative_to(logs).as_posix() if path.is_relative_to(logs) else path.name
