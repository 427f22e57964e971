"""What had passed when the program came into use: nothing of it is late, nobody missed it, and it may still be said.

A mall that is first opened in the afternoon has no record of its morning, and who could have made one? So what was due
before the mall's first record counts as *before use*.

The sweep and the locks are more than work of their time: whether the mall is clear and locked matters at this moment.
So they are judged as a whole (one that still ran when the program came into use is asked for), the order within them
holds, and what of them nobody has said anything about is told once and wants a reason when the day is closed. Whoever
begins one of them here goes through with it.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from dutytui.rules.lookup import Lookup
from dutytui.rules.plan import DayPlan, PlannedItem
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


def limit(law: Lookup, planned: PlannedItem) -> datetime:
    """Until when, inclusive, an item is in time: when it is due, and the grace of its phase."""
    phase = law.phases.get(planned.phase)
    return planned.due + timedelta(minutes=phase.grace if phase else 0)


class BeforeUse:
    """What of a day nobody could have recorded in its time; make one for each redraw."""

    def __init__(self, state: State, plan: DayPlan, law: Lookup) -> None:
        self._state, self._plan, self._law = state, plan, law
        self.since = in_use_from(state, plan)
        closing = law.procedures.closing
        self._night = {closing.sweep, closing.lock_up, *(closing.day.must if closing.day else ())}
        self._wholly: dict[str, bool] = {}
        self._begun: dict[str, bool] = {}

    def over(self, moment: datetime) -> bool:
        """Whether a moment was before the mall's first record."""
        return self.since is not None and moment < self.since

    def was_due(self, planned: PlannedItem) -> bool:
        """Whether an item was: one of the sweep or the locks with all of its phase."""
        if self.since is None:
            return False
        if planned.phase in self._night and planned.phase in self._plan.by_phase:
            return self._all_due(planned.phase)
        return self.over(limit(self._law, planned))

    def keeps_nobody(self, key: str, waiting: PlannedItem) -> bool:
        """What nobody could record holds up nothing that comes after it; but the sweep and the locks keep their order
        within, and what was begun here is finished first."""
        first = self._plan.by_key[key]
        if not self.was_due(first):
            return False
        return first.phase not in self._night or (first.phase != waiting.phase and not self.begun(first.phase))

    def unsaid(self, phase: str) -> bool:
        """Whether all of the sweep or of the locks was due then, and nothing of it has been recorded."""
        return self.night_was_due(phase) and not self.begun(phase)

    def night_was_due(self, phase: str) -> bool:
        """The same, whatever was recorded of it since."""
        return phase in self._night and phase in self._plan.by_phase and self._all_due(phase)

    def begun(self, phase: str) -> bool:
        """Whether an act on any of its items counts."""
        if phase not in self._begun:
            folds = (self._state.item(self._plan.day, planned.key) for planned in self._plan.by_phase[phase].items)
            self._begun[phase] = any(fold.effective for fold in folds if fold is not None)
        return self._begun[phase]

    def asked_anew(self, phase: str) -> bool:
        """Whether the sweep or the locks, though they were due then, are being done here."""
        return phase in self._night and self.begun(phase)

    def _all_due(self, phase: str) -> bool:
        if phase not in self._wholly:
            items = self._plan.by_phase[phase].items
            self._wholly[phase] = bool(items) and all(self.over(limit(self._law, planned)) for planned in items)
        return self._wholly[phase]
