"""Which day the review opens, and what a typed date means there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from dutytui.rules.folds import ENTRY_PREFIX, ITEM_PREFIX
from dutytui.rules.review.fold import FOLLOW_UP_PREFIX
from dutytui.rules.review.own_clock import is_over
from dutytui.rules.search.dates import moment
from dutytui.rules.search.plain import plain
from dutytui.session import Session

_BACK = 14
"""Days that are looked through for the last one with records: a mall that was closed longer opens yesterday."""
_FOLLOWED = timedelta(days=92)
"""How far back follow-ups that are done by now are looked for; open ones are known however old they are."""
_LOOKED_UP = ("entry:", "request:")
"""Of these an act done on a day needs all that was ever recorded of them."""


def first_shown(session: Session) -> date:
    """Today once it is closed; before that the last day on which anybody recorded anything, yesterday for none."""
    today = session.day
    if any(True for _one in session.state.subjects(today, ITEM_PREFIX)) and is_over(session.look(today)):
        return today
    for back in range(1, _BACK + 1):
        day = today - timedelta(days=back)
        session.logbook(day)  # reads that day, should nobody have looked at it yet
        if any(True for prefix in (ITEM_PREFIX, ENTRY_PREFIX) for _one in session.state.subjects(day, prefix)):
            return day
    return today - timedelta(days=1)


def typed_day(typed: str, today: date) -> date | None:
    """``11-28``, ``2026-11-28``, ``昨天``; the last such day there was. None for no day, or for several."""
    span = moment(plain(typed).strip(), today) if typed.strip() else None
    return span[1] if span is not None and span[0] == span[1] else None


def looked_up(session: Session, day: date) -> Iterator[None]:
    """Reads which follow-ups the day had, and what earlier days have of the entries and requests that something was
    done about on it: one thing a step, so that keys are answered between."""
    session.load_about(FOLLOW_UP_PREFIX, day - _FOLLOWED, day)
    yield
    found = session.look(day)
    for earlier in found.state.days():
        for prefix in _LOOKED_UP:
            if earlier < day and any(True for _one in found.state.subjects(earlier, prefix)):
                session.load_about(prefix, earlier, earlier)
                yield
