"""The full text of the index: rows of what was typed, in the order of the days it is about, with marks to filter by.

A row's number says its day and when it was recorded, so a stretch of days is a stretch of numbers, and the newest come
first by going through them backwards. An entry's kind, place, severity and owner mark everything recorded about it, in
whatever order that arrives: marks that are learned later are added to the rows before. What an entry was before it was
corrected finds it, too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple
from zlib import crc32

from dutytui.rules import stamps
from dutytui.rules.events import Event
from dutytui.rules.search.wanted import Wanted
from dutytui.store.index_open import asked
from dutytui.store.index_text import marks_passed_on, own_marks, pairs, query, searchable

if TYPE_CHECKING:
    import sqlite3

TABLES = """
CREATE TABLE texts (place INTEGER PRIMARY KEY, folder TEXT, writer TEXT, number INTEGER, seq INTEGER, id BLOB,
    day TEXT, subject TEXT);
CREATE VIRTUAL TABLE search USING fts5 (pairs, content='', columnsize=0, tokenize='unicode61');
INSERT INTO search (search, rank) VALUES ('automerge', 16);
CREATE TABLE marked (subject TEXT PRIMARY KEY, marks TEXT) WITHOUT ROWID;
"""
_FIRST = date(2020, 1, 1)
_MOST_DAYS = (1 << 14) - 1
_DAY_BITS = 49
"""Behind which a place says its day."""
_MILLISECOND = timedelta(milliseconds=1)
_MOMENT = len("2026-11-23T00:12:33.123")
_SOON, _EVER = 1 << 29, (1 << 30) - 1
"""Milliseconds of six days, and the largest number of a moment."""

Ask = Callable[[str, tuple[object, ...]], list[Any]]


class Hit(NamedTuple):
    """Where a searched text stands: event `id`, number `seq` of `writer`, in segment `number` of the day `folder`.

    day and subject are the event's: the business day it is about, and ``entry:…`` or ``item:…``.
    """

    folder: date
    writer: str
    number: int
    seq: int
    id: str
    day: date
    subject: str


class Row(NamedTuple):
    """An event as a row. place: see `place_of`; at: the columns of `texts` after it; passed_on: its subject's marks."""

    place: int
    pairs: str
    marks: str
    subject: str
    passed_on: frozenset[str]
    at: tuple[object, ...]


def row(event: Event, folder: str, number: int) -> Row | None:
    """None for an event in which nobody typed anything."""
    text = searchable(event)
    if not text:
        return None
    day = event.day.isoformat()
    at = (folder, event.writer, number, event.seq, bytes.fromhex(event.id), day, event.on)
    place = place_of(event.day, event.stamp, event.id)
    return Row(place, pairs(text), own_marks(event), event.on, marks_passed_on(event), at)


def record(database: sqlite3.Connection, rows: Sequence[Row]) -> None:
    """Within a transaction, behind the acts of the same events. What is there already stays as it is."""
    new = _new(database, rows)
    known, added = _learned(database, new.values())
    database.executemany(
        "INSERT INTO texts VALUES (?, ?, ?, ?, ?, ?, ?, ?)", sorted((place, *one.at) for place, one in new.items())
    )
    said = {place: f"{one.pairs} {one.marks} {known.get(one.subject, '')}" for place, one in new.items()}
    # In rising order of place: anything else makes FTS5 write out what it holds at every row.
    database.executemany("INSERT INTO search (rowid, pairs) VALUES (?, ?)", sorted((added | said).items()))


def _new(database: sqlite3.Connection, rows: Sequence[Row]) -> dict[int, Row]:
    """Rows that are not there yet; asked for day by day, since a remark may be about a day of years ago."""
    found = {one.place: one for one in rows}
    of_day: dict[object, list[int]] = {}
    for place, one in found.items():
        of_day.setdefault(one.at[5], []).append(place)
    for places in of_day.values():
        within = (min(places), max(places))
        for (place,) in database.execute("SELECT place FROM texts WHERE place BETWEEN ? AND ?", within):
            found.pop(place, None)
    return found


def _learned(database: sqlite3.Connection, rows: Iterable[Row]) -> tuple[dict[str, str], dict[int, str]]:
    """Marks of each subject, and what is to be added, by place, to rows that are there."""
    news: dict[str, set[str]] = {}
    for one in rows:
        if one.subject.startswith(("entry:", "request:")):
            news.setdefault(one.subject, set()).update(one.passed_on)
    known: dict[str, str] = {}
    added: dict[int, str] = {}
    changed: list[tuple[str, str]] = []
    kept = dict(asked(database, "SELECT subject, marks FROM marked WHERE subject IN ({})", list(news)))
    for subject, fresh in news.items():
        before = set(kept[subject].split()) if subject in kept else set()
        known[subject] = " ".join(sorted(before | fresh))
        if subject not in kept or not fresh <= before:
            changed.append((subject, known[subject]))
        if subject in kept and not fresh <= before:
            # FTS5 takes more words for a row that has some: what it knows of other words stays as it is.
            added.update(dict.fromkeys(_there(database, subject), " ".join(fresh - before)))
    database.executemany("INSERT OR REPLACE INTO marked VALUES (?, ?)", sorted(changed))
    return known, added


