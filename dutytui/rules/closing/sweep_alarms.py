"""What of the sweep and of late stays somebody must be told in time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from dutytui.rules.closing.team_fold import TEAM
from dutytui.rules.closing.views import stays, sweep
from dutytui.rules.looking import Looking
from dutytui.rules.matters import Alarm, Level
from dutytui.rules.views import Named


def sweep_alarms(at: Looking) -> Iterator[Alarm]:
    """A sweep past its end; a late stay soon to end, or past its end."""
    yield from _sweep_late(at)
    warning = timedelta(minutes=at.procedures.closing.stay_warning)
    for stay in stays(at):
        if stay.ended is None and stay.until is not None and at.now >= stay.until - warning:
            values = {"person": Named("", at.law.same(stay.name)), "place": stay.place, "until": stay.until}
            code, level = ("stay_over", Level.LATE) if stay.over else ("stay_ends_soon", Level.SOON)
            yield Alarm(code, stay.subject, level, stay.until, values, go="closing")


def _sweep_late(at: Looking) -> tuple[Alarm, ...]:
    """Asked once a second: before the end it is not looked at, behind it again when something was recorded."""
    phase = at.procedures.closing.sweep
    if phase not in at.plan.by_phase or phase not in at.law.phases or at.now <= _limit(at, phase):
        return ()
    made_for = (at.law, at.plan, at.state.version)
    kept = at.state.memo.get("sweep late")
    if kept is None or kept[0] != made_for:
        now = sweep(at)
        late: tuple[Alarm, ...] = ()
        if now is not None and now.late:
            floors = {"floors": len(now.floors), "done": now.done}
            late = (Alarm("sweep_late", TEAM, Level.LATE, now.ends, floors, go="closing"),)
        kept = at.state.memo["sweep late"] = (made_for, late)
    found: tuple[Alarm, ...] = kept[1]
    return found


def _limit(at: Looking, phase: str) -> datetime:
    return at.plan.by_phase[phase].ends + timedelta(minutes=at.law.phases[phase].grace)
