"""What is looked for, from one line: ``电梯 #投诉 3F @工程 >2026-10 未结``.

Pure and total: any line gives a `Wanted`, at each key. The rules:

- words stand apart by blanks; each must be found, in any order; a single character begins a word;
- ``#`` kind, ``@`` person or post, ``!`` severity, ``>`` from and ``<`` until a day, month or year (both inclusive);
- a floor, a date with its year, a range of those (``2026-10..2026-12``), and a word for open or closed stand alone;
- what follows a mark is a whole word, its beginning, or pinyin initials; where several fit, any of them will do;
- what a mark does not know is looked for as text, and told; a backslash before a word keeps it as text;
- full-width marks and digits are the same as half-width ones, traditional characters as simplified ones.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from enum import StrEnum

from dutytui.rules.capture_words import Words, fold
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.search.dates import Span, moment, stretch
from dutytui.rules.search.plain import plain
from dutytui.rules.search.terms import CLOSED_WORDS, OPEN_WORDS, Terms, spelt

Alike = Callable[[str, str], bool]
"""(typed, word) → whether pinyin initials fit the word."""


class Role(StrEnum):
    TEXT = "text"
    KIND = "kind"
    PLACE = "place"
    SEVERITY = "severity"
    PERSON = "person"
    SINCE = "since"
    UNTIL = "until"
    STATE = "state"


@dataclass(frozen=True, slots=True)
class Part:
    """One word of the line. ids: what it may mean; problem: "", ``unfinished`` (a mark alone) or ``unknown``."""

    role: Role
    typed: str
    ids: tuple[str, ...] = ()
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """words: to be found in the text, apart by blanks. Of the ids of one field any will do, the fields all count.

    first and last: business days that the records are about, both inclusive, None without an end. open: whether what
    they are about (entries, requests) is open or over, None for all.
    """

    words: str = ""
    kinds: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    severities: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None
    open: bool | None = None
    parts: tuple[Part, ...] = ()

    @property
    def nothing(self) -> bool:
        """Whether it asks for nothing, marks aside: then nothing is looked for, and not everything."""
        named = (_LETTER.search(self.words), self.kinds, self.places, self.severities, self.people)
        return not any(named) and self.first is None and self.last is None and self.open is None

    @property
    def problems(self) -> tuple[Part, ...]:
        return tuple(part for part in self.parts if part.problem)


_MARKS = {"#": Role.KIND, "@": Role.PERSON, "!": Role.SEVERITY, ">": Role.SINCE, "<": Role.UNTIL}
_ESCAPE = "\\"
_LETTER = re.compile(r"[^\W_]")
_SAME = {"《": "<", "〈": "<"}
"""What input methods send for the key that is meant, besides what `fold` knows."""


def read(line: str, terms: Terms, today: date, alike: Alike) -> Wanted:
    """today: the business day that words for days count from. Never raises."""
    return _joined([_part(word, terms, today, alike) for word in line.split()])


def _part(word: str, terms: Terms, today: date, alike: Alike) -> Part:
    folded = "".join(fold(_SAME.get(char, char)) for char in word)
    role = _MARKS.get(folded[:1])
    if role is None:
        return _alone(word, terms, today)
    rest = folded[1:].lstrip("=") if role in (Role.SINCE, Role.UNTIL) else folded[1:]
    if not _LETTER.search(rest):
        return Part(role, word, problem="unfinished")
    if role in (Role.SINCE, Role.UNTIL):
        return _end(role, word, moment(plain(rest), today))
    ids = _meant(_words_of(terms, role), rest, alike)
    return Part(role, word, ids, "" if ids else "unknown")


def _alone(word: str, terms: Terms, today: date) -> Part:
    """A word without a mark."""
    said = plain(word)
    if word.startswith(_ESCAPE) and len(word) > 1:
        return Part(Role.TEXT, word, (word[1:],))
    if said in OPEN_WORDS or said in CLOSED_WORDS:
        return Part(Role.STATE, word, ("open" if said in OPEN_WORDS else "closed",))
    if spelt(word) in terms.places:
        return Part(Role.PLACE, word, terms.places[spelt(word)])
    span = stretch(said, today)
    if span is not None:
        return Part(Role.SINCE, word, (span[0].isoformat(), span[1].isoformat()))
    return Part(Role.TEXT, word, (word,))


def _end(role: Role, word: str, span: Span | None) -> Part:
    if span is None:
        return Part(role, word, problem="unknown")
    return Part(role, word, ((span[0] if role is Role.SINCE else span[1]).isoformat(),))


def _words_of(terms: Terms, role: Role) -> Words:
    if role is Role.KIND:
        return terms.kinds
    return terms.people if role is Role.PERSON else terms.severities


def _meant(words: Words, typed: str, alike: Alike) -> tuple[str, ...]:
    """The word itself; else all that begin with it; else all that its pinyin fits."""
    wanted = spelt(typed)
    if wanted in words:
        return words[wanted]
    found = [ids for word, ids in words.items() if wanted and word.startswith(wanted)]
    found = found or [ids for word, ids in words.items() if alike(typed, word)]
    return tuple(dict.fromkeys(one for ids in found for one in ids))


def _joined(parts: list[Part]) -> Wanted:
    def ids(role: Role) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one for part in parts if part.role is role for one in part.ids))

    text = [part.ids[0] for part in parts if part.role is Role.TEXT]
    text += [part.typed[1:] for part in parts if part.problem == "unknown"]
    firsts = [part.ids[0] for part in parts if part.role is Role.SINCE and part.ids]
    lasts = [part.ids[-1] for part in parts if part.role is Role.UNTIL and part.ids]
    lasts += [part.ids[1] for part in parts if part.role is Role.SINCE and len(part.ids) > 1]
    state = ids(Role.STATE)
    return Wanted(
        words=" ".join(text),
        kinds=ids(Role.KIND),
        places=ids(Role.PLACE),
        severities=ids(Role.SEVERITY),
        people=ids(Role.PERSON),
        first=max(map(date.fromisoformat, firsts), default=None),
        last=min(map(date.fromisoformat, lasts), default=None),
        open=None if len(state) != 1 else state[0] == "open",
        parts=tuple(parts),
    )
