"""A table of what two terminals do apart, and what comes of it (field.md, ours 7: two decisions apart are a dispute).

Each row is tried with either terminal's clock ahead: which of two acts was first means nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from dutytui.rules.approvals.commands import (
    AddSigner,
    RejectRequest,
    ReviseRequest,
    SendBack,
    SettleRequest,
    SignRequest,
    TransferSeat,
    UnsignRequest,
    WithdrawRequest,
)
from dutytui.rules.approvals.course import Standing, Weight
from dutytui.rules.approvals.flow import StepKind
from tests.rules.approvals.a_flow import Paper, office

Act = tuple[object, ...]


@dataclass(frozen=True)
class Apart:
    """before: what both know of; here and there: what is done apart; comes: the stage or standing that it comes to;
    holds: the seats that are signed then."""

    name: str
    flow: str
    before: tuple[Act, ...]
    here: tuple[Act, ...]
    there: tuple[Act, ...]
    comes: str
    holds: tuple[str, ...] | None = None


SIGNS, NO, BACK = SignRequest, (RejectRequest, "no"), (SendBack, "why")
TABLE = (
    Apart("one seat, approved twice", "LINE", (), (("cat", SIGNS),), (("bob", SIGNS),), "gm", ("manager/manager",)),
    Apart(
        "approved twice, and gone on with on both sides",
        "LINE",
        (),
        (("cat", SIGNS), ("gil", SIGNS)),
        (("bob", SIGNS), ("gil", SIGNS)),
        "carry",
        ("manager/manager", "gm/gm"),
    ),
    Apart("one seat, approved and rejected", "LINE", (), (("cat", SIGNS),), (("bob", *NO),), "disputed"),
    Apart("one seat, approved and returned", "LINE", (), (("cat", SIGNS),), (("bob", *BACK),), "disputed"),
    Apart("rejected twice", "LINE", (), (("cat", *NO),), (("bob", RejectRequest, "never"),), "rejected"),
    Apart("returned twice", "LINE", (), (("cat", *BACK),), (("bob", SendBack, "what for?"),), "sent_back"),
    Apart("rejected and returned", "LINE", (), (("cat", *NO),), (("bob", *BACK),), "disputed"),
    Apart(
        "handed to two people", "LINE", (), (("cat", TransferSeat, "eve"),), (("bob", TransferSeat, "dan"),), "disputed"
    ),
    Apart("handed on and approved", "LINE", (), (("cat", TransferSeat, "eve"),), (("bob", SIGNS),), "disputed"),
    Apart("withdrawn and approved", "LINE", (), (("ann", WithdrawRequest),), (("cat", SIGNS),), "disputed"),
    Apart("withdrawn and rejected", "LINE", (), (("ann", WithdrawRequest),), (("cat", *NO),), "disputed"),
    Apart("withdrawn and returned", "LINE", (), (("ann", WithdrawRequest),), (("cat", *BACK),), "withdrawn"),
    Apart("withdrawn twice", "LINE", (), (("ann", WithdrawRequest),), (("ann", WithdrawRequest, "late"),), "withdrawn"),
    Apart(
        "revised in two ways",
        "LINE",
        (("cat", *BACK),),
        (("ann", ReviseRequest, {"topic": "one"}),),
        (("ann", ReviseRequest, {"topic": "two"}),),
        "disputed",
    ),
    Apart(
        "revised in one way twice",
        "LINE",
        (("cat", *BACK),),
        (("ann", ReviseRequest, {"topic": "one"}),),
        (("ann", ReviseRequest, {"topic": "one"}),),
        "manager",
    ),
    Apart(
        "revised and withdrawn",
        "LINE",
        (("cat", *BACK),),
        (("ann", ReviseRequest, {"topic": "one"}),),
        (("ann", WithdrawRequest),),
        "disputed",
    ),
    Apart("two seats of one stage", "ALL", (), (("dan", SIGNS),), (("gil", SIGNS),), "all", ("all/finance", "all/gm")),
    Apart(
        "signed and returned at two seats", "ALL", (), (("dan", *BACK),), (("gil", SIGNS),), "sent_back", ("all/gm",)
    ),
    Apart("signed and rejected at two seats", "ALL", (), (("dan", *NO),), (("gil", SIGNS),), "rejected"),
    Apart("rejected and returned at two seats", "ALL", (), (("dan", *NO),), (("gil", *BACK),), "disputed"),
    Apart(
        "returned, and revised in a field that the other seat had signed",
        "ALL",
        (),
        (("dan", *BACK), ("ann", ReviseRequest, {"topic": "new"})),
        (("gil", SIGNS),),
        "all",
        (),
    ),
    Apart(
        "returned, and revised without a change",
        "ALL",
        (),
        (("dan", *BACK), ("ann", ReviseRequest)),
        (("gil", SIGNS),),
        "all",
        ("all/gm",),
    ),
    Apart(
        "returned by two, one of them unknown to whoever revised it",
        "ALL",
        (),
        (("dan", *BACK), ("ann", ReviseRequest)),
        (("gil", *BACK),),
        "sent_back",
    ),
    Apart(
        "taken back while somebody else signs, not the last",
        "ALL",
        (("gil", SIGNS),),
        (("gil", UnsignRequest),),
        (("dan", SIGNS),),
        "all",
        ("all/finance",),
    ),
    Apart(
        "taken back while the last one signs",
        "ALL",
        (("gil", SIGNS), ("dan", SIGNS)),
        (("gil", UnsignRequest),),
        (("cat", SIGNS),),
        "disputed",
    ),
    Apart(
        "a signer added by one seat while another signs",
        "ALL",
        (),
        (("dan", AddSigner, "eve", True),),
        (("gil", SIGNS),),
        "all+",
        ("all/gm",),
    ),
    Apart(
        "one signature covers what somebody else signs",
        "SAME",
        (),
        (("hal", SIGNS),),
        (("eve", SIGNS), ("ida", SIGNS)),
        "gm",
        ("ops/ops", "chair/chair"),
    ),
    Apart("covered here, rejected there", "SAME", (), (("hal", SIGNS),), (("eve", SIGNS), ("ida", *NO)), "disputed"),
)


def does(paper: Paper, acts: tuple[Act, ...]) -> None:
    for who, verb, *rest in acts:
        assert isinstance(who, str) and isinstance(verb, type)
        paper.does(who, verb, *rest)


@pytest.mark.parametrize("ahead", ["here", "there"])
@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.name)
def test_apart(row: Apart, ahead: str) -> None:
    here, there = office(), office("there")
    mine = Paper.submitted(here, row.flow)
    does(mine, row.before)
    there.hears(here)
    theirs = mine.at(there)
    first, second = (mine, theirs) if ahead == "here" else (theirs, mine)
    does(first, row.here if first is mine else row.there)
    second.desk.last = max(here.last, there.last)  # so that whatever comes now sorts last
    does(second, row.here if second is mine else row.there)
    here.hears(there)
    there.hears(here)
    assert mine.stands.partition("+")[0] == row.comes.partition("+")[0]
    assert ("+" in mine.stands) == ("+" in row.comes)
    assert mine.course.weights == theirs.course.weights
    if row.holds is not None:
        assert set(mine.course.signed) == set(row.holds)
    if row.comes == "disputed":
        settles_either_way(mine)


def settles_either_way(paper: Paper) -> None:
    """Each of the acts can be kept, and the request goes on from there as if the other had not been."""
    contending = paper.course.contending
    assert len(contending) == 2
    for kept in contending:
        again = Paper(office(f"for {kept.id}"), paper.on)
        again.desk.hears(*(paper.desk,))
        for event in (e for s in paper.desk.state.subjects(paper.day) for e in s.events):
            again.desk.state.add(event)
        again.desk.last = max(event.stamp for event in paper.course.acts.events)
        assert again.stands == "disputed"
        again.does("ida", SettleRequest, kept.id, "so be it")
        it = again.course
        assert it.standing is not Standing.DISPUTED
        assert it.weights[kept.id] is Weight.COUNTS
        assert [it.weights[one.id] for one in contending if one is not kept] == [Weight.OVERRULED]
        assert it.stage is None or it.stage.step.kind in StepKind


def test_a_settlement_says_nothing_of_what_its_author_did_not_know() -> None:
    """Three terminals decide apart; the third is heard of after the first two were settled."""
    here, there, far = office(), office("there"), office("yonder")
    paper = Paper.submitted(here, "LINE")
    there.hears(here)
    far.hears(here)
    paper.signs("cat")
    signed = here.journal[-1]
    paper.at(there).does("bob", RejectRequest, "no")
    paper.at(far).does("bob", SendBack, "why?")
    here.hears(there)
    paper.does("gil", SettleRequest, signed.id, "approved it is")
    assert paper.stands == "gm"
    here.hears(far)
    assert paper.stands == "disputed"
    assert {event.kind for event in paper.course.contending} == {"request_signed", "request_sent_back"}
    paper.does("ida", SettleRequest, signed.id, "still")
    assert paper.stands == "gm"


def test_a_late_voice_for_what_was_left_aside_does_not_open_the_dispute_again() -> None:
    here, there, far = office(), office("there"), office("yonder")
    paper = Paper.submitted(here, "LINE")
    there.hears(here)
    far.hears(here)
    paper.signs("cat")
    paper.at(there).does("bob", RejectRequest, "no")
    rejected = there.journal[-1]
    paper.at(far).signs("bob")
    here.hears(there)
    paper.does("gil", SettleRequest, rejected.id, "no money left")
    here.hears(far)
    assert paper.stands == "rejected"
    assert list(paper.course.weights.values()).count(Weight.OVERRULED) == 2


def test_whoever_has_no_right_can_start_no_dispute() -> None:
    """Forged: somebody's program rejects in its own name as if it knew of nothing."""
    here = office()
    paper = Paper.submitted(here, "LINE")
    paper.signs("cat")
    signed = here.journal[-1]
    forged = signed._replace(
        kind="request_rejected",
        by="eve",
        post="ops",
        data={"seat": "manager/manager", "opinion": "no"},
        writer="forger",
        seq=1,
        id="forged",
    )
    here.state.add(forged)
    assert paper.stands == "gm"
    assert paper.course.weights["forged"] is Weight.VOID


def test_a_seat_that_was_handed_on_apart_is_still_whose_it_was_for_those_who_do_not_know() -> None:
    """It is a dispute to settle, not a right that they had lost without knowing."""
    here, there = office(), office("there")
    paper = Paper.submitted(here, "LINE")
    there.hears(here)
    paper.does("cat", TransferSeat, "eve")
    paper.at(there).signs("bob")
    here.hears(there)
    assert Weight.VOID not in paper.course.weights.values()
    assert paper.stands == "disputed"
