"""The small mall with some obligations of domain §5, on the calendar of 2026 as it was announced."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache, partial

from dutytui.procedures.holidays import day_kinds
from dutytui.rules.looking import Looking
from dutytui.rules.obligations.dates import Worked
from dutytui.rules.obligations.procedure import LAST, Every, Obligation, OnRestDay, Rule
from dutytui.rules.obligations.views import DueView, due_view
from dutytui.rules.procedure import Procedures
from dutytui.rules.state import State
from dutytui.rules.working_days import is_working_day
from tests.rules.a_mall import Desk, mall, plan_under, t

NEWS = Obligation("news", t("News"), Rule(Every.WEEK, (1,)), ("service_desk",), lead=1)
REPORT = Obligation("report", t("Report"), Rule(Every.MONTH, (28,)), ("guard",), time=17 * 60)
RENT = Obligation("rent", t("Rent"), Rule(Every.MONTH, (15, LAST)), ("electrician", "guard"))
REVIEW = Obligation("review", t("Review"), Rule(Every.QUARTER, (LAST,)), ("duty_manager",), lead=10)


@cache
def the_year() -> Procedures:
    """With the State Council's holidays and make-up working days of 2026."""
    holidays, announced = day_kinds("china", {}, (2025, 2026))
    return mall(holidays=holidays, announced=announced, obligations=(NEWS, REPORT, RENT, REVIEW))


@cache
def worked() -> Worked:
    return partial(is_working_day, the_year())


def ruled(rule: Rule, on_rest_day: OnRestDay = OnRestDay.KEEP, **more: object) -> Obligation:
    return Obligation("x", t("X"), rule, ("guard",), on_rest_day=on_rest_day, **more)  # type: ignore[arg-type]


def desk(writer: str = "desk") -> Desk:
    return Desk(writer, procedures=the_year())


def looking(state: State, now: datetime, day: date, post: str = "") -> Looking:
    return Looking(state, plan_under(the_year(), day), the_year(), now, post=post)


def seen(state: State, now: datetime, obligation: Obligation, day: date, post: str = "") -> DueView:
    return due_view(looking(state, now, now.date(), post), obligation, day)
