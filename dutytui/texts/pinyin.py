"""Finding Chinese by typing Latin letters: ``xc`` and ``xunch`` find 巡场, so does ``巡c``; 單 finds 单.

For pickers and the palette, where the input method is off. The readings are in `pinyin_table.txt`, read on first use.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from dutytui.rules.search.plain import plain

_TABLE = Path(__file__).with_name("pinyin_table.txt")


def matches(query: str, text: str) -> tuple[int, ...] | None:
    """The positions in `text` that `query` stands for, or None. An empty query fits anything, nowhere.

    Each word of the query must be found, somewhere: its letters as they are; or, one character after another, the
    beginning of any reading of each; or the beginnings of Latin words that follow one another (``oc``: Open checklist).
    """
    chars = [_fold(char) for char in text]
    found: set[int] = set()
    for word in query.split():
        positions = _find("".join(map(_fold, word)), chars)
        if positions is None:
            return None
        found.update(positions)
    return tuple(sorted(found))


def rank(query: str, text: str) -> tuple[bool, int, int, int]:
    """Sort key for a text that `matches`, the best first: found at its very beginning, unbroken, early, short."""
    positions = matches(query, text)
    if not positions:
        return (False, 0, 0, 0)
    first, last = positions[0], positions[-1]
    return (first > 0, last - first + 1 - len(positions), first, len(text))


def _find(word: str, chars: list[str]) -> tuple[int, ...] | None:
    """Letters as they stand win over readings: ``an`` in "Plan" before 安."""
    plain = "".join(chars)
    if len(plain) == len(chars) and (start := plain.find(word)) >= 0:
        return tuple(range(start, start + len(word)))
    failed: set[tuple[int, int]] = set()
    for start, char in enumerate(chars):
        if word[0] not in _initials(char):
            continue
        found = _from(start, 0, word, chars, failed)
        if found is not None:
            return found
    return None


def _from(at: int, done: int, word: str, chars: list[str], failed: set[tuple[int, int]]) -> tuple[int, ...] | None:
    """Match ``word[done:]`` beginning exactly at character `at`."""
    if at >= len(chars) or (at, done) in failed:
        return None
    for taken in _taken(chars[at], word, done):
        if done + taken == len(word):
            return (at,)
        for following in _following(at, chars):
            rest = _from(following, done + taken, word, chars, failed)
            if rest is not None:
                return (at, *rest)
    failed.add((at, done))
    return None


def _taken(char: str, word: str, done: int) -> list[int]:
    """How many letters of the word the character may stand for, the most first."""
    if word.startswith(char, done):
        return [len(char)]
    lengths = set()
    for reading in _readings().get(char, ()):
        for length, letter in enumerate(reading, 1):
            if word[done + length - 1 : done + length] != letter:
                break
            lengths.add(length)
    return sorted(lengths, reverse=True)


def _following(at: int, chars: list[str]) -> list[int]:
    """Where a match may go on: the next character that is one, and the beginning of the next word."""
    ahead = at + 1
    while ahead < len(chars) and not chars[ahead].isalnum():
        ahead += 1
    word = at + 1
    while word < len(chars) and chars[word].isascii() and chars[word].isalnum():
        word += 1
    while word < len(chars) and not chars[word].isalnum():
        word += 1
    return [ahead] if word == ahead else [ahead, word]


@cache
def _initials(char: str) -> str:
    """What a query may have as its letter when it begins at this character."""
    return char[:1] + "".join(reading[0] for reading in _readings().get(char, ()))


@cache
def _fold(char: str) -> str:
    """Half width, lower case, simplified."""
    return plain(char)


@cache
def _readings() -> dict[str, tuple[str, ...]]:
    """Readings of each character."""
    readings: dict[str, tuple[str, ...]] = {}
    for line in _TABLE.read_text("utf-8").splitlines():
        said, chars = line.split("\t")
        readings.update(dict.fromkeys(chars, tuple(said.split())))
    return readings
