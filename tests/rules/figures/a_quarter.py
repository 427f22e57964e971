"""A mall whose operations are assessed every quarter (LO), and terminals at which that is done."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from dutytui.rules.events import Event
from dutytui.rules.figures.assessments import AssessmentView, assessments
from dutytui.rules.figures.commands import Assess, DrawConsequence
from dutytui.rules.figures.procedure import Assessed, Assessor, Consequence, Figures, Measure, Sheet
from dutytui.rules.looking import Looking
from tests.rules.a_mall import SHANGHAI, Desk, mall, plan_under, t

SELF, SUPERIOR, CUSTOMER, DATA = Assessor
Q1, Q2, Q3, Q4 = date(2026, 3, 31), date(2026, 6, 30), date(2026, 9, 30), date(2026, 12, 31)

EFFECT = Measure("effect", t("Effect"), 50, (SELF, SUPERIOR))
SALES = Measure("sales", t("Sales"), 30, (DATA,), target=200)
PLEASED = Measure("pleased", t("Pleased"), 20, (CUSTOMER,), full=10)
SHEET = Sheet(
    "operations",
    t("Operations"),
    (Assessed("floors", t("Floors"), ("floor_supervisor",)),),
    (EFFECT, SALES, PLEASED),
    superiors=("duty_manager",),
    customers=("service_desk",),
    shares={SELF: 1, SUPERIOR: 3},
    passes=60,
)
WARNING = Consequence("warning", t("Warning"), failed_quarters=2)
DISMISSAL = Consequence("dismissal", t("Dismissal"), failed_quarters=3)
REWARD = Consequence("reward", t("Reward"), mark_from=90)
ASSESSED = mall(
    figures=Figures("", (SHEET,), (WARNING, DISMISSAL, REWARD), drawn_by=("duty_manager",), opens=7, within=15)
)
MANAGER, SUPERVISOR, DESK = "zhao", "zhou", "wu"


def after(last: date, days: int = 5) -> datetime:
    """Noon, so many days after a quarter's end."""
    return datetime(last.year, last.month, last.day, 12, tzinfo=SHANGHAI) + timedelta(days=days)


class Reviewer(Desk):
    """A terminal of that mall."""

    def __init__(self, writer: str = "desk") -> None:
        super().__init__(writer, ASSESSED)

    def marks(
        self, who: str, by: Assessor, last: date = Q3, note: str = "", *, correct: bool = False, **marks: float
    ) -> Event:
        (event,) = self.does(who, Assess(last, "floors", by, marks, note, correct), after(last))
        return event

    def quarter(self, last: date, mark: float) -> None:
        """Everybody gives the same share of the best."""
        self.marks(SUPERVISOR, SELF, last, effect=mark)
        self.marks(MANAGER, SUPERIOR, last, effect=mark)
        self.marks(MANAGER, DATA, last, sales=2 * mark)
        self.marks(DESK, CUSTOMER, last, pleased=mark / 10)

    def draws(self, consequence: str, last: date = Q3) -> Event:
        (event,) = self.does(MANAGER, DrawConsequence(last, "floors", consequence, "told in person"), after(last, 6))
        return event

    def says_no(self, command: Assess | DrawConsequence, who: str = MANAGER, now: datetime | None = None) -> str:
        return self.refuses(who, command, now or after(command.day)).code

    def sees(self, last: date = Q3, who: str = MANAGER, post: str = "duty_manager") -> AssessmentView:
        now = after(last)
        plan = plan_under(ASSESSED, last)
        (view,) = assessments(Looking(self.state, plan, ASSESSED, now, who, post), last)
        return view
