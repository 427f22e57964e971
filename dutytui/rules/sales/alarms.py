"""What somebody must be told in time."""

from __future__ import annotations

from datetime import timedelta

from dutytui.rules.before_use import in_use_from
from dutytui.rules.looking import Looking
from dutytui.rules.matters import Alarm, Level
from dutytui.rules.sales.figures import subject_of
from dutytui.rules.sales.views import review


def alarms(at: Looking) -> tuple[Alarm, ...]:
    """One for the whole review, from a while before it should be finished: the figures, or so many counters."""
    rules, opening = at.procedures.sales, at.plan.opening
    if not rules.in_use or opening is None:
        return ()
    due = opening + timedelta(minutes=rules.within)
    if at.now < due - timedelta(minutes=rules.remind):
        return ()
    since = in_use_from(at.state, at.plan)
    if since is not None and due < since:
        return ()
    seen = review(at)
    level = Level.LATE if at.now > due else Level.SOON
    on = subject_of(seen.sold)
    if not seen.known:
        return (Alarm("sales_import_due", on, level, due, {"sold": seen.sold}, go="sales"),)
    if not seen.lacking:
        return ()
    return (Alarm("sales_explaining_due", on, level, due, {"count": len(seen.lacking)}, go="sales"),)
