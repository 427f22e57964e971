"""What is still to be looked at on later days, judged by its acts alone, and the files that those acts stand in.

The index knows neither flows nor permissions. An entry or a follow-up is over when it was closed, by somebody who
knew of all its reopenings. A request or a
delegation is over when one act, and no other, is the last that nothing follows, and says that nothing is left to do
(`closes`, see `dutytui.rules.events`): two terminals that were apart leave two such acts, and then it is not over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from dutytui.rules import events as kinds
from dutytui.rules.events import Event
from dutytui.rules.knowing import KNEW

if TYPE_CHECKING:
    import sqlite3

KEPT = frozenset(
    {
        *("entry", "request", "delegation", "followup", "obligation", "assessment"),
        *("procedures", "evidence", "roster", "terminal", "credential"),
    }
)
"""Subjects (what stands before the colon) whose acts are found again on any later day."""

TABLES = """
CREATE TABLE acts (subject TEXT, stamp TEXT, id TEXT, kind TEXT, day TEXT, folder TEXT, file TEXT, says TEXT,
    writer TEXT, seq INTEGER, place INTEGER, PRIMARY KEY (subject, stamp, id)) WITHOUT ROWID;
CREATE TABLE touched (writer TEXT, seq INTEGER, subject TEXT, PRIMARY KEY (writer, seq, subject)) WITHOUT ROWID;
CREATE TABLE open (subject TEXT PRIMARY KEY, day TEXT, until TEXT) WITHOUT ROWID;
"""


class Place(NamedTuple):
    """Where an act stands: `file` of the day `folder`; it is about `subject` of the business day `day`."""

    folder: date
    file: str
    day: date
    subject: str


class Act(NamedTuple):
    """A row of the table; days as ISO texts. says: what decides whether its subject is over (see `_says`); place: its
    row in `texts`, None for what says nothing that is searched for."""

    subject: str
    stamp: str
    id: str
    kind: str
    day: str
    folder: str
    file: str
    says: str
    writer: str
    seq: int
    place: int | None


def act(event: Event, folder: str, file: str, place: int | None) -> Act | None:
    """The row of an event; None for one about a subject that is not kept."""
    if event.on.partition(":")[0] not in KEPT:
        return None
    day, said = event.day.isoformat(), _says(event)
    return Act(event.on, event.stamp, event.id, event.kind, day, folder, file, said, event.writer, event.seq, place)


def _says(event: Event) -> str:
    """Of an undoing, the act that it takes back; of the status of an entry or a follow-up, who said it and what they
    knew; of any other, until when its subject is kept, and what it follows."""
    data = event.data
    if event.kind == kinds.UNDONE:
        return str(data.get("event", ""))
    if event.kind in _STATUS:
        known = data.get(KNEW)
        told = (f"{writer}:{seq}" for writer, seq in known.items()) if isinstance(known, Mapping) else ("*",)
        return " ".join((f"{event.writer}:{event.seq}", *told))
    until = data.get("until" if event.kind == kinds.DELEGATION_GIVEN else "closes", "")
    after = data.get("after")
    if not until and not after:
        return ""
    followed = (one for one in after if isinstance(one, str)) if isinstance(after, list | tuple) else ()
    return " ".join((until if isinstance(until, str) and " " not in until else "", *followed))


def record(database: sqlite3.Connection, acts: Sequence[Act]) -> None:
    """Within a transaction. What is there already stays as it is."""
    new: dict[str, list[Act]] = {}
    for one in acts:
        new.setdefault(one.subject, []).append(one)
    # Asked before they are put in: most subjects are all new.
    there: dict[str, list[Act]] = {}
    for row in asked(database, "SELECT * FROM acts WHERE subject IN ({})", list(new)):
        there.setdefault(row[0], []).append(Act(*row))
    database.executemany("INSERT OR IGNORE INTO acts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", sorted(acts))
    # A quarter as large as an index of `acts` by writer, which would hold all of its key.
    rows = [(one.writer, one.seq, one.subject) for one in acts]
    database.executemany("INSERT OR IGNORE INTO touched VALUES (?, ?, ?)", rows)
    over: list[tuple[str]] = []
    left: list[tuple[str, str, str | None]] = []
    for subject, fresh in new.items():
        judge = _JUDGES.get(subject.partition(":")[0])
        if judge is None:
            continue
        known = {one[:3]: one for one in (*fresh, *there.get(subject, ()))}
        found = judge(sorted(known.values()))
        if found is None:
            over.append((subject,))
        else:
            left.append((subject, *found))
    database.executemany("DELETE FROM open WHERE subject = ?", over)
    database.executemany("INSERT OR REPLACE INTO open VALUES (?, ?, ?)", left)


_AT_ONCE = 500
"""Values of one question: older SQLite takes 999."""


def asked(database: sqlite3.Connection, statement: str, values: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """The rows for many values, asked for hundreds at a time: one by one takes ten times as long. {}: for them."""
    for start in range(0, len(values), _AT_ONCE):
        some = values[start : start + _AT_ONCE]
        yield from database.execute(statement.format(",".join("?" * len(some))), some)


OPEN = (
    # CROSS: SQLite would go through all acts of all years otherwise, a fifth of a second for two million events.
    "SELECT folder, file, acts.day, subject FROM open CROSS JOIN acts USING (subject)"
    " WHERE folder < ? AND (until IS NULL OR until >= ?) ORDER BY folder, file, acts.day, subject"
)
"""Values: a day (ISO), twice."""

ABOUT = (
    "SELECT DISTINCT folder, file, day, subject FROM acts"
    " WHERE subject >= ? AND subject < ? AND day BETWEEN ? AND ? ORDER BY folder, file"
)
"""Values: the beginning of the subjects' names, what comes after all of those, the first and the last day (ISO)."""


