"""What lives on over days is found again on each of them, until it is over."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from dutytui.rules.search.wanted import Wanted
from dutytui.store import index_open
from dutytui.store.index import Index
from dutytui.store.records import Records
from tests.store.test_index import MONDAY, TUESDAY, WEDNESDAY, Mall, left_open

REQUEST = "request:desk.1"


@pytest.fixture
def mall(tmp_path: Path) -> Iterator[Mall]:
    made = Mall(tmp_path)
    yield made
    for journal in made.journals.values():
        journal.close()


@pytest.fixture
def index(mall: Mall) -> Iterator[Index]:
    made = Index(mall.path)
    yield made
    made.close()


def test_a_request_is_kept_until_the_date_that_its_last_act_says(mall: Mall, index: Index) -> None:
    submitted = mall.record("request_submitted", REQUEST, MONDAY, flow={}, fields={})
    signed = mall.record("request_signed", REQUEST, MONDAY, after=[submitted.id], seat="a/b")
    index.catch_up(mall.replica())
    assert left_open(index, TUESDAY) == [(MONDAY, REQUEST)]
    mall.record("request_signed", REQUEST, TUESDAY, about=MONDAY, after=[signed.id], seat="c/d", closes="2026-11-26")
    index.catch_up(mall.replica())
    assert left_open(index, date(2026, 11, 26)) == [(MONDAY, REQUEST)], "those who were told still find it"
    assert left_open(index, date(2026, 11, 27)) == []


def test_a_request_that_two_desks_ended_apart_is_not_over(mall: Mall, index: Index) -> None:
    first = mall.record("request_submitted", REQUEST, MONDAY, flow={}, fields={})
    approved = mall.record("request_signed", REQUEST, MONDAY, after=[first.id], closes="2026-11-23")
    refused = mall.record("request_rejected", REQUEST, MONDAY, after=[first.id], closes="2026-11-23", writer="phone")
    index.catch_up(mall.replica())
    assert left_open(index, WEDNESDAY) == [(MONDAY, REQUEST)]
    both = [approved.id, refused.id]
    mall.record("request_settled", REQUEST, TUESDAY, about=MONDAY, after=both, keeps=refused.id, closes="2026-11-24")
    index.catch_up(mall.replica())
    assert left_open(index, WEDNESDAY) == []


def test_a_delegation_is_kept_to_its_last_day_or_until_it_is_ended(mall: Mall, index: Index) -> None:
    given = mall.record("delegation_given", "delegation:desk.1", MONDAY, about=TUESDAY, until="2026-12-01")
    index.catch_up(mall.replica())
    assert left_open(index, TUESDAY) == [(TUESDAY, "delegation:desk.1")], "recorded before it begins"
    assert left_open(index, date(2026, 12, 2)) == []
    mall.record("delegation_ended", "delegation:desk.1", TUESDAY, about=TUESDAY, after=[given.id], closes="2026-11-24")
    index.catch_up(mall.replica())
    assert left_open(index, WEDNESDAY) == []


def test_everything_about_what_is_open_comes_and_nothing_else(mall: Mall, index: Index) -> None:
    mall.logged("desk.1", MONDAY, "漏水")
    mall.logged("desk.2", MONDAY, "灯坏")
    mall.record("entry_remarked", "entry:desk.1", TUESDAY, about=MONDAY, text="已报修")
    mall.record("entry_closed", "entry:desk.2", TUESDAY, about=MONDAY)
    submitted = mall.record("request_submitted", REQUEST, MONDAY, flow={}, fields={})
    mall.record("request_reminded", REQUEST, TUESDAY, about=MONDAY, after=[submitted.id])
    index.catch_up(mall.replica())
    events = Records(mall.replica(), index).open_before(WEDNESDAY)
    assert [(event.kind, event.on) for event in events] == [
        ("entry_logged", "entry:desk.1"),
        ("request_submitted", REQUEST),
        ("entry_remarked", "entry:desk.1"),
        ("request_reminded", REQUEST),
    ]


def test_only_the_files_that_hold_any_of_it_are_read(mall: Mall, index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    mall.record("request_submitted", REQUEST, MONDAY, flow={}, fields={})
    for back in range(1, 30):
        mall.logged(f"phone.{back}", MONDAY + timedelta(days=back), "关了")
        mall.record("entry_closed", f"entry:phone.{back}", MONDAY + timedelta(days=back))
    index.catch_up(mall.replica())
    replica, read = mall.replica(), []
    real = replica.read_segment
    monkeypatch.setattr(replica, "read_segment", lambda path: read.append(path) or real(path))
    assert len(Records(replica, index).open_before(MONDAY + timedelta(days=40))) == 1
    assert [path.parent.name for path in read] == [MONDAY.isoformat()]


def test_a_request_is_found_by_what_its_form_and_its_opinions_say(mall: Mall, index: Index) -> None:
    form = {"topic": "婚纱秀", "n": 3}
    first = mall.record("request_submitted", REQUEST, MONDAY, flow={"title": "展览"}, fields=form)
    changed = {"budget": {"new": "另议"}}
    mall.record("request_signed", REQUEST, MONDAY, after=[first.id], opinion="预算偏高", fields=changed)
    index.catch_up(mall.replica())
    for words in ("婚纱", "偏高", "另议"):
        assert [hit.subject for hit in index.search(Wanted(words))] == [REQUEST]
    assert index.search(Wanted("展览")) == [], "what the mall's flow is called is no news"


def test_what_falls_due_is_found_by_the_date_it_falls_due_on(mall: Mall, index: Index) -> None:
    early = mall.record("obligation_done", "obligation:month_report", MONDAY, about=date(2026, 11, 28))
    mall.record("obligation_done", "obligation:month_report", MONDAY, about=date(2026, 10, 28))
    mall.record("assessed", "assessment:zhang-san", MONDAY, about=date(2026, 11, 28))
    index.catch_up(mall.replica())
    records = Records(mall.replica(), index)
    assert records.about_subjects("obligation:", date(2026, 11, 1), date(2026, 11, 30)) == [early]
    assert len(records.about_subjects("obligation:", date.min, date.max)) == 2


def test_what_only_a_stranger_has_closed_is_still_open(mall: Mall, index: Index) -> None:
    mall.record("entry_logged", "entry:desk.1", MONDAY, no=1, text="x")
    mall.record("entry_closed", "entry:desk.1", MONDAY, writer="stranger", note="")
    mall.record("entry_logged", "entry:desk.2", MONDAY, no=2, text="y")
    mall.record("entry_closed", "entry:desk.2", MONDAY, note="")
    index.catch_up(mall.replica())
    assert left_open(index, TUESDAY) == []
    found = index.open_places(TUESDAY, lambda writer: 0 if writer == "stranger" else None)
    assert {(place.day, place.subject) for place in found} == {(MONDAY, "entry:desk.1")}
    assert index.open_places(TUESDAY, lambda _writer: 99) == [], "closed before the cut"


def test_what_was_said_of_terminals_is_found_on_every_later_day(mall: Mall, index: Index) -> None:
    mall.record("roster_begun", "roster:mall", MONDAY, terminals=[])
    mall.record("terminal_presented", "terminal:aaaa", TUESDAY, key="", name="")
    index.catch_up(mall.replica())
    later = date(2031, 1, 1)
    assert left_open(index, later) == [(MONDAY, "roster:mall"), (TUESDAY, "terminal:aaaa")]


def test_whose_a_journal_is_needs_no_old_folder(mall: Mall, index: Index) -> None:
    mall.record("entry_logged", "entry:desk.1", MONDAY, no=1, text="x")
    index.catch_up(mall.replica())
    assert index.writer_keys() == {"desk": mall.journals["desk"].key.public}


def test_a_follow_up_is_kept_until_somebody_who_knew_of_every_reopening_says_that_it_is_done(
    mall: Mall, index: Index
) -> None:
    on = "followup:desk.1"
    mall.record("follow_up_set", on, TUESDAY, about=MONDAY, text="seals", owner="guard", due="2026-11-27")
    index.catch_up(mall.replica())
    assert left_open(index, WEDNESDAY) == [(MONDAY, on)]
    mall.record("follow_up_done", on, TUESDAY, about=MONDAY, writer="phone", knew={"desk": 2})
    index.catch_up(mall.replica())
    assert left_open(index, WEDNESDAY) == []
    again = mall.record("follow_up_reopened", on, TUESDAY, about=MONDAY, knew={"phone": 2})
    index.catch_up(mall.replica())
    assert left_open(index, WEDNESDAY) == [(MONDAY, on)]
    mall.record("follow_up_done", on, TUESDAY, about=MONDAY, writer="phone", knew={"desk": again.seq})
    index.catch_up(mall.replica())
    assert left_open(index, WEDNESDAY) == []


def test_no_question_goes_through_the_acts_of_all_years(mall: Mall, index: Index) -> None:
    index.catch_up(mall.replica())
    day = MONDAY.isoformat()
    with contextlib.closing(sqlite3.connect(index.path)) as database:
        for statement, values in ((index_open.OPEN, (day, day)), (index_open.ABOUT, ("entry:", "entry;", day, day))):
            plan = [row[3] for row in database.execute(f"EXPLAIN QUERY PLAN {statement}", values)]
            assert not [step for step in plan if step.startswith("SCAN acts")], plan
