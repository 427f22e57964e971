"""A mall that reviews its sales, and figures to review. Source of the rules: DS §3 sales review."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from dutytui.rules.looking import Looking
from dutytui.rules.sales.commands import ImportSales
from dutytui.rules.sales.figures import SoldRow
from dutytui.rules.sales.procedure import Sales
from dutytui.rules.sales.views import Review, review
from dutytui.rules.timetable import plan_day
from tests.rules.a_mall import DAY, Desk, at, mall

SALES = Sales(
    imports=("duty_manager", "floor_supervisor"),
    causes=("floor_supervisor",),
    measures=("duty_manager",),
    proposals=("floor_supervisor", "duty_manager"),
    top=2,
    bottom=2,
    fall=30,
    falling=2,
    compare=("week_before", "day_before"),
    within=180,
    remind=30,
)
MALL = mall(sales=SALES)
MANAGER, SUPERVISOR, GUARD = "zhao", "zhou", "sun"
NINE = at("09:00")
DAY_BEFORE, WEEK_BEFORE = DAY - timedelta(days=1), DAY - timedelta(days=7)


def row(counter: str, amount: int, department: str = "apparel", category: str = "", brand: str = "") -> SoldRow:
    """amount: whole yuan."""
    return SoldRow(department, category, brand, counter, amount * 100)


def rows(*amounts: int) -> tuple[SoldRow, ...]:
    """Counters A1, A2 … with these amounts."""
    return tuple(row(f"A{number}", amount) for number, amount in enumerate(amounts, 1))


def file_of(given: tuple[SoldRow, ...], name: str = "sales.csv", day: date = DAY) -> ImportSales:
    return ImportSales(day, given, name, f"hash of {name}")


def desk(name: str = "desk") -> Desk:
    return Desk(name, MALL)


def look(one: Desk, now: datetime = NINE, day: date = DAY) -> Looking:
    return Looking(one.state, plan_day(one.procedures, day), one.procedures, now, MANAGER, "duty_manager")


def seen(one: Desk, day: date = DAY) -> Review:
    return review(look(one, day=day))
