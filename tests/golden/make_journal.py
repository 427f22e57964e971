"""Write the golden journals anew, by a fixed key and clock: ``python -m tests.golden.make_journal FOLDER [NAME]``,
NAME being v1, v2, v3, v4-verify, v4-roster, v4-people, v5-review or v5-settled.

The files beside this one were made once and must load for ever: a change of theirs is a change of the format.
Never run this over them; a new event kind or format gets a folder of its own.

journal-v1: one event of each kind of the first version, written down here. journal-v2: what an invented day and a few
acts besides have recorded about some subjects, each kind of the second version among it; the facts stand in
``recorded-v2.json``, where ``@7`` is the id of the event that the fact with index 7 became. journal-v3: the same of the
third version: requests, delegations, what falls due, assessments, versions of the procedures. Of the fourth:
journal-v4-verify, what terminals witness and what was found; journal-v4-roster, what is said of terminals;
journal-v4-people, people's keys, and facts that bear signatures of theirs. Of the fifth: journal-v5-review, what is
said of a past day; journal-v5-settled, which of two versions of the procedures stands.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import groupby
from pathlib import Path
from typing import Any

import msgspec

from dutytui.rules import events
from dutytui.rules.events import Fact
from dutytui.store.disk import Disk, make_folders, publish
from dutytui.store.journal import Journal
from dutytui.store.keys import Key

DAY = date(2026, 11, 23)
HERE = timezone(timedelta(hours=8))
# Known to everybody, so good for nothing but this.
KEY = Key(
    "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
    "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
)

ITEM = "item:opening/main_door"
ENTRY = "entry:desk.3"
RECORDED: list[tuple[str, str, dict[str, object]]] = [
    (events.SIGNED_IN, "person:p07", {"name": "值班经理"}),
    (
        events.ENTRY_LOGGED,
        ENTRY,
        {"no": 1, "kind": "complaint", "text": "电梯夹包，\t已通知工程\n“稍后”", "place": "3F"},
    ),
    (events.ITEM_DONE, ITEM, {}),
    (events.ITEM_DONE, "item:opening/temperature", {"value": 21.5, "note": "", "evidence": "\0\x7f\u2028𠮷"}),
    (events.ITEM_WAIVED, "item:opening/fountain", {"reason": "检修"}),
    (events.ITEM_FAILED, "item:opening/lift", {"reason": "夹包", "value": "bad", "entry": "entry:desk.8"}),
    (events.ENTRY_REMARKED, ENTRY, {"text": "a" * 3000}),
    (events.ENTRY_CORRECTED, ENTRY, {"changes": {"place": {"old": "3F", "new": "B1"}}, "reason": "听错"}),
    (events.ENTRY_HANDLED, ENTRY, {"note": "已处理"}),
    (events.ENTRY_CLOSED, ENTRY, {"note": ""}),
    (events.ENTRY_REOPENED, ENTRY, {"reason": "复发"}),
    (events.UNDONE, ITEM, {"event": "00" * 32}),
    ("kind_of_a_newer_version", "", {"z": [1, -2, 1e22, None, True, {"b": {}, "a": []}], "big": 2**70}),
    (events.SIGNED_OUT, "person:p07", {}),
]


def make(folder: Path) -> None:
    """Two days of a journal and one of a second, in ``folder/logs``."""
    local = folder / "local"
    make_folders(Disk(), local)
    publish(Disk(), local / "terminal.key", msgspec.json.encode(KEY), private=True)
    journals = [Journal.open(folder / "logs", local, name="desk", program="0.1.0") for _ in range(2)]
    for number, (kind, on, data) in enumerate(RECORDED):
        now = datetime(2026, 11, 23, 8, 0, 0, 250_000, tzinfo=HERE) + timedelta(seconds=number // 2)
        at = now - timedelta(minutes=number) if number % 3 else now.astimezone(UTC)
        fact = Fact(
            kind, on, DAY, at, "p07", "duty", "post:engineer" if number == 3 else "", data, "ab" * 32, f"c{number}"
        )
        later = timedelta(days=number // 10)
        together = [fact, fact] if kind == events.ITEM_FAILED else [fact]
        journals[number == 5].append(together, now=now + later, day=DAY + later)
    for journal in journals:
        journal.close()


def make_second(folder: Path) -> None:
    _make_recorded(folder, "v2", "0.2.0")


def make_third(folder: Path) -> None:
    _make_recorded(folder, "v3", "0.3.0")


def make_proofs(folder: Path) -> None:
    _make_recorded(folder, "v4-verify", "0.4.0")


def make_roster(folder: Path) -> None:
    _make_recorded(folder, "v4-roster", "0.4.0")


def make_people(folder: Path) -> None:
    _make_recorded(folder, "v4-people", "0.4.0")


def make_review(folder: Path) -> None:
    _make_recorded(folder, "v5-review", "0.5.0")


def make_settled(folder: Path) -> None:
    _make_recorded(folder, "v5-settled", "0.5.0")


def _make_recorded(folder: Path, name: str, program: str) -> None:
    """A day of one journal in ``folder/logs``; the facts of one command are one append."""
    local = folder / "local"
    make_folders(Disk(), local)
    publish(Disk(), local / "terminal.key", msgspec.json.encode(KEY), private=True)
    journal = Journal.open(folder / "logs", local, name="desk", program=program)
    ids: dict[str, str] = {}
    now = datetime(2026, 11, 24, 6, tzinfo=HERE)
    for _cause, together in groupby(recorded_facts(name), key=lambda fact: fact.cause):
        facts = [replace(fact, data=_with_ids(fact.data, ids)) for fact in together]
        now = max(now, *(fact.at for fact in facts))
        for event in journal.append(facts, now=now, day=date(2026, 11, 24)):
            if event.kind != events.JOURNAL_OPENED:
                ids[f"@{len(ids)}"] = event.id
    journal.close()


def recorded_facts(name: str = "v2") -> Iterator[Fact]:
    """The facts of ``recorded-v2.json``, with its references to events as they stand there."""
    for row in json.loads(Path(__file__).with_name(f"recorded-{name}.json").read_text("utf-8")):
        moments = {"day": date.fromisoformat(row["day"]), "at": datetime.fromisoformat(row["at"])}
        yield Fact(**{**row, **moments})


def _with_ids(value: Any, ids: dict[str, str]) -> Any:
    if isinstance(value, dict):
        return {key: _with_ids(one, ids) for key, one in value.items()}
    if isinstance(value, list):
        return [_with_ids(one, ids) for one in value]
    return ids.get(value, value) if isinstance(value, str) else value


if __name__ == "__main__":
    named = {"v2": make_second, "v3": make_third, "v4-verify": make_proofs, "v4-roster": make_roster}
    named |= {"v4-people": make_people, "v5-review": make_review, "v5-settled": make_settled}
    named.get("".join(sys.argv[2:]), make)(Path(sys.argv[1]))
