"""Deciding for somebody else for a time (field.md, complaint 14: an absent approver freezes everything)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from dutytui.rules.approvals.commands import EndDelegation, GiveDelegation, RejectRequest, SignRequest, TransferSeat
from dutytui.rules.approvals.course import Weight
from dutytui.rules.approvals.delegations import DelegationFold, in_place_of
from dutytui.rules.state import State
from tests.rules.a_mall import DAY, TOMORROW, Desk, at
from tests.rules.approvals.a_flow import OFFICE, POST_OF, Paper, office

LATER = DAY + timedelta(days=5)


def gives(desk: Desk, giver: str, to: str, first: date = DAY, until: date = LATER) -> str:
    (event,) = desk.does(giver, GiveDelegation(first, to, until, "on leave"), at("8:00"), POST_OF[giver])
    return event.on


def test_a_delegate_signs_and_the_record_says_for_whom() -> None:
    desk = office()
    on = gives(desk, "cat", "eve")
    paper = Paper.submitted(desk, "LINE")
    (signed,) = paper.does("eve", SignRequest)
    assert signed.data["delegation"] == {"id": on, "giver": "cat"}
    assert paper.stands == "gm"
    assert paper.course.signed["manager/manager"].by == "eve"


def test_the_giver_may_sign_all_the_while() -> None:
    desk = office()
    gives(desk, "cat", "eve")
    paper = Paper.submitted(desk, "LINE")
    paper.signs("cat")
    assert paper.stands == "gm"


def test_it_is_handed_on_along_a_chain_and_a_ring_is_refused() -> None:
    desk = office()
    gives(desk, "cat", "dan")
    gives(desk, "dan", "eve")
    assert desk.refuses("eve", GiveDelegation(DAY, "cat", LATER), at("8:00"), "ops").code == "delegate_ring"
    assert desk.refuses("eve", GiveDelegation(DAY, "dan", LATER), at("8:00"), "ops").code == "delegate_ring"
    gives(desk, "eve", "cat", LATER + timedelta(days=1), LATER + timedelta(days=2))  # days that do not overlap
    paper = Paper.submitted(desk, "LINE")
    paper.signs("eve")
    assert paper.stands == "gm", "cat's, by way of dan"


def test_a_ring_made_by_two_terminals_apart_ends_nowhere_and_does_no_harm() -> None:
    here, there = office(), office("there")
    gives(here, "cat", "eve")
    gives(there, "eve", "cat")
    here.hears(there)
    assert [one.giver for one in in_place_of(here.state, "eve", at("9:00"))] == ["cat"]
    assert [one.giver for one in in_place_of(here.state, "cat", at("9:00"))] == ["eve"]


@pytest.mark.parametrize(
    ("who", "command", "code"),
    [
        ("cat", GiveDelegation(DAY, "cat", LATER), "delegate_oneself"),
        ("cat", GiveDelegation(DAY, "nobody", LATER), "delegate_unknown"),
        ("cat", GiveDelegation(DAY, "eve", DAY - timedelta(days=1)), "delegate_days_wrong"),
        ("cat", GiveDelegation(DAY, "eve", DAY + timedelta(days=30)), "delegate_days_wrong"),
        ("cat", GiveDelegation(DAY - timedelta(days=1), "eve", LATER), "delegate_in_the_past"),
        ("eve", GiveDelegation(DAY, "eve", LATER, giver="cat"), "delegate_not_yours"),
    ],
)
def test_what_is_refused(who: str, command: GiveDelegation, code: str) -> None:
    assert office().refuses(who, command, at("8:00"), POST_OF[who]).code == code


def test_thirty_days_both_ends_included() -> None:
    desk = office()
    on = gives(desk, "cat", "eve", until=DAY + timedelta(days=29))
    assert on.startswith("delegation:")


def test_for_somebody_who_left_without_it_a_post_that_settles_gives_it() -> None:
    desk = office()
    desk.does("gil", GiveDelegation(DAY, "eve", LATER, "ill", giver="cat"), at("8:00"), "gm")
    paper = Paper.submitted(desk, "LINE")
    paper.signs("eve")
    assert paper.stands == "gm"


@pytest.mark.parametrize(("day", "may"), [(-1, False), (0, True), (5, True), (6, False)])
def test_the_first_and_the_last_day_are_included(day: int, may: bool) -> None:
    desk = office()
    gives(desk, "cat", "eve")
    moment = at("12:00", DAY + timedelta(days=day))
    assert bool(in_place_of(desk.state, "eve", moment)) is may


def test_ended_by_giver_or_receiver_and_nobody_else() -> None:
    desk = office()
    on = gives(desk, "cat", "eve")
    assert desk.refuses("gil", EndDelegation(DAY, on), at("9:00"), "gm").code == "delegation_not_yours"
    desk.does("eve", EndDelegation(DAY, on), at("9:00"), "ops")
    assert desk.refuses("cat", EndDelegation(DAY, on), at("9:00"), "manager").code == "delegation_over"
    paper = Paper.submitted(desk, "LINE")
    assert paper.refuses("eve", SignRequest) == "request_not_yours"


@pytest.mark.parametrize("procedure", ["v1", "", "of nobody"])
def test_a_record_of_somebody_elses_ends_it_under_no_version(procedure: str) -> None:
    desk = office()
    on = gives(desk, "cat", "eve")
    (fact,) = desk.tries("cat", EndDelegation(DAY, on), at("8:30"), "manager")  # type: ignore[misc]
    desk.records(replace(fact, by="gil", post="gm", procedure=procedure), at("8:30"))
    paper = Paper.submitted(desk, "LINE")
    paper.signs("eve")
    assert paper.stands == "gm"


@pytest.mark.parametrize("procedure", ["v1", "", "of nobody"])
def test_what_is_signed_under_one_that_is_over_or_for_the_submitter_is_void_under_every_version(procedure: str) -> None:
    desk = office()
    on, own = gives(desk, "cat", "eve"), gives(desk, "bob", "dan")
    paper = Paper.submitted(desk, "LINE", "bob")
    (fact,) = desk.tries("eve", SignRequest(DAY, paper.on), at("9:30"), "ops")  # type: ignore[misc]
    desk.does("cat", EndDelegation(DAY, on), at("9:10"), "manager")
    late = desk.records(replace(fact, procedure=procedure), at("9:30"))
    data = {**fact.data, "delegation": {"id": own, "giver": "bob"}}
    for_bob = desk.records(replace(fact, by="dan", post="finance", data=data, procedure=procedure), at("9:31"))
    assert [paper.course.weights[one.id] for one in (late, for_bob)] == [Weight.VOID, Weight.VOID]
    assert paper.stands == "manager"


def test_what_was_signed_before_it_ended_still_holds() -> None:
    desk = office()
    on = gives(desk, "cat", "eve")
    paper = Paper.submitted(desk, "LINE")
    paper.signs("eve")
    desk.does("cat", EndDelegation(DAY, on), at("11:00"), "manager")
    assert paper.stands == "gm"


def test_along_a_chain_too() -> None:
    desk = office()
    gives(desk, "cat", "dan")
    last = gives(desk, "dan", "eve")
    paper = Paper.submitted(desk, "LINE")
    paper.signs("eve")
    desk.does("dan", EndDelegation(DAY, last), at("11:00"), "finance")
    assert paper.stands == "gm"


def test_signed_where_nobody_knew_that_it_had_ended_the_request_waits_again() -> None:
    """And it is in view again, though the act had ended it as far as its terminal knew."""
    here, there = office(), office("there")
    on = gives(here, "ida", "dan")
    paper = Paper.submitted(here, "ALL")
    paper.signs("cat", "dan", "gil")
    there.hears(here)
    here.does("ida", EndDelegation(DAY, on), at("9:10"), "chair")
    far = paper.at(there)
    (signed,) = there.does("dan", SignRequest(DAY, paper.on), at("9:30"), "finance")
    assert far.stands == "approved"
    there.hears(here)
    assert far.course.weights[signed.id] is Weight.VOID
    assert far.stands == "last"
    assert [subject.on for subject in there.state.unfinished("request")] == [paper.on]


def test_nobody_decides_their_own_request_in_somebody_elses_place() -> None:
    desk = office()
    gives(desk, "cat", "ann")
    paper = Paper.submitted(desk, "LINE")
    assert paper.refuses("ann", SignRequest) == "request_own"
    assert paper.refuses("ann", RejectRequest, "no") == "request_own"


def test_nor_does_a_delegate_of_the_submitter() -> None:
    desk = office()
    gives(desk, "bob", "eve")
    paper = Paper.submitted(desk, "LINE", "bob")
    assert paper.refuses("eve", SignRequest) == "request_not_yours"


def test_a_delegate_hands_it_on_in_the_same_name() -> None:
    desk = office()
    on = gives(desk, "cat", "eve")
    paper = Paper.submitted(desk, "LINE")
    (handed,) = paper.does("eve", TransferSeat, "dan")
    assert handed.data["delegation"] == {"id": on, "giver": "cat"}
    paper.signs("dan")
    assert paper.stands == "gm"


@pytest.mark.parametrize(
    "data",
    [
        {"id": "ON", "giver": "gil"},
        {"id": "ON", "giver": ""},
        {"id": "ON"},
        "cat",
        ["cat"],
        {"id": 3, "giver": 4},
    ],
)
def test_a_forged_delegation_is_void(data: object) -> None:
    desk = office()
    on = gives(desk, "cat", "eve")
    paper = Paper.submitted(desk, "LINE")
    paper.signs("cat")
    said = {**data, "id": on} if isinstance(data, dict) and data.get("id") == "ON" else data
    forged = desk.journal[-1]._replace(
        by="eve", data={"seat": "gm/gm", "delegation": said, "after": [desk.journal[-1].id]}, seq=99, id="forged"
    )
    desk.state.add(forged)
    assert paper.course.weights["forged"] is Weight.VOID


def test_a_delegation_that_has_not_arrived_yet_proves_nothing_and_counts() -> None:
    here, there = office(), office("there")
    gives(here, "cat", "eve")
    paper = Paper.submitted(here, "LINE")
    paper.signs("eve")
    for event in here.journal:
        if not event.on.startswith("delegation:"):
            there.state.add(event)
    assert paper.at(there).stands == "gm"


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"giver": "cat", "to": "cat", "until": "2026-11-25"},
        {"giver": "cat", "to": "x", "until": "2026-11-25"},
        {"giver": "gil", "to": "eve", "until": "2026-11-25"},
        {"giver": "cat", "to": "eve", "until": "tomorrow"},
        {"giver": "cat", "to": "eve", "until": "2026-11-20"},
        {"giver": "cat", "to": "eve", "until": "2027-11-20"},
        {"giver": 3, "to": ["eve"], "until": None},
    ],
)
def test_forged_delegations_are_void(data: dict[str, object]) -> None:
    desk = office()
    gives(desk, "cat", "eve")
    given = desk.journal[-1]
    state = State(OFFICE, [given._replace(on="delegation:forged", data=data)])
    (subject,) = state.subjects(DAY, "delegation:")
    assert isinstance(subject.fold, DelegationFold)
    assert subject.fold.void == {given.id} and subject.fold.given is None
    assert not subject.fold.unfinished


def test_the_order_in_which_they_arrive_means_nothing() -> None:
    desk = office()
    on = gives(desk, "cat", "eve")
    desk.does("cat", EndDelegation(DAY, on), at("9:00"), "manager")
    given, ended = desk.journal
    stranger = ended._replace(by="gil", post="gm", id="forged", stamp="2026-11-20T00:00:00.000Z-0000", seq=9)
    early = ended._replace(stamp="2026-11-20T00:00:00.000Z-0001")
    state = State(OFFICE, [ended, stranger, given])
    assert state == State(OFFICE, [given, stranger, ended])
    (fold,) = (subject.fold for subject in state.subjects(DAY, "delegation:"))
    assert isinstance(fold, DelegationFold)
    assert fold.ended == ended and fold.void == {"forged"}
    (fold,) = (subject.fold for subject in State(OFFICE, [given, early]).subjects(DAY, "delegation:"))
    assert isinstance(fold, DelegationFold) and fold.ended == early


def test_tomorrows_delegation_does_not_count_today() -> None:
    desk = office()
    gives(desk, "cat", "eve", first=TOMORROW)
    paper = Paper.submitted(desk, "LINE")
    assert paper.refuses("eve", SignRequest) == "request_not_yours"
