"""A mall whose main door waits for the order to open, and the commands of its roll call."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from dutytui.rules.looking import Looking
from dutytui.rules.procedure import Item, ItemKind
from dutytui.rules.roll_call import views
from dutytui.rules.roll_call.commands import AnswerCall, GiveOrder, HoldOrder, ReleaseOrder
from dutytui.rules.roll_call.procedure import RollCall
from dutytui.rules.roll_call.views import CallView
from dutytui.rules.timetable import plan_day
from tests.rules.a_mall import DAY, OPENING, Desk, mall, opening, t

CALLED = ("security_chief", "guard", "electrician")
BEFORE_OPENING = RollCall(
    id="opening",
    title=t("Roll call"),
    order=t("Order to open"),
    starts=opening(-30),
    by=opening(),
    posts=CALLED,
    orders=("duty_manager",),
    warn=5,
)
CROWD = Item("crowd", t("Crowd asked about"), ItemKind.TICK, ("security_chief",))
DOOR = replace(OPENING.items[0], evidence=None, after_calls=("opening",))
GATED = replace(OPENING, after=(), items=(CROWD, DOOR))
CALLING = mall(phases=(GATED,), roll_calls=(BEFORE_OPENING,))
PLAN = plan_day(CALLING, DAY)

READY = {post: AnswerCall(DAY, "opening", post) for post in CALLED}
HOLD = HoldOrder(DAY, "opening", "crowd pushes", 4)
RELEASE = ReleaseOrder(DAY, "opening", "in order")
ORDER = GiveOrder(DAY, "opening")


def not_ready(post: str, words: str = "broken") -> AnswerCall:
    return AnswerCall(DAY, "opening", post, ready=False, words=words)


def desk(writer: str = "desk") -> Desk:
    return Desk(writer, CALLING)


def answered(writer: str = "desk", now: datetime | None = None) -> Desk:
    """All have answered ready."""
    made = desk(writer)
    for command in READY.values():
        made.does("zhao", command, now or PLAN.roll_calls[0].starts)
    return made


def looking(desk: Desk, now: datetime, post: str = "") -> Looking:
    return Looking(desk.state, PLAN, CALLING, now, "", post)


def call(desk: Desk, now: datetime) -> CallView:
    (found,) = views.calls(looking(desk, now))
    return found
