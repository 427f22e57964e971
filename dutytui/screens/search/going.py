"""From a record that was found to the page that it stands on, in its day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from dutytui.screens.desk import DeskScreen
from dutytui.texts.catalogue import _
from dutytui.texts.labels import day_name

if TYPE_CHECKING:
    from dutytui.screens.app import DutyApp

PAGES: Mapping[str, str] = {
    "entry": "logbook",
    "item": "checklists",
    "request": "approvals",
    "delegation": "approvals",
    "page": "journals",
    "handover": "handover",
    "duty": "handover",
    "stay": "closing",
    "sweep": "closing",
    "call": "roll_call",
    "patrol": "patrol",
    "round": "patrol",
    "meal": "meals",
    "sales": "sales",
    "day": "day_end",
    "obligation": "calendar",
    "assessment": "figures",
    "review": "review",
    "followup": "review",
}
"""By what stands before the colon of a subject: the page (a mode of the program) that shows it."""


def page_of(subject: str) -> str:
    """The page, "" for what has none: it is read where it was found."""
    return PAGES.get(subject.partition(":")[0], "")


async def go_to(app: DutyApp, day: date, subject: str) -> None:
    """Open the page with the record's day and its row under the cursor. Only for what has a page."""
    prefix, _colon, name = subject.partition(":")
    page = page_of(subject)
    if app.current_mode != page:
        await app.switch_mode(page)
    screen = app.screen
    if not isinstance(screen, DeskScreen):
        return
    app.session.logbook(day)  # reads that day, should nobody have looked at it yet
    if prefix == "item":
        await app.action_go_phase(name.partition("/")[0])
    elif prefix == "entry":
        await screen.run_action("show_all")  # whatever status was filtered by there
    stands = screen.show_at(day, name if prefix == "item" else subject)
    if prefix == "request":
        from dutytui.screens.approvals.found import Place  # only when one is opened
        from dutytui.screens.approvals.page import RequestScreen

        app.push_screen(RequestScreen(Place(day, subject)))
    elif not stands:
        screen.tell(_("It is about {day}; this page has no row of its own for it", day=day_name(day)))
