"""Reports of what a session knows: what belongs to a day is read in first, also where it was recorded elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Protocol

from dutytui.exports.document import Document, Section
from dutytui.reports.daily import Kind, daily, sections
from dutytui.reports.seen import seen
from dutytui.rules.looking import Looking
from dutytui.rules.sharing import ALL_AT_ONCE, Arrivals

_WHOLE = ("entry:", "request:")
"""Of these an act done on the day needs all that was ever recorded of them, or there is nothing to show."""


class Session(Protocol):
    """What is asked of the session."""

    def look(self, day: date | None = None) -> Looking: ...
    def load_about(self, prefix: str, first: date, last: date) -> None: ...


def day_report(session: Session, day: date, kind: Kind = Kind.DAY, arrivals: Arrivals = ALL_AT_ONCE) -> Document:
    """The day as it stands in the records of this terminal; arrivals: what of them came here late."""
    return daily(_whole_day(session, day), kind, arrivals)


def day_sections(session: Session, day: date, arrivals: Arrivals = ALL_AT_ONCE) -> Iterable[Section]:
    """The same for a longer report that holds every day."""
    return sections(seen(_whole_day(session, day), arrivals), Kind.DAY)


def _whole_day(session: Session, day: date) -> Looking:
    found = session.look(day)
    for earlier in found.state.days():
        if earlier < day:
            for prefix in _WHOLE:
                if any(True for _subject in found.state.subjects(earlier, prefix)):
                    session.load_about(prefix, earlier, earlier)
    return found
