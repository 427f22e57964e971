"""The figures of one day, or of many added up: sums and counts only. Nothing is averaged before it is shown.

Each class says what its numbers count and where that comes from: DS (a department store's daily workflow), LO (rules of
a leasing-and-operations department). All are whole numbers, so that days add up in any order and nothing is lost.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, fields
from typing import Any, Self

from dutytui.rules.lazy_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Counts:
    """What can be added: every field is a number, another such value, or a mapping of ids to such values."""

    def plus(self, other: Self) -> Self:
        """Both together: field by field, and id by id."""
        return type(self)(*(_sum(getattr(self, name), getattr(other, name)) for name in _names(type(self))))


_NAMES: dict[type[Any], tuple[str, ...]] = {}


def _names(kind: type[Any]) -> tuple[str, ...]:
    """The fields of one of these classes, asked once: a year is thousands of additions."""
    if kind not in _NAMES:
        _NAMES[kind] = tuple(one.name for one in fields(kind))
    return _NAMES[kind]


def _sum(one: Any, other: Any) -> Any:
    if isinstance(one, int):
        return one + other
    if isinstance(one, Mapping):
        # What only one of them has is taken as it is; by id, so that no order of adding shows.
        both = {name: _sum(one[name], other[name]) for name in one.keys() & other.keys()}
        return dict(sorted({**one, **other, **both}.items()))
    return one.plus(other)


@dataclass(frozen=True, slots=True)
class Opening(Counts):
    """Opening punctuality (LO; DS §2 opening). The opening is the item that figures.yaml names.

    planned: days on which the doors were to open; opened: of these, on how many that was recorded; late: of these,
    after due time and grace of the item; late_minutes: begun minutes beyond both; opened_minutes: minutes after
    midnight of the business day, summed over the days counted in opened; held: days on which a roll call that the doors
    wait for held the order.
    """

    planned: int = 0
    opened: int = 0
    late: int = 0
    late_minutes: int = 0
    opened_minutes: int = 0
    held: int = 0


@dataclass(frozen=True, slots=True)
class Items(Counts):
    """Checklist completion and lateness (LO), over required items whose time has come; each is counted once.

    done: in time; late: done after due time and grace; late_minutes: of these, begun minutes; mended: failed, and the
    recheck was passed; waived: left out with a reason; failed: not right, and still followed; disputed: two terminals
    said different things; missing: their time has passed and nothing was recorded. Phases that run beside the day
    (somebody's own day) are not counted.
    """

    done: int = 0
    late: int = 0
    late_minutes: int = 0
    mended: int = 0
    waived: int = 0
    failed: int = 0
    disputed: int = 0
    missing: int = 0

    @property
    def required(self) -> int:
        """All items whose time has come."""
        return self.completed + self.waived + self.failed + self.disputed + self.missing

    @property
    def completed(self) -> int:
        """Done, in time or late, or mended."""
        return self.done + self.late + self.mended


@dataclass(frozen=True, slots=True)
class Rounds(Counts):
    """Patrols (DS §3, LO): planned and drawn rounds whose time is over, and free ones; one explained is what it was.

    on_time, late: begun within the grace, or after it; missed: nobody began, though a terminal was on; unknown: nobody
    began, and no terminal was on all the while; free: rounds beyond the plan; points, reached: points of the rounds
    that were begun, and those of them that were reached.
    """

    on_time: int = 0
    late: int = 0
    missed: int = 0
    unknown: int = 0
    free: int = 0
    points: int = 0
    reached: int = 0

    @property
    def planned(self) -> int:
        return self.on_time + self.late + self.missed + self.unknown


@dataclass(frozen=True, slots=True)
class FloorVisits(Counts):
    """Patrols of one floor (LO: per floor). A planned round visits the floors on which its route has points.

    on_time, late: as the round, when at least one point of the floor was reached; left_out: the round was walked and no
    point of the floor reached; missed, unknown: as the round; points, reached: of this floor, in rounds begun.
    """

    on_time: int = 0
    late: int = 0
    left_out: int = 0
    missed: int = 0
    unknown: int = 0
    points: int = 0
    reached: int = 0

    @property
    def planned(self) -> int:
        return self.on_time + self.late + self.left_out + self.missed + self.unknown


@dataclass(frozen=True, slots=True)
class MealCounts(Counts):
    """Meal lateness (DS §3, LO). outings: people who left for a meal; late: back over time and grace, or not back at
    all; late_minutes: of those who came back; clashes: pairs of different batches who were out at the same time."""

    outings: int = 0
    late: int = 0
    late_minutes: int = 0
    clashes: int = 0


@dataclass(frozen=True, slots=True)
class Handovers(Counts):
    """Handover differences (DS §3, LO). passed: signed by both; disputed: two terminals differ; withdrawn; refused:
    refusals of a receiver; counted: articles with a count, at handovers that were not withdrawn; differing: of these,
    the last count is not what was expected."""

    passed: int = 0
    disputed: int = 0
    withdrawn: int = 0
    refused: int = 0
    counted: int = 0
    differing: int = 0


@dataclass(frozen=True, slots=True)
class ClosingCounts(Counts):
    """Sweep duration and lock time (DS §2, LO). swept: days on which every required item of the sweep is done in its
    turn; sweep_minutes: from its first act to its last; locked: the same of the lock-up; lock_minutes: minutes after
    midnight of the business day (more than 1440 after midnight) of its last act, summed; late: locked after the end and
    grace of the phase; broken: acts out of turn, of sweep and lock-up."""

    swept: int = 0
    sweep_minutes: int = 0
    locked: int = 0
    lock_minutes: int = 0
    late: int = 0
    broken: int = 0


@dataclass(frozen=True, slots=True)
class Cases(Counts):
    """Cases of the service desk that were opened that day (DS §3; MO SY006; LO complaint timeliness).

    raised: all of them; tellable: those whose customer must be told and whose time for it is over, or who were told;
    told: of these, told in time; timed: those with a time to be handled by that is over, or that were handled; handled:
    of these, handled in time. **Complaint timeliness = handled ÷ timed.**
    """

    raised: int = 0
    tellable: int = 0
    told: int = 0
    timed: int = 0
    handled: int = 0


@dataclass(frozen=True, slots=True)
class Log(Counts):
    """Log entries (DS §3). raised: written that day, none that was taken back; overnight: of these, not closed when the
    business day ended."""

    raised: int = 0
    overnight: int = 0


@dataclass(frozen=True, slots=True)
class Requests(Counts):
    """Approvals (LO: their age), by the day on which they were submitted. ended: approved, rejected or withdrawn since;
    hours: of these, begun hours from submission to end; rejected: of these; late: deadlines of stages that passed
    before the stage was signed."""

    submitted: int = 0
    ended: int = 0
    hours: int = 0
    rejected: int = 0
    late: int = 0


@dataclass(frozen=True, slots=True)
class DayFigures(Counts):
    """A day, or days added up. days: on which the mall traded and a person recorded anything: of any other day nothing
    is known, and nothing is counted. phases: items by phase; routes: rounds by route; floors: visits by floor."""

    days: int = 0
    opening: Opening = field(default_factory=Opening)
    phases: Mapping[str, Items] = field(default_factory=dict)
    routes: Mapping[str, Rounds] = field(default_factory=dict)
    floors: Mapping[str, FloorVisits] = field(default_factory=dict)
    meals: MealCounts = field(default_factory=MealCounts)
    handovers: Handovers = field(default_factory=Handovers)
    closing: ClosingCounts = field(default_factory=ClosingCounts)
    cases: Cases = field(default_factory=Cases)
    log: Log = field(default_factory=Log)
    requests: Requests = field(default_factory=Requests)

    @property
    def items(self) -> Items:
        """Of all phases."""
        total = Items()
        for one in self.phases.values():
            total = total.plus(one)
        return total

    @property
    def rounds(self) -> Rounds:
        """Of all routes."""
        total = Rounds()
        for one in self.routes.values():
            total = total.plus(one)
        return total


NOTHING = DayFigures()
"""No days added up."""
