"""What was sent back comes again to whoever sent it, and nobody is asked twice for what did not change.

field.md, ours 8; complaints 15 to 17.
"""

from __future__ import annotations

from dataclasses import replace

from dutytui.rules.approvals.commands import (
    AddSigner,
    RejectRequest,
    ReviseRequest,
    SendBack,
    SignRequest,
    UnsignRequest,
)
from dutytui.rules.approvals.conditions import Condition, Op
from dutytui.rules.approvals.flow import Field, Flow, Sign, Step
from dutytui.rules.procedure import Procedures
from tests.rules.a_mall import t
from tests.rules.approvals.a_flow import FIELDS, OFFICE, RULES, Paper, office

LARGE = Condition(Op.OVER, "amount", 10_000_00)
TURNS = Flow(
    "TURNS",
    t("Turns"),
    ("clerk",),
    (
        Step("manager", t("Manager"), ("manager",), sees=("topic",)),
        Step("finance", t("Finance"), ("finance",), when=LARGE, sees=("topic",)),
        Step("gm", t("General manager"), ("gm",), sees=("planned",)),
        Step("chair", t("Chairman"), ("chair",), rejected="finance", sees=("planned",)),
    ),
    FIELDS[:3],
)
WHY = replace(
    TURNS,
    id="WHY",
    fields=(*TURNS.fields, Field("why", t("Why"), when=Condition(Op.IS, "planned", False))),
)
HALL: Procedures = replace(OFFICE, approvals=replace(RULES, flows=(TURNS, WHY)))


def large() -> Paper:
    return Paper.submitted(office(procedures=HALL), "TURNS", amount=20_000_00)


def amends(paper: Paper, **fields: object) -> None:
    paper.does("ida", SendBack, "look again")
    paper.does("ann", ReviseRequest, fields)


def test_a_step_that_a_revision_takes_out_of_the_way_is_not_asked() -> None:
    paper = large()
    paper.signs("cat", "dan", "gil")
    amends(paper, amount=5_00)
    assert [stage.id for stage in paper.course.stages] == ["manager", "gm", "chair"]
    assert paper.stands == "chair"


def test_a_step_that_comes_back_into_the_way_as_it_was_has_signed() -> None:
    paper = large()
    paper.signs("cat", "dan", "gil")
    amends(paper, amount=5_00)
    amends(paper, amount=30_000_00)
    assert paper.stands == "chair", "finance looks at the topic, and that is as it was"


def test_a_step_that_comes_back_into_the_way_is_asked_when_what_it_saw_has_changed_meanwhile() -> None:
    """It was not in the way when the field changed, and had signed something else all the same."""
    paper = large()
    paper.signs("cat", "dan", "gil")
    amends(paper, amount=5_00)
    amends(paper, topic="quite different")
    assert paper.stands == "manager"
    paper.signs("cat")
    assert paper.stands == "chair"
    amends(paper, amount=30_000_00)
    assert paper.stands == "finance"


def test_a_rejection_leads_to_the_start_where_its_step_was_not_in_the_way() -> None:
    paper = Paper.submitted(office(procedures=HALL), "TURNS")
    paper.signs("cat", "gil")
    paper.does("ida", RejectRequest, "no")
    assert paper.stands == "sent_back"
    assert paper.refuses("bob", ReviseRequest) == "revise_not_yours", "another clerk, while its submitter is here"
    paper.does("ann", ReviseRequest)
    assert paper.stands == "chair"


def test_a_rejection_leads_to_the_step_that_it_came_by() -> None:
    paper = large()
    paper.signs("cat", "dan", "gil")
    paper.does("ida", RejectRequest, "count again")
    assert paper.stands == "finance"
    paper.signs("dan")
    assert paper.stands == "chair"


def test_who_is_asked_again_may_send_it_back_again() -> None:
    paper = large()
    paper.signs("cat", "dan")
    paper.does("gil", SendBack, "finance, count again", "finance")
    assert paper.stands == "finance"
    paper.does("dan", SendBack, "then so must the manager", "manager")
    assert paper.stands == "manager"
    paper.signs("cat", "dan")
    assert paper.stands == "gm", "at whoever sent it back first"


def test_an_added_signer_signs_anew_with_the_step_that_it_was_sent_back_to() -> None:
    paper = large()
    paper.does("cat", AddSigner, "eve", True)
    paper.signs("eve", "cat", "dan")
    paper.does("gil", SendBack, "why?", "manager")
    assert paper.open[0].startswith("manager+")
    paper.signs("eve", "cat")
    assert paper.stands == "gm"


def test_an_added_signer_adds_another_right_after_themselves() -> None:
    paper = large()
    paper.does("cat", AddSigner, "eve", True)
    paper.does("eve", AddSigner, "dan", False)
    paper.signs("eve")
    assert paper.course.stage is not None and paper.course.stage.seats[0].person == "dan"
    paper.signs("dan", "cat")
    assert paper.stands == "finance"


def test_what_covers_two_steps_is_taken_back_from_both_as_long_as_one_is_open() -> None:
    """One decision, one signature: half of it does not stay."""
    both = Step("both", t("Both"), ("chair", "gm"), sign=Sign.ALL)
    flow = Flow("TWO", t("Two"), ("clerk",), (Step("ops", t("Operations"), ("ops",)), both), FIELDS[:1])
    paper = Paper.submitted(office(procedures=replace(OFFICE, approvals=replace(RULES, flows=(flow,)))), "TWO")
    (signed,) = paper.does("hal", SignRequest)
    assert signed.data["seats"] == ["both/chair"]
    assert paper.open == ["both/gm"]
    paper.does("hal", UnsignRequest)
    assert paper.stands == "ops" and not paper.course.signed


def test_what_covers_two_steps_stays_when_both_are_over() -> None:
    paper = Paper.submitted(office(), "SAME")
    paper.signs("hal")
    assert paper.stands == "gm"
    assert paper.refuses("hal", UnsignRequest) == "unsign_nothing"


def test_what_an_amended_field_turns_is_to_be_said_with_it() -> None:
    """Returned for one field only: outside the plan after all, which is not said without why."""
    paper = Paper.submitted(office(procedures=HALL), "WHY")
    paper.does("cat", SendBack, "it is not in the plan", ask=("planned",))
    assert paper.refuses("ann", ReviseRequest, {"planned": False}) == "request_field_missing"
    assert paper.refuses("ann", ReviseRequest, {"planned": False, "topic": "other"}) == "request_field_unknown"
    paper.does("ann", ReviseRequest, {"planned": False, "why": "a brand came"})
    assert paper.course.fields["why"] == "a brand came"
    assert paper.stands == "manager"
