"""Who did what and when, in words: what a line of history says on any screen and in any report."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from dutytui.rules.views import Act, EntryView
from dutytui.texts.catalogue import _
from dutytui.texts.labels import short_time
from dutytui.texts.shown import shown
from dutytui.texts.void import void_word

_SAME_TIME = timedelta(minutes=1)
"""Happened and recorded within a minute are one time to a reader."""


def who(act: Act | EntryView) -> str:
    """``李敏 值班经理``, with the one it was done for."""
    words = " ".join(word for word in (shown(act.by), shown(act.post)) if word)
    return f"{words} {_('for {person}', person=shown(act.behalf))}" if act.behalf else words


def times(happened: datetime, recorded: datetime, day: date, late_entry: bool) -> str:
    """When it happened, and when it was recorded if that was another time."""
    words = short_time(happened, day)
    if abs(recorded - happened) >= _SAME_TIME:
        words += " " + _("(recorded {time})", time=short_time(recorded, day))
    if late_entry:
        words += " " + _("late entry")
    return words


def from_paper(act: Act) -> list[str]:
    """Which row of a sheet it was keyed in from; nothing where it was recorded at a desk."""
    return [_("from paper {row}", row=act.paper)] * bool(act.paper)


def origin(act: Act) -> list[str]:
    """That it was typed in late, and from where: beside an act in a report."""
    return [_("late entry")] * act.late_entry + from_paper(act)


def marks(act: Act) -> list[str]:
    """Why an act counts for nothing; none for one that does."""
    found = [_("taken back")] * act.undone + [void_word(act.void_why)] * act.void
    return found + [_("settled otherwise elsewhere: counts for nothing")] * act.contested
