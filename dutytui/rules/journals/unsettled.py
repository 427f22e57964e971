"""What is still unsettled, for the closing of the day (DS: four sections, or a stated reason)."""

from __future__ import annotations

from dutytui.rules.journals.fold import PageState, page_fold
from dutytui.rules.journals.pages import pages
from dutytui.rules.looking import Looking
from dutytui.rules.matters import Unsettled
from dutytui.rules.views import Named

_CODES = {PageState.EMPTY: "page_empty", PageState.DISPUTED: "page_disputed"}


def unsettled(at: Looking) -> tuple[Unsettled, ...]:
    """Required pages that are neither written nor left empty, and those that two terminals disagree on.

    They do not travel with a handover: a journal is of the whole day.
    """
    found = []
    for page in pages(at.law):
        code = _CODES.get(page_fold(at.state, at.day, page.on).state)
        if code is None or not page.section.required:
            continue
        values = {"book": Named(page.book.id, page.book.title), "title": page.title}
        found.append(Unsettled(code, page.on, values, travels=False, go="journals"))
    return tuple(found)
