"""What is still to be looked at on later days, judged by its acts alone, and the files that those acts stand in.

The index knows neither flows nor permissions. An entry is over when it was closed and not opened again. A request or a
delegation is over when one act, and no other, is the last that nothing follows, and says that nothing is left to do
(`closes`, see `dutytui.rules.events`): two terminals that were apart leave two such acts, and then it is not over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from dutytui.rules import events as kinds
from dutytui.rules.events import Event

if TYPE_CHECKING:
    import sqlite3

KEPT = frozenset({"entry", "request", "delegation", "obligation", "assessment", "procedures", "credential"})
"""Subjects (what stands before the colon) whose acts are found again on any later day."""

TABLES = """
CREATE TABLE acts (subject TEXT, stamp TEXT, id TEXT, kind TEXT, day TEXT, folder TEXT, file TEXT, says TEXT,
    PRIMARY KEY (subject, stamp, id)) WITHOUT ROWID;
CREATE TABLE open (subject TEXT PRIMARY KEY, day TEXT, until TEXT) WITHOUT ROWID;
"""


class Place(NamedTuple):
    """Where an act stands: `file` of the day `folder`; it is about `subject` of the business day `day`."""

    folder: date
    file: str
    day: date
    subject: str


class Act(NamedTuple):
    """A row of the table; days as ISO texts. says: what decides whether its subject is over (see `_says`)."""

    subject: str
    stamp: str
    id: str
    kind: str
    day: str
    folder: str
    file: str
    says: str


def act(event: Event, folder: str, file: str) -> Act | None:
    """The row of an event; None for one about a subject that is not kept."""
    if event.on.partition(":")[0] not in KEPT:
        return None
    return Act(event.on, event.stamp, event.id, event.kind, event.day.isoformat(), folder, file, _says(event))


def _says(event: Event) -> str:
    """Of an undoing, the act that it takes back; of any other, until when its subject is kept, and what it follows."""
    if event.kind == kinds.UNDONE:
        return str(event.data.get("event", ""))
    until = event.data.get("until" if event.kind == kinds.DELEGATION_GIVEN else "closes", "")
    after = event.data.get("after")
    followed = (one for one in after if isinstance(one, str)) if isinstance(after, list | tuple) else ()
    return " ".join((until if isinstance(until, str) and " " not in until else "", *followed))


def record(database: sqlite3.Connection, acts: Sequence[Act]) -> None:
    """Within a transaction. What is there already stays as it is."""
    database.executemany("INSERT OR IGNORE INTO acts VALUES (?, ?, ?, ?, ?, ?, ?, ?)", acts)
    for subject in {one.subject for one in acts}:
        judge = _JUDGES.get(subject.partition(":")[0])
        if judge is None:
            continue
        rows = database.execute("SELECT * FROM acts WHERE subject = ? ORDER BY stamp, id", (subject,))
        found = judge([Act(*row) for row in rows])
        if found is None:
            database.execute("DELETE FROM open WHERE subject = ?", (subject,))
        else:
            database.execute("INSERT OR REPLACE INTO open VALUES (?, ?, ?)", (subject, *found))


OPEN = (
    "SELECT folder, file, acts.day, subject FROM open JOIN acts USING (subject)"
    " WHERE folder < ? AND (until IS NULL OR until >= ?) ORDER BY folder, file, acts.day, subject"
)
"""Values: a day (ISO), twice."""

ABOUT = (
    "SELECT DISTINCT folder, file, day, subject FROM acts"
    " WHERE subject >= ? AND subject < ? AND day BETWEEN ? AND ? ORDER BY folder, file"
)
"""Values: the beginning of the subjects' names, what comes after all of those, the first and the last day (ISO)."""


def places(rows: Iterable[tuple[str, str, str, str]]) -> list[Place]:
    found = dict.fromkeys(rows)
    return [Place(date.fromisoformat(folder), file, date.fromisoformat(day), on) for folder, file, day, on in found]


def _entry(acts: Sequence[Act]) -> tuple[str, str | None] | None:
    """(its day, None) of an entry that is open, None of one that was closed or taken back."""
    status = [one for one in acts if one.kind in _ENTRY_ACTS]
    undone: set[str] = set()
    for one in reversed(status):
        if one.kind == kinds.UNDONE and one.id not in undone:
            undone.add(one.says)
    standing = [one for one in status if one.kind != kinds.UNDONE and one.id not in undone]
    logged = [one.day for one in standing if one.kind == kinds.ENTRY_LOGGED]
    return (logged[0], None) if logged and standing[-1].kind != kinds.ENTRY_CLOSED else None


_ENTRY_ACTS = {kinds.ENTRY_LOGGED, kinds.ENTRY_CLOSED, kinds.ENTRY_REOPENED, kinds.UNDONE}


def _linked(acts: Sequence[Act]) -> tuple[str, str | None]:
    """(its day, the last day that it is kept for: None while something is left to do)."""
    followed = {one for each in acts for one in each.says.split(" ")[1:]}
    tips = [one for one in acts if one.id not in followed]
    until = tips[0].says.partition(" ")[0] if len(tips) == 1 else ""
    return acts[0].day, until or None


_JUDGES: Mapping[str, Callable[[Sequence[Act]], tuple[str, str | None] | None]] = {
    "entry": _entry,
    "request": _linked,
    "delegation": _linked,
    "credential": lambda acts: (acts[0].day, None),  # for ever: an end must be known as long as the key was
}


def by_file(found: Iterable[Place]) -> Iterator[tuple[tuple[date, str], set[tuple[date, str]]]]:
    """((folder, file), the (day, subject)s to take from it), by folder and file."""
    wanted: dict[tuple[date, str], set[tuple[date, str]]] = {}
    for place in found:
        wanted.setdefault((place.folder, place.file), set()).add((place.day, place.subject))
    yield from sorted(wanted.items())