def _there(database: sqlite3.Connection, subject: str) -> list[int]:
    acts = database.execute("SELECT day, stamp, id FROM acts WHERE subject = ?", (subject,)).fetchall()
    places = [place_of(date.fromisoformat(day), stamp, identity) for day, stamp, identity in acts]
    known = "SELECT place FROM texts WHERE place = ?"
    return [place for place in places if database.execute(known, (place,)).fetchone()]


# -- asking -------------------------------------------------------------------------------------------------------


def find(ask: Ask, wanted: Wanted, limit: int) -> list[Hit]:
    """The newest first: by the day they are about, then by when they were recorded."""
    if wanted.nothing:
        return []
    statement, values = _places(ask, wanted)
    rows = ask(
        "SELECT folder, writer, number, seq, id, day, subject FROM texts"
        f" JOIN ({statement} ORDER BY found DESC LIMIT ?) ON place = found ORDER BY place DESC",
        (*values, limit),
    )
    return [
        Hit(date.fromisoformat(folder), writer, number, seq, identity.hex(), date.fromisoformat(day), subject)
        for folder, writer, number, seq, identity, day, subject in rows
    ]


def count(ask: Ask, wanted: Wanted, most: int) -> int:
    """How many there are, at most `most`."""
    if wanted.nothing:
        return 0
    statement, values = _places(ask, wanted)
    rows = ask(f"SELECT count(*) FROM ({statement} LIMIT ?)", (*values, most))
    return int(rows[0][0]) if rows else 0


_OPEN = "EXISTS (SELECT 1 FROM open WHERE open.subject = texts.subject AND until IS NULL)"
_OVER = f"(texts.subject GLOB 'entry:*' OR texts.subject GLOB 'request:*') AND NOT {_OPEN}"


def _places(ask: Ask, wanted: Wanted) -> tuple[str, tuple[object, ...]]:
    """A statement for the places (as `found`) that are wanted, without order and limit, and its values."""
    match = query(wanted)
    first, last = wanted.first or date.min, wanted.last or date.max
    if wanted.open:
        # Nothing of what is open is older than the oldest that is.
        oldest = ask("SELECT min(day) FROM open WHERE until IS NULL", ())
        first = max(first, date.fromisoformat(oldest[0][0]) if oldest and oldest[0][0] else date.max)
    within = (_begin(first), _begin(last) | (1 << _DAY_BITS) - 1)
    state = "" if wanted.open is None else f" AND {_OPEN if wanted.open else _OVER}"
    if not match:
        return f"SELECT place AS found FROM texts WHERE place BETWEEN ? AND ?{state}", within
    source = "search CROSS JOIN texts ON place = search.rowid" if state else "search"
    asked = f"search MATCH ? AND search.rowid BETWEEN ? AND ?{state}"
    return f"SELECT search.rowid AS found FROM {source} WHERE {asked}", (match, *within)


# -- places -------------------------------------------------------------------------------------------------------


def place_of(day: date, stamp: str, identity: str) -> int:
    """A number that rises with the day and then the stamp, and is always the same for the same event: its row.

    14 bits of days since 2020 (any day gives some number), 30 of the moment within the day's reckoning: milliseconds
    for the six days behind its beginning, steps of four seconds before and later; 12 of the stamp's counter, which runs
    up while a clock stands behind the last stamp; 7 of the event's hash. When two terminals record about one day in
    the very same moment, once in 128 times one of the two is not found.
    """
    begin, midnight = _day(day)
    try:
        # Without its zone, which is the same for all: that takes half the time.
        after = (datetime.fromisoformat(stamp[:_MOMENT]) - midnight) // _MILLISECOND
        counter = min(stamps.count(stamp), 4095)
    except ValueError:
        after = counter = 0
    return begin | _moment(after) << 19 | counter << 7 | crc32(identity.encode()) & 0x7F


@lru_cache(64)
def _day(day: date) -> tuple[int, datetime]:
    """Where its places begin, and its own beginning."""
    return _begin(day), datetime(day.year, day.month, day.day)


def _moment(after: int) -> int:
    """Milliseconds from the beginning of a day (negative before it), as a number that rises with them."""
    if after < 0:
        return max(_SOON // 2 + (after >> 12), 0)
    if after < _SOON:
        return _SOON // 2 + after
    return min(_SOON // 2 + _SOON + ((after - _SOON) >> 12), _EVER)


def _begin(day: date) -> int:
    return min(max((day - _FIRST).days, 0), _MOST_DAYS) << _DAY_BITS
