"""What whoever may change the roster must hear: a terminal waits to be let in. (What contradicts stands
among the disputes.)"""

from __future__ import annotations

from dutytui.rules.looking import Looking
from dutytui.rules.matters import Alarm, Level
from dutytui.rules.roster.said import may_manage, subject_of

_GO = "terminals"


def alarms(at: Looking) -> tuple[Alarm, ...]:
    """Only once there is a roster: without one everybody counts, and there is nothing to let in to."""
    known = at.state.roster
    if known is None or known.begun is None or not may_manage(at.law, at.person, at.post):
        return ()
    return tuple(
        Alarm("terminal_waiting", subject_of(one.key), Level.SOON, one.since.at, {"name": one.name}, _GO)
        for one in known.waiting
        if one.since is not None
    )