Ask = Callable[[str, tuple[object, ...]], list[Any]]
"""A statement and its values → rows."""
Limit = Callable[[str], "int | None"]
"""Writer → the number of its last event that counts, 0 for none; None where all do."""


def no_limit(writer: str) -> None:
    """Everybody counts."""


def open_but_for(ask: Ask, before: date, limit: Limit) -> list[Place]:
    """Where the acts stand, in folders before that day, of what is open on it if those that do not count had not been.

    Only subjects that somebody who does not count has touched are judged anew.
    """
    day = before.isoformat()
    writers = [writer for (writer,) in ask("SELECT writer FROM heads", ())]
    limits = {writer: last for writer in writers if (last := limit(writer)) is not None}
    found: list[Place] = []
    for subject in dict.fromkeys(on for one in limits.items() for (on,) in ask(_TOUCHED, one)):
        judge = _JUDGES.get(subject.partition(":")[0])
        acts = [Act(*row) for row in ask("SELECT * FROM acts WHERE subject = ? ORDER BY stamp, id", (subject,))]
        counting = [one for one in acts if one.seq <= limits.get(one.writer, one.seq)]
        verdict = judge(counting) if judge is not None and counting else None
        if verdict is not None and (verdict[1] is None or verdict[1] >= day):
            found += places((one.folder, one.file, one.day, subject) for one in acts if one.folder < day)
    return found


_TOUCHED = "SELECT DISTINCT subject FROM touched WHERE writer = ? AND seq > ?"


def places(rows: Iterable[tuple[str, str, str, str]]) -> list[Place]:
    found = dict.fromkeys(rows)
    return [Place(date.fromisoformat(folder), file, date.fromisoformat(day), on) for folder, file, day, on in found]


def _entry(acts: Sequence[Act]) -> tuple[str, str | None] | None:
    """(its day, None) of an entry that is open, None of one that was closed or taken back."""
    return _open_until(acts, kinds.ENTRY_LOGGED, kinds.ENTRY_CLOSED, kinds.ENTRY_REOPENED)


def _follow_up(acts: Sequence[Act]) -> tuple[str, str | None] | None:
    """The same of a follow-up that was done."""
    return _open_until(acts, kinds.FOLLOW_UP_SET, kinds.FOLLOW_UP_DONE, kinds.FOLLOW_UP_REOPENED)


def _open_until(acts: Sequence[Act], begun: str, ended: str, again: str) -> tuple[str, str | None] | None:
    """Begun, and not ended by somebody who knew of all that opened it again."""
    status = [one for one in acts if one.kind in {begun, ended, again, kinds.UNDONE}]
    undone: set[str] = set()
    for one in reversed(status):
        if one.kind == kinds.UNDONE and one.id not in undone:
            undone.add(one.says)
    standing = [one for one in status if one.kind != kinds.UNDONE and one.id not in undone]
    logged = [one.day for one in standing if one.kind == begun]
    if not logged:
        return None
    reopened = [place for place, one in enumerate(standing) if one.kind == again]
    for place, one in enumerate(standing):
        if one.kind == ended and all(_knew(one, standing[other], other < place) for other in reopened):
            return None
    return (logged[0], None)


def _knew(closing: Act, reopening: Act, before: bool) -> bool:
    """As `dutytui.rules.knowing.knew`, of two rows. before: the reopening sorts first."""
    own, *known = closing.says.split(" ")
    (writer, _colon, seq), (mine, _same, place) = reopening.says.split(" ")[0].rpartition(":"), own.rpartition(":")
    if writer == mine:
        return int(seq) < int(place)
    if known == ["*"]:
        return before
    last = dict(one.rpartition(":")[::2] for one in known).get(writer, "")
    return last.isdigit() and int(last) >= int(seq)


_STATUS = {kinds.ENTRY_CLOSED, kinds.ENTRY_REOPENED, kinds.FOLLOW_UP_DONE, kinds.FOLLOW_UP_REOPENED}


def _linked(acts: Sequence[Act]) -> tuple[str, str | None]:
    """(its day, the last day that it is kept for: None while something is left to do)."""
    followed = {one for each in acts for one in each.says.split(" ")[1:]}
    tips = [one for one in acts if one.id not in followed]
    until = tips[0].says.partition(" ")[0] if len(tips) == 1 else ""
    return acts[0].day, until or None


def _for_ever(acts: Sequence[Act]) -> tuple[str, str | None]:
    """Whoever was let in or shut out once is to be known on every later day."""
    return acts[0].day, None


_JUDGES: Mapping[str, Callable[[Sequence[Act]], tuple[str, str | None] | None]] = {
    "entry": _entry,
    "followup": _follow_up,
    "request": _linked,
    "delegation": _linked,
    "roster": _for_ever,
    "terminal": _for_ever,
    "credential": _for_ever,  # an end must be known as long as the key was
}


def by_file(found: Iterable[Place]) -> Iterator[tuple[tuple[date, str], set[tuple[date, str]]]]:
    """((folder, file), the (day, subject)s to take from it), by folder and file."""
    wanted: dict[tuple[date, str], set[tuple[date, str]]] = {}
    for place in found:
        wanted.setdefault((place.folder, place.file), set()).add((place.day, place.subject))
    yield from sorted(wanted.items())
