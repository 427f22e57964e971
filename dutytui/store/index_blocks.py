"""Which rows each word of the full text stands in: blocks of rows, and in each of them a set of bits for every word.

A block holds rows of one stretch of days, in the order of their places; where a row stands among them is its ordinal.
What rows have in common is found by laying their words' bits over each other, however often each of the words stands
and however seldom all of them do: sixty blocks of 30,000 rows, some microseconds each. A word that stands in less than
a 64th of a block's rows has its ordinals written out instead, in a bundle with all such words that begin as it does:
most of the pairs of a language stand in few places, and a row of SQLite for each of them would take longer to write
than all else.

New rows come as a small block; small neighbours become one. What a transaction sees is always whole.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from dutytui.store.index_bits import (
    Ordinals,
    Rows,
    SpoiltError,
    any_of,
    bits,
    bundle_of,
    from_bundle,
    packed,
    taken_apart,
    unpacked,
    written,
)

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
Split = Callable[[str], Iterable[str]]
"""A text → its words, each once. What they begin with stands where they do, as a word of its own."""
NewRow = tuple[int, str, str]
"""Its place, what `Split` takes apart, and words apart by blanks that are taken as they are."""


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
            here = places_of(database, block)
            for place in wanted[bisect_left(wanted, block.low) : bisect_right(wanted, block.high)]:
                ordinal = bisect_left(here, place)
                if here[ordinal] == place:
                    for word in added[place]:
                        news.setdefault((block, word), set()).add(ordinal)
    for (block, word), ordinals in news.items():
        known: dict[str, set[int]] = {word: ordinals}
        for key in (word, bundle_of(word)):
            at = (block.era, key, block.block)
            for (rows,) in database.execute("SELECT rows FROM words WHERE era = ? AND word = ? AND block = ?", at):
                for one, there in taken_apart(key, rows):
                    known.setdefault(one, set()).update(there)
            database.execute("DELETE FROM words WHERE era = ? AND word = ? AND block = ?", at)
        _put(database, block, {one: list(there) for one, there in known.items()})


def _words(rows: Sequence[NewRow], split: Split) -> dict[str, Ordinals]:
    """Where each word stands. A text is taken apart once, however many rows say it: most of a day's do on each day."""
    said: dict[str, list[int]] = defaultdict(list)
    marked: dict[str, list[int]] = defaultdict(list)
    for ordinal, (_place, text, marks) in enumerate(rows):
        said[text].append(ordinal)
        marked[marks].append(ordinal)
    found: dict[str, Ordinals] = {}
    for text, ordinals in said.items():
        _stand(found, split(text), ordinals)
    found |= _beginnings(found)
    for marks, ordinals in marked.items():
        _stand(found, set(marks.split()), ordinals)
    return found


def _stand(found: dict[str, Ordinals], words: Iterable[str], ordinals: Ordinals) -> None:
    """These words stand in these rows, too. Most words stand in one text only: as long as they do they share its rows,
    as a tuple, since a list for each of them would take longer to make than all else."""
    shared = tuple(ordinals)
    for word in words:
        known = found.get(word)
        if known is None:
            found[word] = shared
        elif isinstance(known, tuple):
            found[word] = [*known, *shared]
        else:
            known += shared


def _beginnings(words: Mapping[str, Ordinals]) -> dict[str, Ordinals]:
    """Where each character stands that words begin with: from the words, since there are fewer of them than texts."""
    found: dict[str, list[int]] = defaultdict(list)
    for word, ordinals in words.items():
        found[word[0]] += ordinals
    return {first: list(set(ordinals)) for first, ordinals in found.items()}


def _write(database: sqlite3.Connection, stretch: int, places: Sequence[int], words: Mapping[str, Ordinals]) -> None:
    size = len(places)
    made = database.execute("INSERT INTO blocks VALUES (NULL, ?, ?, ?, ?)", (stretch, places[0], places[-1], size))
    block = Block(made.lastrowid or 0, stretch, places[0], places[-1], size)
    parts = (
        (block.block, start // _PART, packed("q", places[start : start + _PART])) for start in range(0, size, _PART)
    )
    database.executemany("INSERT INTO places VALUES (?, ?, ?)", parts)
    _put(database, block, words)


def _put(database: sqlite3.Connection, block: Block, words: Mapping[str, Ordinals]) -> None:
    """None of the words, and no bundle that they go into, is there."""
    values = ((block.era, key, block.block, rows) for key, rows in sorted(written(words, block.size)))
    database.executemany("INSERT INTO words VALUES (?, ?, ?, ?)", values)


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
        for key, rows in database.execute("SELECT word, rows FROM words WHERE block = ?", (block.block,)):
            for word, ordinals in taken_apart(key, rows):
                _stand(words, [word], [new[ordinal] for ordinal in ordinals])
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
        found.extend(unpacked("q", part))
    if len(found) != block.size:
        raise SpoiltError
    return found


def places_at(database: sqlite3.Connection, block: Block, ordinals: Iterable[int]) -> Iterator[int]:
    """The places of these rows. Neighbours are read together."""
    statement = "SELECT places FROM places WHERE block = ? AND part = ?"
    for part, some in groupby(ordinals, key=lambda ordinal: ordinal // _PART):
        found = database.execute(statement, (block.block, part)).fetchone()
        places = unpacked("q", found[0] if found else b"")
        for ordinal in some:
            if ordinal % _PART >= len(places):
                raise SpoiltError
            yield places[ordinal % _PART]


def rows_of(database: sqlite3.Connection, era: int, words: Sequence[str]) -> dict[int, dict[str, Rows]]:
    """The rows of each word, for `common`, in each block of an era that any of them stands in."""
    found: dict[int, dict[str, Rows]] = {}
    bundles: dict[str, list[str]] = {}
    for word in words:
        bundles.setdefault(bundle_of(word), []).append(word)
    keys = (*words, *bundles)
    statement = f"SELECT block, word, rows FROM words WHERE era = ? AND word IN ({','.join('?' * len(keys))})"
    for block, key, rows in database.execute(statement, (era, *keys)):
        if key not in bundles:
            found.setdefault(block, {})[key] = rows
            continue
        for word in bundles[key]:
            ordinals = from_bundle(rows, word)
            if ordinals is not None:
                found.setdefault(block, {})[word] = ordinals
    return found


def common(asked: Sequence[Sequence[str]], rows: Mapping[str, Rows], size: int) -> int:
    """The rows, as bits, in which of each group one word at least stands."""
    seldom: list[Sequence[int]] = []
    often: list[bytes] = []
    for group in asked:
        there = [rows[word] for word in group if word in rows]
        if not there:
            return 0
        one = there[0] if len(there) == 1 else any_of(there, size)
        if isinstance(one, bytes):
            often.append(one)
        else:
            seldom.append(one)
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
