"""What somebody must be told in time."""

from __future__ import annotations

from dutytui.rules.closing.day_alarms import day_alarms
from dutytui.rules.closing.sweep_alarms import sweep_alarms
from dutytui.rules.looking import Looking
from dutytui.rules.matters import Alarm


def alarms(at: Looking) -> tuple[Alarm, ...]:
    return (*sweep_alarms(at), *day_alarms(at))
