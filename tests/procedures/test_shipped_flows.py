"""The flows that ship: in which order they go, and what turns the way, as ``domain.md`` §6 has it, row by row."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from dutytui.rules.approvals.branches import branches
from dutytui.rules.approvals.conditions import Given, holds
from dutytui.rules.approvals.flow import Due, DueUnit
from dutytui.rules.approvals.path import path
from tests.procedures.shipped import FLOWS, a_flow, shipped

YUAN = 100
"""Money is held in hundredths."""

Values = Mapping[str, Given]

SMALL: Values = {"people": 300, "cost": 100_000 * YUAN}
MANY: Values = {"people": 301, "cost": 0}
DEAR: Values = {"people": 10, "cost": 100_000 * YUAN + 1}

ROUTES: tuple[tuple[str, Values, str], ...] = (
    # MO SY001: routine, the operations VP alone; else the general manager; a major special one needs finance as well
    ("SY001", {"kind": "routine"}, "manager_review vp_approval"),
    ("SY001", {"kind": "monthly"}, "manager_review vp_approval gm_approval"),
    ("SY001", {"kind": "annual"}, "manager_review vp_approval gm_approval"),
    ("SY001", {"kind": "major_special"}, "manager_review budget_analysis vp_approval gm_approval"),
    # MO SY002: the marketing manager drafts, the general manager signs, the operations VP carries it out
    ("SY002", {}, "draft gm_signature carry_out"),
    # MO SY003: outside the plan, general manager and chairman
    ("SY003", {"planned": True}, "manager_review vp_review gm_approval"),
    ("SY003", {"planned": False}, "manager_review vp_review gm_approval chairman_approval"),
    # MO SY004: to the general manager where the VP says so
    ("SY004", {"to_gm": False}, "manager_review vp_approval"),
    ("SY004", {"to_gm": True}, "manager_review vp_approval gm_approval"),
    # MO SY005: the same way for half a month, month, quarter and year
    *(
        ("SY005", {"kind": kind}, "finance_review vp_approval gm_approval chairman_approval payment")
        for kind in ("half_month", "month", "quarter", "year")
    ),
    # MO SY006: a major matter is resolved together
    ("SY006", {"major": False}, "manager handle"),
    ("SY006", {"major": True}, "manager convene joint carry_out handle"),
    # MO SY007, SC-010: registered, out, back with a report; the research outing is filed
    ("SY007", {}, "permission leaving out report"),
    ("SC-010", {}, "permission leaving out report filing"),
    # SC-003: supervisor, researchers, results up, report, the director's analysis
    ("SC-003", {}, "division research results_up report analysis"),
    # SC-004: drafted, submitted, confirmed
    ("SC-004", {}, "confirmation"),
    # SC-005: outside the plan, the group's general manager
    ("SC-005", {"planned": True}, "manager_review division_approval"),
    ("SC-005", {"planned": False}, "manager_review division_approval group_approval"),
    # EST: the general manager raises it, or consents to a department that does
    (
        "EST",
        {"raised_by": "general_manager"},
        "plan survey report finance_analysis feasibility director_review gm_approval",
    ),
    (
        "EST",
        {"raised_by": "department"},
        "consent plan survey report finance_analysis feasibility director_review gm_approval",
    ),
    # CA: the group's plan, the region's plan, the evaluation
    ("CA-1", {}, "centre_review vp_approval"),
    ("CA-2", {}, "region_review group_approval"),
    ("CA-4", {}, "region_review club_receipt"),
    # CA: large is over 300 people or over 100,000 yuan, and neither is "at least"; outside the plan, the group centre
    ("CA-3", {"planned": True, **SMALL}, "region_approval"),
    ("CA-3", {"planned": True, **MANY}, "region_approval club_review vp_approval"),
    ("CA-3", {"planned": True, **DEAR}, "region_approval club_review vp_approval"),
    ("CA-3", {"planned": False, **SMALL}, "region_approval centre_approval"),
    ("CA-3", {"planned": False, **MANY}, "region_approval centre_approval club_review vp_approval"),
    ("CA-3", {"planned": False, **DEAR}, "region_approval centre_approval club_review vp_approval"),
    # LO: the contract, then the handover with its visits
    ("CON", {}, "legal_review leader_approval signing"),
    ("LOH", {}, "handover first_visit second_visit"),
    # EXP: finance over some sum or over the budget; an advance is settled, budget against actual
    ("EXP", {"kind": "expense", "amount": 3000 * YUAN, "over_budget": False}, "manager_approval"),
    ("EXP", {"kind": "expense", "amount": 3000 * YUAN + 1, "over_budget": False}, "manager_approval finance_approval"),
    ("EXP", {"kind": "expense", "amount": 100, "over_budget": True}, "manager_approval finance_approval"),
    (
        "EXP",
        {"kind": "advance", "amount": 100, "over_budget": False, "actual": 3000 * YUAN, "actual_over": False},
        "manager_approval settlement",
    ),
    (
        "EXP",
        {"kind": "advance", "amount": 100, "over_budget": False, "actual": 3000 * YUAN + 1, "actual_over": False},
        "manager_approval settlement settlement_check",
    ),
    (
        "EXP",
        {"kind": "advance", "amount": 100, "over_budget": False, "actual": 200, "actual_over": True},
        "manager_approval settlement settlement_check",
    ),
    (
        "EXP",
        {"kind": "advance", "amount": 5000 * YUAN, "over_budget": False, "actual": 200, "actual_over": False},
        "manager_approval finance_approval settlement",
    ),
    (
        "EXP",
        {"kind": "advance", "amount": 5000 * YUAN, "over_budget": True, "actual": 200, "actual_over": True},
        "manager_approval finance_approval settlement settlement_check",
    ),
    # PUB: preview, the lead, published, shared
    ("PUB", {}, "preview lead_review publishing sharing"),
    # SOP (MO, DS): one step, signed by three
    ("SOP", {}, "countersign"),
)

ORDER = "regional_approval assistant_check technical_check division_approval ordering shipment acceptance collection"
"""What every order comes by: purchase only, nothing else."""
_MORE: Mapping[str, tuple[str, ...]] = {
    "purchase": (),
    "turnkey": ("survey", "works", "completion"),
    "integrated": ("survey", "design", "works", "joint_test", "completion"),
}
_ALL = (
    "special_signature survey regional_approval assistant_check design technical_check division_approval ordering "
    "shipment works joint_test completion acceptance returns audit collection"
)


def _order(variant: str, kind: str, audit: bool, to_return: bool) -> tuple[str, Values, str]:
    steps = {*ORDER.split(), *_MORE[variant]}
    steps |= {"special_signature"} if kind != "normal" else set()
    steps |= {"audit"} if audit else set()
    steps |= {"returns"} if to_return else set()
    values: Values = {"variant": variant, "kind": kind, "audit": audit, "to_return": to_return}
    return "ORD", values, " ".join(one for one in _ALL.split() if one in steps)


ORDERS = tuple(
    _order(variant, kind, audit, to_return)
    for variant in _MORE
    for kind in ("normal", "trial", "gift", "swap", "loan")
    for audit in (False, True)
    for to_return in (False, True)
)


def test_every_flow_of_the_table_ships() -> None:
    assert {one.id for one in shipped().approvals.flows} == set(FLOWS)


@pytest.mark.parametrize(("flow_id", "values", "steps"), [*ROUTES, *ORDERS])
def test_a_request_comes_by_the_steps_of_the_table(flow_id: str, values: Values, steps: str) -> None:
    """domain.md §6."""
    assert " ".join(stage.id for stage in path(a_flow(flow_id), values)) == steps


@pytest.mark.parametrize("flow_id", FLOWS)
def test_no_flow_has_a_way_that_the_table_lacks(flow_id: str) -> None:
    """Nor the table one that nothing filled in leads to."""
    ways = {" ".join(stage.id for stage in branch.stages) for branch in branches(a_flow(flow_id))}
    assert ways == {steps for flow, _, steps in (*ROUTES, *ORDERS) if flow == flow_id}


def test_feedback_is_with_the_marketing_manager_within_an_hour() -> None:
    """MO SY006."""
    step = a_flow("SY006").step("manager")
    assert step is not None
    assert (step.due, step.escalates) == (Due(60, DueUnit.MINUTES), ("ops_vp",))


def test_every_decision_has_a_time_limit() -> None:
    assert [f"{flow} {step.id}" for flow in FLOWS for step in a_flow(flow).steps if not step.due and step.rejects] == []


def test_follow_up_visits_come_after_a_week_and_a_month() -> None:
    """LO: the handover from leasing to operations."""
    assert [step.due for step in a_flow("LOH").steps[1:]] == [Due(7, DueUnit.DAYS), Due(30, DueUnit.DAYS)]


def test_whoever_is_out_calls_in_once_or_twice_a_day() -> None:
    """MO SY007, SC-010."""
    calls = {flow: [step.check_ins for step in a_flow(flow).steps if step.check_ins] for flow in ("SY007", "SC-010")}
    assert calls == {"SY007": [(630, 930)], "SC-010": [(1020,)]}


def test_the_director_files_the_outings_of_some_time_with_one_key() -> None:
    """SC-010: periodically, so nothing is asked for each of them."""
    flow = a_flow("SC-010")
    filing = flow.steps[-1]
    assert (filing.posts, filing.due, flow.batch) == (("marketing_director",), Due(30, DueUnit.DAYS), True)
    assert not filing.fields and not filing.opinion


@pytest.mark.parametrize(
    ("flow_id", "values", "informed"),
    [
        ("SC-005", {"planned": True}, ["marketing_director submitted"]),
        ("SC-005", {"planned": False}, ["marketing_director submitted"]),
        ("CA-3", {"planned": True, **SMALL}, ["group_cs_centre approved"]),
        ("CA-3", {"planned": True, **DEAR}, ["group_cs_centre approved"]),
        # Outside the plan the group centre has decided, and need not be told.
        ("CA-3", {"planned": False, **SMALL}, []),
    ],
)
def test_who_is_told_for_the_record(flow_id: str, values: Values, informed: list[str]) -> None:
    """SC-005: copy to the director. CA-3: the group is informed for the record."""
    told = [one for one in a_flow(flow_id).informed if holds(one.when, values)]
    assert [f"{post} {one.at.value}" for one in told for post in one.posts] == informed


def test_only_these_flows_inform() -> None:
    assert {flow for flow in FLOWS if a_flow(flow).informed} == {"SC-005", "CA-3"}


@pytest.mark.parametrize(
    ("flow_id", "values", "follows"),
    [
        ("SY004", {}, ["issue_tasks", "tenant_feedback"]),
        ("SC-003", {}, ["promotion_plan SC-004"]),
        ("SC-005", {}, ["supervision"]),
        ("EST", {"purpose": "project"}, ["research SC-003"]),
        ("EST", {"purpose": "major_special"}, ["research SC-003", "major_plan SY001"]),
        ("CA-2", {}, ["quarters", "projects"]),
        ("CON", {}, ["handover LOH", "archive_contract"]),
    ],
)
def test_what_follows_an_approved_request(flow_id: str, values: Values, follows: list[str]) -> None:
    """domain.md §6, and §5 for the original of a contract."""
    coming = [one for one in a_flow(flow_id).follows if holds(one.when, values)]
    assert [f"{one.id} {one.flow}".strip() for one in coming] == follows


def test_nothing_else_follows() -> None:
    assert {flow for flow in FLOWS if a_flow(flow).follows} == {"SY004", "SC-003", "SC-005", "EST", "CA-2", "CON"}


def test_whoever_is_to_begin_the_next_flow_may_submit_it() -> None:
    for follow in (one for flow in FLOWS for one in a_flow(flow).follows if one.flow):
        assert set(follow.posts) <= set(a_flow(follow.flow).submitters), follow.id


def test_what_is_carried_is_asked_at_the_start_there() -> None:
    for follow in (one for flow in FLOWS for one in a_flow(flow).follows if one.flow):
        asked = {field.id for field in a_flow(follow.flow).asked_at_start()}
        assert {there for _, there in follow.carry} <= asked, follow.id


@pytest.mark.parametrize(
    ("flow_id", "values", "field", "asked"),
    [
        ("SY001", {"kind": "major_special"}, "established", True),  # established first
        ("SY001", {"kind": "annual"}, "established", False),
        ("SY003", {"planned": False}, "reason", True),
        ("SC-005", {"planned": False}, "reason", True),
        ("CA-3", {"planned": True, **MANY}, "departments", True),  # large takes several departments
        ("CA-3", {"planned": True, **SMALL}, "departments", False),
        ("EXP", {"kind": "expense"}, "voucher", True),
        ("ORD", {"kind": "loan"}, "special_reason", True),
        ("ORD", {"kind": "normal"}, "special_reason", False),
    ],
)
def test_what_is_asked_turns_on_what_was_answered(flow_id: str, values: Values, field: str, asked: bool) -> None:
    found = a_flow(flow_id).field(field)
    assert found is not None
    assert found.required
    assert holds(found.when, values) is asked


def test_the_forms_of_sy005_and_sy006_are_attached() -> None:
    """MO: the form goes with the request."""
    forms = [a_flow("SY005").field("table"), a_flow("SY006").field("form")]
    assert [one is not None and one.kind.value == "file" and one.required for one in forms] == [True, True]


def test_only_the_countersign_adopts_and_only_outings_go_in_batches() -> None:
    assert [flow for flow in FLOWS if a_flow(flow).adopts] == ["SOP"]
    assert [flow for flow in FLOWS if a_flow(flow).batch] == ["SY007", "SC-010"]


def test_titles_of_steps_are_short() -> None:
    """They stand in a column of the queue."""
    for flow in map(a_flow, FLOWS):
        assert [one.title["zh-Hans"] for one in flow.steps if len(one.title["zh-Hans"]) > 12] == []
