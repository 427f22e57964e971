"""What of an event can be searched, and the words that it is found by.

A Chinese sentence has no blanks. So text is cut into its characters and into all pairs of them that stand together,
and any word of two characters is one of those: 电梯夹包 → 电 梯 夹 包 电梯 梯夹 夹包. A longer word may stand where all
of its pairs do; whether it does, the text is asked.

What a search filters by (kind, place, severity, person) stands beside the pairs as *marks*: words that begin with a
character for private use, which no text that was typed can give.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from operator import add
from typing import Any, NamedTuple

from dutytui.rules import events as kinds
from dutytui.rules.events import Event
from dutytui.rules.search.plain import plain
from dutytui.rules.search.wanted import Wanted

_RUN = re.compile(r"[^\W_]+")
_ACCENTED = re.compile("[\u00c0-\u024f\u1e00-\u1eff]")
"""Latin letters with marks on them, which are looked for without."""
_WORDED = frozenset(
    {
        *("text", "note", "reason", "value", "opinion", "plan", "words"),
        *("cause", "measure", "proposal", "read_back", "outcome", "consequence"),
    }
)
"""The fields of an event's data that a person typed, in every kind of event, also in kinds of a newer version."""
_OF_KIND: Mapping[str, tuple[str, ...]] = {
    kinds.ITEM_DONE: ("evidence",),
    kinds.STAY_REGISTERED: ("name", "place"),
    kinds.MEAL_LEFT: ("name", "place"),
    kinds.SWEEP_JOINED: ("name",),
    kinds.REQUEST_SUBMITTED: ("no",),
}
"""Those that hold typed words in some kinds only."""
MARK = "\ue000"
_JOINT = "\ue001"
_MARKED = {"kind": "k", "place": "p", "severity": "s", "owner": "w"}
"""What an entry says of itself, and the letter of its marks: it holds for all that is recorded about the entry."""
_PASSED_ON = frozenset({"entry", "request"})


def searchable(event: Event) -> str:
    """What a person typed, in one line; "" if nothing was."""
    data = event.data
    found = [value for name, value in data.items() if name in _WORDED and isinstance(value, str)]
    if event.kind in _OF_KIND:
        found += [value for name in _OF_KIND[event.kind] if isinstance(value := data.get(name), str)]
    if not _NESTED.keys().isdisjoint(data):
        for name in sorted(_NESTED.keys() & data.keys()):
            found += _NESTED[name](data[name])
    return found[0] if len(found) == 1 else " ".join(found)


def _of_changes(fields: object) -> Iterator[str]:
    """Of what was corrected, only the text was typed."""
    return _of_form({"text": fields.get("text")} if isinstance(fields, Mapping) else None)


def _of_form(fields: object) -> Iterator[str]:
    """What a request's form says, or what an act has changed in it."""
    for value in fields.values() if isinstance(fields, Mapping) else ():
        said = value.get("new") if isinstance(value, Mapping) else value
        if isinstance(said, str):
            yield said


def _of_list(several: object) -> Iterator[str]:
    for one in several if isinstance(several, list | tuple) else ():
        if isinstance(one, Mapping):
            yield from (said for name in ("plan", "reason") if isinstance(said := one.get(name), str))


_NESTED: Mapping[str, Callable[[object], Iterator[str]]] = {
    "changes": _of_changes,
    "fields": _of_form,
    "details": _of_form,
    "reasons": _of_form,
    "matters": _of_list,
    "articles": _of_list,
}
"""Fields that hold what was typed within them; of a change, what is new. (What was before stands where it was said.)"""


def own_marks(event: Event) -> str:
    """Of this event alone: what it is about, and who recorded it, under which post, for whom. Apart by blanks."""
    prefix, _, name = event.on.partition(":")
    floor = name.rpartition("@")[2] if "@" in name and prefix not in _PASSED_ON else ""  # an item or page of a floor
    return _own_marks(prefix, floor, event.by, event.post, event.behalf)


def own_mark(prefix: str) -> str:
    """The mark of all that is recorded about subjects of one kind (what stands before the colon)."""
    return _mark("k", prefix)


@lru_cache(10_000)
def _own_marks(prefix: str, floor: str, *who: str) -> str:
    found = {own_mark(prefix), *(_mark("w", one.removeprefix("post:")) for one in who if one)}
    return " ".join(sorted(found | {_mark("p", floor)} if floor else found))


def marks_passed_on(event: Event) -> frozenset[str]:
    """What an event says of its subject, so that all that is recorded about that is found by it."""
    if event.kind not in _SAYING or event.on.partition(":")[0] not in _PASSED_ON:
        return _NOTHING
    data: Mapping[str, Any] = event.data
    if event.kind == kinds.REQUEST_SUBMITTED:
        flow = data.get("flow")
        named = flow.get("id") if isinstance(flow, Mapping) else flow
        return frozenset({_mark("k", named), _mark("w", event.by)}) if isinstance(named, str) else _NOTHING
    if event.kind == kinds.ENTRY_CORRECTED:
        changes = data.get("changes")
        data = {
            name: change.get("new")
            for name, change in (changes.items() if isinstance(changes, Mapping) else ())
            if isinstance(change, Mapping)
        }
    said = ((letter, data.get(name)) for name, letter in _MARKED.items())
    return frozenset(_mark(letter, one) for letter, one in said if isinstance(one, str) and one)


_SAYING = frozenset({kinds.REQUEST_SUBMITTED, kinds.ENTRY_CORRECTED, kinds.ENTRY_LOGGED})
_NOTHING: frozenset[str] = frozenset()


@lru_cache(10_000)
def _mark(letter: str, named: str) -> str:
    """An id has marks that the tokenizer would cut it at."""
    return f"{MARK}{letter}{''.join(char if char.isalnum() else _JOINT for char in named)}"


@lru_cache(10_000)
def compared(text: str) -> str:
    """A text as it is looked through: runs of letters and digits, apart by blanks; "" if it has none."""
    return " ".join(_runs(text))


def split(said: str) -> set[str]:
    """The words of what `compared` gave: every pair within a run, and its last character, which begins none. A single
    character is found by what begins with it."""
    found = set(map(add, said, said[1:]))
    if " " in said:
        found = {pair.rstrip() for pair in found if pair[0] != " "}
    found.add(said[-1:])
    found.discard("")
    return found


_MOST_WORDS = 200
"""Of a question: SQLite takes so many values. What is more is asked of the text itself."""


class Asked(NamedTuple):
    """groups: of each of them one word must stand there; runs: these must, too, within the text, as they are."""

    groups: tuple[tuple[str, ...], ...]
    runs: tuple[str, ...]


def asked(wanted: Wanted) -> Asked:
    """Of each filter one mark, of each run every pair; the text itself is asked where pairs alone don't say it."""
    filters = (("k", wanted.kinds), ("p", wanted.places), ("s", wanted.severities), ("w", wanted.people))
    groups = [tuple(_mark(letter, one) for one in ids) for letter, ids in filters if ids]
    runs = _runs(wanted.words)
    words = list(dict.fromkeys(word for run in runs for word in (map(add, run, run[1:]) if len(run) > 1 else run)))
    unsaid = 2 if len(words) <= _MOST_WORDS else 0
    return Asked((*groups, *((word,) for word in words[:_MOST_WORDS])), tuple(run for run in runs if len(run) > unsaid))


def _runs(text: str) -> list[str]:
    said = plain(text)
    if not said.isascii() and _ACCENTED.search(said):
        said = _ACCENTED.sub(lambda found: unicodedata.normalize("NFD", found[0])[0], said)
    return _RUN.findall(said)
