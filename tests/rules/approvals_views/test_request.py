"""What somebody reads who opens a request: its form, its path, what comes next and why, and all that was done."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dutytui.rules.approvals.commands import (
    AddSigner,
    FollowRequest,
    GiveDelegation,
    RejectRequest,
    ReviseRequest,
    SendBack,
    SignRequest,
    UnsignRequest,
)
from dutytui.rules.approvals.course import Standing, Weight
from dutytui.rules.approvals.request_view import request
from dutytui.rules.approvals.views import StageView
from tests.rules.a_mall import DAY, TOMORROW, at
from tests.rules.approvals.a_flow import OVER, Paper
from tests.rules.approvals_views.a_queue import FLOWS, HOUSE, SHOW, do, house, look, progress, shown, submit

BIG = 20_000_00


def _stage(paper: Paper, stage: str, clock: str = "09:10") -> StageView:
    return next(one for one in shown(paper, "ann", clock).stages if one.id == stage)


@pytest.mark.parametrize(
    ("amount", "path"),
    [
        (500_00, {"manager": "here", "finance": "passed_over", "gm": "ahead"}),
        (BIG, {"manager": "here", "finance": "ahead", "gm": "ahead"}),
    ],
)
def test_steps_that_are_passed_over_are_shown_with_the_condition(amount: int, path: dict[str, str]) -> None:
    paper = submit(house(), "SHOW", amount=amount)
    assert progress(paper) == path
    assert _stage(paper, "finance").because == OVER
    assert _stage(paper, "manager").because is None


def test_who_signed_when_and_who_is_next_until_when() -> None:
    paper = submit(house(), "SHOW")
    assert _stage(paper, "manager").due == at("10:00")
    assert _stage(paper, "manager", "10:01").late
    do(paper, "09:05", "cat", SignRequest, "fine")
    (seat,) = _stage(paper, "manager").seats
    assert seat.signed and (seat.signed.by.id, seat.signed.at, seat.signed.words) == ("cat", at("09:05"), "fine")
    (next_seat,) = _stage(paper, "gm").seats
    assert next_seat.signed is None and [one.id for one in next_seat.waits_for] == ["gm"]
    assert _stage(paper, "gm").due is None


def test_a_changed_field_shows_which_step_is_asked_again_and_for_which_field() -> None:
    """field.md, ours 8."""
    paper = submit(house(), "SHOW", amount=BIG)
    do(paper, "09:01", "cat", SignRequest)
    do(paper, "09:02", "dan", SignRequest, fields={"budget": 1})
    do(paper, "09:03", "gil", SendBack, "too much")
    do(paper, "09:04", "ann", ReviseRequest, {"amount": BIG - 1})
    assert progress(paper) == {"manager": "here", "finance": "again", "gm": "ahead"}
    here, later = _stage(paper, "manager"), _stage(paper, "finance")
    assert here.again and [one.id for one in here.changed] == ["amount"]
    assert later.again and [one.id for one in later.changed] == ["amount"]
    assert shown(paper, "cat").row.again


def test_a_step_that_did_not_see_the_field_is_not_asked_again() -> None:
    paper = submit(house(), "SHOW")
    do(paper, "09:01", "cat", SignRequest)
    do(paper, "09:03", "gil", SendBack, "which one?")
    do(paper, "09:04", "ann", ReviseRequest, {})
    assert progress(paper) == {"manager": "signed", "finance": "passed_over", "gm": "here"}
    assert not _stage(paper, "gm").again, "it had not signed"


def test_a_signature_that_was_taken_back_does_not_count_as_asked_again() -> None:
    paper = submit(house(), "BOTH")
    do(paper, "09:01", "cat", SignRequest)
    do(paper, "09:02", "cat", UnsignRequest)
    assert not _stage(paper, "both").again
    assert [act.kind for act in shown(paper, "ann").acts][-1] == "request_unsigned"
    assert shown(paper, "ann").acts[-1].about == shown(paper, "ann").acts[1].id


def test_a_step_it_was_sent_back_to_is_asked_again_though_nothing_changed() -> None:
    paper = submit(house(), "SHOW")
    do(paper, "09:01", "cat", SignRequest)
    do(paper, "09:03", "gil", SendBack, "look again", "manager")
    stage = _stage(paper, "manager")
    assert stage.progress == "here" and stage.again and not stage.changed
    back = shown(paper, "ann").sent_back
    assert back and back.words == "look again" and [one["en"] for one in back.to] == ["Manager reviews"]  # type: ignore[index]


def test_an_added_signer_stands_in_the_path() -> None:
    paper = submit(house(), "SHOW")
    do(paper, "09:01", "cat", AddSigner, "dan", True)
    assert list(progress(paper).values()) == ["here", "ahead", "passed_over", "ahead"]
    first, second, *_rest = shown(paper, "ann").stages
    assert first.added and not second.added and second.id == "manager"
    assert [one.id for one in first.seats[0].waits_for] == ["dan"]
    added = shown(paper, "ann").acts[-1]
    assert added.before and [one.id for one in added.to] == ["dan"]  # type: ignore[union-attr]


def test_one_who_holds_two_posts_signs_once_and_both_are_shown_as_theirs() -> None:
    """The same person twice in a row is skipped, and it says so."""
    two = tuple(replace(one, posts=("manager", "finance")) if one.id == "cat" else one for one in HOUSE.people)
    paper = submit(house(procedures=replace(HOUSE, people=two)), "BOTH")
    do(paper, "09:01", "cat", SignRequest)
    seats = _stage(paper, "both").seats
    assert [(seat.signed and seat.signed.by.id, seat.covered) for seat in seats] == [("cat", False), ("cat", True)]


def test_a_delegates_signature_says_in_whose_place() -> None:
    desk = house()
    desk.does("gil", GiveDelegation(DAY, "dan", TOMORROW), at("08:00"), "gm")
    paper = submit(desk, "SHOW")
    do(paper, "09:01", "cat", SignRequest)
    do(paper, "09:02", "dan", SignRequest)
    (seat,) = _stage(paper, "gm").seats
    assert seat.signed and seat.signed.by.id == "dan"
    assert seat.signed.delegate_of and seat.signed.delegate_of.id == "gil" and seat.signed.delegation_seen


def test_a_dispute_shows_both_decisions_and_neither_as_the_outcome() -> None:
    here, there = house("desk"), house("desk-2")
    paper = submit(here, "SHOW")
    there.hears(here)
    do(paper, "09:05", "cat", SignRequest)
    do(paper.at(there), "09:06", "bob", RejectRequest, "no")
    do(paper, "09:07", "gil", SignRequest)
    here.hears(there)
    found = shown(paper, "ann")
    assert found.row.standing is Standing.DISPUTED and found.ended is None
    assert {(act.by.id, act.writer) for act in found.contending} >= {("cat", "desk"), ("bob", "desk-2")}
    weights = {act.by.id: act.weight for act in found.acts}
    assert weights["cat"] is Weight.CONTENDS and weights["bob"] is Weight.CONTENDS
    assert weights["gil"] in {Weight.WAITS, Weight.CONTENDS}


def test_an_act_by_somebody_without_the_right_is_shown_as_void() -> None:
    here, there = house("desk"), house("desk-2", replace(HOUSE, people=_with_dan_as_manager()))
    paper = submit(here, "SHOW")
    there.hears(here)
    do(paper.at(there), "09:05", "dan", SignRequest)
    here.hears(there)
    assert [act.weight for act in shown(paper, "ann").acts] == [Weight.COUNTS, Weight.VOID]
    assert progress(paper)["manager"] == "here"


def _with_dan_as_manager() -> tuple[object, ...]:
    return tuple(replace(one, posts=("finance", "manager")) if one.id == "dan" else one for one in HOUSE.people)


@pytest.mark.parametrize(("who", "asks"), [("dan", ["budget"]), ("cat", []), ("ann", [])])
def test_the_form_of_a_step_is_asked_of_those_who_sign_there(who: str, asks: list[str]) -> None:
    paper = submit(house(), "SHOW", amount=BIG)
    do(paper, "09:01", "cat", SignRequest)
    assert [one.id for one in shown(paper, who).asks] == asks


@pytest.mark.parametrize(("ask", "asks"), [((), ["topic", "amount", "planned"]), (("amount",), ["amount"])])
def test_what_was_sent_back_asks_for_what_is_to_be_amended(ask: tuple[str, ...], asks: list[str]) -> None:
    paper = submit(house(), "SHOW")
    do(paper, "09:01", "cat", SendBack, "amend", ask=ask)
    assert [one.id for one in shown(paper, "ann").asks] == asks
    assert shown(paper, "cat").asks == ()


def test_fields_of_a_step_that_is_passed_over_are_not_asked_for() -> None:
    fields = {one.field.id: one.asked for one in shown(submit(house(), "SHOW"), "ann").fields}
    assert fields == {"topic": True, "amount": True, "planned": True, "budget": False}


def test_what_follows_has_its_deadline_from_the_approval_on_and_is_late_after() -> None:
    paper = submit(house(), "SHOW")
    assert [(one.due, one.done) for one in shown(paper, "ann").follows] == [(None, None)]
    do(paper, "09:05", "cat", SignRequest)
    do(paper, "09:06", "gil", SignRequest)
    (owed,) = shown(paper, "ann").follows
    assert owed.due == at("09:06", TOMORROW) and not owed.late
    assert shown(paper, "ann", "33:07").follows[0].late
    do(paper, "09:10", "ann", FollowRequest, "report", "sent")
    (done,) = shown(paper, "ann", "33:07").follows
    assert done.done and done.done.words == "sent" and not done.late


def test_a_running_request_says_when_its_flow_is_no_longer_the_one_in_force() -> None:
    desk = house()
    paper = submit(desk, "SHOW")
    assert shown(paper, "ann").in_force
    other = replace(SHOW, batch=False)
    desk.procedures = replace(HOUSE, version="v2", approvals=replace(HOUSE.approvals, flows=(other, *FLOWS[1:])))
    desk.state.judge_by(desk.procedures)
    found = shown(paper, "ann")
    assert not found.in_force and found.version == "v1"
    assert found.row.standing is Standing.WAITING, "it goes on by the flow it began with"


def test_what_nobody_has_submitted_here_shows_nothing() -> None:
    assert request(look(house(), "ann", "09:00"), DAY, "request:desk.9") is None
    assert request(look(house(), "ann", "09:00"), DAY, "entry:desk.1") is None
