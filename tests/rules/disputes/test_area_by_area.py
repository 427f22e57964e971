"""What each area's desks can say against each other, by that area's own mall."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import pytest

from dutytui.rules.approvals.commands import RejectRequest, SignRequest
from dutytui.rules.closing.commands import JoinSweep
from dutytui.rules.commands import Command, Undo
from dutytui.rules.dispute import Dispute
from dutytui.rules.disputes import disputes, open_disputes
from dutytui.rules.figures.commands import Assess
from dutytui.rules.handover.commands import CountArticle, PlanMatter, TakeDuty
from dutytui.rules.looking import Looking
from dutytui.rules.obligations.commands import MarkDone, WaiveObligation
from dutytui.rules.patrols.commands import DrawRounds, StartRound
from dutytui.rules.procedure import Procedures
from dutytui.rules.review.commands import ChangeFollowUp
from dutytui.rules.sales.commands import ExplainCounter
from dutytui.rules.service.commands import DetailCase
from dutytui.rules.unsettled import unsettled
from tests.rules.a_mall import DAY, Desk, at, plan_under
from tests.rules.approvals.a_flow import OFFICE, Paper
from tests.rules.closing.a_closing_day import CLOSES, NIGHT, all_but_reasons, closes, reopens
from tests.rules.closing.a_night import NIGHT as SWEPT
from tests.rules.figures.a_quarter import ASSESSED, MANAGER, Q3, after
from tests.rules.handover.a_duty import DUTY_MALL, begun, handover, logged, taken
from tests.rules.handover.a_duty import MANAGER as HOLDER
from tests.rules.journals.a_journal import WITH_JOURNALS, leaves, writes
from tests.rules.meals.a_lunch import WITH_LUNCH
from tests.rules.meals.a_lunch import leaves as eats
from tests.rules.obligations.a_calendar import RENT, the_year
from tests.rules.patrols.a_patrol import PATROLLED, day_plan
from tests.rules.review.a_review import MORNING, REVIEWED, sets
from tests.rules.roll_call.a_roll_call import CALLING, HOLD, ORDER, PLAN, READY, not_ready
from tests.rules.sales.a_review import MALL as SOLD
from tests.rules.sales.a_review import file_of, rows
from tests.rules.service.a_desk import SERVED, ServiceDesk

NOON = at("12:00")
Act = tuple[str, str, Command]
"""Who, under which post ("" for their first), what."""


@dataclass(frozen=True)
class Case:
    """before: at the first desk, heard by the second; both: done apart, given what `before` handed back (a subject)."""

    code: str
    procedures: Procedures
    both: Callable[[str], tuple[Act, Act]]
    before: Callable[[Desk], str] = lambda _desk: ""
    now: datetime = NOON
    settler: tuple[str, str] = ("zhao", "duty_manager")
    harmless: bool = False


def answered(desk: Desk) -> str:
    for command in READY.values():
        desk.does("zhao", command, PLAN.roll_calls[0].starts)
    return ""


def reopened(desk: Desk) -> str:
    """Closed once; whoever did not hear of that reopens nothing."""
    all_but_reasons(desk)
    desk.does("zhao", closes(), NIGHT)
    return ""


def submitted(desk: Desk) -> str:
    return Paper.submitted(desk, "LINE").on


def imported(desk: Desk) -> str:
    desk.does("zhao", file_of(rows(900, 100)), at("08:30"))
    return ""


def assess(mark: float) -> Act:
    return (MANAGER, "duty_manager", Assess(Q3, "floors", "superior", {"effect": mark}))


ROUND = next(one for one in day_plan().rounds if one.route == "floors")
CASES = {
    "answer": Case(
        "answer",
        CALLING,
        lambda _on: (("zhao", "", READY["guard"]), ("zhao", "", not_ready("guard"))),
        now=PLAN.roll_calls[0].starts,
    ),
    "order": Case(
        "order",
        CALLING,
        lambda _on: (("zhao", "", ORDER), ("zhao", "", HOLD)),
        answered,
        now=PLAN.roll_calls[0].starts,
    ),
    "round": Case(
        "round_begun",
        PATROLLED,
        lambda _on: (("zhao", "", StartRound(DAY, "floors", ROUND.key)),) * 2,
        now=ROUND.starts,
    ),
    "drawn": Case(
        "drawn_twice",
        PATROLLED,
        lambda _on: tuple(("sun", "", DrawRounds(DAY, "security", seed * 8)) for seed in "ab"),  # type: ignore[arg-type,return-value]
        now=at("08:00"),
        harmless=True,
    ),
    "batch": Case("meal_batch", WITH_LUNCH, lambda _on: (("zhao", "", eats("sun", 1)), ("zhao", "", eats("sun", 2)))),
    "files": Case(
        "sales_files", SOLD, lambda _on: (("zhao", "", file_of(rows(1, 2))), ("zhao", "", file_of(rows(1, 3), "b.csv")))
    ),
    "said": Case(
        "sales_said",
        SOLD,
        lambda _on: tuple(("zhao", "", ExplainCounter(DAY, "A1", measure=words)) for words in "xy"),  # type: ignore[return-value]
        imported,
    ),
    "detail": Case(
        "case_detail",
        SERVED,
        lambda on: (
            ("wu", "", DetailCase(DAY, on, {"injured": "no"})),
            ("wu", "", DetailCase(DAY, on, {"injured": ""})),
        ),
        lambda desk: ServiceDesk.opens(desk, kind="injury", injured="yes"),  # type: ignore[arg-type]
        settler=("wu", "service_desk"),
    ),
    "duty": Case(
        "duty",
        DUTY_MALL,
        lambda _on: (("zhao", HOLDER, TakeDuty(DAY)), ("wei", HOLDER, TakeDuty(DAY))),
        settler=("zhao", HOLDER),
    ),
    "article": Case(
        "article",
        DUTY_MALL,
        lambda on: tuple(("zhao", HOLDER, CountArticle(DAY, on, "radios", n, "lost")) for n in (7, 8)),  # type: ignore[return-value]
        lambda desk: begun(taken(desk), "11:00"),
        settler=("zhao", HOLDER),
    ),
    "page": Case(
        "page",
        WITH_JOURNALS,
        lambda _on: (("zhao", "", writes("page:duty/staff")), ("zhao", "", leaves("page:duty/staff"))),
    ),
    "team": Case(
        "sweep_team",
        SWEPT,
        lambda _on: tuple(("zhao", "duty_manager", JoinSweep(DAY, "guard", who)) for who in ("sun", "feng")),  # type: ignore[return-value]
        now=at("22:05"),
    ),
    "request": Case(
        "request",
        OFFICE,
        lambda on: (
            ("cat", "manager", SignRequest(DAY, on)),
            ("cat", "manager", RejectRequest(DAY, on, "too dear")),
        ),
        submitted,
        settler=("gil", "gm"),
    ),
    "obligation": Case(
        "obligation",
        the_year(),
        lambda _on: (
            ("sun", "guard", MarkDone(DAY.replace(day=30), RENT.id)),
            ("zhao", "duty_manager", WaiveObligation(DAY.replace(day=30), RENT.id, "paid by head office")),
        ),
        now=datetime.fromisoformat("2026-11-30T12:00+08:00"),
    ),
    "follow_up": Case(
        "follow_up_field",
        REVIEWED,
        lambda on: tuple(  # type: ignore[return-value]
            ("zhao", "", ChangeFollowUp(DAY, on, {"owner": who}, "is there")) for who in ("guard", "electrician")
        ),
        sets,
        now=MORNING,
    ),
    "assessment": Case(
        "assessment",
        ASSESSED,
        lambda _on: (assess(80), assess(70)),
        now=after(Q3),
        settler=(MANAGER, "duty_manager"),
    ),
}


def looking(desk: Desk, case: Case) -> Looking:
    who, post = case.settler
    return Looking(desk.state, plan_under(desk.procedures, case.now.date()), desk.procedures, case.now, who, post)


def played(case: Case) -> tuple[Desk, Desk]:
    desk, other = Desk("desk", case.procedures), Desk("desk-2", case.procedures)
    on = case.before(desk)
    other.hears(desk)
    for where, (who, post, command) in zip((desk, other), case.both(on), strict=True):
        where.does(who, command, case.now, post or None)
    meet(desk, other)
    return desk, other


def meet(*desks: Desk) -> None:
    for desk in desks:
        desk.hears(*(other for other in desks if other is not desk))
    assert desks[0].state == desks[1].state


def settles(desk: Desk, case: Case, side: int) -> None:
    (one,) = open_disputes(looking(desk, case))
    stands = one.sides[side].stands
    assert stands is not None
    who, post = case.settler
    for command in stands.because("asked both"):
        desk.does(who, command, case.now, post)


def of(desk: Desk, case: Case) -> list[Dispute]:
    return [one for one in disputes(looking(desk, case)) if one.code == case.code]


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_it_is_in_the_list_with_two_sides_of_two_terminals(case: Case) -> None:
    desk, other = played(case)
    (one,) = of(desk, case)
    assert len(disputes(looking(desk, case))) == 1
    assert of(other, case) == [one]
    assert sorted(side.acts[0].writer for side in one.sides) == ["desk", "desk-2"]
    assert one.harmless is case.harmless
    assert one.posts or one.people or one.harmless


@pytest.mark.parametrize("side", [0, 1])
@pytest.mark.parametrize("case", [one for one in CASES.values() if not one.harmless], ids=lambda one: one.code)
def test_either_side_can_be_made_to_stand(case: Case, side: int) -> None:
    desk, other = played(case)
    settles(desk, case, side)
    meet(desk, other)
    assert of(desk, case) == []


@pytest.mark.parametrize("case", [one for one in CASES.values() if not one.harmless], ids=lambda one: one.code)
def test_settled_apart_differently_it_stays_in_dispute(case: Case) -> None:
    desk, other = played(case)
    settles(desk, case, 0)
    settles(other, case, 1)
    meet(desk, other)
    assert len(of(desk, case)) == 1
    settles(desk, case, 0)
    meet(desk, other)
    assert of(desk, case) == []


def test_a_day_closed_anew_here_and_reopened_there_is_open_and_in_dispute_until_it_is_closed_once_more() -> None:
    case = Case("day_closed", CLOSES, lambda _on: (), now=NIGHT)  # type: ignore[arg-type,return-value]
    desk, other = Desk("desk", CLOSES), Desk("desk-2", CLOSES)
    reopened(desk)
    other.hears(desk)
    desk.does("zhao", reopens("a till"), NIGHT)
    desk.does("zhao", closes(), NIGHT)
    other.does("zhao", reopens("a lamp"), NIGHT)
    meet(desk, other)
    (one,) = of(desk, case)
    assert [side.stands for side in one.sides] == [None, None]
    assert one.go == "day_end"
    desk.does("zhao", closes(), NIGHT)
    assert of(desk, case) == []


def test_reopened_at_two_desks_is_no_dispute() -> None:
    case = Case("day_closed", CLOSES, lambda _on: (), now=NIGHT)  # type: ignore[arg-type,return-value]
    desk, other = Desk("desk", CLOSES), Desk("desk-2", CLOSES)
    reopened(desk)
    other.hears(desk)
    for each in (desk, other):
        each.does("zhao", reopens(), NIGHT)
    meet(desk, other)
    assert of(desk, case) == []


def test_an_order_that_stands_against_nothing_is_still_only_called_back_by_a_hold() -> None:
    desk = Desk("desk", CALLING)
    answered(desk)
    (order,) = desk.does("zhao", ORDER, PLAN.roll_calls[0].starts)
    refused = desk.refuses("zhao", Undo(DAY, order.on, order.id), PLAN.roll_calls[0].starts)
    assert refused.code == "undo_not_possible"


def test_a_matter_planned_differently_is_in_dispute_and_travels() -> None:
    case = Case("matter_plans", DUTY_MALL, lambda _on: (), now=at("14:30"), settler=("zhao", HOLDER))  # type: ignore[arg-type,return-value]
    desk, other = Desk("desk", DUTY_MALL), Desk("desk-2", DUTY_MALL)
    logged(desk, "leak")
    on = begun(taken(desk))
    other.hears(desk)
    matter = handover(desk, "14:10").matters[0].id
    for each, words in ((desk, "call the plumber"), (other, "shut the valve")):
        each.does("zhao", PlanMatter(DAY, on, matter, words), at("14:10"), post=HOLDER)
    meet(desk, other)
    assert len(of(desk, case)) == 1
    assert any(one.code == "dispute" and one.travels for one in unsettled(looking(desk, case)))
