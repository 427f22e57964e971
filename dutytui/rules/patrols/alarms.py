"""What somebody must be told in time: a round that is due soon, or now, and one that nobody has begun."""

from __future__ import annotations

from collections.abc import Iterator

from dutytui.rules.looking import Looking
from dutytui.rules.matters import Alarm, Level
from dutytui.rules.patrols.rounds import ROUND_PREFIX, rounds_near
from dutytui.rules.patrols.standing import RoundStatus, status_of


def alarms(at: Looking) -> tuple[Alarm, ...]:
    """From `soon` minutes before the start until the round is begun or missed: what is missed is no alarm any more."""
    return tuple(_alarms(at))


def _alarms(at: Looking) -> Iterator[Alarm]:
    for one in rounds_near(at.state, at.plan, at.procedures, at.now):
        planned, route = one.planned, one.route
        if planned is None or route is None:
            continue
        status = status_of(one, at.now, ())
        subject, values = ROUND_PREFIX + one.key, {"title": route.title, "begins": planned.starts}
        if status in {RoundStatus.AHEAD, RoundStatus.DUE} and not one.before_use:
            yield Alarm("round_soon", subject, Level.SOON, planned.starts, values, go="patrol")
        elif status is RoundStatus.LATE:
            yield Alarm("round_late", subject, Level.LATE, planned.late, values, go="patrol")
