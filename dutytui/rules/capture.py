"""One line into a log entry: ``1432 客诉 3F 电梯夹包 !急 @工程`` → time, kind, place, text, severity, owner.

Pure and total: any text gives a `Capture`, live, at each key. What was not understood is a part with a problem or stays
text; nothing typed is lost. The rules:

- the *head* is what stands before the first word of text: there a time, a kind, a place are taken as they are;
- ``!`` severity, ``@`` owner, ``#`` kind, ``>`` due are taken anywhere at the start of a word, and glued to the end of
  Chinese text when what follows is known; after an ASCII letter or digit they are text (``3#``, ``a@b``);
- a floor standing alone is taken anywhere, once; a backslash before a word keeps it as text.
"""

from __future__ import annotations

import re
from dataclasses import field
from datetime import datetime
from enum import StrEnum

from dutytui.rules import capture_times as times
from dutytui.rules.capture_words import Words, candidates, fold, key, lookup, ways_to_say
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.procedure import Procedures


class Role(StrEnum):
    TIME = "time"
    KIND = "kind"
    PLACE = "place"
    SEVERITY = "severity"
    OWNER = "owner"
    DUE = "due"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch ``[start, end)`` of the line. Parts are in order and don't overlap; between them are only blanks.

    value: the id, the time in ISO 8601, or the text as it will be recorded; "" when not ok;
    problem: "" or ``unknown``, ``ambiguous``, ``repeated``, ``time_in_future``, ``not_a_time``;
    candidates: ids it may mean.
    """

    start: int
    end: int
    role: Role
    typed: str
    value: str = ""
    problem: str = ""
    candidates: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        return not self.problem


@dataclass(frozen=True, slots=True)
class Capture:
    """What a line says; ids are "" and times None where it says nothing. due counts from now, not from `at`."""

    at: datetime | None = None
    kind: str = ""
    place: str = ""
    severity: str = ""
    owner: str = ""
    due: datetime | None = None
    text: str = ""
    parts: tuple[Part, ...] = ()

    @property
    def problems(self) -> tuple[Part, ...]:
        return tuple(part for part in self.parts if part.problem)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of one mall. day_starts: minutes after midnight at which a business day begins.

    `floors` also holds the usual ways to say a numbered floor, unless the mall uses the word otherwise.
    """

    kinds: Words
    floors: Words
    departments: Words
    severities: Words
    owners: Words
    day_starts: int


def vocabulary(procedures: Procedures) -> Vocabulary:
    """Every word of the mall: ids, names in all its languages, aliases. An id wins over a name."""
    book, mall = procedures.logbook, procedures.mall
    floors = lookup((place.id, place.name, place.aliases) for place in mall.floors)
    for place in mall.floors:
        for said in ways_to_say(place.id):
            floors.setdefault(said, (place.id,))
    posts = ((post.id, post.name, post.aliases) for post in procedures.posts)
    people = ((person.id, {"": person.name}, ()) for person in procedures.people)
    return Vocabulary(
        kinds=lookup((kind.id, kind.name, kind.aliases) for kind in book.kinds),
        floors=floors,
        departments=lookup((place.id, place.name, place.aliases) for place in mall.departments),
        severities=lookup((level.id, level.name, level.aliases) for level in book.severities),
        owners=lookup((*posts, *people)),
        day_starts=mall.day_starts,
    )


def parse(text: str, vocabulary: Vocabulary, now: datetime) -> Capture:
    """Read a line as it is typed. `now` is aware, in the mall's zone. Never raises."""
    return _Reader(text, vocabulary, now).read()


def split_lines(text: str) -> list[str]:
    """Pasted text as lines to capture one by one: outer blanks and empty lines dropped."""
    return [line.strip() for line in text.splitlines() if line.strip()]


ESCAPE = "\\"
SIGILS = {"!": Role.SEVERITY, "@": Role.OWNER, "#": Role.KIND, ">": Role.DUE}
_ENDS_TOKEN = re.compile(r" ")
_ENDS_NAME = re.compile(r"[ !@#>,;:。、]")
_ENDS_TIME = re.compile(r"[ !@#>,;。、]")
_STOPS = re.compile(r"[,;:。、]*")
_MOST_WORDS = 4
"""A name may be several words (``@duty manager``); none in use has more than this."""


