"""How the rows that a word stands in are written: as bits, or as ordinals in a bundle with other words. Pure.

Bytes in, numbers out, and the other way round; what can't have been written here raises `SpoiltError`.
"""

from __future__ import annotations

import struct
from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

_SELDOM = 64
_MANY = 32
"""From a 32nd of the rows on, bits are set in half the time as digits of one number."""
_ONE = ord("1")


Ordinals = list[int] | tuple[int, ...]
Rows = bytes | Sequence[int]
"""Bits, or ordinals of a word that is seldom."""


class SpoiltError(Exception):
    """What is written here can't have been written by this file: SQLite does not look into a row."""


def bits(ordinals: Collection[int], size: int) -> int:
    """Raises `SpoiltError` for an ordinal beyond the rows."""
    if ordinals and max(ordinals) >= size:
        raise SpoiltError
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


def _length(size: int) -> int:
    """Bytes of a set of bits."""
    return (size + 7) // 8


def bundle_of(word: str) -> str:
    """The key of the bundle that a word is in where it is seldom. (No word begins with the first character.)"""
    return _BUNDLE + word[0]


_BUNDLE = "\ue002"
_HEAD = struct.Struct("=II")
_END = b"\0"


def written(words: Mapping[str, Ordinals], size: int) -> Iterator[tuple[str, bytes]]:
    """The keys and rows of the table. Of each word: each ordinal once, in any order."""
    bundles: dict[str, list[str]] = {}
    for word, ordinals in words.items():
        if len(ordinals) * _SELDOM < size:
            bundles.setdefault(bundle_of(word), []).append(word)
        else:
            yield word, _bits(ordinals, size)
    for key, some in bundles.items():
        yield key, _bundled(some, words)


def _bundled(some: Sequence[str], words: Mapping[str, Ordinals]) -> bytes:
    """How many words, how long their names are; their names but for the first character, each behind and before a NUL;
    where the ordinals of each begin, and where the last ones end; all ordinals."""
    names = "\0".join(["", *(word[1:] for word in some), ""]).encode()
    begins, ordinals = array("I", [0]), array("H")
    for word in some:
        ordinals.extend(words[word])
        begins.append(len(ordinals))
    return b"".join((_HEAD.pack(len(some), len(names)), names, begins.tobytes(), ordinals.tobytes()))


def from_bundle(rows: bytes, word: str) -> array[int] | None:
    number, length = _head(rows)
    at = rows.find(_END + word[1:].encode() + _END, _HEAD.size, _HEAD.size + length)
    if at < 0:
        return None
    place = rows.count(_END, _HEAD.size, at)
    if place >= number:
        raise SpoiltError
    begin, end = _HEAD.unpack_from(rows, _HEAD.size + length + 4 * place)
    base = _HEAD.size + length + 4 * (number + 1)
    return unpacked("H", rows[base + 2 * begin : base + 2 * end])


def taken_apart(key: str, rows: bytes) -> Iterator[tuple[str, Collection[int]]]:
    """The words of a row of the table, with their ordinals."""
    if not key.startswith(_BUNDLE):
        yield key, [base << 3 | bit for base, byte in enumerate(rows) if byte for bit in _BITS[byte]]
        return
    number, length = _head(rows)
    base = _HEAD.size + length
    names = rows[_HEAD.size + 1 : base - 1].decode(errors="replace").split("\0")
    if len(names) != number:
        raise SpoiltError
    begins = unpacked("I", rows[base : base + 4 * (number + 1)])
    ordinals = unpacked("H", rows[base + 4 * (number + 1) :])
    for name, (begin, end) in zip(names, pairwise(begins), strict=True):
        yield key[1:] + name, ordinals[begin:end]


def _head(rows: bytes) -> tuple[int, int]:
    if len(rows) < _HEAD.size:
        raise SpoiltError
    number, length = _HEAD.unpack_from(rows)
    if len(rows) < _HEAD.size + length + 4 * (number + 1):
        raise SpoiltError
    return number, length


def packed(code: str, numbers: Iterable[int]) -> bytes:
    return array(code, numbers).tobytes()


def unpacked(code: str, packed: bytes) -> array[int]:
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


def any_of(several: Iterable[Rows], size: int) -> bytes:
    found = 0
    for rows in several:
        found |= int.from_bytes(rows, "little") if isinstance(rows, bytes) else bits(rows, size)
    return found.to_bytes(_length(size), "little")
