"""Each shipped flow from submission to end, by the mall's own people, along every branch, by the rules alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest

from dutytui.rules.approvals.branches import Branch, branches
from dutytui.rules.approvals.commands import FollowRequest, RejectRequest, SignRequest, SubmitRequest
from dutytui.rules.approvals.conditions import Given, holds
from dutytui.rules.approvals.course import Standing
from dutytui.rules.approvals.flow import END, START, Field, FieldKind, Flow, StepKind
from dutytui.rules.approvals.seats import signers, stands_in
from dutytui.rules.changes.commands import SubmitDraft
from dutytui.rules.lookup import lookup
from tests.procedures.shipped import FLOWS, a_flow, shipped
from tests.rules.a_mall import DAY
from tests.rules.approvals.a_flow import Paper, now, office

SAMPLES: Mapping[FieldKind, Given] = {
    FieldKind.LINE: "一行",
    FieldKind.TEXT: "两行\n文字",
    FieldKind.FILE: "附件.pdf",
    FieldKind.DATE: "2026-12-01",
    FieldKind.NUMBER: 2027,
    FieldKind.MONEY: 1_00,
    FieldKind.YES_NO: True,
}
LAW = lookup(shipped())


def answers(flow: Flow, asked: list[Field], before: Mapping[str, Given], branch: Branch) -> dict[str, Given]:
    """What somebody fills in who takes this branch."""
    given: dict[str, Given] = {}
    for field in asked:
        if holds(field.when, {**before, **given}):
            value = branch.values.get(field.id)
            sample = field.choices[0].id if field.choices else SAMPLES[field.kind]
            given[field.id] = sample if value is None else value
    return given


def submitted(flow: Flow, branch: Branch, post: str) -> Paper:
    desk = office(procedures=shipped())
    who = sorted(LAW.holders[post])[0]
    form = answers(flow, list(flow.asked_at_start()), {}, branch)
    begin = SubmitDraft(DAY, "0123456789abcdef", shipped().version, {"meals.yaml": "…"}, fields=form)
    (event, *_) = desk.does(who, begin if flow.adopts else SubmitRequest(DAY, flow.id, form), now(desk), post)
    return Paper(desk, event.on)


def sign(paper: Paper, flow: Flow, branch: Branch) -> str:
    """Whoever may signs the first open seat. Returns the stage."""
    it = paper.course
    stage, seat = it.stage, it.open_seats[0]
    assert stage is not None
    taken = {one.by for key, one in it.signed.items() if stage.seat(key)}
    who = sorted(signers(LAW, stage, seat, it.submitter) - taken)[0]
    given = answers(flow, [one for one in flow.fields if one.id in stage.step.fields], it.fields, branch)
    command = SignRequest(DAY, paper.on, "同意" if stage.step.opinion else "", given)
    paper.desk.does(who, command, now(paper.desk), LAW.people[who].posts[0])
    return stage.id


def through(paper: Paper, flow: Flow, branch: Branch) -> Iterator[str]:
    for _ in range(60):
        if paper.course.stage is None:
            return
        yield sign(paper, flow, branch)


@pytest.mark.parametrize("flow_id", FLOWS)
def test_every_branch_runs_to_its_approval(flow_id: str) -> None:
    """domain.md §6: every step is asked once, nobody is lacking, and the end is an approval."""
    flow = a_flow(flow_id)
    for branch in branches(flow):
        paper = submitted(flow, branch, flow.submitters[-1])
        come_by = list(dict.fromkeys(through(paper, flow, branch)))
        assert paper.course.standing is Standing.APPROVED
        covered = {stage.id for stage in paper.course.stages} - set(come_by)
        assert come_by == [stage.id for stage in branch.stages if stage.id not in covered]
        assert covered <= {stage.id for stage in branch.stages if stage.step.kind is StepKind.APPROVE}


@pytest.mark.parametrize("flow_id", FLOWS)
def test_whoever_submits_somebody_of_the_flow_decides(flow_id: str) -> None:
    """Only where the general manager raises a project does somebody stand in."""
    flow = a_flow(flow_id)
    for branch in branches(flow):
        for post in flow.submitters:
            for who in LAW.holders[post]:
                missing = {s.id for s in branch.stages for seat in s.seats if stands_in(LAW, s, seat, who)}
                assert not missing or (flow_id == "EST" and post == "general_manager"), (post, who)


@pytest.mark.parametrize(
    ("flow_id", "step"),
    [
        (flow, step.id)
        for flow in FLOWS
        for step in a_flow(flow).steps
        if step.rejects and step.rejected not in (END, START)
    ],
)
def test_what_is_rejected_to_a_step_comes_by_there_again_and_gets_through(flow_id: str, step: str) -> None:
    """PUB: revised and previewed as often as needed. SY004: redrafted by the marketing manager."""
    flow = a_flow(flow_id)
    branch = next(one for one in branches(flow) if step in {stage.id for stage in one.stages})
    paper = submitted(flow, branch, flow.submitters[-1])
    for _ in range(2):
        for _ in range(30):
            if paper.stands == step:
                break
            sign(paper, flow, branch)
        stage, seat = paper.course.stage, paper.course.open_seats[0]
        assert stage is not None
        who = sorted(signers(LAW, stage, seat, paper.course.submitter))[0]
        paper.desk.does(who, RejectRequest(DAY, paper.on, "请改"), now(paper.desk), LAW.people[who].posts[0])
        assert paper.stands == stage.step.rejected
    list(through(paper, flow, branch))
    assert paper.course.standing is Standing.APPROVED


def test_a_signed_contract_asks_for_its_handover_and_its_filing_and_the_handover_for_its_visits() -> None:
    """LO and domain §5: drafted, legal, the leader, signed; then a record of its own that both departments sign, by
    different people, and visits; and the original is filed with the company."""
    flow, then = a_flow("CON"), a_flow("LOH")
    (branch,), (way,) = branches(flow), branches(then)
    paper = submitted(flow, branch, "leasing_specialist")
    desk = paper.desk
    filing = FollowRequest(DAY, paper.on, "archive_contract", "A-118")
    lawyer, manager = (sorted(LAW.holders[post])[0] for post in ("legal", "leasing_manager"))
    assert desk.refuses(lawyer, filing, now(desk), "legal").code == "follow_not_yet"
    list(through(paper, flow, branch))
    assert [one.id for one in paper.course.owed] == ["handover", "archive_contract"]

    by_hand = FollowRequest(DAY, paper.on, "handover")
    assert desk.refuses(manager, by_hand, now(desk), "leasing_manager").code == "follow_is_a_flow"
    (handover,) = (one for one in flow.follows if one.flow)
    form = answers(then, list(then.asked_at_start()), {}, way)
    form |= {there: paper.course.fields[here] for here, there in handover.carry}
    assert form["contract_number"] == paper.course.fields["contract_number"]
    begin = SubmitRequest(DAY, "LOH", form, parent=paper.on, parent_day=DAY, follow="handover")
    began = desk.does(manager, begin, now(desk), "leasing_manager")
    assert [one.id for one in paper.course.owed] == ["archive_contract"]

    record = Paper(desk, began[0].on)
    first, second = (sign(record, then, way), sign(record, then, way))
    assert (first, second) == ("handover", "handover"), "both departments sign"
    assert len({one.by for one in record.course.signed.values()}) == 2, "nobody signs for both"
    assert list(through(record, then, way)) == ["first_visit", "second_visit"]
    assert record.course.standing is Standing.APPROVED

    desk.does(lawyer, filing, now(desk), "legal")
    assert paper.course.owed == ()
