"""What must be heard in time."""

from __future__ import annotations

from dutytui.rules.looking import Looking
from dutytui.rules.matters import Alarm


def alarms(at: Looking) -> tuple[Alarm, ...]:  # noqa: ARG001
    return ()
