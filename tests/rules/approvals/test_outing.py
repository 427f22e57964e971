"""A field outing (MO SY007, SC-010): registered before leaving, called in once or twice a day, reported when back."""

from __future__ import annotations

from dataclasses import replace

from dutytui.rules.approvals.commands import CheckIn, SignRequest, SubmitRequest
from dutytui.rules.approvals.flow import SUBMITTER, Field, Flow, FollowUp, Step, StepKind
from dutytui.rules.procedure import Procedures
from tests.rules.a_mall import DAY, at, t
from tests.rules.approvals.a_flow import OFFICE, RULES, Paper, office

OUT = Flow(
    "OUT",
    t("Outing"),
    ("clerk",),
    (
        Step("leave", t("Leave"), ("manager",)),
        Step("out", t("Out"), (SUBMITTER,), StepKind.DO, check_ins=(630, 930), fields=("report",), rejects=False),
    ),
    (Field("place", t("Place")), Field("report", t("Report"))),
    follows=(FollowUp("again", t("Again"), ("clerk",), flow="OUT", carry=(("place", "place"),)),),
)
HALL: Procedures = replace(OFFICE, approvals=replace(RULES, flows=(OUT,)))


def out() -> Paper:
    desk = office(procedures=HALL)
    (event,) = desk.does("ann", SubmitRequest(DAY, "OUT", {"place": "north"}), at("8:30"), "clerk")
    paper = Paper(desk, event.on)
    assert paper.refuses("ann", CheckIn) == "check_in_not_out"
    paper.signs("cat")
    return paper


def test_whoever_is_out_calls_and_the_desk_writes_it_down() -> None:
    paper = out()
    (own,) = paper.does("ann", CheckIn, "at the gate")
    (told,) = paper.does("eve", CheckIn, "at the hall", "0571-1")
    assert own.behalf == "" and told.behalf == "ann" and told.by == "eve"
    assert [event.data["step"] for event in paper.course.check_ins] == ["out", "out"]
    assert paper.stands == "out", "a call moves nothing"


def test_a_call_is_written_down_later_but_never_before_it_was_made() -> None:
    paper = out()
    desk = paper.desk
    (late,) = desk.does("eve", CheckIn(DAY, paper.on, at=at("10:31")), at("12:00"), "ops")
    assert late.at == at("10:31")
    refused = desk.refuses("eve", CheckIn(DAY, paper.on, at=at("15:30")), at("12:00"), "ops")
    assert refused.code == "time_in_future"
    refused = desk.refuses("eve", CheckIn(DAY, paper.on, at=at("6:00")), at("12:00"), "ops")
    assert refused.code == "check_in_before"


def test_back_means_a_report() -> None:
    paper = out()
    assert paper.refuses("ann", SignRequest) == "request_field_missing"
    assert paper.refuses("cat", SignRequest, fields={"report": "x"}) == "request_not_yours"
    paper.signs("ann", fields={"report": "two shops seen"})
    assert paper.stands == "approved"
    assert paper.refuses("ann", CheckIn) == "check_in_not_out"


def test_what_follows_is_begun_with_the_parent_noted_and_only_once() -> None:
    paper = out()
    paper.signs("ann", fields={"report": "two shops seen"})
    again = SubmitRequest(DAY, "OUT", {"place": "north"}, parent=paper.on, parent_day=DAY, follow="again")
    begun, followed = paper.desk.does("bob", again, at("16:00"), "clerk")
    assert followed.data["started"] == begun.on and "closes" in followed.data
    assert not paper.course.owed
    assert paper.desk.refuses("bob", again, at("16:00"), "clerk").code == "follow_done"
    child = Paper(paper.desk, begun.on)
    assert child.stands == "leave"
