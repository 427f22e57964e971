"""Which rows each word of the full text stands in: blocks of rows, and in each of them a set of bits for every word.

A block holds rows of one stretch of days, in the order of their places; where a row stands among them is its ordinal.
What rows have in common is found by laying their words' bits over each other, however often each of the words stands
and however seldom all of them do: sixty blocks of 30,000 rows, some microseconds each. A word that stands in less than
a 64th of a block's rows has its ordinals written out instead.

New rows come as a small block; small neighbours become one. What a transaction sees is always whole.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import sqlite3

TABLES = """
CREATE TABLE blocks (block INTEGER PRIMARY KEY, stretch INTEGER, low INTEGER, high INTEGER, size INTEGER);
CREATE INDEX stretches ON blocks (stretch);
CREATE TABLE places (block INTEGER, part INTEGER, places BLOB, PRIMARY KEY (block, part)) WITHOUT ROWID;
CREATE TABLE words (era INTEGER, word TEXT, block INTEGER, rows BLOB, PRIMARY KEY (era, word, block)) WITHOUT ROWID;
CREATE INDEX words_of ON words (block);
"""
MOST_ROWS = 1 << 16
"""Of a block: its ordinals take two bytes."""
_ERA_BITS = 4
"""Sixteen stretches are an era: what a word has in all blocks of one stands side by side, and is read at once. Were
that so for all years, a new block would write to every page of them."""
_PART = 512
"""Places that are read together."""
_SELDOM = 64
_MANY = 32
"""From a 32nd of the rows on, bits are set in half the time as digits of one number."""
_ONE = ord("1")

Split = Callable[[str], Iterable[str]]
"""A text → its words, each once."""
Ordinals = list[int]


NewRow = tuple[int, str, str]
"""Its place, what `Split` takes apart, and words apart by blanks that are taken as they are."""


class SpoiltError(Exception):
    """What is written here can't have been written by this file: SQLite does not look into a row."""


class Block(NamedTuple):
    """low, high: the places of its first and last row, both inclusive; size: how many rows."""

    block: int
    stretch: int
    low: int
    high: int
    size: int

    @property
    def era(self) -> int:
        return self.stretch >> _ERA_BITS


# -- writing --------------------------------------------------------------------------------------------------------


def add(database: sqlite3.Connection, rows: Sequence[NewRow], shift: int, split: Split) -> None:
    """Within a transaction: rows that are in no block yet, in rising order of place. shift: the bits of a place behind
    which it says its stretch of days."""
    start = 0
    while start < len(rows):
        stretch = rows[start][0] >> shift
        end = min(bisect_left(rows, (stretch + 1) << shift, start, key=itemgetter(0)), start + MOST_ROWS)
        some = rows[start:end]
        _write(database, stretch, [place for place, _said, _marks in some], _words(some, split))
        _put_together(database, stretch)
        start = end


def mark(database: sqlite3.Connection, added: Mapping[int, Iterable[str]], shift: int) -> None:
    """Within a transaction: more words for rows that are there, by place. shift: see `add`."""
    news: dict[tuple[Block, str], set[int]] = {}
    for number, places in groupby(sorted(added), key=lambda place: place >> shift):
        wanted = list(places)
        for block in _of_stretch(database, number):
            there = places_of(database, block)
            for place in wanted[bisect_left(wanted, block.low) : bisect_right(wanted, block.high)]:
                ordinal = bisect_left(there, place)
                if there[ordinal] == place:
                    for word in added[place]:
                        news.setdefault((block, word), set()).add(ordinal)
    for (block, word), ordinals in news.items():
        at = (block.era, word, block.block)
        known = database.execute("SELECT rows FROM words WHERE era = ? AND word = ? AND block = ?", at)
        ordinals.update(ordinal for (rows,) in known for ordinal in _ordinals(rows, block.size))
        values = (*at, _encoded(list(ordinals), block.size))
        database.execute("INSERT OR REPLACE INTO words VALUES (?, ?, ?, ?)", values)


