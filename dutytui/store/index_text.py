"""What of an event can be searched, and how text is cut so that any two characters standing together are found.

SQLite's own tokenizers take a Chinese sentence for one word. So text is cut into overlapping pairs, which `unicode61`
takes for words: 电梯夹包 → 电梯 梯夹 夹包 包. A word is then a phrase of pairs; a single character begins a pair.

What a search filters by (kind, place, severity, person) stands beside the pairs as *marks*: words that begin with a
character for private use, which no text that was typed can give.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from operator import add
from typing import Any

from dutytui.rules import events as kinds
from dutytui.rules.events import Event
from dutytui.rules.search.plain import plain
from dutytui.rules.search.wanted import Wanted

_RUN = re.compile(r"[^\W_]+")
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


@lru_cache(10_000)
def _own_marks(prefix: str, floor: str, *who: str) -> str:
    found = {_mark("k", prefix), *(_mark("w", one.removeprefix("post:")) for one in who if one)}
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


def pairs(text: str) -> str:
    """Text as it is put into the index: every pair of each run of letters and digits, and the run's last character."""
    found: list[str] = []
    for run in _runs(text):
        found += map(add, run, run[1:])
        found.append(run[-1])
    return " ".join(found)


def query(wanted: Wanted) -> str:
    """As the index is asked: every run of the words must stand there, in any order, and of each filter one mark. "" for
    what asks for no text and no mark."""
    asked = [_asked(run) for run in _runs(wanted.words)]
    for letter, ids in (("k", wanted.kinds), ("p", wanted.places), ("s", wanted.severities), ("w", wanted.people)):
        if ids:
            asked.append(_any(_mark(letter, one) for one in ids))
    return " AND ".join(asked)


def _any(marks: Iterable[str]) -> str:
    return "(" + " OR ".join(f'"{mark}"' for mark in marks) + ")"


def _runs(text: str) -> list[str]:
    return _RUN.findall(plain(text))


def _asked(run: str) -> str:
    if len(run) == 1:
        return f'"{run}"*'
    return '"' + " ".join(map(add, run, run[1:])) + '"'
