"""An office that looks at its requests: the flows of `a_flow` with deadlines, information, an outing, a batch."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from dutytui.rules.approvals.commands import SubmitRequest
from dutytui.rules.approvals.conditions import Given
from dutytui.rules.approvals.flow import (
    SUBMITTER,
    Due,
    DueUnit,
    Field,
    FieldKind,
    Flow,
    FollowUp,
    Inform,
    InformAt,
    Sign,
    Step,
    StepKind,
)
from dutytui.rules.approvals.queue import queue
from dutytui.rules.approvals.request_view import request
from dutytui.rules.approvals.views import QueueView, RequestRow, RequestView, Share
from dutytui.rules.handover.procedure import Handover
from dutytui.rules.looking import Looking
from dutytui.rules.plan import business_day
from dutytui.rules.procedure import Procedures
from tests.rules.a_mall import DAY, Desk, at, plan_under, t
from tests.rules.approvals.a_flow import FIELDS, OFFICE, OVER, POST_OF, RULES, Paper

HOUR = Due(60, DueUnit.MINUTES)
SHOW = Flow(
    "SHOW",
    t("A show"),
    ("clerk", "manager"),
    (
        Step("manager", t("Manager reviews"), ("manager",), due=HOUR, escalates=("ops",)),
        Step("finance", t("Finance reviews"), ("finance",), fields=("budget",), when=OVER),
        Step("gm", t("General manager decides"), ("gm",), sees=("amount",)),
    ),
    FIELDS,
    (
        Inform(("ops",), InformAt.APPROVED),
        Inform(("finance",), InformAt.SUBMITTED, OVER),
    ),
    (FollowUp("report", t("Report"), ("clerk",), within=Due(1, DueUnit.DAYS)),),
    batch=True,
)
OUT = Flow(
    "OUT",
    t("Out of the house"),
    ("clerk", "manager"),
    (
        Step("let_go", t("Let go"), ("manager",)),
        Step("out", t("Out"), (SUBMITTER,), StepKind.DO, rejects=False, check_ins=(10 * 60 + 30, 15 * 60 + 30)),
        Step("report", t("Report"), (SUBMITTER,), StepKind.DO, rejects=False, fields=("said",)),
    ),
    (Field("where", t("Where to")), Field("said", t("What was said"), FieldKind.TEXT)),
)
BOTH = Flow(
    "BOTH",
    t("Both sign"),
    ("clerk",),
    (Step("both", t("Both"), ("manager", "finance"), sign=Sign.ALL),),
    FIELDS[:1],
)
FLOWS = (SHOW, OUT, BOTH)
HOUSE: Procedures = replace(
    OFFICE,
    approvals=replace(RULES, flows=FLOWS, soon=30, told_for=14),
    handover=Handover(holders=("manager",)),
)
FORMS: dict[str, dict[str, Given]] = {
    "SHOW": {"topic": "A show", "amount": 500_00, "planned": True},
    "OUT": {"where": "The other mall"},
    "BOTH": {"topic": "Both"},
}


def house(writer: str = "desk", procedures: Procedures = HOUSE) -> Desk:
    return Desk(writer, procedures=procedures)


def submit(desk: Desk, flow: str, clock: str = "09:00", who: str = "ann", day: date = DAY, **fields: Given) -> Paper:
    command = SubmitRequest(day, flow, {**FORMS[flow], **fields})
    (event, *_) = desk.does(who, command, at(clock, day), POST_OF[who])
    return Paper(desk, event.on, day)


def do(paper: Paper, clock: str, who: str, verb: type, *rest: object, **more: object) -> None:
    """clock: of the day it was submitted, "33:00" being nine of the next morning."""
    paper.desk.does(who, verb(paper.day, paper.on, *rest, **more), at(clock, paper.day), POST_OF[who])


def look(desk: Desk, who: str, clock: str | datetime, post: str | None = None) -> Looking:
    now = at(clock) if isinstance(clock, str) else clock
    plan = plan_under(desk.procedures, business_day(now, desk.procedures.mall.day_starts))
    return Looking(desk.state, plan, desk.procedures, now, who, POST_OF.get(who, "") if post is None else post)


def seen(
    desk: Desk, who: str, clock: str | datetime = "09:10", *, everything: bool = False, post: str | None = None
) -> QueueView:
    return queue(look(desk, who, clock, post), everything=everything)


def row(paper: Paper, who: str, clock: str | datetime = "09:10") -> RequestRow | None:
    """The request in somebody's queue, None when it is not in it."""
    return next((one for one in seen(paper.desk, who, clock).rows if one.request == paper.on), None)


def part(paper: Paper, who: str, clock: str | datetime = "09:10") -> Share | None:
    found = row(paper, who, clock)
    return found.part if found else None


def shown(paper: Paper, who: str, clock: str | datetime = "09:10") -> RequestView:
    found = request(look(paper.desk, who, clock), paper.day, paper.on)
    assert found is not None
    return found


def progress(paper: Paper, who: str = "ann", clock: str | datetime = "09:10") -> dict[str, str]:
    return {stage.id: stage.progress.value for stage in shown(paper, who, clock).stages}
