"""From what a capture line says to the command that logs it."""

from __future__ import annotations

from datetime import date

from dutytui.rules.capture import Capture
from dutytui.rules.commands import EntryFields, LogEntry
from dutytui.rules.plan import business_day
from dutytui.rules.procedure import EntryKind, Procedures


def kind_of(capture: Capture, procedures: Procedures) -> EntryKind:
    """The kind of the entry; the logbook's first one when the line names none."""
    kinds = procedures.logbook.kinds
    return next((kind for kind in kinds if kind.id == capture.kind), kinds[0])


def log_entry(capture: Capture, procedures: Procedures, today: date) -> LogEntry:
    """The command for a line without problems. What happened before the day began belongs to the day before."""
    day = business_day(capture.at, procedures.mall.day_starts) if capture.at else today
    fields = EntryFields(
        kind=kind_of(capture, procedures).id,
        text=capture.text,
        place=capture.place,
        severity=capture.severity,
        owner=capture.owner,
        due=capture.due,
    )
    return LogEntry(day, fields, at=capture.at)
