"""Journals of earlier versions: they load for ever, and this version still writes them byte for byte."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from tinydb import TinyDB

from dutytui.procedures.load import load
from dutytui.procedures.making import default_checklists
from dutytui.rules.approvals.fold import RequestFold
from dutytui.rules.closing.day_fold import DayFold
from dutytui.rules.credentials.trust import Credentials
from dutytui.rules.events import DUTY_TAKEN, JOURNAL_OPENED, KINDS
from dutytui.rules.handover.duty import duty_of
from dutytui.rules.lookup import lookup
from dutytui.rules.review.decide import review_fold
from dutytui.rules.review.fold import FollowUpFold
from dutytui.rules.roster.standing import roster
from dutytui.rules.state import State
from dutytui.store import lines, pins
from dutytui.store.personal import Signers
from dutytui.store.reading import Signatures
from dutytui.store.replica import Replica
from dutytui.store.segments import take_apart
from tests.golden.make_journal import (
    KEY,
    RECORDED,
    make,
    make_people,
    make_proofs,
    make_review,
    make_roster,
    make_second,
    make_settled,
    make_third,
    recorded_facts,
)
from tests.rules.approvals.a_flow import OFFICE
from tests.store.a_person import PERSON, PIN, TERMINAL

GOLDEN = Path(__file__).parents[1] / "golden" / "journal-v1"
SECOND = Path(__file__).parents[1] / "golden" / "journal-v2"
THIRD = Path(__file__).parents[1] / "golden" / "journal-v3"
PROOFS = Path(__file__).parents[1] / "golden" / "journal-v4-verify"
ROSTER = Path(__file__).parents[1] / "golden" / "journal-v4-roster"
PEOPLE = Path(__file__).parents[1] / "golden" / "journal-v4-people"
REVIEW = Path(__file__).parents[1] / "golden" / "journal-v5-review"
SETTLED = Path(__file__).parents[1] / "golden" / "journal-v5-settled"


DAY = date(2026, 11, 24)
FIRST_KINDS = {JOURNAL_OPENED, *(kind for kind, _on, _data in RECORDED)}


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
    assert {event.kind for event in events} >= FIRST_KINDS
    assert [event.data["key"] for event in events if event.kind == JOURNAL_OPENED] == [KEY.public] * 2


@pytest.mark.parametrize(
    ("golden", "lines_in_it"),
    [(GOLDEN, 17), (SECOND, 128), (THIRD, 35), (PROOFS, 3), (ROSTER, 7), (PEOPLE, 7), (REVIEW, 8), (SETTLED, 5)],
)
def test_old_lines_are_their_own_encoding(golden: Path, lines_in_it: int) -> None:
    count = 0
    for name in Replica(golden).segments():
        texts = take_apart(name.path.read_bytes())
        assert texts
        for number, text in enumerate(texts.lines):
            line = lines.read_member(text, name.writer, first=number == 0)
            assert text.endswith(lines.encode(line))
            count += 1
    assert count == lines_in_it


@pytest.mark.parametrize(
    ("golden", "makes"),
    [
        *((GOLDEN, make), (SECOND, make_second), (THIRD, make_third)),
        *((PROOFS, make_proofs), (ROSTER, make_roster), (PEOPLE, make_people)),
        (REVIEW, make_review),
        (SETTLED, make_settled),
    ],
)
def test_the_same_facts_by_the_same_key_and_clock_give_the_same_bytes(
    tmp_path: Path, golden: Path, makes: Callable[[Path], None]
) -> None:
    makes(tmp_path)
    made = {path.relative_to(tmp_path / "logs"): path.read_bytes().rstrip() for path in (tmp_path / "logs").glob("*/*")}
    kept = {path.relative_to(golden): path.read_bytes().rstrip() for path in golden.glob("*/*")}
    assert made == kept


def test_stock_tinydb_reads_old_journals() -> None:
    documents = []
    for name in Replica(GOLDEN).segments():
        with TinyDB(name.path, encoding="utf-8", access_mode="r") as db:
            documents += [(document.doc_id, document["seq"]) for document in db.table("events").all()]
    assert all(number == seq for number, seq in documents)
    assert len(documents) == 17


# The second version, with all areas of the day.


def test_the_journal_of_a_whole_day_loads_with_every_signature() -> None:
    audit = Replica(SECOND).audit(signatures=Signatures.ALL)
    assert audit.notices == ()
    assert {writer: head.seq for writer, head in audit.heads.items()} == {"desk": 128}


def test_it_holds_every_kind_of_event_that_is_written() -> None:
    """A new kind gets a golden journal of its own: then this set and the one above stay as they are."""
    found = set()
    fourth = ((PROOFS, "v4-verify"), (ROSTER, "v4-roster"), (PEOPLE, "v4-people"))
    fifth = ((REVIEW, "v5-review"), (SETTLED, "v5-settled"))
    for golden, name in ((SECOND, "v2"), (THIRD, "v3"), *fourth, *fifth):
        events = Replica(golden).read_day(DAY).events
        found |= {event.kind for event in events}
        facts = [(one.kind, one.on, one.at) for one in recorded_facts(name)]
        assert [(event.kind, event.on, event.at) for event in events[1:]] == facts
    assert found == KINDS


def test_keys_of_people_say_for_ever_whose_word_counts_and_open_with_the_pin() -> None:
    recorded = Replica(PEOPLE).read_day(DAY).events
    known = Credentials((event for event in recorded if event.on.startswith("credential:")), Signers())
    assert [known.why(event) for event in recorded] == [""] * len(recorded)
    assert known.of("wang-wu").left
    zhang = known.of("zhang-san")
    assert zhang.key == PERSON.public and len(zhang.sealed) == 2
    for sealed in zhang.sealed.values():
        assert pins.unlock(pins.opened(TERMINAL, sealed), "zhang-san", zhang.key, PIN) == PERSON
    (taken,) = (event for event in recorded if event.kind == DUTY_TAKEN)
    assert known.why(taken._replace(on="duty:other")) == "", "verified once, by its id"
    assert known.why(taken._replace(on="duty:other", id="another")) == "unsigned"


def test_the_journal_of_requests_adds_up_to_how_they_stood() -> None:
    state = State(OFFICE, Replica(THIRD).read_day(DAY).events)
    stood = []
    for subject in state.subjects(date(2026, 11, 23), "request:"):
        assert isinstance(subject.fold, RequestFold)
        played = subject.fold.course(lookup(OFFICE))
        assert played is not None
        stood.append(played.standing.value)
    assert sorted(stood) == ["approved", "rejected", "waiting", "waiting", "withdrawn"]


def test_it_adds_up_to_the_day_that_it_was() -> None:
    """Whatever the procedures have become: what was recorded under others stands as it was judged then."""
    procedures = load(default_checklists(), DAY).procedures
    assert procedures is not None
    state = State(procedures, Replica(SECOND).read_day(DAY).events)
    assert not [event for subject in state.subjects(DAY) for event in subject.fold.void]
    assert duty_of(state, DAY).holder == "li-si"
    cleaning = state.item(DAY, "counter_preparation/cleaning@1F")
    assert cleaning is not None and len(cleaning.effective) == 1, "done, taken back, done again"
    kept = state.entry(DAY, "entry:desk.417")
    assert kept is not None and kept.case.kept
    day = state.subject(DAY, "day:mall")
    assert day is not None and isinstance(day.fold, DayFold)
    assert day.fold.closings and day.fold.closed is None, "closed and opened again"


def test_the_journal_of_a_review_adds_up_to_an_open_follow_up_and_a_signature() -> None:
    day = date(2026, 11, 23)
    state = State(OFFICE, Replica(REVIEW).read_day(DAY).events)
    (follow_up,) = state.unfinished("followup")
    assert isinstance(follow_up.fold, FollowUpFold)
    assert follow_up.fold.fields["due"] == "2026-11-27" and follow_up.fold.done is None
    said = review_fold(state, day)
    assert said.remarks == [] and len(said.signatures) == 1, "the remark was taken back"


def test_the_journal_of_terminals_adds_up_to_how_they_stood() -> None:
    events = Replica(ROSTER).read_day(DAY).events
    known = roster(events, {"desk": KEY.public}, lookup(OFFICE))
    stood = {one.name: (one.standing.value, one.disputed) for one in known.terminals.values()}
    assert stood == {"值班室": ("enrolled", False), "总服务台": ("enrolled", False), "": ("revoked", False)}
