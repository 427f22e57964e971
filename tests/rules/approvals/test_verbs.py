"""What can be done with a request, and what becomes of it (domain §6; field.md, approvals and complaints 14 to 18)."""

from __future__ import annotations

import pytest

from dutytui.rules.approvals.commands import (
    AddSigner,
    CopyRequest,
    FollowRequest,
    NoteRequest,
    RejectRequest,
    RemindSigners,
    ReviseRequest,
    SendBack,
    SignRequest,
    SubmitRequest,
    TransferSeat,
    UnsignRequest,
    WithdrawRequest,
)
from dutytui.rules.approvals.course import Standing, Weight
from tests.rules.a_mall import DAY, at
from tests.rules.approvals.a_flow import FORM, Paper, now, office, owners, without

BIG = 20_000_00


@pytest.mark.parametrize(
    ("fields", "way"),
    [
        ({}, ["manager", "gm", "carry"]),
        ({"amount": 10_000_00}, ["manager", "gm", "carry"]),
        ({"amount": 10_000_01}, ["manager", "finance", "gm", "carry"]),
        ({"planned": False}, ["manager", "gm", "chair", "carry"]),
        ({"planned": False, "amount": BIG}, ["manager", "finance", "gm", "chair", "carry"]),
    ],
)
def test_fields_turn_the_way(fields: dict[str, object], way: list[str]) -> None:
    paper = Paper.submitted(office(), "LINE", **fields)  # type: ignore[arg-type]
    come_by = []
    for who in {"manager": "cat", "finance": "dan", "gm": "gil", "chair": "ida", "carry": "eve"}.values():
        if (
            paper.course.stage
            and paper.course.stage.id
            == {"cat": "manager", "dan": "finance", "gil": "gm", "ida": "chair", "eve": "carry"}[who]
        ):
            come_by.append(paper.stands)
            paper.signs(who, **({"fields": {"budget": 1}} if who == "dan" else {}))
    assert come_by == way
    assert paper.stands == "approved"
    assert [one.id for one in paper.course.owed] == ["file"]


def test_all_must_sign_and_any_order_will_do() -> None:
    paper = Paper.submitted(office(), "ALL")
    paper.signs("gil", "dan")
    assert paper.open == ["all/manager"]
    paper.signs("cat")
    assert paper.stands == "last"


def test_all_sign_with_a_return_loses_no_signature() -> None:
    """field.md, complaint 15: all-sign plus return loses the task."""
    paper = Paper.submitted(office(), "ALL")
    paper.signs("gil")
    paper.does("dan", SendBack, "which budget?")
    assert paper.stands == "sent_back" and owners(paper) == {"ann"}
    paper.does("ann", ReviseRequest)
    assert paper.open == ["all/manager", "all/finance"], "gil is not asked again: nothing has changed"


def test_a_returned_request_comes_again_to_whoever_returned_it() -> None:
    """field.md, ours 8: earlier approvers are asked again only if a field they saw has changed."""
    paper = Paper.submitted(office(), "LINE")
    paper.signs("cat")
    paper.does("gil", SendBack, "say more")
    paper.does("ann", ReviseRequest, {"topic": "show"})
    assert paper.stands == "gm", "not past the manager again"
    paper.does("gil", SendBack, "too much")
    paper.does("ann", ReviseRequest, {"amount": 300_00})
    assert paper.stands == "manager", "who has seen another amount"
    paper.signs("cat")
    assert paper.stands == "gm"


def test_a_change_that_a_later_approver_did_not_look_at_leaves_the_signature() -> None:
    paper = Paper.submitted(office(), "LINE", planned=False)
    paper.signs("cat", "gil")
    paper.does("ida", SendBack, "which topic?")
    paper.does("ann", ReviseRequest, {"topic": "another show"})
    assert paper.stands == "manager", "the manager saw the topic"
    paper.signs("cat")
    assert paper.stands == "chair", "the general manager looks at amount and plan only"


