"""A mall that keeps a duty, and a desk at which it is handed over (DS §3 shift handover)."""

from __future__ import annotations

from datetime import datetime

from dutytui.rules.commands import EntryFields, LogEntry
from dutytui.rules.handover import views
from dutytui.rules.handover.commands import (
    AcknowledgeMatter,
    BeginHandover,
    CountArticle,
    Side,
    SignHandover,
    TakeDuty,
)
from dutytui.rules.handover.procedure import Article, Handover, Shift
from dutytui.rules.handover.views import DutyView, HandoverView
from dutytui.rules.looking import Looking
from dutytui.rules.procedure import Person, Procedures
from dutytui.rules.self_check import SelfCheck
from dutytui.rules.timetable import plan_day
from tests.rules.a_mall import DAY, PEOPLE, Desk, at, mall, t, wall

DUTY_MALL: Procedures = mall(
    people=(*PEOPLE, Person("wei", "Wei", ("duty_manager",))),
    handover=Handover(
        holders=("duty_manager",),
        shifts=(Shift("evening", t("Evening"), wall("14:30"), early=10, begins=60),),
        articles=(Article("radios", t("Radios"), 8), Article("keys", t("Keys"), 24)),
        read_back=frozenset({"urgent"}),
        read_back_length=4,
        self_check=SelfCheck(5, 20),
    ),
)
PLAN = plan_day(DUTY_MALL, DAY)
MANAGER = "duty_manager"


def duty_desk(writer: str = "desk") -> Desk:
    return Desk(writer, procedures=DUTY_MALL)


def looking(desk: Desk, now: datetime, who: str = "", post: str = MANAGER) -> Looking:
    return Looking(desk.state, PLAN, DUTY_MALL, now, who, post if who else "")


def duty(desk: Desk, clock: str = "23:00") -> DutyView:
    return views.duty(looking(desk, at(clock)))


def handover(desk: Desk, clock: str, who: str = "wei") -> HandoverView:
    """The one that goes on."""
    (found,) = views.running(looking(desk, at(clock), who))
    return found


def taken(desk: Desk) -> Desk:
    desk.does("zhao", TakeDuty(DAY), at("08:15"), post=MANAGER)
    return desk


def logged(desk: Desk, text: str, severity: str = "normal", clock: str = "10:00") -> str:
    (event,) = desk.does("wu", LogEntry(DAY, EntryFields("complaint", text, severity=severity)), at(clock))
    return event.on


def begun(desk: Desk, clock: str = "14:00") -> str:
    (event,) = desk.does("zhao", BeginHandover(DAY), at(clock), post=MANAGER)
    return event.on


def counted(desk: Desk, on: str) -> None:
    desk.does("zhao", CountArticle(DAY, on, "radios", 8), at("14:02"), post=MANAGER)
    desk.does("zhao", CountArticle(DAY, on, "keys", "24"), at("14:03"), post=MANAGER)


def given(desk: Desk, on: str, clock: str = "14:20") -> str:
    (event,) = desk.does("zhao", SignHandover(DAY, on, Side.GIVING), at(clock), post=MANAGER)
    return event.id


def acknowledged(desk: Desk, on: str, who: str = "wei") -> None:
    for count, matter in enumerate(handover(desk, "14:22", who).matters):
        said = "understood and seen" if matter.reads_back else ""
        command = AcknowledgeMatter(DAY, on, matter.id, said)
        desk.does(who, command, at(f"14:{22 + count % 30}"), post=MANAGER)


def received(desk: Desk, on: str, who: str = "wei", clock: str = "14:55") -> None:
    desk.does(who, SignHandover(DAY, on, Side.RECEIVING), at(clock), post=MANAGER)


def ready(desk: Desk) -> str:
    """Taken, begun, counted and signed by the giver."""
    on = begun(taken(desk))
    counted(desk, on)
    given(desk, on)
    return on
