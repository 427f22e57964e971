"""A request in words: where it stands, until when, and why it is in somebody's queue."""

from __future__ import annotations

from datetime import datetime

from dutytui.rules.approvals.course import Standing, Weight
from dutytui.rules.approvals.views import Progress, RequestRow, Share
from dutytui.rules.views import Named
from dutytui.rules.words import Text
from dutytui.screens.entry_text import name
from dutytui.texts.catalogue import N_, _, n_, pick
from dutytui.texts.labels import duration
from dutytui.texts.records import STANDING

STANDING_TONE = {
    Standing.WAITING: "strong",
    Standing.SENT_BACK: "due",
    Standing.DISPUTED: "bad",
    Standing.APPROVED: "good",
    Standing.REJECTED: "bad",
    Standing.WITHDRAWN: "soft",
}

SHARES = {
    Share.MINE: N_("Waits for me"),
    Share.DISPUTE: N_("To settle"),
    Share.POST: N_("Waits for my post"),
    Share.FOLLOW: N_("To follow up"),
    Share.ESCALATED: N_("Late elsewhere"),
    Share.AWAITED: N_("I wait for"),
    Share.TOLD: N_("For information"),
}
"""The headings of a queue."""

PROGRESS_TONE = {
    Progress.SIGNED: "good",
    Progress.HERE: "due",
    Progress.AHEAD: "",
    Progress.PASSED_OVER: "soft",
    Progress.AGAIN: "due",
}

WEIGHT = {
    Weight.COUNTS: "",
    Weight.AGREES: N_("agrees with another, changes nothing"),
    Weight.CROSSED: N_("crossed by another, came to nothing"),
    Weight.VOID: N_("void: no right to it"),
    Weight.PAST: N_("too late: it had moved on"),
    Weight.CONTENDS: N_("contradicts another"),
    Weight.WAITS: N_("waits for the dispute to be settled"),
    Weight.OVERRULED: N_("left aside: the dispute was settled otherwise"),
}

_HOUR = 60
_DAY = 24 * 60


def names(people: tuple[Named, ...]) -> str:
    return _(", ").join(name(one) for one in people)


def standing_words(row: RequestRow) -> str:
    """The stage that it waits at, else how it stands."""
    return pick(row.step) if row.step is not None else _(STANDING[row.standing])


def standing_tone(row: RequestRow) -> str:
    return STANDING_TONE[row.standing]


def due_words(due: datetime | None, now: datetime) -> str:
    """``1 h 05 min left``, ``overdue 2 hours``; "" without a deadline. Begun minutes on both sides.

    What is left of an hour counts, how many minutes late it is after the first hour doesn't any more.
    """
    if due is None:
        return ""
    minutes = -int(-abs((due - now).total_seconds()) // 60)
    if due < now:
        return _("overdue {length}", length=length(minutes, _HOUR))
    return _("{length} left", length=length(minutes, 3 * _HOUR))


def length(minutes: int, to_the_minute: int) -> str:
    """A length as somebody says it: below `to_the_minute` so, then in hours, and from two days on in days."""
    if minutes < to_the_minute:
        return duration(minutes)
    if minutes < 2 * _DAY:
        return n_("{count} hour", "{count} hours", minutes // 60)
    return n_("{count} day", "{count} days", minutes // _DAY)


def due_tone(row: RequestRow) -> str:
    if row.late:
        return "late"
    return "due" if row.soon else ""


def said(words: str | Text) -> str:
    return words if isinstance(words, str) else pick(words)
