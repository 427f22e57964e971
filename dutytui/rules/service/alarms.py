"""What the service desk must hear in time: a customer who waits to be told, a case that is settled at once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from dutytui.rules.entry_fold import EntryFold
from dutytui.rules.entry_views import number_shown
from dutytui.rules.looking import Looking
from dutytui.rules.matters import Alarm, Level
from dutytui.rules.service import cases
from dutytui.rules.state import Subject
from dutytui.rules.views import EntryStatus

_CODES = {
    ("feedback", Level.SOON): "case_feedback_soon",
    ("feedback", Level.LATE): "case_feedback_late",
    ("settling", Level.SOON): "case_settling_soon",
    ("settling", Level.LATE): "case_settling_late",
}


def alarms(at: Looking) -> tuple[Alarm, ...]:
    """Of all open cases of this day and earlier ones."""
    known = (subject for subject in at.state.unfinished("entry") if subject.day <= at.day)
    return tuple(alarm for subject in known for alarm in _of(at, subject))


def _of(at: Looking, subject: Subject) -> Iterator[Alarm]:
    fold = subject.fold
    case = cases.case_of(at.law, fold) if isinstance(fold, EntryFold) else None
    if not isinstance(fold, EntryFold) or case is None:
        return
    times: list[tuple[str, datetime | None]] = []
    if not fold.case.told:
        times.append(("feedback", cases.feedback_due(case, fold)))
    if fold.status is EntryStatus.OPEN:
        times.append(("settling", cases.settle_by(case, fold)))
    lead = timedelta(minutes=at.procedures.service.remind_before)
    values = {"number": number_shown(at.state, subject.day, subject.on), "kind": at.law.kind(fold.fields["kind"])}
    for what, by in times:
        if by is None or at.now < by - lead:
            continue
        level = Level.LATE if at.now > by else Level.SOON
        yield Alarm(_CODES[what, level], f"{subject.on}/{what}", level, by, {**values, "by": by}, go="service")