def _words(rows: Sequence[NewRow], split: Split) -> dict[str, Ordinals]:
    """Where each word stands. A text is taken apart once, however many rows say it: most of a day's do on each day."""
    said: dict[str, Ordinals] = {}
    marked: dict[str, Ordinals] = {}
    for ordinal, (_place, text, marks) in enumerate(rows):
        said.setdefault(text, []).append(ordinal)
        marked.setdefault(marks, []).append(ordinal)
    found: dict[str, Ordinals] = {}
    for text, ordinals in said.items():
        for word in split(text):
            found.setdefault(word, []).extend(ordinals)
    for marks, ordinals in marked.items():
        for word in set(marks.split()):
            found.setdefault(word, []).extend(ordinals)
    return found


def _write(database: sqlite3.Connection, stretch: int, places: Sequence[int], words: Mapping[str, Ordinals]) -> None:
    size = len(places)
    made = database.execute("INSERT INTO blocks VALUES (NULL, ?, ?, ?, ?)", (stretch, places[0], places[-1], size))
    block = made.lastrowid
    parts = ((block, start // _PART, _packed("q", places[start : start + _PART])) for start in range(0, size, _PART))
    database.executemany("INSERT INTO places VALUES (?, ?, ?)", parts)
    era = stretch >> _ERA_BITS
    encoded = ((era, word, block, _encoded(ordinals, size)) for word, ordinals in sorted(words.items()))
    database.executemany("INSERT INTO words VALUES (?, ?, ?, ?)", encoded)


def _put_together(database: sqlite3.Connection, stretch: int) -> None:
    """The newest blocks of a stretch become one, as long as the next one is not more than twice what it would join."""
    taken: list[Block] = []
    size = 0
    for block in reversed(_of_stretch(database, stretch)):
        if taken and (block.size > 2 * size or size + block.size > MOST_ROWS):
            break
        taken.append(block)
        size += block.size
    if len(taken) < 2:
        return
    own = [places_of(database, block) for block in taken]
    places = sorted(place for some in own for place in some)
    ordinal_of = {place: ordinal for ordinal, place in enumerate(places)}
    words: dict[str, Ordinals] = {}
    for block, some in zip(taken, own, strict=True):
        new = [ordinal_of[place] for place in some]
        for word, rows in database.execute("SELECT word, rows FROM words WHERE block = ?", (block.block,)):
            words.setdefault(word, []).extend(map(new.__getitem__, _ordinals(rows, block.size)))
    for block in taken:
        for table in ("blocks", "places", "words"):
            database.execute(f"DELETE FROM {table} WHERE block = ?", (block.block,))
    _write(database, stretch, places, words)


def _of_stretch(database: sqlite3.Connection, stretch: int) -> list[Block]:
    rows = database.execute(
        "SELECT block, stretch, low, high, size FROM blocks WHERE stretch = ? ORDER BY block", (stretch,)
    )
    return [Block(*row) for row in rows]


# -- reading --------------------------------------------------------------------------------------------------------


def blocks(database: sqlite3.Connection, first: int, last: int) -> list[Block]:
    """All that hold rows between these places (both inclusive), the one with the newest row first."""
    statement = "SELECT block, stretch, low, high, size FROM blocks WHERE high >= ? AND low <= ? ORDER BY high DESC"
    return [Block(*row) for row in database.execute(statement, (first, last))]


def places_of(database: sqlite3.Connection, block: Block) -> array[int]:
    """Of all rows of a block, rising."""
    found = array("q")
    for (part,) in database.execute("SELECT places FROM places WHERE block = ? ORDER BY part", (block.block,)):
        found.extend(_unpacked("q", part))
    if len(found) != block.size:
        raise SpoiltError
    return found


def places_at(database: sqlite3.Connection, block: Block, ordinals: Iterable[int]) -> Iterator[int]:
    """The places of these rows. Neighbours are read together."""
    statement = "SELECT places FROM places WHERE block = ? AND part = ?"
    for part, some in groupby(ordinals, key=lambda ordinal: ordinal // _PART):
        packed = database.execute(statement, (block.block, part)).fetchone()
        places = _unpacked("q", packed[0] if packed else b"")
        for ordinal in some:
            if ordinal % _PART >= len(places):
                raise SpoiltError
            yield places[ordinal % _PART]


def rows_of(database: sqlite3.Connection, era: int, words: Sequence[str]) -> dict[int, dict[str, bytes]]:
    """The rows of each word, for `common`, in each block of an era that any of them stands in."""
    found: dict[int, dict[str, bytes]] = {}
    statement = f"SELECT block, word, rows FROM words WHERE era = ? AND word IN ({','.join('?' * len(words))})"
    for block, word, rows in database.execute(statement, (era, *words)):
        found.setdefault(block, {})[word] = rows
    return found


def common(asked: Sequence[Sequence[str]], rows: Mapping[str, bytes], size: int) -> int:
    """The rows, as bits, in which of each group one word at least stands."""
    seldom: list[Sequence[int]] = []
    often: list[bytes] = []
    for group in asked:
        there = [rows[word] for word in group if word in rows]
        if not there:
            return 0
        one = there[0] if len(there) == 1 else _any_of(there, size)
        if _is_bits(one, size):
            often.append(one)
        else:
            seldom.append(_ordinals(one, size))
    if not seldom:
        found = (1 << size) - 1
        for one in often:
            found &= int.from_bytes(one, "little")
            if not found:
                break
        return found
    seldom.sort(key=len)
    left: Collection[int] = seldom[0]
    for more in seldom[1:]:
        left = set(more).intersection(left)
    for one in often:
        left = [ordinal for ordinal in left if one[ordinal >> 3] >> (ordinal & 7) & 1]
    return bits(left, size)


def bits(ordinals: Collection[int], size: int) -> int:
    return int.from_bytes(_bits(ordinals, size), "little")


def falling(found: int, size: int) -> Iterator[int]:
    """The ordinals of bits, the highest first."""
    left = found.to_bytes(_length(size), "little")
    while left := left.rstrip(b"\0"):
        base = (len(left) - 1) * 8
        for bit in _BITS[left[-1]]:
            yield base + bit
        left = left[:-1]


_BITS = [tuple(bit for bit in range(7, -1, -1) if byte >> bit & 1) for byte in range(256)]


# -- how rows are written -----------------------------------------------------------------------------------------


def _length(size: int) -> int:
    """Bytes of a set of bits."""
    return (size + 7) // 8


def _is_bits(rows: bytes, size: int) -> bool:
    """Ordinals are written out only where they take less than that."""
    return len(rows) == _length(size)


def _encoded(ordinals: Ordinals, size: int) -> bytes:
    """Each ordinal once, in any order."""
    if len(ordinals) * _SELDOM < size:
        ordinals.sort()
        return _packed("H", ordinals)
    return _bits(ordinals, size)


def _packed(code: str, numbers: Iterable[int]) -> bytes:
    return array(code, numbers).tobytes()


def _unpacked(code: str, packed: bytes) -> array[int]:
    found = array(code)
    try:
        found.frombytes(packed)
    except (TypeError, ValueError) as error:
        raise SpoiltError from error
    return found


def _bits(ordinals: Collection[int], size: int) -> bytes:
    if len(ordinals) * _MANY > size:
        digits = bytearray(b"0") * size
        for ordinal in ordinals:
            digits[~ordinal] = _ONE
        return int(digits, 2).to_bytes(_length(size), "little")
    found = bytearray(_length(size))
    for ordinal in ordinals:
        found[ordinal >> 3] |= 1 << (ordinal & 7)
    return bytes(found)


def _ordinals(rows: bytes, size: int) -> Ordinals:
    if not _is_bits(rows, size):
        found = _unpacked("H", rows)
        if found and max(found) >= size:
            raise SpoiltError
        return found.tolist()
    return [base << 3 | bit for base, byte in enumerate(rows) if byte for bit in _BITS[byte]]


def _any_of(several: Iterable[bytes], size: int) -> bytes:
    found = 0
    for rows in several:
        found |= int.from_bytes(rows, "little") if _is_bits(rows, size) else bits(_ordinals(rows, size), size)
    return found.to_bytes(_length(size), "little")
