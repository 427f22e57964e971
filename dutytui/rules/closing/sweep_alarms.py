"""What of the sweep and of late stays somebody must be told in time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from dutytui.rules.closing.team_fold import TEAM
from dutytui.rules.closing.views import stays, sweep
from dutytui.rules.looking import Looking
from dutytui.rules.matters import Alarm, Level
from dutytui.rules.views import Named


def sweep_alarms(at: Looking) -> Iterator[Alarm]:
    """A sweep past its end; a late stay soon to end, or past its end."""
    now = sweep(at)
    if now is not None and now.late:
        floors = {"floors": len(now.floors), "done": now.done}
        yield Alarm("sweep_late", TEAM, Level.LATE, now.ends, floors, go="closing")
    warning = timedelta(minutes=at.procedures.closing.stay_warning)
    for stay in stays(at):
        if stay.ended is None and stay.until is not None and at.now >= stay.until - warning:
            values = {"person": Named("", at.law.same(stay.name)), "place": stay.place, "until": stay.until}
            code, level = ("stay_over", Level.LATE) if stay.over else ("stay_ends_soon", Level.SOON)
            yield Alarm(code, stay.subject, level, stay.until, values, go="closing")
