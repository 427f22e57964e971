"""The age of approvals, by the day on which they were submitted (LO)."""

from __future__ import annotations

from dutytui.rules.approvals.commands import RejectRequest, SignRequest, SubmitRequest
from dutytui.rules.approvals.flow import Approvals, Due, DueUnit, Flow, Step
from dutytui.rules.commands import Command
from dutytui.rules.figures.counts import Requests
from dutytui.rules.figures.known import BY_ID
from dutytui.rules.figures.of_day import day_figures
from dutytui.rules.figures.of_desk import changes_at
from dutytui.rules.looking import Looking
from tests.rules.a_mall import DAY, Desk, at, mall, plan_under, t

HOURS = Due(120, DueUnit.MINUTES)
PLAN = Flow(
    "PLAN",
    t("Plan"),
    ("service_desk",),
    (
        Step("first", t("First"), ("duty_manager",), due=HOURS),
        Step("second", t("Second"), ("security_chief",), due=HOURS),
    ),
)
ASKED = mall(approvals=Approvals((PLAN,), stands_in=("duty_manager",)))


def submitted(here: Desk) -> str:
    return here.does("wu", SubmitRequest(DAY, "PLAN"), at("09:00"))[0].on


def looking(here: Desk, clock: str) -> Looking:
    return Looking(here.state, plan_under(ASKED, DAY), ASKED, at(clock))


def counted(here: Desk, clock: str) -> Requests:
    return day_figures(looking(here, clock)).requests


def signs(here: Desk, who: str, command: Command, clock: str) -> None:
    here.does(who, command, at(clock))


def test_one_that_is_approved_in_time_has_an_age_and_no_time_limit_passed() -> None:
    here = Desk(procedures=ASKED)
    on = submitted(here)
    assert counted(here, "10:00") == Requests(submitted=1)
    assert changes_at(looking(here, "10:00")) == at("11:00")
    signs(here, "zhao", SignRequest(DAY, on), "10:30")
    signs(here, "qian", SignRequest(DAY, on), "12:10")
    assert counted(here, "48:00") == Requests(submitted=1, ended=1, hours=4)
    assert changes_at(looking(here, "48:00")) is None
    assert BY_ID["request_hours"].value(day_figures(looking(here, "48:00"))) == 4


def test_each_time_limit_that_passed_counts_once_also_while_it_still_waits() -> None:
    here = Desk(procedures=ASKED)
    on = submitted(here)
    assert counted(here, "11:01").late == 1
    signs(here, "zhao", SignRequest(DAY, on), "11:30")
    assert counted(here, "12:00").late == 1
    assert counted(here, "13:31").late == 2
    signs(here, "qian", RejectRequest(DAY, on, "too dear"), "14:00")
    assert counted(here, "20:00") == Requests(submitted=1, ended=1, hours=5, rejected=1, late=2)


def test_the_next_morning_an_open_one_is_still_told_by_its_own_day() -> None:
    here = Desk(procedures=ASKED)
    submitted(here)
    seen = day_figures(looking(here, "40:00"))
    assert (seen.requests.ended, seen.requests.late) == (0, 1)
    assert BY_ID["request_hours"].value(seen) is None