def test_a_revision_brings_a_new_step_into_the_way() -> None:
    paper = Paper.submitted(office(), "LINE")
    paper.signs("cat")
    paper.does("gil", SendBack, "the real amount, please")
    paper.does("ann", ReviseRequest, {"amount": BIG})
    paper.signs("cat")
    assert paper.stands == "finance"
    assert paper.refuses("dan", SignRequest) == "request_field_missing", "finance says the budget"
    paper.signs("dan", fields={"budget": BIG})
    assert paper.stands == "gm"


def test_returned_to_a_step_that_step_signs_anew_and_nobody_else() -> None:
    paper = Paper.submitted(office(), "LINE", amount=BIG)
    paper.signs("cat")
    paper.signs("dan", fields={"budget": 5})
    paper.does("gil", SendBack, "budget again", "finance")
    assert paper.stands == "finance"
    paper.signs("dan", fields={"budget": 6})
    assert paper.stands == "gm"


def test_only_the_fields_asked_for_may_be_amended() -> None:
    paper = Paper.submitted(office(), "LINE")
    paper.does("cat", SendBack, "the topic is unclear", "", ("topic",))
    assert paper.refuses("ann", ReviseRequest, {"amount": 1}) == "request_field_unknown"
    paper.does("ann", ReviseRequest, {"topic": "a clear one"})
    assert paper.course.fields["topic"] == "a clear one"


def test_a_rejection_ends_it_or_leads_back_as_the_flow_says() -> None:
    paper = Paper.submitted(office(), "LINE")
    assert paper.refuses("cat", RejectRequest, "  ") == "opinion_missing"
    paper.does("cat", RejectRequest, "no money")
    assert paper.stands == "rejected"
    assert paper.refuses("cat", SignRequest) == "request_is_rejected"
    paper = Paper.submitted(office(), "ALL")
    paper.signs("cat", "dan", "gil")
    paper.does("ida", RejectRequest, "not like this")
    assert paper.stands == "sent_back"
    paper.does("ann", ReviseRequest)
    assert paper.stands == "last"


@pytest.mark.parametrize("post", ["clerk", "manager"])
def test_nobody_decides_their_own_request(post: str) -> None:
    desk = office()
    (event,) = desk.does("bob", SubmitRequest(DAY, "LINE", FORM), at("9:00"), post)
    paper = Paper(desk, event.on)
    assert paper.refuses("bob", SignRequest) == "request_own"
    assert owners(paper) == {"cat"}


def test_where_only_the_submitter_holds_the_post_another_post_stands_in() -> None:
    desk = office(procedures=without("cat"))
    paper = Paper.submitted(desk, "LINE", "bob")
    assert owners(paper) == {"gil", "hal", "ida"}
    paper.signs("ida")
    assert paper.stands == "gm"


def test_the_same_person_twice_in_a_row_signs_once_and_it_says_so() -> None:
    paper = Paper.submitted(office(), "SAME")
    (event,) = paper.does("hal", SignRequest)
    assert event.data["seats"] == ["chair/chair"]
    assert paper.stands == "gm"
    assert paper.course.signed["chair/chair"].id == event.id


def test_ones_own_signature_is_taken_back_while_the_step_is_open() -> None:
    """field.md, complaint 16."""
    paper = Paper.submitted(office(), "ALL")
    paper.signs("gil", "dan")
    assert paper.refuses("cat", UnsignRequest) == "unsign_nothing"
    paper.does("gil", UnsignRequest)
    assert paper.open == ["all/manager", "all/gm"]
    paper.signs("gil", "cat")
    assert paper.refuses("gil", UnsignRequest) == "unsign_nothing", "it has moved on"


def test_handed_on_and_more_signers_before_and_after() -> None:
    paper = Paper.submitted(office(), "LINE")
    assert paper.refuses("cat", TransferSeat, "ann") == "signer_is_submitter"
    assert paper.refuses("cat", TransferSeat, "nobody") == "signer_unknown"
    paper.does("cat", TransferSeat, "eve", "you know it better")
    assert paper.refuses("cat", SignRequest) == "request_not_yours"
    paper.does("eve", AddSigner, "post:finance", True)
    assert paper.stands == "manager+desk:3" and owners(paper) == {"dan"}
    paper.signs("dan")
    paper.does("eve", AddSigner, "ida", False)
    paper.signs("eve")
    assert paper.stands == "manager+desk:5" and owners(paper) == {"ida"}
    paper.signs("ida")
    assert paper.stands == "gm"


