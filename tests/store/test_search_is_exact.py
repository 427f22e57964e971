"""Whatever arrives in whatever order, a search finds what going through all texts finds, and counts the same."""

from __future__ import annotations

import hashlib
import random
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest

from dutytui.rules.events import Event
from dutytui.rules.search.plain import plain
from dutytui.rules.search.wanted import Wanted
from dutytui.store import index_bits, index_blocks, index_open, index_search
from dutytui.store.index_text import searchable
from tests.thorough import examples

FIRST = date(2026, 9, 1)
KINDS, PLACES = ("complaint", "repair", "safety"), ("1F", "2F", "B1")
PEOPLE = ("zhang", "li", "wang")
WORDS = ("电梯", "夹包", "电梯夹包", "夹包电梯", "漏水", "已报修", "等3分钟", "A3", "locker 12", "éa", "梯夹", "1212")


@dataclass
class Arrived:
    """The index as it is filled, and all that was put into it."""

    database: sqlite3.Connection
    events: dict[str, Event]

    def take(self, some: list[Event]) -> None:
        rows = [(event, index_search.row(event, event.day.isoformat(), 1)) for event in some]
        acts = [index_open.act(event, event.day.isoformat(), "f", row.place if row else None) for event, row in rows]
        with self.database:
            self.database.execute("BEGIN")
            index_open.record(self.database, [act for act in acts if act])
            index_search.record(self.database, [row for _event, row in rows if row])
        self.events.update((event.id, event) for event in some)

    def expected(self, wanted: Wanted) -> list[str]:
        about: dict[str, list[Event]] = {}
        for event in self.events.values():
            about.setdefault(event.on, []).append(event)
        fit = [event for event in self.events.values() if _fits(event, about[event.on], wanted)]
        return [event.id for event in sorted(fit, key=lambda event: (event.day, event.stamp), reverse=True)]


def _fits(event: Event, about: list[Event], wanted: Wanted) -> bool:
    prefix, _, name = event.on.partition(":")
    entry = prefix == "entry"
    said = _said(about) if entry else {name.partition("@")[2]}
    kinds = {one.kind for one in about}
    is_open = "entry_logged" in kinds and "entry_closed" not in kinds
    text = plain(searchable(event)).replace("é", "e")
    return all(
        (
            not wanted.kinds or not {prefix, *said}.isdisjoint(wanted.kinds),
            not wanted.places or not said.isdisjoint(wanted.places),
            not wanted.people or event.by in wanted.people,
            wanted.open is None or (entry and wanted.open == is_open),
            (wanted.first or date.min) <= event.day <= (wanted.last or date.max),
            all(word in text for word in plain(wanted.words).split()),
        )
    )


def _said(about: list[Event]) -> set[str]:
    data = [one.data for one in about if one.kind == "entry_logged"]
    changed = [one.data["changes"] for one in about if one.kind == "entry_corrected"]
    return {str(one[name]) for one in data for name in ("kind", "place")} | {one["kind"]["new"] for one in changed}


@pytest.fixture
def arrived(monkeypatch: pytest.MonkeyPatch) -> Iterator[Arrived]:
    """With blocks so small that there are many, and words that are written out in one block and as bits in the next."""
    monkeypatch.setattr(index_blocks, "MOST_ROWS", 100)
    monkeypatch.setattr(index_bits, "_SELDOM", 17)
    database = sqlite3.connect(":memory:", isolation_level=None)
    for statement in (index_open.TABLES + index_search.TABLES + index_blocks.TABLES).split(";\n"):
        database.execute(statement)
    yield Arrived(database, {})
    database.close()


