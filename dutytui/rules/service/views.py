"""What a screen draws of the service desk."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from dutytui.rules.entry_fold import EntryFold
from dutytui.rules.folds import ENTRY_PREFIX
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.logbook import logbook
from dutytui.rules.looking import Looking
from dutytui.rules.service import cases
from dutytui.rules.service.case_view import CaseView
from dutytui.rules.views import EntryStatus, EntryView


class Wait(StrEnum):
    """What a case waits for next."""

    FEEDBACK = "feedback"  # the customer must be told
    SETTLING = "settling"  # its topic is settled at once
    HANDLING = "handling"
    CALL = "call"  # handled; the customer is called before it is closed
    CLOSING = "closing"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case as a row: by: until when `waits` must have happened, None when it has no time; late: it has passed."""

    entry: EntryView
    case: CaseView
    waits: Wait
    by: datetime | None
    late: bool


@dataclass(frozen=True, slots=True)
class Timeliness:
    """The customers of one day's cases: told in time, told late or still not though it was due, and not due yet."""

    in_time: int = 0
    late: int = 0
    running: int = 0

    @property
    def due(self) -> int:
        return self.in_time + self.late


@dataclass(frozen=True, slots=True)
class ServiceView:
    """open: what waits longest past its time first; closed: of this day, by number. kinds: whether the mall has any."""

    day: date
    open: tuple[CaseRow, ...]
    closed: tuple[CaseRow, ...]
    timeliness: Timeliness
    kinds: bool


def desk(at: Looking) -> ServiceView:
    """The cases that earlier days left open and those of this day."""
    entries = logbook(at.state, at.procedures, at.day, at.now).entries
    rows = [case_row(entry, entry.case, at.now) for entry in entries if entry.case is not None]
    waiting = [row for row in rows if row.waits is not Wait.NOTHING]
    return ServiceView(
        day=at.day,
        open=tuple(sorted(waiting, key=_urgency)),
        closed=tuple(row for row in rows if row.waits is Wait.NOTHING),
        timeliness=timeliness(at),
        kinds=bool(at.procedures.service.cases),
    )


def case_row(entry: EntryView, case: CaseView, now: datetime) -> CaseRow:
    waits, by = _next(entry, case)
    return CaseRow(entry, case, waits, by, by is not None and by < now)


def timeliness(at: Looking) -> Timeliness:
    """SY006, LO: told in time ÷ all cases of the day whose time has come; told before its time counts at once.

    The real time of a feedback counts, whenever it was typed in.
    """
    counts = {"in_time": 0, "late": 0, "running": 0}
    for subject in at.state.subjects(at.day, ENTRY_PREFIX):
        fold = subject.fold
        case = cases.case_of(at.law, fold) if isinstance(fold, EntryFold) else None
        if not isinstance(fold, EntryFold) or case is None or fold.withdrawn:
            continue
        due = cases.feedback_due(case, fold)
        if due is not None:
            counts[_in_time(due, fold.case.told_at, at.now)] += 1
    return Timeliness(**counts)


def _in_time(due: datetime, told: datetime | None, now: datetime) -> str:
    if told is None:
        return "late" if now > due else "running"
    return "in_time" if told <= due else "late"


def _next(entry: EntryView, case: CaseView) -> tuple[Wait, datetime | None]:
    """What it waits for, the first in time when there is more than one thing."""
    if entry.status is EntryStatus.CLOSED:
        return Wait.NOTHING, None
    waits: list[tuple[datetime | None, Wait]] = []
    if case.told is None:
        waits.append((case.feedback_due, Wait.FEEDBACK))
    if entry.status is EntryStatus.OPEN:
        settling = (case.settle_by, Wait.SETTLING) if case.settle_by is not None else (entry.due, Wait.HANDLING)
        waits.append(settling)
    timed = [(by, wait) for by, wait in waits if by is not None]
    if timed:
        by, wait = min(timed, key=lambda one: one[0])
        return wait, by
    if entry.status is EntryStatus.OPEN:
        return Wait.HANDLING, None
    return (Wait.CALL if case.call_wanted else Wait.CLOSING), None


def _urgency(row: CaseRow) -> tuple[float, int, date, str]:
    by = row.by.timestamp() if row.by else float("inf")
    # Of the same length, or 102 would come before 99.
    return by, -row.entry.rank, row.entry.day, row.entry.number.rjust(16)
