"""The screens' views of a day: what is due now, phases, checklists and items.

All take the state, the plan of the day and `now`; what they return is a value. Redrawing costs what has changed:
the clock is looked at for each item, words and histories are made again only where an event came in.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from dutytui.rules.entry_views import open_entries
from dutytui.rules.item_views import SATISFIED, DayItems, Viewer, whole_minutes
from dutytui.rules.looking import Looking
from dutytui.rules.lookup import Lookup, lookup
from dutytui.rules.plan import DayPlan, PlannedItem, PlannedPhase
from dutytui.rules.procedure import Procedures
from dutytui.rules.state import State
from dutytui.rules.views import (
    BoardView,
    ChecklistView,
    ItemStatus,
    ItemView,
    PhaseStatus,
    PhaseView,
)

_NOBODY = Viewer(post="", person="")


def board(state: State, plan: DayPlan, procedures: Procedures, now: datetime, post: str, person: str) -> BoardView:
    """The *now* screen for somebody; post and person are "" for a wall board that is nobody's.

    An optional item that its time has passed by is not late work; its checklist still has it. Disputed items stand
    among those that are due: somebody must settle them. Items of a phase that runs beside the day's are somebody's own
    day: nobody else's list has them, and what is optional of it stands in its checklist alone.
    """
    law = lookup(procedures)
    lists = _lists(state, plan, law, now, Viewer(post, person))
    return BoardView(
        now=now,
        day=plan.day,
        day_kind=plan.kind,
        opening=plan.opening,
        closing=plan.closing,
        closed_day=plan.closed,
        unannounced=plan.unannounced,
        phases=lists.phases,
        current=tuple(phase.id for phase in lists.phases if phase.running),
        late=lists.late,
        due=lists.due,
        next=lists.next,
        waiting=lists.waiting,
        entries=open_entries(state, law, plan.day, now),
    )


class _Lists(NamedTuple):
    """What of a board takes a look at every item."""

    phases: tuple[PhaseView, ...]
    late: tuple[ItemView, ...]
    due: tuple[ItemView, ...]
    next: tuple[ItemView, ...]
    waiting: tuple[ItemView, ...]


def _lists(state: State, plan: DayPlan, law: Lookup, now: datetime, viewer: Viewer) -> _Lists:
    """The same for a minute, as the phases are: a start asks for them half a dozen times within a second."""
    made_for = (law, plan, state.version, _minute(now), viewer.post, viewer.person)
    kept = state.memo.get("board")
    if kept is None or kept[0] != made_for:
        kept = state.memo["board"] = (made_for, _all_lists(state, plan, law, now, viewer))
    lists: _Lists = kept[1]
    return lists


def _all_lists(state: State, plan: DayPlan, law: Lookup, now: datetime, viewer: Viewer) -> _Lists:
    items = DayItems(state, plan, law, now, viewer)
    views = [items.view(planned) for phase in plan.phases if not phase.beside for planned in phase.items]
    beside = (items.view(planned) for phase in plan.phases if phase.beside for planned in phase.items)
    views += [view for view in beside if view.mine and view.required]
    views += [view for view in map(items.view, items.strays().values()) if view.status is ItemStatus.DISPUTED]
    return _Lists(
        phases=_in_strip(_phases(items, state, plan, law, now), plan),
        late=_sorted([view for view in views if view.required], {ItemStatus.LATE}),
        due=_sorted(views, {ItemStatus.DUE, ItemStatus.DISPUTED}),
        next=_sorted(views, {ItemStatus.PENDING, ItemStatus.NOT_OPEN}),
        waiting=_sorted(views, {ItemStatus.WAITING}),
    )


def phases(state: State, plan: DayPlan, procedures: Procedures, now: datetime) -> tuple[PhaseView, ...]:
    """The phases of the day by their start, without those that run beside it; last those that only events know of."""
    law = lookup(procedures)
    return _in_strip(_phases(None, state, plan, law, now), plan)


def checklists(at: Looking) -> tuple[PhaseView, ...]:
    """As `phases`, and after them those that run beside the day: everything that has items."""
    found = _phases(None, at.state, at.plan, at.law, at.now)
    beside = _beside(at.plan)
    return (*_in_strip(found, at.plan), *(phase for phase in found if phase.id in beside))


def _in_strip(found: tuple[PhaseView, ...], plan: DayPlan) -> tuple[PhaseView, ...]:
    beside = _beside(plan)
    return tuple(phase for phase in found if phase.id not in beside) if beside else found


def _beside(plan: DayPlan) -> frozenset[str]:
    return frozenset(phase.phase for phase in plan.phases if phase.beside)


def checklist(
    state: State, plan: DayPlan, procedures: Procedures, phase_id: str, now: datetime, post: str, person: str
) -> ChecklistView:
    """A phase's items by the plan, then those that only events know of. KeyError for an unknown phase."""
    law = lookup(procedures)
    items = DayItems(state, plan, law, now, Viewer(post, person))
    strays = tuple(stray for stray in items.strays().values() if stray.phase == phase_id)
    planned = plan.by_phase.get(phase_id) or _stray_phase(phase_id, strays)
    views = tuple(items.view(item) for item in (*planned.items, *strays))
    return ChecklistView(phase=_phase(items, planned, strays, law, now), items=views)


