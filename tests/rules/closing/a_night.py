"""A small mall at night: three floors, two steps each, a team of three, and desks that sweep it."""

from __future__ import annotations

from datetime import datetime

from dutytui.rules.closing import views
from dutytui.rules.closing.commands import JoinSweep
from dutytui.rules.closing.procedure import Closing
from dutytui.rules.closing.sweep_view import SweepView
from dutytui.rules.commands import TickItem
from dutytui.rules.looking import Looking
from dutytui.rules.procedure import Choice, Item, ItemKind, Person, Phase, Place, Raises
from dutytui.rules.self_check import SelfCheck
from dutytui.rules.state import State
from dutytui.rules.timetable import plan_day
from tests.rules.a_mall import DAY, MALL, PEOPLE, Desk, at, closing, mall, t

TEAM = ("security_chief", "guard", "duty_manager")
FOLLOWED = Raises("rectification", "urgent", "security_chief", 10)
FLOORS = ("3F", "2F", "B1")

SWEEP = Phase(
    id="clearance_sweep",
    title=t("Sweep"),
    starts=closing(30),
    ends=closing(60),
    posts=TEAM,
    items=(
        Item("staff_left", t("Staff left"), ItemKind.TICK, TEAM),
        Item(
            "corners",
            t("Corners"),
            ItemKind.CHOICE,
            TEAM,
            each="floors",
            in_order=True,
            after=("staff_left",),
            choices=(Choice("clear", t("Clear")), Choice("person", t("Person found"), fails=True)),
            raises=FOLLOWED,
            skippable=False,
        ),
        Item(
            "confirmed",
            t("Confirmed"),
            ItemKind.TICK,
            TEAM,
            each="floors",
            in_order=True,
            after=("corners",),
            skippable=False,
        ),
        Item("signed", t("Signed"), ItemKind.SIGNATURE, TEAM, after=("confirmed",), skippable=False),
    ),
)

LOCK_UP = Phase(
    id="lock_up",
    title=t("Lock up"),
    starts=closing(30),
    ends=closing(90),
    after=("clearance_sweep",),
    posts=("duty_manager", "security_chief", "guard"),
    items=(
        Item("locked", t("Locked"), ItemKind.TICK, ("guard",), each="floors", in_order=True, skippable=False),
        Item(
            "checked",
            t("Checked"),
            ItemKind.SIGNATURE,
            ("duty_manager", "security_chief"),
            after=("locked",),
            skippable=False,
        ),
    ),
)

NIGHT = mall(
    version="night",
    mall=type(MALL.mall)(
        name=t("Night Mall"),
        time_zone="Asia/Shanghai",
        languages=("zh-Hans", "zh-Hant", "en"),
        floors=tuple(Place(name, t(name)) for name in FLOORS),
        departments=(),
        day_starts=300,
        late_entry_after=10,
    ),
    people=(*PEOPLE, Person("feng", "Feng", ("guard", "security_chief")), Person("chen", "Chen", ("duty_manager",))),
    phases=(SWEEP, LOCK_UP),
    closing=Closing(
        sweep="clearance_sweep",
        lock_up="lock_up",
        team=TEAM,
        people_step="corners",
        pace=SelfCheck(2, 5),
        stay_warning=10,
    ),
)

PLAN = plan_day(NIGHT, DAY)
WHO = {"zhao": "duty_manager", "qian": "security_chief", "sun": "guard", "feng": "guard", "chen": "duty_manager"}
STEPS = [f"clearance_sweep/{step}@{floor}" for floor in FLOORS for step in ("corners", "confirmed")]
START = at("22:05")


def a_desk(writer: str = "desk") -> Desk:
    return Desk(writer, procedures=NIGHT)


def gathered(desk: Desk, now: datetime = START) -> Desk:
    for who in ("zhao", "qian", "sun"):
        desk.does(who, JoinSweep(DAY, WHO[who], who), now, post=WHO[who])
    return desk


def tick(key: str) -> TickItem:
    return TickItem(DAY, key, "clear" if "corners" in key else None)


def swept(desk: Desk, floors: int = len(FLOORS), now: datetime = START) -> Desk:
    """The first floors done, staff gone before."""
    desk.does("zhao", tick("clearance_sweep/staff_left"), now, post="duty_manager")
    for key in STEPS[: 2 * floors]:
        desk.does("zhao", tick(key), now, post="duty_manager")
    return desk


def look(state: State, now: datetime = START) -> Looking:
    return Looking(state, PLAN, NIGHT, now)


def sweep_of(state: State, now: datetime = START) -> SweepView:
    found = views.sweep(look(state, now))
    assert found is not None
    return found


def lock_up_of(state: State, now: datetime = START) -> SweepView:
    found = views.lock_up(look(state, now))
    assert found is not None
    return found
