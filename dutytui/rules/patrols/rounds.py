"""Every round of a day: those of the timetable, those drawn, free ones, and whatever else events speak of."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from dutytui.rules.before_use import in_use_from
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.lookup import Lookup
from dutytui.rules.patrols.draw import drawn_rounds
from dutytui.rules.patrols.fold import RoundFold
from dutytui.rules.patrols.plan import PlannedRound
from dutytui.rules.patrols.procedure import Patrols, Route
from dutytui.rules.plan import DayPlan
from dutytui.rules.procedure import Procedures
from dutytui.rules.state import State, Subject
from dutytui.rules.views import Named

ROUND_PREFIX = "round:"


@dataclass(frozen=True, slots=True)
class DayRound:
    """planned: None for a free round, and for one that the timetable no longer has; route: None when unknown;
    before_use: it was late to begin before the mall's first record."""

    key: str
    route_id: str
    route: Route | None
    planned: PlannedRound | None
    fold: RoundFold
    subject: Subject | None
    before_use: bool = False

    @property
    def began(self) -> datetime | None:
        return self.fold.began

    @property
    def begins(self) -> datetime:
        """When it was due, or was begun where it was not planned."""
        if self.planned is not None:
            return self.planned.starts
        first = min((event.at for event in self.fold.effective.values()), default=None)
        assert first is not None, "a round that is not planned is known by an event"
        return self.fold.began or first


def day_rounds(state: State, plan: DayPlan, procedures: Procedures) -> tuple[DayRound, ...]:
    """By their start. None is left out because the clock has moved on or the timetable has changed."""
    planned = (*plan.rounds, *drawn_rounds(state, plan, procedures))
    found = [_planned(state, plan, procedures.patrols, one) for one in planned]
    found += _others(state, plan.day, procedures.patrols, {one.key for one in planned})
    return tuple(sorted(found, key=lambda one: (one.begins, one.key)))


def rounds_near(state: State, plan: DayPlan, procedures: Procedures, now: datetime) -> tuple[DayRound, ...]:
    """Of `day_rounds` those planned that `now` is near to: from `soon` minutes before they start until they are missed.

    Asked once a second, when nearly all of a day's rounds are hours away.
    """
    soon = timedelta(minutes=procedures.patrols.soon)
    planned = (*plan.rounds, *drawn_rounds(state, plan, procedures))
    near = sorted(
        (one for one in planned if one.starts - soon <= now <= one.missed), key=lambda one: (one.starts, one.key)
    )
    return tuple(_planned(state, plan, procedures.patrols, one) for one in near)


def day_round(state: State, plan: DayPlan, procedures: Procedures, key: str) -> DayRound | None:
    """One of them by its key; None when there is none such."""
    planned = next((one for one in plan.rounds if one.key == key), None)
    if planned is None:
        planned = next((one for one in drawn_rounds(state, plan, procedures) if one.key == key), None)
    if planned is not None:
        return _planned(state, plan, procedures.patrols, planned)
    subject = state.subject(plan.day, ROUND_PREFIX + key)
    return None if subject is None else _other(procedures.patrols, subject)


def _planned(state: State, plan: DayPlan, patrols: Patrols, one: PlannedRound) -> DayRound:
    subject, since = state.subject(plan.day, ROUND_PREFIX + one.key), in_use_from(state, plan)
    fold = subject.fold if subject is not None and isinstance(subject.fold, RoundFold) else RoundFold(one.key)
    return DayRound(
        one.key, one.route, patrols.route(one.route), one, fold, subject, since is not None and one.late < since
    )


def _others(state: State, day: date, patrols: Patrols, known: set[str]) -> Iterator[DayRound]:
    for subject in state.subjects(day, ROUND_PREFIX):
        if subject.on.removeprefix(ROUND_PREFIX) not in known:
            found = _other(patrols, subject)
            if found is not None:
                yield found


def _other(patrols: Patrols, subject: Subject) -> DayRound | None:
    """A round by its events alone; None when every one of them was taken back."""
    fold = subject.fold
    if not isinstance(fold, RoundFold) or not fold.effective:
        return None
    return DayRound(fold.name, fold.route, patrols.route(fold.route), None, fold, subject)


def named_point(law: Lookup, point: str) -> Named:
    """A point with its name; one that the procedures do not know is its id."""
    known = law.procedures.patrols.point(point)
    return Named(point, known.name if known is not None else law.same(point))