def test_reminding_has_its_bounds() -> None:
    desk = office()
    paper = Paper.submitted(desk, "LINE")
    for hour in (10, 11, 12):
        desk.does("ann", RemindSigners(DAY, paper.on), at(f"{hour}:30"), "clerk")
        code = desk.refuses("ann", RemindSigners(DAY, paper.on), at(f"{hour}:40"), "clerk").code
        assert code == ("remind_enough" if hour == 12 else "remind_too_soon")
    assert paper.refuses("cat", RemindSigners) == "remind_not_yours"


def test_withdrawn_by_its_submitter_until_it_has_ended() -> None:
    paper = Paper.submitted(office(), "LINE")
    assert paper.refuses("cat", WithdrawRequest) == "withdraw_not_yours"
    paper.does("ann", WithdrawRequest, "not needed")
    assert paper.stands == "withdrawn"
    assert paper.refuses("ann", WithdrawRequest) == "request_is_withdrawn"


def test_copied_and_read() -> None:
    paper = Paper.submitted(office(), "LINE")
    paper.does("ann", CopyRequest, ("post:ops", "ida"), "for information")
    paper.does("eve", NoteRequest)
    assert paper.course.told == {"eve"}
    assert paper.refuses("eve", NoteRequest) == "note_already"
    assert paper.refuses("eve", SignRequest) == "request_not_yours", "a copy gives no say"
    strange = paper.desk.refuses("somebody", CopyRequest(paper.day, paper.on, ("ida",)), now(paper.desk), "clerk")
    assert strange.code == "request_by_listed_only"


def test_what_follows_is_begun_or_said_to_be_done() -> None:
    paper = Paper.submitted(office(), "LINE")
    assert paper.refuses("ann", FollowRequest, "file", "done") == "follow_not_yet"
    paper.signs("cat", "gil")
    (event,) = paper.does("eve", SignRequest)
    assert "closes" not in event.data, "something is still to follow"
    assert paper.refuses("dan", FollowRequest, "file", "done") == "follow_not_yours"
    (event,) = paper.does("ann", FollowRequest, "file", "in the archive")
    assert event.data["closes"] == "2026-12-07"
    assert paper.course.finished


def test_the_form_says_what_is_wrong() -> None:
    desk = office()
    for given, code in (
        ({**FORM, "amount": "many"}, "request_number_wrong"),
        ({**FORM, "amount": -1}, "request_too_small"),
        ({**FORM, "planned": "yes"}, "request_yes_or_no"),
        ({**FORM, "topic": " "}, "request_field_missing"),
        ({**FORM, "budget": 1}, "request_field_unknown"),
    ):
        assert desk.refuses("ann", SubmitRequest(DAY, "LINE", given), at("9:00"), "clerk").code == code
    assert desk.refuses("dan", SubmitRequest(DAY, "LINE", FORM), at("9:00"), "finance").code == "submit_not_allowed"
    assert desk.refuses("guest", SubmitRequest(DAY, "LINE", FORM), at("9:00"), "clerk").code == "request_by_listed_only"


def test_a_forged_decision_is_void_and_kept() -> None:
    paper = Paper.submitted(office(), "LINE")
    (event,) = paper.desk.tries("cat", SignRequest(DAY, paper.on), at("10:00"), "manager")  # type: ignore[misc]
    from dataclasses import replace

    for who in ("ann", "dan", "guest"):
        forged = paper.desk.records(replace(event, by=who), at("10:00"))
        assert paper.course.weights[forged.id] is Weight.VOID
        assert paper.course.standing is Standing.WAITING and paper.stands == "manager"
