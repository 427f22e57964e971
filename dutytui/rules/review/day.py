"""A day with everything that belongs to it, as the areas' own views have it; a page draws it part by part."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cached_property

from dutytui.rules.approvals.course import ENDED
from dutytui.rules.approvals.numbers import PREFIX
from dutytui.rules.approvals.outline import Outline, outline
from dutytui.rules.board import checklist, checklists
from dutytui.rules.closing.day_views import DayEndView, day_end_view
from dutytui.rules.closing.sweep_view import StayView, SweepView
from dutytui.rules.closing.views import lock_up, stays, sweep
from dutytui.rules.figures.counts import DayFigures
from dutytui.rules.figures.of_day import day_figures
from dutytui.rules.handover.views import HandoverView, over, running
from dutytui.rules.journals.views import BookView, books
from dutytui.rules.logbook import logbook
from dutytui.rules.looking import Looking
from dutytui.rules.meals.views import MealView, meals
from dutytui.rules.patrols.views import RoundsView, rounds
from dutytui.rules.plan import business_day
from dutytui.rules.review.came import CameLate, late_ones
from dutytui.rules.review.own_clock import at_its_end
from dutytui.rules.roll_call.views import CallView, calls
from dutytui.rules.sharing import ALL_AT_ONCE, Arrivals
from dutytui.rules.views import EntryView, ItemView, PhaseView


class DayReview:
    """now: the day as nobody in particular sees it today; then: by its own clock. Each part is worked out when it is
    first asked for: make another one when something was recorded."""

    def __init__(self, at: Looking, arrivals: Arrivals = ALL_AT_ONCE) -> None:
        """arrivals: what came late to the terminal at which it is looked at."""
        self._arrivals = arrivals
        self.now = replace(at, person="", post="")
        self.then = at_its_end(at)

    @property
    def day(self) -> date:
        return self.now.day

    @cached_property
    def recorded(self) -> bool:
        """Whether anybody said anything of this day; that a terminal stood open is no news."""
        return any(subject.on.partition(":")[0] not in _NO_NEWS for subject in self.now.state.subjects(self.day))

    @cached_property
    def end(self) -> DayEndView:
        """How it ended, and what was recorded after that."""
        return day_end_view(self.now, brief=True)

    @cached_property
    def calls(self) -> tuple[CallView, ...]:
        return calls(self.then)

    @cached_property
    def phases(self) -> tuple[PhaseView, ...]:
        """Those with items, the day's own before those beside it."""
        return tuple(phase for phase in checklists(self.then) if phase.id in self.items)

    @cached_property
    def beside(self) -> frozenset[str]:
        """Phases that are somebody's own day, which nobody else answers for."""
        return frozenset(phase.phase for phase in self.then.plan.phases if phase.beside)

    @cached_property
    def items(self) -> dict[str, tuple[ItemView, ...]]:
        """By phase, in the order of the day; none without items."""
        at, found = self.then, {}
        for phase in checklists(at):
            of_phase = checklist(at.state, at.plan, at.procedures, phase.id, at.now, "", "").items
            if of_phase:
                found[phase.id] = of_phase
        return found

    @cached_property
    def entries(self) -> tuple[EntryView, ...]:
        """All that the day's logbook shows, those it carried over first, as they stand now."""
        at = self.now
        return logbook(at.state, at.procedures, at.day, at.now).entries

    @cached_property
    def rounds(self) -> RoundsView:
        return rounds(self.then)

    @cached_property
    def meals(self) -> tuple[MealView, ...]:
        return meals(self.then)

    @cached_property
    def handovers(self) -> tuple[HandoverView, ...]:
        return tuple(sorted((*over(self.now), *running(self.now)), key=lambda one: (one.begun, one.subject)))

    @cached_property
    def sweeps(self) -> tuple[SweepView, ...]:
        """The sweep and the lock-up, as far as the mall has them on that day."""
        return tuple(part for part in (sweep(self.then), lock_up(self.then)) if part is not None)

    @cached_property
    def stays(self) -> tuple[StayView, ...]:
        return stays(self.then)

    @cached_property
    def books(self) -> tuple[BookView, ...]:
        return books(self.now)

    @cached_property
    def requests(self) -> tuple[Outline, ...]:
        """Submitted on the day, or decided on it, by when they were submitted."""
        return tuple(sorted(_requests(self.now), key=lambda one: one.course.origin.order))

    @cached_property
    def came_late(self) -> tuple[CameLate, ...]:
        """What other terminals recorded of it, and this one learned of long after that."""
        return late_ones(self.now, self._arrivals)

    @cached_property
    def figures(self) -> DayFigures:
        return day_figures(self.now)


_NO_NEWS = frozenset({"desk", "witness", "", "journal"})


def _requests(at: Looking) -> Iterator[Outline]:
    for day in at.state.days():
        if day > at.day:
            break
        for subject in at.state.subjects(day, PREFIX):
            found = outline(at, subject)
            if found is not None and (day == at.day or ended_on(at, found)):
                yield found


def ended_on(at: Looking, one: Outline) -> bool:
    """Whether the request was decided on the day that is looked at."""
    ended = one.course.ended
    if ended is None or one.course.standing not in ENDED:
        return False
    return business_day(ended.at.astimezone(at.now.tzinfo), at.procedures.mall.day_starts) == at.day
