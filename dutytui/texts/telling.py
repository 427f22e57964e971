"""What goes out to people who are not at a desk: what is wrong and since when, and nothing about anybody.

Only what is named here is filled in: titles, times, numbers, places. Names of people, and whatever somebody typed, stay
in the house; who reads the message looks them up there. So no customer's telephone number can go out.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from dutytui.rules.matters import Alarm
from dutytui.texts.areas import alarm_messages
from dutytui.texts.catalogue import _, n_
from dutytui.texts.shown import shown

_GOES_OUT = frozenset(
    {
        *("at", "begins", "by", "day", "due", "late", "lasts", "since", "sold", "until"),
        *("count", "done", "floors", "number"),
        *("kind", "order", "place", "shift", "step", "title"),
    }
)
_KEPT_BACK = "…"
_LINES = 8
"""Alarms of one message that are told in full."""


def outgoing(told: Alarm) -> str:
    """One alarm in one line, without what stays in the house."""
    values = {name: shown(value) if name in _GOES_OUT else _KEPT_BACK for name, value in told.values.items()}
    return _(alarm_messages()[told.code], **values)


def message(alarms: Sequence[Alarm], mall: str, now: datetime) -> tuple[str, str]:
    """(title, body) of one message."""
    title = _("{mall}: {count} to look at", mall=mall, count=len(alarms))
    lines = [outgoing(one) for one in alarms[:_LINES]]
    if len(alarms) > _LINES:
        lines.append(n_("and {count} more", "and {count} more", len(alarms) - _LINES))
    return title, "\n".join([*lines, f"{now:%m-%d %H:%M}"])


def trial(mall: str, now: datetime) -> tuple[str, str]:
    title = _("{mall}: a test", mall=mall)
    return title, "\n".join([_("Alarms of the duty desk will come here."), f"{now:%m-%d %H:%M}"])
