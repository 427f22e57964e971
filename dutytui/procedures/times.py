"""How the YAML writes times of the day and durations."""

from __future__ import annotations

import re
from datetime import date

from dutytui.rules.words import Anchor, Moment

LATEST = 36 * 60
"""The latest time of a business day, in minutes after midnight: noon of the next day."""
CLOCK = r"([0-9]{1,2}):([0-5][0-9])"
DURATION = r"(?=[0-9])(?:([0-9]{1,3})h)?(?:([0-9]{1,4})m)?"
MOMENT = rf"(?:{CLOCK}|(opening|closing)(?: *([+-]) *{DURATION})?)"


def clock(text: str) -> int | None:
    """Minutes after midnight of ``08:30`` or ``26:00`` (two at night, next day), to `LATEST`; None for all else."""
    match = re.fullmatch(CLOCK, text)
    minutes = int(match[1]) * 60 + int(match[2]) if match else LATEST + 1
    return minutes if minutes <= LATEST else None


def day_start(text: str) -> int | None:
    """As `clock`, up to noon: later, most of a day would belong to the day before."""
    minutes = clock(text)
    return minutes if minutes is not None and minutes <= 12 * 60 else None


def duration(text: str) -> int | None:
    """Minutes of ``10m``, ``1h`` or ``1h30m``; None for anything else."""
    match = re.fullmatch(DURATION, text)
    return int(match[1] or 0) * 60 + int(match[2] or 0) if match else None


def moment(text: str) -> Moment | None:
    """A clock time, or ``opening``/``closing`` with or without ``+ 1h30m``/``- 10m``; None for anything else."""
    match = re.fullmatch(MOMENT, text)
    if match is None:
        return None
    if match[3] is None:
        minutes = clock(text)
        return None if minutes is None else Moment(Anchor.MIDNIGHT, minutes)
    offset = int(match[5] or 0) * 60 + int(match[6] or 0)
    return Moment(Anchor(match[3]), -offset if match[4] == "-" else offset)


def day(text: str) -> date | None:
    """A date written ``2026-12-31``; None for anything else, including days that no calendar has."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def shown(minutes: int) -> str:
    """Minutes after midnight as they are written: ``26:00`` for 1560."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
