"""Decisions of people whose terminals did not know of each other (field.md, ours 7)."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest

from dutytui.rules.approvals.commands import (
    RejectRequest,
    ReviseRequest,
    SendBack,
    SettleRequest,
    SignRequest,
    TransferSeat,
    UnsignRequest,
    WithdrawRequest,
)
from dutytui.rules.approvals.course import Weight
from dutytui.rules.stamps import next_stamp
from dutytui.rules.state import State
from tests.rules.a_mall import DAY, Desk, at
from tests.rules.approvals.a_flow import OFFICE, Paper, now, office, owners


def apart(flow: str, **fields: object) -> tuple[Paper, Paper]:
    """One request at two desks that go on without hearing of each other."""
    here, there = office(), office("there")
    paper = Paper.submitted(here, flow, **fields)  # type: ignore[arg-type]
    there.hears(here)
    return paper, paper.at(there)


def met(one: Paper, other: Paper) -> None:
    one.desk.hears(other.desk)
    other.desk.hears(one.desk)
    assert one.stands == other.stands
    assert one.course.weights == other.course.weights
    known = [event for subject in one.desk.state.subjects(DAY) for event in subject.events]
    assert State(OFFICE, reversed(known)) == one.desk.state


def test_approved_here_and_rejected_there_is_a_dispute_that_a_person_settles() -> None:
    here, there = apart("LINE")
    here.signs("cat")
    (rejected,) = there.does("bob", RejectRequest, "no")
    met(here, there)
    assert here.stands == "disputed"
    assert owners(here) == {"gil", "hal", "ida"}
    assert here.refuses("gil", SignRequest) == "request_disputed"
    assert here.refuses("dan", SettleRequest, rejected.id, "so") == "settle_not_yours"
    assert here.refuses("gil", SettleRequest, rejected.id, "") == "settle_opinion_missing"
    here.does("gil", SettleRequest, rejected.id, "Bob knew more")
    met(here, there)
    assert here.stands == "rejected"
    assert list(here.course.weights.values()).count(Weight.OVERRULED) == 1


@pytest.mark.parametrize("who", ["dan", "ann", "somebody"])
def test_a_settlement_recorded_by_somebody_without_the_right_settles_nothing(who: str) -> None:
    here, there = apart("LINE")
    here.signs("cat")
    (rejected,) = there.does("bob", RejectRequest, "no")
    met(here, there)
    settle = SettleRequest(here.day, here.on, rejected.id, "so")
    (fact, *_) = here.desk.tries("gil", settle, now(here.desk), "gm")  # type: ignore[misc]
    here.desk.records(replace(fact, by=who), now(here.desk))
    assert here.stands == "disputed"
    here.desk.records(fact, now(here.desk))
    assert here.stands == "rejected"


def test_what_was_done_on_the_branch_that_does_not_stand_is_left_aside() -> None:
    here, there = apart("LINE")
    here.signs("cat", "gil", "eve")
    (rejected,) = there.does("bob", RejectRequest, "no")
    met(here, there)
    assert here.stands == "disputed"
    signed = next(event for event in here.course.contending if event.by == "cat")
    again = Paper(Desk("again", procedures=OFFICE), here.on)
    again.desk.hears(here.desk, there.desk)
    again.does("ida", SettleRequest, signed.id, "it was agreed")
    assert again.stands == "approved"
    here.does("ida", SettleRequest, rejected.id, "no money left")
    assert here.stands == "rejected"
    met(here, again)
    assert here.stands == "disputed", "two settlements apart that contradict each other settle nothing"
    here.does("gil", SettleRequest, signed.id, "so be it")
    assert here.stands == "approved"
    met(here, again)


def test_two_signatures_of_one_stage_are_no_dispute() -> None:
    here, there = apart("ALL")
    here.signs("gil")
    there.signs("dan")
    met(here, there)
    assert here.open == ["all/manager"]


def test_the_same_decision_twice_is_no_dispute() -> None:
    here, there = apart("LINE")
    here.signs("cat")
    there.signs("bob")
    met(here, there)
    assert here.stands == "gm"
    assert Weight.AGREES in here.course.weights.values()


def test_a_signature_for_what_was_changed_meanwhile_comes_to_nothing_and_does_not_claim_to_agree() -> None:
    here, there = apart("ALL")
    here.does("dan", SendBack, "why?")
    here.does("ann", ReviseRequest, {"topic": "new"})
    there.desk.last = here.desk.last  # whatever the clocks say: the signature sorts last
    (signed,) = there.does("gil", SignRequest)
    met(here, there)
    assert "all/gm" in here.open, "it is still to be signed"
    assert here.course.weights[signed.id] is Weight.CROSSED


def test_a_signature_given_while_somebody_else_returned_it_is_not_lost() -> None:
    here, there = apart("ALL")
    here.does("dan", SendBack, "why?")
    there.signs("gil")
    met(here, there)
    assert here.stands == "sent_back"
    here.does("ann", ReviseRequest)
    assert here.open == ["all/manager", "all/finance"]


@pytest.mark.parametrize("first", ["unsign", "sign"])
def test_taken_back_here_while_there_the_last_one_signed_is_a_dispute_or_simply_taken_back(first: str) -> None:
    here, there = apart("ALL")
    here.signs("gil", "dan")
    there.desk.hears(here.desk)
    if first == "unsign":
        here.does("gil", UnsignRequest)
        there.signs("cat")
    else:
        there.signs("cat")
        here.desk.last = there.desk.last
        here.does("gil", UnsignRequest)
    met(here, there)
    assert here.stands in {"all", "disputed"}
    assert here.stands != "last", "never as if nobody had taken anything back"


def test_withdrawn_here_and_approved_there() -> None:
    here, there = apart("LINE")
    here.does("ann", WithdrawRequest)
    there.signs("cat")
    met(here, there)
    assert here.stands == "disputed"


@pytest.mark.parametrize("first", ["here", "there"])
def test_withdrawn_here_while_there_the_seat_was_handed_on_and_signed_is_a_dispute_whatever_the_clocks(
    first: str,
) -> None:
    here, there = apart("LINE")
    late = there if first == "here" else here
    late.desk.last = next_stamp(late.desk.last, at("12:00"))
    (withdrawn,) = here.does("ann", WithdrawRequest)
    there.does("cat", TransferSeat, "dan")
    (signed,) = there.does("dan", SignRequest)
    met(here, there)
    assert here.stands == "disputed"
    assert {withdrawn.id, signed.id} == {event.id for event in here.course.contending}


def test_two_revisions_that_differ() -> None:
    here, there = apart("LINE")
    here.does("cat", SendBack, "more")
    there.desk.hears(here.desk)
    here.does("ann", ReviseRequest, {"topic": "one"})
    there.does("ann", ReviseRequest, {"topic": "two"})
    met(here, there)
    assert here.stands == "disputed"


@pytest.mark.parametrize("clocks", list(permutations(("here", "there", "home"))), ids="<".join)
def test_withdrawn_apart_from_a_signature_that_only_agrees_is_a_dispute_whatever_the_clocks(
    clocks: tuple[str, ...],
) -> None:
    """Ops and the chairman have signed here; hal, who is both, signs for both there at once, which says the same and
    adds nothing. The submitter, who knew of the two and not of hal, withdraws: hal's decision is contradicted."""
    desks = {name: office(name) for name in clocks}
    here = Paper.submitted(desks["here"], "SAME")
    there, home = here.at(desks["there"]), here.at(desks["home"])
    desks["there"].hears(desks["here"])
    desks["home"].hears(desks["here"])
    for hour, name in enumerate(clocks, 12):
        desks[name].last = next_stamp(desks[name].last, at(f"{hour}:00"))
    here.signs("eve", "ida")
    (signed,) = there.does("hal", SignRequest)
    assert signed.data["seats"], "hal signs for both"
    home.desk.hears(desks["here"])
    (withdrawn,) = home.does("ann", WithdrawRequest)
    for paper in (here, there, home):
        paper.desk.hears(*(desk for desk in desks.values() if desk is not paper.desk))
        assert paper.stands == "disputed"
        assert {withdrawn.id, signed.id} <= {event.id for event in paper.course.contending}
