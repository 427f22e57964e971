"""Wording of the timers: what runs, and how long until or since."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from dutytui.rules.timers import Timer
from dutytui.texts.catalogue import N_, _
from dutytui.texts.labels import duration
from dutytui.texts.shown import shown

MESSAGES: Mapping[str, str] = {
    "call_running": N_("{title}: {answered} of {total} posts ready"),
    "call_held": N_("{title}: held"),
    "call_disputed": N_("{title}: terminals differ, held here and ordered there"),
    "round_ahead": N_("Next round: {title}"),
    "round_due": N_("Round due: {title}"),
    "round_late": N_("Round late: {title}"),
    "round_running": N_("Round under way: {title}, {reached} of {total} points"),
    "meal_out": N_("{title}, out {count}: {names}"),
    "meal_ahead": N_("Next meal: {title}, batch {number}"),
    "meal_clash": N_("Two batches were out at once: {others}"),
    "sweep_running": N_("{title}: {done} of {total} floors clear"),
    "sweep_stopped": N_("{title}: stopped, {done} of {total} floors clear"),
    "night_unsaid": N_("{phases}: due before the first record, nothing said of it"),
    "duty_held": N_("On duty: {name}, since {since}"),
    "duty_yesterday": N_("On duty since yesterday: {name}. Nobody has taken it today"),
    "duty_nobody": N_("Nobody has taken the duty"),
    "duty_disputed": N_("The duty is in dispute: {people}"),
    "disputes": N_("Terminals contradict each other, to settle: {count}"),
    "shift": N_("Next handover: {title}"),
    "shift_due": N_("Handover due: {title}"),
}


def timer(told: Timer) -> str:
    """What it is, without its clock."""
    return _(MESSAGES[told.code], **{name: shown(value) for name, value in told.values.items()})


def clock(told: Timer, now: datetime, *, seconds: bool = False) -> str:
    """``in 12 min``, ``12 min ago``; with `seconds` ``12:05 to go``, ``12:05 so far``; "" for what has no clock."""
    if told.at is None:
        return ""
    gone = int((now - told.at).total_seconds())
    if seconds:
        time = _to_the_second(abs(gone))
        return _("{time} so far", time=time) if gone > 0 else _("{time} to go", time=time)
    length = duration(abs(gone) // 60 if gone > 0 else -(-abs(gone) // 60))
    return _("{length} ago", length=length) if gone > 0 else _("in {length}", length=length)


def _to_the_second(seconds: int) -> str:
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"
