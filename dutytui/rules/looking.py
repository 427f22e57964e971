"""What every view of an area is made from: one value, so that each view is a function of one argument."""

from __future__ import annotations

from datetime import date, datetime

from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.lookup import Lookup, lookup
from dutytui.rules.plan import DayPlan
from dutytui.rules.procedure import Procedures
from dutytui.rules.state import State


@dataclass(frozen=True, slots=True)
class Looking:
    """Somebody looks at one day. now: aware, in the mall's zone; person and post: "" for a wall board.

    writer: the terminal's own journal, which alone knows that it is on at this moment; "" for a command that comes
    and goes.
    """

    state: State
    plan: DayPlan
    procedures: Procedures
    now: datetime
    person: str = ""
    post: str = ""
    writer: str = ""

    @property
    def day(self) -> date:
        return self.plan.day

    @property
    def law(self) -> Lookup:
        return lookup(self.procedures)
