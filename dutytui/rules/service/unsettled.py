"""Cases that stay open overnight: recorded as kept, with a reason, or the day's end asks why."""

from __future__ import annotations

from collections.abc import Iterator

from dutytui.rules.entry_fold import EntryFold
from dutytui.rules.entry_views import number_shown
from dutytui.rules.looking import Looking
from dutytui.rules.matters import Unsettled
from dutytui.rules.service import cases
from dutytui.rules.state import Subject


def unsettled(at: Looking) -> tuple[Unsettled, ...]:
    """Open cases of this day and earlier ones that nobody has recorded as kept this night."""
    return tuple(_open_overnight(at))


def _open_overnight(at: Looking) -> Iterator[Unsettled]:
    for subject in at.state.unfinished("entry"):
        fold = subject.fold
        if subject.day > at.day or not isinstance(fold, EntryFold):
            continue
        case = cases.case_of(at.law, fold)
        if case is not None and case.overnight and at.day.isoformat() not in fold.case.kept:
            yield _matter(at, subject, fold)


def _matter(at: Looking, subject: Subject, fold: EntryFold) -> Unsettled:
    values = {"number": number_shown(at.state, subject.day, subject.on), "kind": at.law.kind(fold.fields["kind"])}
    return Unsettled(
        "case_open_overnight",
        subject.on,
        values,
        severity=fold.fields.get("severity", ""),
        since=fold.origin.at if fold.origin else None,
        go="service",
    )
