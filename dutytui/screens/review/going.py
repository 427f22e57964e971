"""From a row of the review to where its record stands: a dialog over the review, or the page of that day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from dutytui.rules.folds import ENTRY_PREFIX, ITEM_PREFIX
from dutytui.rules.review.day import DayReview
from dutytui.screens.search.going import go_to, page_of

if TYPE_CHECKING:
    from dutytui.screens.review.screen import ReviewScreen

_REQUEST, _PHASE, _DISPUTE = "request:", "phase:", "dispute:"
_TODAY_ONLY = frozenset({"call", "patrol", "round", "meal"})
"""What stands before the colon of subjects whose pages show today and nothing else: the review says it all itself."""


async def go(screen: ReviewScreen, found: DayReview, day: date, subject: str) -> bool:
    """False where there is nowhere to go: then it is read where it stands."""
    prefix = subject.partition(":")[0]
    if subject.startswith(ENTRY_PREFIX):
        screen.open_entry(day, subject)
    elif subject.startswith(_REQUEST):
        from dutytui.screens.approvals.found import Place  # only when one is opened
        from dutytui.screens.approvals.page import RequestScreen

        screen.app.push_screen(RequestScreen(Place(day, subject)))
    elif subject.startswith(_DISPUTE):
        screen.desk.action_show("disputes")
    elif subject.startswith(_PHASE):
        items = found.items.get(subject.removeprefix(_PHASE), ())
        if not items:
            return False
        await go_to(screen.desk, day, ITEM_PREFIX + items[0].key)
    elif not page_of(subject) or (prefix in _TODAY_ONLY and day != screen.session.day):
        return False
    else:
        name, _at, due = subject.partition("@")
        falls_due = prefix == "obligation" and due
        await go_to(screen.desk, date.fromisoformat(due) if falls_due else day, name if falls_due else subject)
    return True