@dataclass(slots=True)
class _Reader:
    """One pass over the folded line. `where[i]` is the position in the typed line of folded character i."""

    typed: str
    words: Vocabulary
    now: datetime
    line: str = ""
    where: list[int] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    values: dict[Role, str] = field(default_factory=dict)
    moments: dict[Role, datetime] = field(default_factory=dict)
    text_from: int = -1

    def read(self) -> Capture:
        pieces = [fold(char) for char in self.typed]
        self.line = "".join(pieces)
        self.where = [index for index, piece in enumerate(pieces) for _ in piece]
        self.where.append(len(self.typed))
        at = 0
        while at < len(self.line):
            at = self._step(at)
        self._end_text(len(self.line))
        return Capture(
            at=self.moments.get(Role.TIME),
            due=self.moments.get(Role.DUE),
            text=_joined(self.parts),
            parts=tuple(self.parts),
            **{role.value: self.values.get(role, "") for role in (Role.KIND, Role.PLACE, Role.SEVERITY, Role.OWNER)},
        )

    def _step(self, at: int) -> int:
        """Take what stands at `at`, or let it be text; the position to go on from."""
        char = self.line[at]
        if char == " ":
            return at + 1
        starts_word = at == 0 or self.line[at - 1] == " "
        following = self.line[at + 1 : at + 2]
        if char == ESCAPE and (following in SIGILS or (starts_word and following.strip())):
            return self._literal(at)
        end = None
        if char in SIGILS:
            end = self._sigil(at, glued=not starts_word and not self._follows_part(at))
        elif self.text_from < 0 and not any(part.role is Role.TEXT for part in self.parts):
            end = self._time(at) or self._kind(at) or self._place(at)
        elif starts_word:
            end = self._floor_alone(at)
        if end is None:
            if self.text_from < 0:
                self.text_from = at
            end = at + 1
            # Half of what one typed character folds to is no place to go on from.
            while end < len(self.line) and self.where[end] == self.where[at]:
                end += 1
        return end

    def _follows_part(self, at: int) -> bool:
        return bool(self.parts) and self.text_from < 0 and self.parts[-1].end == self.where[at]

    # -- what a part is made of ----------------------------------------------------------------------------------

    def _add(self, start: int, end: int, role: Role, **found: object) -> int:
        """Record a part, with the punctuation that sets it off; it ends where a typed character ends."""
        stops = _STOPS.match(self.line, end)
        end = stops.end() if stops and role is not Role.TEXT else end
        while end < len(self.line) and self.where[end] == self.where[end - 1]:
            end += 1
        self._end_text(start)
        first, last = self.where[start], self.where[end]
        self.parts.append(Part(first, last, role, self.typed[first:last], **found))  # type: ignore[arg-type]
        return end

    def _end_text(self, at: int) -> None:
        if self.text_from < 0:
            return
        first, last = self.where[self.text_from], self.where[at]
        typed = self.typed[first:last].rstrip()
        self.parts.append(Part(first, first + len(typed), Role.TEXT, typed, " ".join(typed.split())))
        self.text_from = -1

    def _literal(self, at: int) -> int:
        end = self._word_end(at)
        rest = self.typed[self.where[at] + 1 : self.where[end]]
        return self._add(at, end, Role.TEXT, value=rest)

    def _chosen(self, start: int, end: int, role: Role, ids: tuple[str, ...]) -> int:
        """A part that means one of `ids`: the first of its role that is clear counts."""
        if len(ids) > 1:
            return self._add(start, end, role, problem="ambiguous", candidates=ids)
        if role in self.values:
            return self._add(start, end, role, problem="repeated", candidates=ids)
        self.values[role] = ids[0]
        return self._add(start, end, role, value=ids[0])

    # -- recognisers: the end of what they took, or None ---------------------------------------------------------

    def _sigil(self, at: int, glued: bool) -> int | None:
        """glued: it stands within a word, and is taken only when all that follows is understood."""
        role = SIGILS[self.line[at]]
        if glued and _ascii_word(self.line[at - 1]):
            return None
        if role is Role.DUE:
            return self._due(at, glued)
        words = {Role.SEVERITY: self.words.severities, Role.OWNER: self.words.owners, Role.KIND: self.words.kinds}[role]
        found = self._longest(words, at + 1)
        if found:
            return self._chosen(at, found[0], role, found[1])
        end = self._word_end(at + 1, _ENDS_NAME)
        word = self.line[at + 1 : end]
        if glued or not any(char.isalnum() for char in word) or (role is Role.KIND and word[0] in "0123456789"):
            return None
        return self._add(at, end, role, problem="unknown", candidates=candidates(words, word))

    def _due(self, at: int, glued: bool) -> int | None:
        end = self._word_end(at + 1, _ENDS_TIME)
        due = times.deadline(self.line[at + 1 : end], self.now)
        if due is None:
            if glued or end == at + 1:
                return None
            return self._add(at, end, Role.DUE, problem="not_a_time")
        if Role.DUE in self.moments:
            return self._add(at, end, Role.DUE, problem="repeated")
        self.moments[Role.DUE] = due
        return self._add(at, end, Role.DUE, value=due.isoformat())

    def _time(self, at: int) -> int | None:
        if any(part.role is Role.TIME for part in self.parts):
            return None
        first = not any(part.role in (Role.KIND, Role.PLACE) for part in self.parts)
        found = times.happened(self.line, at, self.now, self.words.day_starts, first)
        if found is None or not self._time_may_end(found):
            return None
        if found.at is None:
            return self._add(at, found.end, Role.TIME, problem="time_in_future")
        self.moments[Role.TIME] = found.at
        return self._add(at, found.end, Role.TIME, value=found.at.isoformat())

    def _time_may_end(self, found: times.Found) -> bool:
        """``1200元`` and ``14:32:05`` are no times; ``1432客诉`` is one, because a kind follows."""
        if found.end == len(self.line) or self.line[found.end] in " ,;、":
            return True
        if found.bare:
            return self._kind_at(found.end) is not None
        return not _ascii_word(self.line[found.end]) and self.line[found.end] not in ":-./%+"

    def _kind(self, at: int) -> int | None:
        if Role.KIND in self.values:
            return None
        found = self._kind_at(at)
        return self._chosen(at, found[0], Role.KIND, found[1]) if found else None

    def _kind_at(self, at: int) -> tuple[int, tuple[str, ...]] | None:
        """A kind as a word of its own, or before a colon or a floor (``客诉：…``, ``客诉3F…``)."""
        found = self._longest(self.words.kinds, at) or self._prefix(self.words.kinds, at)
        if found is None:
            return None
        end = found[0]
        alone = end == len(self.line) or _ENDS_NAME.match(self.line, end)
        return found if alone or self._prefix(self.words.floors, end) else None

    def _place(self, at: int) -> int | None:
        """In the head: a floor, glued to what follows or not, or a department as a word of its own."""
        if Role.PLACE in self.values:
            return None
        both = self._longest(self.words.floors, at) or self._longest(self.words.departments, at)
        found = both or self._prefix(self.words.floors, at)
        return self._chosen(at, found[0], Role.PLACE, found[1]) if found else None

    def _floor_alone(self, at: int) -> int | None:
        if Role.PLACE in self.values:
            return None
        end = self._word_end(at, _ENDS_NAME)
        ids = self.words.floors.get(key(self.line[at:end]))
        return self._chosen(at, end, Role.PLACE, ids) if ids else None

    # -- words ---------------------------------------------------------------------------------------------------

    def _word_end(self, at: int, ends: re.Pattern[str] = _ENDS_TOKEN) -> int:
        match = ends.search(self.line, at)
        return match.start() if match else len(self.line)

    def _longest(self, words: Words, at: int) -> tuple[int, tuple[str, ...]] | None:
        """The longest run of whole words at `at` that is one of `words`."""
        best = None
        end = at
        for _ in range(_MOST_WORDS):
            end = self._word_end(start := end, _ENDS_NAME)
            if end == start:
                break
            ids = words.get(key(self.line[at:end]))
            if ids:
                best = (end, ids)
            if end == len(self.line) or self.line[end] != " ":
                break
            end += 1
        return best

    def _prefix(self, words: Words, at: int) -> tuple[int, tuple[str, ...]] | None:
        """The longest of `words` that the line goes on with; one ending in ASCII must not be part of a longer word."""
        best = None
        for word, ids in words.items():
            end = at + len(word)
            if not self.line.startswith(word, at) or (best and end <= best[0]):
                continue
            if not (_ascii_word(word[-1]) and end < len(self.line) and _ascii_word(self.line[end])):
                best = (end, ids)
        return best


def _ascii_word(char: str) -> bool:
    return char.isascii() and (char.isalnum() or char == "_")


def _joined(parts: list[Part]) -> str:
    """The text parts, one blank between them, none where an escape stood within a word."""
    text = ""
    before = None
    for part in parts:
        if part.role is not Role.TEXT:
            continue
        text += part.value if not text or part.start == before else f" {part.value}"
        before = part.end
    return " ".join(text.split())
