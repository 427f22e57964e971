"""What falls due when, and how it stands: an agenda of any stretch of days, a month as weeks, and what presses now.

A date is judged late only from the first business day that the journals know of (`began`): what fell due before the
mall worked with this program has no record, which is no lateness.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import partial

from dutytui.rules.acts import acts
from dutytui.rules.approvals.flow import Flow
from dutytui.rules.entry_fold import words
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.looking import Looking
from dutytui.rules.obligations.dates import due_dates, opens_on, shown_from
from dutytui.rules.obligations.fold import OBLIGATION_PREFIX, ObligationFold, Verdict, obligation_fold
from dutytui.rules.obligations.procedure import Obligation
from dutytui.rules.plan import ORDINARY, business_day
from dutytui.rules.procedure import Procedures
from dutytui.rules.state import State
from dutytui.rules.views import Act, Named
from dutytui.rules.words import Text
from dutytui.rules.working_days import is_announced, is_working_day

_DAY = timedelta(days=1)


class DueStatus(StrEnum):
    """Exactly one holds for each due date at each moment."""

    LATER = "later"  # not due, and not shown ahead yet
    AHEAD = "ahead"  # within its lead
    DUE = "due"  # today
    LATE = "late"
    DONE = "done"
    DONE_LATE = "done_late"
    WAIVED = "waived"
    DISPUTED = "disputed"  # done at one terminal and waived at another
    UNRECORDED = "unrecorded"  # it fell due before the journals begin


OPEN = frozenset({DueStatus.LATER, DueStatus.AHEAD, DueStatus.DUE, DueStatus.LATE, DueStatus.DISPUTED})
"""Something is still to be done or settled."""


@dataclass(frozen=True, slots=True)
class DueView:
    """One obligation on one due date. key: ``<id>@<date>``; deadline: the first moment that is too late, `by` the time
    of the day as the mall says it, None for none; opens: from when it may be done; shown: from when it is shown ahead;
    mine: it is for the post looking at it; late_by: days since the due date, for what is late or was done late, else 0;
    flow: of the mall's flows the one that does it, None where it is done by hand; started: subject of the request that
    did it; twice: terminals that were apart both did it; last: the act that
    counts.
    """

    key: str
    id: str
    title: Text
    day: date
    status: DueStatus
    posts: tuple[Named, ...]
    mine: bool
    deadline: datetime
    by: datetime | None
    opens: date
    shown: date
    rest_day: bool
    late_by: int = 0
    to: Text | None = None
    hint: Text | None = None
    flow: Flow | None = None
    started: str = ""
    twice: bool = False
    last: Act | None = None
    history: tuple[Act, ...] = ()

    @property
    def on(self) -> str:
        return OBLIGATION_PREFIX + self.id

    @property
    def on_day(self) -> str:
        """The same with its due date: unique over all days."""
        return OBLIGATION_PREFIX + self.key


@dataclass(frozen=True, slots=True)
class DayCell:
    """One day of a month. kind: as in `DayPlan`; inside: of the month itself, not of its neighbours."""

    day: date
    inside: bool
    today: bool
    kind: str
    working: bool
    due: tuple[DueView, ...]


@dataclass(frozen=True, slots=True)
class MonthView:
    """weeks: of seven days each, from Monday on; unannounced: the calendar does not know this year's holidays yet."""

    year: int
    month: int
    weeks: tuple[tuple[DayCell, ...], ...]
    unannounced: bool


def agenda(at: Looking, first: date, last: date) -> tuple[DueView, ...]:
    """What falls due from `first` to `last`, both inclusive, by date, then time, then as calendar.yaml lists it."""
    worked = partial(is_working_day, at.procedures)
    return _in_order(
        due_view(at, one, day) for one in at.procedures.obligations for day in due_dates(one, first, last, worked)
    )


def month(at: Looking, year: int, number: int) -> MonthView:
    """A month with the days of its neighbours that complete the first and the last week."""
    begins = date(year, number, 1)
    first, last = span_of_month(begins)
    by_day: dict[date, list[DueView]] = {}
    for due in agenda(at, first, last):
        by_day.setdefault(due.day, []).append(due)
    cells = tuple(_cell(at, begins, first + step * _DAY, by_day) for step in range((last - first).days + 1))
    weeks = tuple(cells[start : start + 7] for start in range(0, len(cells), 7))
    return MonthView(year, number, weeks, unannounced=not is_announced(at.procedures, year))


def span_of_month(day: date) -> tuple[date, date]:
    """The Monday before, and the Sunday behind, the month that a date is in; both inclusive."""
    begins = day.replace(day=1)
    ends = (begins + 31 * _DAY).replace(day=1) - _DAY
    return begins - begins.weekday() * _DAY, ends + (6 - ends.weekday()) * _DAY


def span_of_today(procedures: Procedures, today: date) -> tuple[date, date]:
    """The due dates, both ends inclusive, that `pressing`, the alarms and the handover of a day look at."""
    ahead = max((one.lead for one in procedures.obligations), default=0)
    # What is shown from a rest day on is shown from the working day before it: a month at most.
    return today - procedures.reminding.late_for * _DAY, today + (ahead + 31) * _DAY