def item(
    state: State, plan: DayPlan, procedures: Procedures, key: str, now: datetime, post: str, person: str
) -> ItemView | None:
    """One item of the day by its key; None when neither the plan nor any event knows it."""
    items = DayItems(state, plan, lookup(procedures), now, Viewer(post, person))
    planned = plan.by_key.get(key) or items.strays().get(key)
    return None if planned is None else items.view(planned)


def _sorted(views: Iterable[ItemView], statuses: set[ItemStatus]) -> tuple[ItemView, ...]:
    """By due time, own before others'; the order of the plan where these are the same."""
    chosen = [view for view in views if view.status in statuses]
    return tuple(sorted(chosen, key=lambda view: (view.due, not view.mine)))


def _phases(items: DayItems | None, state: State, plan: DayPlan, law: Lookup, now: datetime) -> tuple[PhaseView, ...]:
    """The same for all who look. Every frame asks for them; a plan knows whole minutes only: they are kept for one.

    items: those of this moment, where somebody has them.
    """
    made_for = (law, plan, state.version, _minute(now))
    kept = state.memo.get("phases")
    if kept is None or kept[0] != made_for:
        items = items or DayItems(state, plan, law, now, _NOBODY)
        kept = state.memo["phases"] = (made_for, _all_phases(items, plan, law, now))
    views: tuple[PhaseView, ...] = kept[1]
    return views


def _minute(now: datetime) -> tuple[datetime, bool]:
    """All of a moment that items and phases are judged by."""
    minute = now.replace(second=0, microsecond=0)
    # What is due until a minute is late behind its first instant, not at it.
    return minute, now == minute


def _all_phases(items: DayItems, plan: DayPlan, law: Lookup, now: datetime) -> tuple[PhaseView, ...]:
    strays: dict[str, list[PlannedItem]] = {}
    for stray in items.strays().values():
        strays.setdefault(stray.phase, []).append(stray)
    unplanned = [_stray_phase(name, tuple(strays[name])) for name in strays if name not in plan.by_phase]
    all_of_them = (*plan.phases, *unplanned)
    return tuple(_phase(items, phase, tuple(strays.get(phase.phase, ())), law, now) for phase in all_of_them)


def _stray_phase(phase_id: str, strays: tuple[PlannedItem, ...]) -> PlannedPhase:
    if not strays:
        raise KeyError(phase_id)
    return PlannedPhase(phase_id, min(item.opens for item in strays), max(item.due for item in strays))


def _phase(
    items: DayItems, planned: PlannedPhase, strays: tuple[PlannedItem, ...], law: Lookup, now: datetime
) -> PhaseView:
    phase = law.phases.get(planned.phase)
    required = [item.key for item in planned.items if items.required(item.key)]
    done = sum(items.settled(key) in SATISFIED for key in required)
    grace = timedelta(minutes=phase.grace if phase else 0)
    status, late_by = PhaseStatus.EMPTY, 0
    if planned.items or strays:
        status, late_by = _status(items, planned, done == len(required), grace, now)
    return PhaseView(
        id=planned.phase,
        title=phase.title if phase else law.same(planned.phase),
        starts=planned.starts,
        ends=planned.ends,
        status=status,
        done=done,
        total=len(required),
        late_by=late_by,
        posts=law.post_names(phase.posts if phase else ()),
        running=planned.starts <= now < planned.ends,
    )


def _status(
    items: DayItems, planned: PlannedPhase, all_done: bool, grace: timedelta, now: datetime
) -> tuple[PhaseStatus, int]:
    required = [items.standing(item) for item in planned.items if items.required(item.key)]
    statuses = {status for status, _waits, _late_by in required}
    late_by = max((late_by for _status, _waits, late_by in required), default=0)
    if all_done and required:
        late = ItemStatus.DONE_LATE in statuses
        return (PhaseStatus.DONE_LATE if late else PhaseStatus.DONE), late_by
    if all_done:
        over = PhaseStatus.DONE if now >= planned.ends else PhaseStatus.RUNNING
        return (PhaseStatus.AHEAD if now < planned.starts else over), 0
    if required and statuses - SATISFIED == {ItemStatus.BEFORE_USE}:
        return PhaseStatus.BEFORE_USE, 0
    until = planned.ends + grace
    if ItemStatus.LATE in statuses or (now > until and not items.before_use.over(until)):
        return PhaseStatus.LATE, max(late_by, whole_minutes(now - until))
    return (PhaseStatus.AHEAD if now < planned.starts else PhaseStatus.RUNNING), 0
