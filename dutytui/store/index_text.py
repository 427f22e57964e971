"""What of an event can be searched, and how text is cut so that any two characters standing together are found.

SQLite's own tokenizers take a Chinese sentence for one word. So text is cut into overlapping pairs, which `unicode61`
takes for words: 电梯夹包 → 电梯 梯夹 夹包 包. A word is then a phrase of pairs; a single character begins a pair.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from itertools import pairwise

from dutytui.rules.events import Event

_RUN = re.compile(r"[^\W_]+")
_WORDED = ("text", "note", "reason", "evidence", "value", "opinion")
"""The fields of an event's data that a person typed, in every kind of event, also in kinds of a newer version."""


def searchable(event: Event) -> str:
    """What a person typed, in one line; "" if nothing was."""
    data = event.data
    found = [value for name in _WORDED if isinstance(value := data.get(name), str) and value]
    changes = data.get("changes")
    if isinstance(changes, Mapping):
        text = changes.get("text")
        if isinstance(text, Mapping) and isinstance(text.get("new"), str):
            found.append(text["new"])
    return " ".join((*found, *_of_form(data.get("fields"))))


def _of_form(fields: object) -> Iterator[str]:
    """What a request's form says, or what an act has changed in it."""
    for value in fields.values() if isinstance(fields, Mapping) else ():
        said = value.get("new") if isinstance(value, Mapping) else value
        if isinstance(said, str):
            yield said


def pairs(text: str) -> str:
    """Text as it is put into the index: every pair of each run of letters and digits, and the run's last character."""
    return " ".join(pair for run in _runs(text) for pair in _pairs(run))


def query(text: str) -> str:
    """Text as it is asked for: every run of it must stand there, in any order. "" if there is nothing to look for."""
    return " ".join(_asked(run) for run in _runs(text))


def _runs(text: str) -> list[str]:
    return _RUN.findall(text.casefold() if text.isascii() else unicodedata.normalize("NFKC", text).casefold())


def _pairs(run: str) -> Iterator[str]:
    yield from map("".join, pairwise(run))
    yield run[-1]


def _asked(run: str) -> str:
    if len(run) == 1:
        return f'"{run}"*'
    return '"' + " ".join(map("".join, pairwise(run))) + '"'