def pressing(at: Looking) -> tuple[DueView, ...]:
    """What is late, disputed, due on the day looked at, or within its lead then: the oldest first.

    Asked every second: it is worked out again each minute, and when something was recorded about one of the dates.
    """
    dates = _dates_of_today(at)
    known = tuple(
        (subject.version, len(subject.events))
        for one, day in dates
        if (subject := at.state.subject(day, OBLIGATION_PREFIX + one.id)) is not None
    )
    minute = at.now.replace(second=0, microsecond=0)
    stands_on = (at.procedures.version, at.day, at.post, minute, at.state.began, known)
    kept: tuple[object, tuple[DueView, ...]] | None = at.state.memo.get("obligations")
    if kept is None or kept[0] != stands_on:
        wanted = {DueStatus.LATE, DueStatus.DISPUTED, DueStatus.DUE, DueStatus.AHEAD}
        found = (due_view(at, one, day) for one, day in dates)
        kept = at.state.memo["obligations"] = (stands_on, _in_order(due for due in found if due.status in wanted))
    return kept[1]


def _dates_of_today(at: Looking) -> tuple[tuple[Obligation, date], ...]:
    """What falls due in `span_of_today`, from the beginning of the journals on; kept for as long as that holds."""
    first, last = span_of_today(at.procedures, at.day)
    first = max(first, began(at.state, at.day))
    kept: tuple[object, object, tuple[tuple[Obligation, date], ...]] | None = at.state.memo.get("obligation dates")
    if kept is None or kept[0] is not at.procedures or kept[1] != (first, last):
        worked = partial(is_working_day, at.procedures)
        every = tuple((one, day) for one in at.procedures.obligations for day in due_dates(one, first, last, worked))
        kept = at.state.memo["obligation dates"] = (at.procedures, (first, last), every)
    return kept[2]


def _in_order(found: Iterable[DueView]) -> tuple[DueView, ...]:
    return tuple(sorted(found, key=lambda due: (due.day, due.by is None, due.deadline)))


def due_view(at: Looking, obligation: Obligation, day: date) -> DueView:
    """How one obligation stands on one of its due dates."""
    worked = partial(is_working_day, at.procedures)
    fold = obligation_fold(at.state, day, obligation.id)
    subject = at.state.subject(day, OBLIGATION_PREFIX + obligation.id)
    history = acts(at.state, at.law, subject) if subject is not None else ()
    counting = fold.done or fold.waived
    deadline = deadline_of(at, obligation, day)
    by = _wall(at, day, obligation.time) if obligation.time is not None else None
    made = DueView(
        key=f"{obligation.id}@{day.isoformat()}",
        id=obligation.id,
        title=obligation.title,
        day=day,
        status=DueStatus.LATER,
        posts=at.law.post_names(obligation.posts),
        mine=at.post in obligation.posts,
        deadline=deadline,
        by=by,
        opens=opens_on(obligation, day, worked),
        shown=shown_from(obligation, day, worked),
        rest_day=not worked(day),
        to=obligation.to,
        hint=obligation.hint,
        flow=at.procedures.approvals.flow(obligation.flow),
        started=next((words(event.data, "started") for event in fold.done if words(event.data, "started")), ""),
        twice=len(fold.done) > 1,
        last=next((act for act in history if counting and act.event == counting[-1].id), None),
        history=history,
    )
    return _judged(at, made, fold)


def _judged(at: Looking, due: DueView, fold: ObligationFold) -> DueView:
    status = _settled(fold, due.deadline) or _open(at, due)
    late_by = 0
    if status is DueStatus.LATE:
        late_by = (_today(at) - due.day).days
    elif status is DueStatus.DONE_LATE:
        happened = min(event.at for event in fold.done).astimezone(at.now.tzinfo)
        late_by = (business_day(happened, at.procedures.mall.day_starts) - due.day).days
    return replace(due, status=status, late_by=max(late_by, 0))


def _settled(fold: ObligationFold, deadline: datetime) -> DueStatus | None:
    match fold.verdict:
        case Verdict.DISPUTED:
            return DueStatus.DISPUTED
        case Verdict.WAIVED:
            return DueStatus.WAIVED
        case Verdict.DONE:
            in_time = min(event.at for event in fold.done) < deadline
            return DueStatus.DONE if in_time else DueStatus.DONE_LATE
    return None


def _open(at: Looking, due: DueView) -> DueStatus:
    today = _today(at)
    if at.now >= due.deadline:
        return DueStatus.LATE if due.day >= began(at.state, today) else DueStatus.UNRECORDED
    if due.day <= today:
        return DueStatus.DUE
    return DueStatus.AHEAD if due.shown <= today else DueStatus.LATER


def _today(at: Looking) -> date:
    return business_day(at.now, at.procedures.mall.day_starts)


def began(state: State, today: date) -> date:
    """The first business day that the journals know of, `today` when they know of none."""
    return state.began or min(state.days(), default=today)


def deadline_of(at: Looking, obligation: Obligation, day: date) -> datetime:
    """The first moment that is too late: a minute behind its time, else the end of that business day."""
    if obligation.time is not None:
        return _wall(at, day, obligation.time + 1)
    return _wall(at, day, 24 * 60 + at.procedures.mall.day_starts)


def _wall(at: Looking, day: date, minutes: int) -> datetime:
    """What the clock on the wall of the mall shows then, minutes after midnight of `day`."""
    return datetime(day.year, day.month, day.day, tzinfo=at.now.tzinfo) + timedelta(minutes=minutes)


def _cell(at: Looking, month_of: date, day: date, by_day: dict[date, list[DueView]]) -> DayCell:
    return DayCell(
        day=day,
        inside=(day.year, day.month) == (month_of.year, month_of.month),
        today=day == _today(at),
        kind=at.procedures.holidays.get(day, ORDINARY),
        working=is_working_day(at.procedures, day),
        due=tuple(by_day.get(day, ())),
    )
