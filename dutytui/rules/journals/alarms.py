"""What somebody must be told in time."""

from __future__ import annotations

from dutytui.rules.looking import Looking
from dutytui.rules.matters import Alarm


def alarms(at: Looking) -> tuple[Alarm, ...]:  # noqa: ARG001 - every area is asked in the same way
    """None: a journal is written when there is time, and the closing of the day asks for it."""
    return ()
