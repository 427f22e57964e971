"""The items of a phase, judged anew only where a record has changed something.

A tick touches its own item and those that wait for it; judging two hundred others takes most of what its key takes.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from dutytui.rules import board
from dutytui.rules.folds import ITEM_PREFIX
from dutytui.rules.item_views import DayItems, Viewer
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.looking import Looking
from dutytui.rules.plan import PlannedItem
from dutytui.rules.views import ItemView


@dataclass(frozen=True, slots=True)
class _Kept:
    """made_for: all that the views depend on beside records; version: of the state whose records are in them."""

    made_for: Any
    version: int
    views: tuple[ItemView, ...]


def phase_items(at: Looking, phase: str) -> tuple[ItemView, ...]:
    """As `board.checklist` has them. KeyError for an unknown phase."""
    state = at.state
    minute = at.now.replace(second=0, microsecond=0)
    # What is due until a minute is late behind its first instant, not at it.
    made_for = (at.law, at.plan, phase, at.post, at.person, minute, at.now == minute)
    kept: _Kept | None = state.memo.get("phase items")
    touched = _touched_items(at, kept.version) if kept is not None and kept.made_for == made_for else None
    if kept is None or touched is None:
        views = board.checklist(at.state, at.plan, at.procedures, phase, at.now, at.post, at.person).items
    else:
        views = _anew(at, phase, kept.views, touched) if touched else kept.views
    # What only events know of has its time from them, by the second: kept for a minute is what the plan has.
    planned = all(view.key in at.plan.by_key for view in views)
    state.memo["phase items"] = _Kept(made_for, state.version, views) if planned else None
    return views


def _touched_items(at: Looking, since: int) -> frozenset[str] | None:
    """Keys of the planned items of the day that were recorded about; None when anything else was, too."""
    touched = at.state.touched.since(since, at.state.version)
    if touched is None or any(day != at.day or not on.startswith(ITEM_PREFIX) for day, on in touched):
        return None
    keys = frozenset(on.removeprefix(ITEM_PREFIX) for _day, on in touched)
    return keys if keys <= at.plan.by_key.keys() else None


def _anew(at: Looking, phase: str, before: tuple[ItemView, ...], touched: frozenset[str]) -> tuple[ItemView, ...]:
    items = DayItems(at.state, at.plan, at.law, at.now, Viewer(at.post, at.person))
    planned = at.plan.by_phase[phase].items if phase in at.plan.by_phase else ()
    other = {item.key: items.view(item) for item in _concerned(at, planned, touched)}
    return tuple(other.get(view.key, view) for view in before)


def _concerned(at: Looking, planned: Iterable[PlannedItem], touched: frozenset[str]) -> Iterable[PlannedItem]:
    """Those of `planned` that were recorded about or wait for such a one, by name or with its phase."""
    phases = {at.plan.by_key[key].phase for key in touched}
    return (
        item
        for item in planned
        if item.key in touched or not touched.isdisjoint(item.waits_on) or not phases.isdisjoint(item.needs_phases)
    )
