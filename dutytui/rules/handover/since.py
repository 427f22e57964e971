"""Since I last held the duty: what somebody who comes back to it has not seen."""

from __future__ import annotations

from datetime import date, datetime

from dutytui.rules.acts import person
from dutytui.rules.entry_fold import EntryFold
from dutytui.rules.entry_views import entry_view
from dutytui.rules.events import ENTRY_CLOSED, ITEM_FAILED, ITEM_WAIVED, Event
from dutytui.rules.folds import ENTRY_PREFIX, ITEM_PREFIX
from dutytui.rules.handover.duty import claims_of, standing
from dutytui.rules.item_fold import ItemFold
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.looking import Looking
from dutytui.rules.lookup import Lookup
from dutytui.rules.matters import Unsettled
from dutytui.rules.state import State
from dutytui.rules.unsettled import unsettled
from dutytui.rules.views import EntryView, Named
from dutytui.rules.words import Text


@dataclass(frozen=True, slots=True)
class HeldView:
    """Who took or received the duty, and when."""

    by: Named | None
    at: datetime


@dataclass(frozen=True, slots=True)
class DaySince:
    """One day of it: entries logged and entries closed after the moment, titles of items failed and left out, who held
    the duty, and what the areas have had unsettled since then (missed rounds, cases that stayed open)."""

    day: date
    logged: tuple[EntryView, ...]
    closed: tuple[EntryView, ...]
    failed: tuple[Text, ...]
    waived: tuple[Text, ...]
    held: tuple[HeldView, ...]
    unsettled: tuple[Unsettled, ...]


def let_go(state: State, day: date, who: str, after: datetime) -> datetime | None:
    """When this person last ceased to hold the duty, by what happened on that day; None when they never held it.

    after: until when the last holder of that day held it: the first taking of a later day, or now.
    """
    claims = claims_of(state, day)
    held: datetime | None = None
    holding = False
    for count, claim in enumerate(claims, start=1):
        people = {one for stands in standing(claims[:count]) for one in stands.people}
        if holding and who not in people:
            held = claim.event.at
        holding = who in people
    return after if holding else held


def since(at: Looking, moment: datetime) -> DaySince:
    """What happened on the day looked at after `moment`."""
    state, law = at.state, at.law
    entries = [subject for subject in state.subjects(at.day, ENTRY_PREFIX) if isinstance(subject.fold, EntryFold)]
    logged, closed = [], []
    for subject in entries:
        fold = subject.fold
        if not isinstance(fold, EntryFold) or fold.origin is None:
            continue
        view = entry_view(state, law, subject, at.now, carried=False)
        if fold.origin.at > moment and not fold.withdrawn:
            logged.append(view)
        if any(move.kind == ENTRY_CLOSED and move.at > moment for move in fold.moves[-1:]):
            closed.append(view)
    acts = [act for act in _item_acts(at) if act.at > moment]
    return DaySince(
        day=at.day,
        logged=tuple(sorted(logged, key=lambda one: (one.happened, one.subject))),
        closed=tuple(sorted(closed, key=lambda one: (one.happened, one.subject))),
        failed=_titles(law, acts, ITEM_FAILED),
        waived=_titles(law, acts, ITEM_WAIVED),
        held=tuple(
            HeldView(person(state, law, claim.people[0]), claim.event.at)
            for claim in claims_of(state, at.day)
            if claim.event.at > moment
        ),
        unsettled=tuple(one for one in unsettled(at) if one.since is not None and one.since > moment),
    )


def _item_acts(at: Looking) -> list[Event]:
    found = (subject.fold for subject in at.state.subjects(at.day, ITEM_PREFIX))
    return [act for fold in found if isinstance(fold, ItemFold) for act in fold.effective.values()]


def _titles(law: Lookup, acts: list[Event], kind: str) -> tuple[Text, ...]:
    chosen = sorted((act for act in acts if act.kind == kind), key=lambda act: act.order)
    return tuple(law.title(act.on.removeprefix(ITEM_PREFIX)) for act in chosen)
