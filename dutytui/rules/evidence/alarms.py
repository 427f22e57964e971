"""What somebody must be told in time: what was found wrong with the records, until it is acknowledged."""

from __future__ import annotations

from dutytui.rules.evidence.found import unacknowledged
from dutytui.rules.looking import Looking
from dutytui.rules.matters import Alarm, Level


def alarms(at: Looking) -> tuple[Alarm, ...]:
    """Late from the first moment on."""
    return tuple(
        Alarm(one.code, one.subject, Level.LATE, one.found, one.values, "notices") for one in unacknowledged(at.state)
    )
