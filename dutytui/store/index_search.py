"""The full text of the index: rows of what was typed, in the order of the days it is about, with marks to filter by.

A row's number says its day and when it was recorded, so a stretch of days is a stretch of numbers, and the newest come
first by going through them backwards. An entry's kind, place, severity and owner mark everything recorded about it, in
whatever order that arrives: marks that are learned later are added to the rows before. What an entry was before it was
corrected finds it, too. In which rows a word stands, `index_blocks` knows.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from dutytui.rules import stamps
from dutytui.rules.events import Event
from dutytui.rules.search.wanted import Wanted
from dutytui.store import index_bits, index_blocks, index_text
from dutytui.store.index_blocks import Block
from dutytui.store.index_open import asked
from dutytui.store.index_text import compared, marks_passed_on, own_mark, own_marks, searchable, split

if TYPE_CHECKING:
    import sqlite3

TABLES = """
CREATE TABLE texts (place INTEGER PRIMARY KEY, folder TEXT, writer TEXT, number INTEGER, seq INTEGER, id BLOB,
    day TEXT, subject TEXT, said TEXT);
CREATE TABLE marked (subject TEXT PRIMARY KEY, marks TEXT) WITHOUT ROWID;
"""
_FIRST = date(2020, 1, 1)
_MOST_DAYS = (1 << 14) - 1
_DAY_BITS = 49
"""Behind which a place says its day."""
_STRETCH_BITS = _DAY_BITS + 5
"""32 days: a block of rows is of one such stretch, so that the newest are in the last ones."""
_MOMENT = len("2026-11-23T00:12:33.123")
_SOON, _EVER = 1 << 29, (1 << 30) - 1
"""Milliseconds of six days, and the largest number of a moment."""


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
    """An event as a row. place: see `place_of`; said: see `compared`; passed_on: its subject's marks; at: the columns
    of `texts` between."""

    place: int
    said: str
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
    return Row(place, compared(text), own_marks(event), event.on, marks_passed_on(event), at)


def record(database: sqlite3.Connection, rows: Sequence[Row]) -> None:
    """Within a transaction, behind the acts of the same events. What is there already stays as it is."""
    new = _new(database, rows)
    known, added = _learned(database, new.values())
    rising = sorted(new.items())
    texts = ((place, *one.at, one.said) for place, one in rising)
    database.executemany("INSERT INTO texts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", texts)
    index_blocks.mark(database, added, _STRETCH_BITS)
    marked = [(place, one.said, f"{one.marks} {known.get(one.subject, '')}") for place, one in rising]
    index_blocks.add(database, marked, _STRETCH_BITS, split)


def stretch_of(day: date) -> int:
    """Of the rows about that day: those of one stretch stand in the same blocks."""
    return _begin(day) >> _STRETCH_BITS


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


def _learned(database: sqlite3.Connection, rows: Iterable[Row]) -> tuple[dict[str, str], dict[int, set[str]]]:
    """Marks of each subject, and what is to be added, by place, to rows that are there."""
    news: dict[str, set[str]] = {}
    for one in rows:
        if one.subject.startswith(("entry:", "request:")):
            news.setdefault(one.subject, set()).update(one.passed_on)
    known: dict[str, str] = {}
    added: dict[int, set[str]] = {}
    changed: list[tuple[str, str]] = []
    kept = dict(asked(database, "SELECT subject, marks FROM marked WHERE subject IN ({})", list(news)))
    for subject, fresh in news.items():
        before = set(kept[subject].split()) if subject in kept else set()
        known[subject] = " ".join(sorted(before | fresh))
        if subject not in kept or not fresh <= before:
            changed.append((subject, known[subject]))
        if subject in kept and not fresh <= before:
            added.update(dict.fromkeys(_there(database, subject), fresh - before))
    database.executemany("INSERT OR REPLACE INTO marked VALUES (?, ?)", sorted(changed))
    return known, added


def _there(database: sqlite3.Connection, subject: str) -> list[int]:
    statement = "SELECT place FROM acts CROSS JOIN texts USING (subject, place) WHERE subject = ?"
    return [place for (place,) in database.execute(statement, (subject,))]


# -- asking -------------------------------------------------------------------------------------------------------


def find(database: sqlite3.Connection, wanted: Wanted, limit: int) -> list[Hit]:
    """Within a transaction. The newest first: by the day they are about, then by when they were recorded."""
    found: list[int] = []
    for newest, _number, places in _found(database, wanted):
        if len(found) == limit and newest < found[-1]:
            break
        # Blocks may overlap: what came late stands in one of its own.
        found = sorted((*found, *islice(places, limit)), reverse=True)[:limit]
    return list(_hits(database, found))


def count(database: sqlite3.Connection, wanted: Wanted, most: int) -> int:
    """Within a transaction. How many there are, at most `most`."""
    found = 0
    for _newest, number, places in _found(database, wanted):
        found += number if number is not None else sum(1 for _place in islice(places, most - found))
        if found >= most:
            return most
    return found


_Part = tuple[int, "int | None", Iterator[int]]
"""Of some rows that are wanted: no place among them is higher than this; how many they are, None if only counting
tells; their places, falling."""


def _found(database: sqlite3.Connection, wanted: Wanted) -> Iterator[_Part]:
    """The highest first."""
    if wanted.nothing:
        return
    groups, runs = index_text.asked(wanted)
    first, last = _begin(wanted.first or date.min), _begin(wanted.last or date.max) | (1 << _DAY_BITS) - 1
    standing = _standing(database, first, last) if wanted.open is not None else []
    if wanted.open is False:
        groups = (*groups, _MAY_BE_OVER)
    elif wanted.open:
        first, last = (standing[0], standing[-1]) if standing else (1, 0)
    if not groups:
        every = "SELECT place FROM texts WHERE place BETWEEN ? AND ? ORDER BY place DESC"
        rows = database.execute(every, (first, last)) if wanted.open is None else ((one,) for one in standing[::-1])
        yield last, None, (place for (place,) in rows)
        return
    words = [word for group in groups for word in group]
    of_era = lru_cache(1)(lambda era: index_blocks.rows_of(database, era, words))
    for block in index_blocks.blocks(database, first, last):
        found = index_blocks.common(groups, of_era(block.era).get(block.block, {}), block.size)
        if found and (standing or block.low < first or block.high > last):
            found &= _allowed(database, block, (first, last), standing, wanted.open)
        if found:
            places = index_blocks.places_at(database, block, index_bits.falling(found, block.size))
            yield block.high, None if runs else found.bit_count(), _proven(database, places, runs) if runs else places


_MAY_BE_OVER = tuple(own_mark(prefix) for prefix in ("entry", "request"))


def _standing(database: sqlite3.Connection, first: int, last: int) -> list[int]:
    """The places of all that is recorded about what is open."""
    statement = (
        "SELECT texts.place FROM open CROSS JOIN acts USING (subject) CROSS JOIN texts USING (subject, place)"
        " WHERE until IS NULL AND texts.place BETWEEN ? AND ? ORDER BY texts.place"
    )
    return [place for (place,) in database.execute(statement, (first, last))]


def _allowed(
    database: sqlite3.Connection, block: Block, within: tuple[int, int], standing: Sequence[int], is_open: bool | None
) -> int:
    """The rows of a block, as bits, that are of these days and, if asked, among what is open or not."""
    places = index_blocks.places_of(database, block)
    first, last = bisect_left(places, within[0]), bisect_right(places, within[1])
    allowed = (1 << last) - (1 << first) if last > first else 0
    if is_open is None:
        return allowed
    near = standing[bisect_left(standing, block.low) : bisect_right(standing, block.high)]
    ordinals = ((place, bisect_left(places, place)) for place in near)
    among = index_bits.bits([at for place, at in ordinals if places[at] == place], block.size)
    return allowed & (among if is_open else ~among)


def _proven(database: sqlite3.Connection, places: Iterator[int], runs: Sequence[str]) -> Iterator[int]:
    """Those whose text has all of the runs: their pairs may stand there without standing together."""
    said = "instr(said, ?)" + " AND instr(said, ?)" * (len(runs) - 1)
    while some := list(islice(places, _AT_ONCE)):
        asked = f"SELECT place FROM texts WHERE place IN ({','.join('?' * len(some))}) AND {said} ORDER BY place DESC"
        yield from (place for (place,) in database.execute(asked, (*some, *runs)).fetchall())


def _hits(database: sqlite3.Connection, places: Sequence[int]) -> Iterator[Hit]:
    statement = "SELECT folder, writer, number, seq, id, day, subject FROM texts WHERE place = ?"
    for place in places:
        for folder, writer, number, seq, identity, day, subject in database.execute(statement, (place,)):
            at = (date.fromisoformat(folder), writer, number, seq, identity.hex())
            yield Hit(*at, date.fromisoformat(day), subject)


_AT_ONCE = 64
"""Texts that are read together."""


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
        # Without its zone, which is the same for all: that takes half the time. So does adding up in place of dividing.
        after = datetime.fromisoformat(stamp[:_MOMENT]) - midnight
        milliseconds = (after.days * 86_400 + after.seconds) * 1000 + after.microseconds // 1000
        counter = min(stamps.count(stamp), 4095)
    except ValueError:
        milliseconds = counter = 0
    return begin | _moment(milliseconds) << 19 | counter << 7 | crc32(identity.encode()) & 0x7F


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
