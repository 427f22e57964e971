"""What the service desk must hear in time: a customer who waits to be told, a case that is settled at once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple

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
    """Of all open cases of this day and earlier ones. Asked once a second: what a case waits for is worked out when
    something was recorded about entries, and the moment alone is looked at after that."""
    return tuple(
        waiting.late if at.now > waiting.by else waiting.soon
        for waiting in _waiting(at)
        if waiting.day <= at.day and at.now >= waiting.remind
    )


class _Waiting(NamedTuple):
    """What a case waits for: from when on it is told, until when it must be done, and what is told before and after."""

    day: date
    remind: datetime
    by: datetime
    soon: Alarm
    late: Alarm


def _waiting(at: Looking) -> tuple[_Waiting, ...]:
    made_for = (at.law, at.procedures.service, at.state.followed["entry"])
    kept = at.state.memo.get("service alarms")
    if kept is None or kept[0] != made_for:
        found = tuple(one for subject in at.state.unfinished("entry") for one in _of(at, subject))
        kept = at.state.memo["service alarms"] = (made_for, found)
    waiting: tuple[_Waiting, ...] = kept[1]
    return waiting


def _of(at: Looking, subject: Subject) -> Iterator[_Waiting]:
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
        if by is not None:
            soon, late = (
                Alarm(_CODES[what, level], f"{subject.on}/{what}", level, by, {**values, "by": by}, go="service")
                for level in (Level.SOON, Level.LATE)
            )
            yield _Waiting(subject.day, by - lead, by, soon, late)
