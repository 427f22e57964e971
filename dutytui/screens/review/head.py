"""The first row of the review: which day, what kind of day, how it ended."""

from __future__ import annotations

from datetime import date

from dutytui.rules.closing.day_views import DayStatus
from dutytui.rules.review.day import DayReview
from dutytui.rules.review.own_clock import is_over
from dutytui.rules.review.views import ReviewView
from dutytui.screens.page_head import LATE, TITLE, Words
from dutytui.texts.catalogue import _, n_
from dutytui.texts.labels import DAY_KIND, day_name, short_time
from dutytui.texts.shown import shown
from dutytui.widgets.cells import visible


def head_words(found: DayReview, said: ReviewView, today: date) -> Words:
    """``Review 11-29 Sun  closed at 22:41 by …``; with its year where that is another."""
    day = found.day
    name = day_name(day) if day.year == today.year else f"{day.year}-{day_name(day)}"
    words: Words = [(f" {_('Review')} {name}", TITLE, "")]
    kind = found.now.plan.kind
    if kind in DAY_KIND:
        words.append((f"  {_(DAY_KIND[kind])}", "", ""))
    ended, late = _ended(found)
    words.append((f"  {visible(ended)}", LATE if late else "", ""))
    if said.signatures:
        last = said.signatures[-1]
        name = shown(last.act.by)
        if said.signed:
            words.append((f"  {visible(_('signed off by {name}', name=name))}", "", ""))
        else:
            changed = n_("{count} changed since signed off", "{count} changed since signed off", len(last.changed))
            words.append((f"  {changed}", LATE, ""))
    return words


def beside_words(found: DayReview, other: DayReview) -> Words:
    """Which two days stand side by side, and how one comes back."""
    names = [
        f"{one.day.year}-{day_name(one.day)}" if found.day.year != other.day.year else day_name(one.day)
        for one in (found, other)
    ]
    title = _("Review {day} beside {other}", day=names[0], other=names[1])
    return [(f" {title}", TITLE, ""), (f"  {_('Esc: the day alone')}", "", "day_alone")]


def _ended(found: DayReview) -> tuple[str, bool]:
    end = found.end
    if found.now.plan.closed and not found.recorded:
        return _("closed for customers"), False
    if end.status is DayStatus.CLOSED and end.closing is not None:
        time = short_time(end.closing.happened, found.day)
        return _("Closed at {time} by {name}", time=time, name=shown(end.closing.by)), False
    if not is_over(found.now):
        return _("still running"), False
    if not found.recorded:
        return "", False
    return _("Not closed yet"), found.now.procedures.closing.day is not None


def nothing_recorded(found: DayReview) -> str:
    """What stands in place of rows on a day of which there are none."""
    if found.now.plan.closed:
        return "\n".join(("", _("Nothing is recorded of this day: the mall was closed.")))
    return "\n".join(
        ("", _("Nothing is recorded of this day."), _("Left and right: the days beside it. Ctrl+D: a date."))
    )
