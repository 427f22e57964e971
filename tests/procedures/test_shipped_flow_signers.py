"""The flows that ship: whose signature each step takes, and where a rejection leads (``domain.md`` §6)."""

from __future__ import annotations

from dutytui.rules.approvals.flow import END, START, Sign, StepKind
from tests.procedures.shipped import FLOWS, a_flow

DECIDES = """
SY001  manager_review     marketing_manager    -> start
SY001  budget_analysis    finance              -> start
SY001  vp_approval        ops_vp               -> start
SY001  gm_approval        general_manager      -> start
SY002  gm_signature       general_manager      -> draft
SY003  manager_review     marketing_manager    -> start
SY003  vp_review          ops_vp               -> start
SY003  gm_approval        general_manager      -> end
SY003  chairman_approval  chairman             -> end
SY004  manager_review     marketing_manager    -> start
SY004  vp_approval        ops_vp               -> manager_review
SY004  gm_approval        general_manager      -> manager_review
SY005  finance_review     finance              -> start
SY005  vp_approval        ops_vp               -> start
SY005  gm_approval        general_manager      -> start
SY005  chairman_approval  chairman             -> start
SY006  manager            marketing_manager    -> start
SY006  joint              property_supervisor & engineering_supervisor -> convene
SY007  permission         marketing_manager    -> end
SC-010 permission         marketing_manager    -> end
SC-003 results_up         market_supervisor    -> research
SC-003 analysis           marketing_director   -> report
SC-004 confirmation       marketing_director   -> start
SC-005 manager_review     marketing_manager    -> start
SC-005 division_approval  division_manager     -> start
SC-005 group_approval     group_general_manager -> end
EST    consent            general_manager      -> end
EST    finance_analysis   finance              -> report
EST    director_review    marketing_director   -> report
EST    gm_approval        general_manager      -> end
CA-1   centre_review      group_cs_manager     -> start
CA-1   vp_approval        marketing_vp         -> start
CA-2   region_review      regional_lead        -> start
CA-2   group_approval     group_cs_centre      -> start
CA-3   region_approval    regional_lead        -> start
CA-3   centre_approval    group_cs_centre      -> start
CA-3   club_review        group_club           -> start
CA-3   vp_approval        marketing_vp         -> end
CA-4   region_review      regional_lead        -> start
CA-4   club_receipt       group_club           -> start
CON    legal_review       legal                -> start
CON    leader_approval    company_leader       -> start
EXP    manager_approval   ops_manager          -> end
EXP    finance_approval   finance              -> end
EXP    settlement_check   finance              -> settlement
PUB    lead_review        marketing_manager    -> preview
ORD    special_signature  general_manager      -> end
ORD    regional_approval  regional_manager     -> start
ORD    assistant_check    order_assistant      -> start
ORD    technical_check    technician           -> start
ORD    division_approval  division_manager     -> start
ORD    audit              auditor              -> acceptance
SOP    countersign        general_manager & finance & ops_vp -> start
"""
DOES = """
SY002  draft        marketing_manager
SY002  carry_out    ops_vp
SY005  payment      finance
SY006  convene      marketing_manager
SY006  carry_out    property_supervisor & engineering_supervisor
SY006  handle       cs_specialist | service_desk
SY007  leaving      submitter
SY007  out          submitter
SY007  report       submitter
SC-010 leaving      submitter
SC-010 out          submitter
SC-010 report       submitter
SC-010 filing       marketing_director
SC-003 division     market_supervisor
SC-003 research     market_researcher
SC-003 report       market_supervisor | marketing_manager
EST    plan         marketing_director
EST    survey       market_supervisor | market_researcher
EST    report       market_supervisor | marketing_manager
EST    feasibility  marketing_manager | market_supervisor
CON    signing      leasing_manager | leasing_specialist
LOH    handover     leasing_manager & ops_manager
LOH    first_visit  floor_supervisor | ops_manager
LOH    second_visit leasing_specialist | leasing_manager | ops_manager
EXP    settlement   submitter
PUB    preview      submitter | editor
PUB    publishing   editor
PUB    sharing      submitter | editor
ORD    survey       engineering_supervisor
ORD    design       technician
ORD    ordering     order_specialist
ORD    shipment     order_specialist
ORD    works        engineering_supervisor
ORD    joint_test   technician & engineering_supervisor
ORD    completion   engineering_supervisor
ORD    acceptance   ops_manager | property_supervisor
ORD    returns      order_specialist
ORD    collection   finance | order_assistant
"""


def _lines(kind: StepKind) -> set[str]:
    found = set()
    for flow_id in FLOWS:
        for step in a_flow(flow_id).steps:
            if step.kind is kind:
                posts = (" & " if step.sign is Sign.ALL else " | ").join(step.posts)
                back = f" -> {'start' if step.rejected == START else step.rejected}" if step.rejects else ""
                found.add(f"{flow_id} {step.id} {posts}{back}")
    return found


def _written(table: str) -> set[str]:
    return {" ".join(line.split()) for line in table.strip().splitlines()}


def test_who_decides_and_where_a_rejection_leads() -> None:
    """domain.md §6; ``&`` all of them sign, ``|`` any. Sending back to any earlier step is possible everywhere."""
    assert _lines(StepKind.APPROVE) == _written(DECIDES)


def test_who_carries_out_what_and_nobody_can_reject_there() -> None:
    """domain.md §6."""
    assert _lines(StepKind.DO) == _written(DOES)


def test_no_decision_is_left_to_posts_that_submit_alone() -> None:
    """Nobody decides their own request. Where the general manager raises a project, somebody stands in."""
    found = {
        f"{flow.id} {step.id}"
        for flow in map(a_flow, FLOWS)
        for step in flow.steps
        if step.kind is StepKind.APPROVE and set(step.posts) <= set(flow.submitters)
    }
    assert found == {"EST consent", "EST gm_approval"}


def test_a_rejection_that_ends_a_request_is_the_last_word_of_somebody_high_up() -> None:
    """Everywhere else the submitter, or whoever drafted, gets the request back with an opinion."""
    ends = {
        post
        for flow in FLOWS
        for step in a_flow(flow).steps
        if step.rejects and step.rejected == END
        for post in step.posts
    }
    expected = "general_manager chairman group_general_manager marketing_vp marketing_manager ops_manager finance"
    assert ends == set(expected.split())
