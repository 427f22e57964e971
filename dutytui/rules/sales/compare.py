"""The figures of earlier days that a day's sales are compared with, and which counters have fallen."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.sales.figures import Counter, counters, reviewed_on, sold_before, subject_of
from dutytui.rules.sales.fold import SalesFold
from dutytui.rules.sales.procedure import COMPARED_WITH, Sales
from dutytui.rules.state import State


@dataclass(frozen=True, slots=True)
class Earlier:
    """The counters' sales of an earlier day, by counter id."""

    sold: date
    counters: Mapping[str, Counter]


@dataclass(frozen=True, slots=True)
class Fall:
    """A counter that sold less than `before` (hundredths); one that is missing from the figures sold nothing."""

    counter: Counter
    before: int

    @property
    def lost(self) -> int:
        return self.before - self.counter.amount


def days_compared(rules: Sales, day: date) -> tuple[date, ...]:
    """The days of review whose events must be known for what is reviewed on `day`; the first that is known counts."""
    sold = sold_before(day)
    return tuple(reviewed_on(sold - timedelta(days=COMPARED_WITH[how])) for how in rules.compare)


def earlier(state: State, rules: Sales, day: date) -> Earlier | None:
    """What the sales reviewed on `day` are compared with, None when no such figures are known."""
    for other in days_compared(rules, day):
        sold = sold_before(other)
        subject = state.subject(other, subject_of(sold))
        if subject is None or not isinstance(subject.fold, SalesFold):
            continue
        kept = subject.memo.get("counters")
        if kept is None or kept[0] != subject.version:
            kept = subject.memo["counters"] = (subject.version, counters(subject.fold.figures()))
        if kept[1]:
            return Earlier(sold, kept[1])
    return None


def falls(rules: Sales, now: Mapping[str, Counter], before: Earlier, *, whole: bool) -> tuple[Fall, ...]:
    """Counters that sold at least `Sales.fall` percent less than before, the largest losses first.

    whole: the figures are of all counters, so that one that is missing sold nothing.
    """
    found = []
    for an_id, then in before.counters.items():
        counter = now.get(an_id) or (Counter(an_id, then.name, then.department, 0, brand=then.brand) if whole else None)
        if counter is not None and then.amount > 0 and (then.amount - counter.amount) * 100 >= rules.fall * then.amount:
            found.append(Fall(counter, then.amount))
    return tuple(sorted(found, key=lambda fall: (-fall.lost, fall.counter.id)))
