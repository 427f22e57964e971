"""Somebody who has read nothing but "Writing a flow" copies its example, checks it and sends a request through it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

import pytest

from dutytui.procedures.load import load
from dutytui.rules.approvals.commands import FollowRequest, RejectRequest, SignRequest, SubmitRequest
from dutytui.rules.approvals.conditions import Given
from dutytui.rules.approvals.course import Standing
from dutytui.rules.approvals.deadlines import due_at
from dutytui.rules.approvals.flow import DueUnit, FieldKind, Flow, Sign, StepKind
from dutytui.rules.approvals.told import informed
from dutytui.rules.lookup import lookup
from dutytui.rules.procedure import Procedures
from dutytui.texts.problems import line
from tests.procedures.guide import mall_with_the_example
from tests.rules.a_mall import DAY
from tests.rules.approvals.a_flow import Paper, now, office

YUAN = 100
EVENT: Mapping[str, Given] = {
    "article": "音响一套",
    "what_for": "中庭活动\n两场",
    "use": "event",
    "worth": 5000 * YUAN,
    "from": "2026-11-28",
    "days": 7,
    "scheme": "方案.pdf",
}
REPAIR: Mapping[str, Given] = {name: value for name, value in {**EVENT, "use": "repair"}.items() if name != "scheme"}
WHO = {
    "supervisor": ("wang-wu", "floor_supervisor"),
    "engineering": ("jin-sanshi", "engineering_supervisor"),
    "finance": ("yang-shiba", "finance"),
    "ops": ("li-si", "ops_manager"),
}


@pytest.fixture
def procedures(tmp_path: Path) -> Procedures:
    loaded = load(mall_with_the_example(tmp_path), DAY)
    assert [line(one) for one in loaded.problems] == []
    assert loaded.procedures is not None
    return loaded.procedures


@pytest.fixture
def loan(procedures: Procedures) -> Flow:
    flow = procedures.approvals.flow("LOAN")
    assert flow is not None
    return flow


def begun(procedures: Procedures, form: Mapping[str, Given]) -> Paper:
    desk = office(procedures=procedures)
    who, post = WHO["supervisor"]
    (event, *_) = desk.does(who, SubmitRequest(DAY, "LOAN", form), now(desk), post)
    return Paper(desk, event.on)


def signs(paper: Paper, who: str, opinion: str = "", **fields: Given) -> None:
    person, post = WHO[who]
    paper.desk.does(person, SignRequest(DAY, paper.on, opinion, fields), now(paper.desk), post)


def waits_for(paper: Paper) -> str:
    stage = paper.course.stage
    return stage.id if stage is not None else ""


def test_the_example_shows_all_that_a_flow_may_have(loan: Flow) -> None:
    assert {field.kind for field in loan.fields} == set(FieldKind)
    assert {step.sign for step in loan.steps} == set(Sign) and {step.kind for step in loan.steps} == set(StepKind)
    assert {step.due.unit for step in loan.steps if step.due} == set(DueUnit)
    assert any(step.opinion for step in loan.steps) and any(step.sees for step in loan.steps)
    assert loan.informed and loan.follows and loan.hint


def test_a_repair_of_little_worth_goes_the_short_way(procedures: Procedures) -> None:
    paper = begun(procedures, REPAIR)
    signs(paper, "engineering")
    assert waits_for(paper) == "back"
    signs(paper, "supervisor", undamaged=True)
    assert paper.course.standing is Standing.APPROVED and paper.course.owed == ()


@pytest.mark.parametrize("form", [EVENT, {**REPAIR, "worth": 5000 * YUAN + 1}])
def test_a_long_event_and_a_dear_article_are_countersigned(procedures: Procedures, form: Mapping[str, Given]) -> None:
    paper = begun(procedures, form)
    signs(paper, "engineering")
    assert waits_for(paper) == "countersign"


def test_what_is_asked_only_for_events_is_refused_elsewhere_and_missed_there(procedures: Procedures) -> None:
    desk = office(procedures=procedures)
    who, post = WHO["supervisor"]
    lacking = {name: value for name, value in EVENT.items() if name != "what_for"}
    assert desk.refuses(who, SubmitRequest(DAY, "LOAN", lacking), now(desk), post).code == "request_field_missing"
    long = SubmitRequest(DAY, "LOAN", {**REPAIR, "days": 0})
    assert desk.refuses(who, long, now(desk), post).code == "request_too_small"


def test_a_rejection_leads_back_and_the_whole_way_is_gone_to_its_claim(procedures: Procedures, loan: Flow) -> None:
    paper = begun(procedures, {**EVENT, "worth": 60_000 * YUAN})
    law = lookup(procedures)
    assert informed(paper.course, law) == law.holders["ops_vp"], "told of what is dear when it is submitted"
    signs(paper, "engineering")
    signs(paper, "ops", "同意")
    assert waits_for(paper) == "countersign", "sign: all wants the other, too"
    finance, post = WHO["finance"]
    wordless = SignRequest(DAY, paper.on)
    assert paper.desk.refuses(finance, wordless, now(paper.desk), post).code == "opinion_missing"
    paper.desk.does(finance, RejectRequest(DAY, paper.on, "先报价"), now(paper.desk), post)
    assert waits_for(paper) == "supervisor", "rejected: supervisor"
    signs(paper, "engineering")
    signs(paper, "finance", "已报价")
    assert waits_for(paper) == "back", "operations had signed, and nothing that they saw has changed"
    signs(paper, "supervisor", undamaged=False)
    assert paper.course.standing is Standing.APPROVED
    assert law.holders["security_chief"] <= informed(paper.course, law)
    assert [one.id for one in paper.course.owed] == ["claim"]
    paper.desk.does(finance, FollowRequest(DAY, paper.on, "claim", "已赔"), now(paper.desk), post)
    assert paper.course.owed == ()


def test_two_working_days_pass_over_the_national_day(procedures: Procedures, loan: Flow) -> None:
    """`2wd`: the eve is worked, the week is not, and the days after it are."""
    step = loan.step("countersign")
    assert step is not None and step.due is not None
    before = datetime(2026, 9, 29, 17, tzinfo=now(office(procedures=procedures)).tzinfo)
    until = due_at(procedures, step.due, before)
    assert until is not None and until.date() == date(2026, 10, 8)
