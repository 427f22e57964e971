"""The end of the day: journals written, the sweep's team together, the day closed."""

from __future__ import annotations

from datetime import timedelta

from dutytui.rehearsal.troupe import Troupe
from dutytui.rules.closing.commands import JoinSweep
from dutytui.rules.closing.day_commands import CloseDay
from dutytui.rules.closing.day_matters import Need, matters
from dutytui.rules.closing.day_views import DayStatus, day_end_view
from dutytui.rules.closing.views import sweep
from dutytui.rules.journals.commands import WriteSection
from dutytui.rules.journals.fold import PageState
from dutytui.rules.journals.views import books
from dutytui.texts.catalogue import _

_WRITTEN = timedelta(hours=1)
"""Before closing: when the day's journals are written."""


def end_day(troupe: Troupe) -> None:
    plan = troupe.session.plan(troupe.day)
    if plan.closing is None:
        return
    if plan.closing - _WRITTEN <= troupe.now:
        _write(troupe)
    _gather(troupe)
    if plan.phases and plan.phases[-1].ends <= troupe.now:
        _close(troupe)


def _write(troupe: Troupe) -> None:
    for book in books(troupe.session.look()):
        for page in book.pages:
            if page.state is PageState.EMPTY and page.required:
                words = _("Quiet day; what there was stands in the logbook")
                floor = page.place.id if page.place else ""
                troupe.one_does([post.id for post in page.posts], WriteSection(troupe.day, page.on, words), floor)


def _gather(troupe: Troupe) -> None:
    """Each post sends somebody, a few minutes before the sweep is due."""
    view = sweep(troupe.session.look())
    if view is None or view.starts > troupe.now:
        return
    taken = {member.person.id for member in view.team if member.person}
    for post in view.missing:
        for person, held in troupe.holders([post.id]):
            if person.id not in taken and troupe.does(person.id, held, JoinSweep(troupe.day, post.id, person.id)):
                taken.add(person.id)
                break


def _close(troupe: Troupe) -> None:
    look = troupe.session.look()
    if day_end_view(look).status is DayStatus.CLOSED:
        return
    reasons = {one.group: _("Told at the evening meeting") for one in matters(look) if one.need is Need.REASON}
    closing = troupe.session.procedures.closing.day
    if closing is not None:
        troupe.one_does(closing.closed_by, CloseDay(troupe.day, reasons, sure=True))
