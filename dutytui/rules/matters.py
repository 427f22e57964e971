"""What the areas say to those that gather: what is unsettled, and what somebody must be told in time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime
from enum import StrEnum
from typing import Any

from dutytui.rules.lazy_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Unsettled:
    """Something that keeps the day from being closed, or that travels with the handover.

    code and values: worded by `dutytui.texts.areas`, as a `Refusal` is; subject: what it is about (``round:…``),
    unique; blocks: the day can't be closed with it at all; otherwise it can with a reason, or where asks is False
    without one, since it goes on by itself; travels: a handover takes it along; severity: an id of logbook.yaml, "" for
    none; since: from when it counts, None when it has no time; go: the destination that settles it (``patrol``).
    """

    code: str
    subject: str
    values: Mapping[str, Any] = field(default_factory=dict)
    blocks: bool = False
    asks: bool = True
    travels: bool = True
    severity: str = ""
    since: datetime | None = None
    go: str = ""


class Level(StrEnum):
    SOON = "soon"  # not late yet: there is still time to do it
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Alarm:
    """Something that must be heard: the bell rings when an alarm (subject and level) is new.

    code and values: worded by `dutytui.texts.areas`; at: the moment it counts down to or is late since; go: the
    destination where it is done.
    """

    code: str
    subject: str
    level: Level
    at: datetime
    values: Mapping[str, Any] = field(default_factory=dict)
    go: str = ""
