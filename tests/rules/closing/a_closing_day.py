"""A small day that ends: one meeting, the sweep of three floors, the locks signed by two; and a journal."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from dutytui.rules.closing.day_commands import CloseDay, ReopenDay
from dutytui.rules.closing.day_matters import closed, skipped
from dutytui.rules.closing.day_views import DayEndView, day_end_view
from dutytui.rules.closing.procedure import Closing, DayEnd
from dutytui.rules.commands import Command, TickItem
from dutytui.rules.events import Event
from dutytui.rules.journals.procedure import Book, Journals, Section
from dutytui.rules.looking import Looking
from dutytui.rules.self_check import SelfCheck
from tests.rules.a_mall import DAY, FLOORS, LOCK_UP, MEETING, SWEEP, Desk, at, mall, plan_under, t

STAFF = "page:duty/staff"
HELD = "morning_meeting/held"
LOCKS = "lock_up/locks"
SWEPT = tuple(f"clearance_sweep/floor@{floor.id}" for floor in FLOORS)
NIGHT = at("22:35")

DAY_ENDS = DayEnd(
    closed_by=("duty_manager",),
    reopened_by=("duty_manager", "security_chief"),
    must=("clearance_sweep", "lock_up"),
    late_after=30,
    self_check=SelfCheck(12, 20),
)
CLOSES = mall(
    phases=(MEETING, SWEEP, LOCK_UP),
    journals=Journals((Book("duty", t("Journal"), (Section("staff", t("Staff"), ("duty_manager",)),)),)),
    closing=Closing(day=DAY_ENDS),
)
REASONS = {"phase:morning_meeting": "a fire drill", "page:duty": "nothing to say"}


def desk(writer: str = "desk") -> Desk:
    return Desk(writer, CLOSES)


def closes(reasons: Mapping[str, str] = REASONS, *, sure: bool = False) -> CloseDay:
    return CloseDay(DAY, reasons, sure)


def reopens(reason: str = "a till was forgotten") -> ReopenDay:
    return ReopenDay(DAY, reason)


def looking(here: Desk, now: datetime = NIGHT, who: str = "zhao", post: str = "duty_manager") -> Looking:
    return Looking(here.state, plan_under(CLOSES, DAY), CLOSES, now, who, post)


def seen(here: Desk, now: datetime = NIGHT) -> DayEndView:
    return day_end_view(looking(here, now))


def is_closed(here: Desk) -> bool:
    at_night = looking(here)
    return closed(here.state, at_night.plan, at_night.law) is not None


def left_out(here: Desk) -> list[str]:
    """Keys of what the sweep and the lock-up still lack."""
    at_night = looking(here)
    return list(skipped(here.state, at_night.plan, at_night.law))


def sweeps(here: Desk, floors: tuple[str, ...] = SWEPT) -> None:
    for number, floor in enumerate(floors):
        here.does("qian", TickItem(DAY, floor), at(f"22:{number:02d}"))


def locks(here: Desk) -> list[Event]:
    signed = here.does("zhao", TickItem(DAY, LOCKS), at("22:31"))
    return [*signed, *here.does("qian", TickItem(DAY, LOCKS), at("22:32"), "security_chief")]


def all_but_reasons(here: Desk) -> None:
    sweeps(here)
    locks(here)


def manager_does(here: Desk, command: Command, now: datetime = NIGHT) -> list[Event]:
    return here.does("zhao", command, now)