def _events(chance: random.Random, number: int) -> list[Event]:
    made: list[Event] = []
    begun: list[tuple[str, date]] = []
    moment = datetime(2026, 9, 1, tzinfo=UTC)
    for seq in range(1, number + 1):
        moment += timedelta(minutes=chance.randint(1, 400))
        text = "，".join(chance.choices(WORDS, k=chance.randint(1, 3)))
        kind, on, day = "item_done", f"item:opening/door@{chance.choice(PLACES)}", moment.date()
        data: dict[str, object] = {"note": text}
        choice = chance.random()
        if choice < 0.3 or not begun:
            kind, on = "entry_logged", f"entry:desk.{seq}"
            data = {"no": seq, "kind": chance.choice(KINDS), "place": chance.choice(PLACES), "text": text}
            begun.append((on, day))
        elif choice < 0.9:
            on, day = chance.choice(begun)
            kind = chance.choice(("entry_remarked", "entry_remarked", "entry_closed", "entry_corrected"))
            data = {"text": text} if kind == "entry_remarked" else {"note": text, "knew": {}}
            if kind == "entry_corrected":
                data = {"changes": {"kind": {"old": "x", "new": chance.choice(KINDS)}}, "reason": text}
        stamp = moment.isoformat(timespec="milliseconds").replace("+00:00", "Z") + "-0000"
        identity = hashlib.sha256(b"%d" % seq).hexdigest()
        by = chance.choice(PEOPLE)
        made.append(Event(kind, on, day, moment, by, "", "", data, "", "", "desk", seq, stamp, identity))
    return made


def _asked(chance: random.Random) -> Wanted:
    words = chance.choice(
        ("", "", "梯", "3", "1", "电梯", "梯夹", "电梯夹包", "夹包 漏水", "e", "21", "2121", "没有", "报修 A")
    )
    first = FIRST + timedelta(days=chance.randint(0, 120)) if chance.random() < 0.3 else None
    return Wanted(
        words,
        kinds=tuple(chance.sample((*KINDS, "item"), chance.choice((0, 0, 1, 2)))),
        places=tuple(chance.sample(PLACES, chance.choice((0, 0, 1)))) if chance.random() < 0.5 else (),
        people=tuple(chance.sample(PEOPLE, chance.choice((0, 0, 0, 1)))),
        first=first,
        last=first + timedelta(days=chance.randint(0, 90)) if first and chance.random() < 0.5 else None,
        open=chance.choice((None, None, True, False)),
    )


@pytest.mark.parametrize("seed", range(examples(6)))
def test_a_search_finds_what_going_through_all_texts_finds(arrived: Arrived, seed: int) -> None:
    chance = random.Random(seed)
    events = _events(chance, 300)
    if seed % 3:
        chance.shuffle(events)
    while events:
        size = chance.choice((1, 1, 2, 5, 40, 200))
        arrived.take(events[:size])
        arrived.take(events[: size // 2])  # what is there already changes nothing
        del events[:size]
        for _ in range(3):
            _compare(arrived, _asked(chance))
    for _ in range(40):
        _compare(arrived, _asked(chance))


def _compare(arrived: Arrived, wanted: Wanted) -> None:
    if wanted.nothing:
        return
    expected = arrived.expected(wanted)
    for limit in (3, 50, 10_000):
        assert [hit.id for hit in index_search.find(arrived.database, wanted, limit)] == expected[:limit], wanted
        assert index_search.count(arrived.database, wanted, limit) == min(len(expected), limit), wanted


def test_the_samples_have_all_that_may_go_wrong(arrived: Arrived) -> None:
    chance = random.Random(0)
    events = _events(chance, 300)
    chance.shuffle(events)
    for start in range(0, 300, 5):
        arrived.take(events[start : start + 5])
    blocks = index_blocks.blocks(arrived.database, 0, (1 << 63) - 1)
    assert len(blocks) > 4
    assert any(one.low < other.high and other.low < one.high for one in blocks for other in blocks if one != other)
    kinds = {
        len(rows) == (size + 7) // 8
        for rows, size in arrived.database.execute("SELECT rows, size FROM words JOIN blocks USING (block)")
    }
    assert kinds == {True, False}
