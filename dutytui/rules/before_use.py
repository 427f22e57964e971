"""What had passed when the program came into use: nothing of it is late, nobody missed it, and it may still be said.

A mall that is first opened in the afternoon has no record of its morning, and who could have made one? So what ended
before the mall's first record counts as *before use*. The sweep and the locks do not: nothing stands in for them.
"""

from __future__ import annotations

from datetime import UTC, datetime

from dutytui.rules.plan import DayPlan
from dutytui.rules.presence.fold import DESK_PREFIX, DeskFold
from dutytui.rules.stamps import parse
from dutytui.rules.state import State

NEVER = datetime.max.replace(tzinfo=UTC)
"""All of the day was before the mall's first record."""


def in_use_from(state: State, plan: DayPlan) -> datetime | None:
    """The mall's first record on the business day that it stands on, `NEVER` on days before, None on all others.

    It follows from the journals alone: from their beginnings on the first day that there are any of, and from when
    terminals stood open on it (where a journal that began earlier can't be read, the earlier of both: the stricter).
    """
    if state.began is None or plan.day > state.began:
        return None
    if plan.day < state.began:
        return NEVER
    first = [said for event in state.openings.values() if event.day == plan.day and (said := _recorded(event.stamp))]
    folds = (subject.fold for subject in state.subjects(plan.day, DESK_PREFIX))
    opened = [fold.spans[0][0].at for fold in folds if isinstance(fold, DeskFold) and fold.spans]
    return min((*first, *opened), default=NEVER)


def _recorded(stamp: str) -> datetime | None:
    try:
        return parse(stamp)
    except ValueError:
        return None
