"""Journals of the first format: they load for ever, and this version still writes them byte for byte."""

from __future__ import annotations

from pathlib import Path

from tinydb import TinyDB

from dutytui.rules.events import JOURNAL_OPENED, KINDS
from dutytui.store import lines
from dutytui.store.reading import Signatures
from dutytui.store.replica import Replica
from dutytui.store.segments import take_apart
from tests.golden.make_journal import KEY, RECORDED, make

GOLDEN = Path(__file__).parents[1] / "golden" / "journal-v1"


def test_old_journals_load_with_every_signature() -> None:
    audit = Replica(GOLDEN).audit(signatures=Signatures.ALL)
    assert audit.notices == ()
    assert {writer: head.seq for writer, head in audit.heads.items()} == {"desk": 14, "desk-2": 3}
    assert audit.heads["desk"].id == "01ae2293743bb9ac1820ffa4c8858e6dc668574c5ba2e3c3ef6141ca7e8decd3"


def test_old_journals_say_what_was_recorded() -> None:
    replica = Replica(GOLDEN)
    events = [event for day in replica.days() for event in replica.read_day(day).events]
    found = {(event.kind, event.on): event for event in events if event.kind != JOURNAL_OPENED}
    assert {(kind, on): data for kind, on, data in RECORDED} == {
        subject: event.data for subject, event in found.items()
    }
    assert {event.kind for event in events} >= KINDS
    assert [event.data["key"] for event in events if event.kind == JOURNAL_OPENED] == [KEY.public] * 2


def test_old_lines_are_their_own_encoding() -> None:
    count = 0
    for name in Replica(GOLDEN).segments():
        texts = take_apart(name.path.read_bytes())
        assert texts
        for number, text in enumerate(texts.lines):
            line = lines.read_member(text, name.writer, first=number == 0)
            assert text.endswith(lines.encode(line))
            count += 1
    assert count == 17


def test_the_same_facts_by_the_same_key_and_clock_give_the_same_bytes(tmp_path: Path) -> None:
    make(tmp_path)
    made = {path.relative_to(tmp_path / "logs"): path.read_bytes().rstrip() for path in (tmp_path / "logs").glob("*/*")}
    kept = {path.relative_to(GOLDEN): path.read_bytes().rstrip() for path in GOLDEN.glob("*/*")}
    assert made == kept


def test_stock_tinydb_reads_old_journals() -> None:
    documents = []
    for name in Replica(GOLDEN).segments():
        with TinyDB(name.path, encoding="utf-8", access_mode="r") as db:
            documents += [(document.doc_id, document["seq"]) for document in db.table("events").all()]
    assert all(number == seq for number, seq in documents)
    assert len(documents) == 17
