"""The program's own words for what views carry: statuses, days, times. Two characters or one short English word."""

from __future__ import annotations

from datetime import date, datetime

from dutytui.rules.views import EntryStatus, ItemStatus, PhaseStatus
from dutytui.texts.catalogue import N_, _

ITEM_STATUS = {
    ItemStatus.NOT_OPEN: N_("later"),
    ItemStatus.WAITING: N_("waits"),
    ItemStatus.PENDING: N_("to do"),
    ItemStatus.DUE: N_("due"),
    ItemStatus.LATE: N_("late"),
    ItemStatus.BEFORE_USE: N_("before use"),
    ItemStatus.DONE: N_("done"),
    ItemStatus.DONE_LATE: N_("done late"),
    ItemStatus.WAIVED: N_("skipped"),
    ItemStatus.FAILED: N_("failed"),
    ItemStatus.MENDED: N_("mended"),
    ItemStatus.DISPUTED: N_("disputed"),
}

PHASE_STATUS = {
    PhaseStatus.AHEAD: N_("ahead"),
    PhaseStatus.RUNNING: N_("running"),
    PhaseStatus.LATE: N_("late"),
    PhaseStatus.BEFORE_USE: N_("before use"),
    PhaseStatus.DONE: N_("done"),
    PhaseStatus.DONE_LATE: N_("done late"),
    PhaseStatus.EMPTY: N_("no items"),
}

ENTRY_STATUS = {
    EntryStatus.OPEN: N_("open"),
    EntryStatus.HANDLED: N_("handled"),
    EntryStatus.CLOSED: N_("closed"),
}

DAY_KIND = {
    "holiday": N_("public holiday"),
    "holiday_eve": N_("holiday eve"),
    "make_up_workday": N_("make-up workday"),
}

_WEEKDAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))


def clock_time(moment: datetime, seconds: bool = True) -> str:
    return moment.strftime("%H:%M:%S" if seconds else "%H:%M")


def short_time(moment: datetime, day: date) -> str:
    """``08:30``; with its date in front when it falls on another calendar day than `day`."""
    return moment.strftime("%H:%M" if moment.date() == day else "%m-%d %H:%M")


def day_name(day: date) -> str:
    """``11-23 Mon``, in the current language."""
    return f"{day:%m-%d} {_(_WEEKDAYS[day.weekday()])}"


def duration(minutes: int) -> str:
    """``12 min``, ``1 h 05 min``."""
    hours, rest = divmod(minutes, 60)
    return _("{hours} h {rest:02d} min", hours=hours, rest=rest) if hours else _("{minutes} min", minutes=minutes)
