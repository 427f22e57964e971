"""The small mall of `tests.rules.a_mall` with points and rounds after DS §3 and Order 61, and eyes to look with."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache

from dutytui.rules.looking import Looking
from dutytui.rules.patrols.procedure import AtRandom, Every, Patrols, Peak, Point, Route
from dutytui.rules.patrols.views import RoundsView, RoundView, rounds
from dutytui.rules.plan import DayPlan
from dutytui.rules.presence.commands import OpenDesk
from dutytui.rules.procedure import Procedures
from dutytui.rules.state import State
from dutytui.rules.timetable import plan_day
from tests.rules.a_mall import DAY, Desk, at, closing, mall, opening, t, wall

POINTS = (
    Point("floor_3f", t("3F sales floor"), "floor", "3F", ("3F",)),
    Point("store_3f", t("3F 仓库"), "back_of_house", "3F", ("仓库",)),
    Point("floor_b1", t("B1 sales floor"), "floor", "B1", ("B1", "地下")),
    Point("tills_1f", t("1F 收银台"), "tills", "1F", ("收银台",)),
)
FLOORS = Route(
    "floors",
    t("Sales floor patrol"),
    ("duty_manager", "floor_supervisor"),
    ("floor_3f", "floor_b1", "tills_1f"),
    every=Every(30, opening(30), closing(-30)),
    free=True,
    early=5,
    grace=10,
    length=20,
    shortest=8,
    longest=40,
    leg=1,
    again=5,
    peaks=(Peak(wall("11:30"), wall("12:30"), 0.5),),
    days={"holiday": 0.5},
)
FIRE = Route(
    "fire",
    t("Fire patrol"),
    ("guard",),
    ("floor_3f", "store_3f", "floor_b1"),
    order="set",
    every=Every(120, opening(), closing()),
    times=(closing(15),),
    grace=15,
    length=30,
)
SECURITY = Route(
    "security",
    t("Security round"),
    ("guard",),
    ("store_3f", "floor_b1"),
    at_random=AtRandom(3, opening(60), closing(-60), 60),
    grace=10,
    length=20,
)
PATROLS = Patrols(POINTS, (FLOORS, FIRE, SECURITY), soon=5, off_after=5, done_words=("done", "好了", "完毕", "正常"))
PATROLLED = mall(patrols=PATROLS)


@cache
def day_plan(day: date = DAY) -> DayPlan:
    return plan_day(PATROLLED, day)


class Terminal(Desk):
    """A desk that stands open, and says so."""

    def __init__(self, writer: str = "desk") -> None:
        super().__init__(writer, PATROLLED)

    def opens(self, clock: str, alive: datetime | None = None) -> None:
        self.does("", OpenDesk(DAY, self.writer, alive), at(clock), post="")

    def looks(self, clock: str | datetime, day: date = DAY, post: str = "", writer: str | None = None) -> Looking:
        now = at(clock) if isinstance(clock, str) else clock
        return looking(self.state, now, day, post=post, writer=self.writer if writer is None else writer)

    def sees(self, clock: str | datetime) -> RoundsView:
        return rounds(self.looks(clock))

    def round(self, key: str, clock: str | datetime) -> RoundView:
        return next(one for one in self.sees(clock).rounds if one.key == key)


def looking(
    state: State, now: datetime, day: date = DAY, procedures: Procedures = PATROLLED, post: str = "", writer: str = ""
) -> Looking:
    return Looking(state, day_plan(day), procedures, now, "", post, writer)
