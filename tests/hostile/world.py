"""Malls in whose journals hostile texts stand wherever a text can stand: every kind of record, of every area.

A mall that was played in the ordinary way is written anew, journal by journal, with other words in it. So nothing has
to be typed a thousand times, and what a foreign terminal may send is there, too: no rule has looked at it.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Any
from zlib import crc32

from dutytui.rules import events
from dutytui.rules.events import Event, Fact
from dutytui.rules.stamps import parse
from dutytui.store.journal import Journal
from dutytui.store.replica import Replica
from tests.desk import ZONE
from tests.hostile.texts import TEXTS

FREE = frozenset(
    {"text", "note", "reason", "words", "name", "opinion", "plan", "read_back", "cause", "measure", "proposal", "line"}
    | {
        "file",
        "header",
        "rows",
        "details",
        "reasons",
        "fields",
        "changes",
        "source",
        "reader",
        "person",
        "place",
        "was",
    }
    | {"value", "counter", "matters", "articles"}
)
"""Under these names of an event's data stands what somebody typed, or what a file brought in."""
_WORDY = frozenset({"text", "note", "reason", "words", "opinion", "plan", "read_back", "cause", "measure", "proposal"})
_CODE = re.compile(r"[\w.+:@/-]*", re.ASCII)
"""An id, a number or a date: what stands under a name that may hold either is left alone if it looks like one."""
_LEFT = (events.PROCEDURES_ADOPTED, events.PROCEDURES_DRAFTED, events.HEADS_WITNESSED, events.JOURNAL_OPENED)
_SEVERAL = 300

Choose = Callable[[str], str]
"""The text for a place, ``kind.name``."""


def all_of(text: str) -> Choose:
    return lambda _place: text


def turn(number: int, longest: int = 200_000) -> Choose:
    """Another text in each place; with ten numbers every text comes into every place. longest: characters of one."""
    several = tuple(TEXTS.values())
    return lambda place: several[(crc32(place.encode()) + number) % len(several)][:longest]


@dataclass
class Written:
    """places: what was written where, ``kind.name`` → the texts."""

    mall: Path
    places: dict[str, set[str]] = field(default_factory=dict)


def rewritten(source: Path, mall: Path, choose: Choose, *, foreign: bool = True) -> Written:
    """The mall folder `source` once more as `mall`, with other words. foreign: a record of a terminal that keeps to no
    rule stands in it, too: its very ids are such texts."""
    shutil.copytree(source / "checklists", mall / "checklists")
    (mall / "logs").mkdir()
    written, ids = Written(mall), dict[str, str]()
    journals: dict[str, Journal] = {}
    told = (one for one in recorded(source) if one.kind not in _LEFT)
    for (writer, _cause), said in groupby(told, key=lambda event: (event.writer, event.cause or event.id)):
        together = list(said)
        if writer not in journals:
            local = mall.parent / "written" / writer
            local.mkdir(parents=True)
            journals[writer] = Journal.open(mall / "logs", local, name=writer, program="0.4.0")
        facts = [_fact(event, written, choose, ids) for event in together]
        now = parse(together[0].stamp).astimezone(ZONE)
        made = journals[writer].append(facts, now=now, day=now.date())
        ids.update(zip((event.id for event in together), (event.id for event in made[-len(facts) :]), strict=True))
    if foreign:
        last = next(iter(journals.values()))
        last.append([_foreign(together[0], choose)], now=now, day=now.date())
    for journal in journals.values():
        journal.close()
    return written


def recorded(mall: Path) -> list[Event]:
    """All that stands in the journals of a folder, in the order in which all terminals agree on."""
    replica = Replica(mall / "logs")
    found = [event for day in replica.days() for event in replica.read_day(day).events]
    assert not replica.notices
    return sorted(found, key=lambda event: event.order)


def _fact(event: Event, written: Written, choose: Choose, ids: Mapping[str, str]) -> Fact:
    data = {name: _value(event.kind, name, value, written, choose) for name, value in event.data.items()}
    named = {name: getattr(event, name) for name in Event._fields[:10]}
    return Fact(**{**named, "data": _renamed(data, ids)})


def _value(
    kind: str, name: str, value: Any, written: Written, choose: Choose, *, free: bool = False, several: bool = False
) -> Any:
    free = free or name in FREE
    if name == "flow":  # as the procedures say it
        return value
    if isinstance(value, str):
        if not free or (name not in _WORDY and _CODE.fullmatch(value)):
            return value
        text = choose(f"{kind}.{name}")
        if several:  # a record has an end: many such texts in one of them are shorter
            text = text[:_SEVERAL]
        written.places.setdefault(f"{kind}.{name}", set()).add(text)
        return text
    if isinstance(value, Mapping):
        return {key: _value(kind, key, one, written, choose, free=free, several=True) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_value(kind, name, one, written, choose, free=free, several=True) for one in value]
    return value


def _renamed(value: Any, ids: Mapping[str, str]) -> Any:
    if isinstance(value, dict):
        return {ids.get(key, key): _renamed(one, ids) for key, one in value.items()}
    if isinstance(value, list):
        return [_renamed(one, ids) for one in value]
    return ids.get(value, value) if isinstance(value, str) else value


def _foreign(event: Event, choose: Choose) -> Fact:
    names = ("text", "kind", "place", "severity", "owner")
    data: dict[str, Any] = {name: choose(f"foreign.{name}")[:300] for name in names}
    by, post = choose("foreign.by")[:300], choose("foreign.post")[:300]
    at = datetime.fromisoformat(event.at.isoformat())
    return Fact(events.ENTRY_LOGGED, "entry:far.1", event.day, at, by, post, data={**data, "no": 99}, cause="far.1")
