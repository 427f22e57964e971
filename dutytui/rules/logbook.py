"""The logbook's views: a day with its entries, and one entry."""

from __future__ import annotations

from datetime import date, datetime

from dutytui.rules.entry_views import by_number, carried_into, entry_view, next_overdue, void_entries
from dutytui.rules.lookup import lookup
from dutytui.rules.plan import business_day
from dutytui.rules.procedure import Procedures
from dutytui.rules.state import State
from dutytui.rules.views import EntryStatus, EntryView, LogbookView


def logbook(state: State, procedures: Procedures, day: date, now: datetime) -> LogbookView:
    """The day's entries by number; before them those of earlier days that were still open when this day began."""
    law = lookup(procedures)
    made_for = (law, state.followed["entry"], state.people_version)
    kept = state.memo.get(("logbook", day))
    if kept is not None and kept[0] == made_for and kept[1] <= now < kept[2]:
        view: LogbookView = kept[3]
        return view
    entries = [
        *(entry_view(state, law, subject, now, True) for subject in carried_into(state, law, day)),
        *(entry_view(state, law, subject, now, False) for subject in by_number(state, day)),
    ]
    counts = {status: sum(entry.status is status for entry in entries) for status in EntryStatus}
    view = LogbookView(
        day=day,
        entries=tuple(entries),
        open=counts[EntryStatus.OPEN],
        handled=counts[EntryStatus.HANDLED],
        closed=counts[EntryStatus.CLOSED],
        void=void_entries(state, law, day),
    )
    state.memo["logbook", day] = (made_for, now, next_overdue(entries, now), view)
    return view


def entry(state: State, procedures: Procedures, day: date, subject: str, now: datetime) -> EntryView | None:
    """One entry of a day by its subject, ``entry:<id>``; None when no event has logged it."""
    found = state.subject(day, subject)
    if found is None or state.entry(day, subject) is None:
        return None
    today = business_day(now, procedures.mall.day_starts)
    return entry_view(state, lookup(procedures), found, now, day < today)
