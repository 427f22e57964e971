"""What was done out of turn, seen when the events of terminals that were apart have met (domain §4).

`decide` lets nothing of the kind happen at one desk. What two desks did without knowing of each other, or a foreign
program wrote, can't be refused any more: it is shown as a breach, and the sweep is not finished before somebody
takes the act back and the floor is done again in its turn.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from itertools import chain

from dutytui.rules.before_use import BeforeUse
from dutytui.rules.closing.team import of_team, team_of
from dutytui.rules.closing.team_fold import Order
from dutytui.rules.entry_fold import words
from dutytui.rules.events import ENTRY_CLOSED, ENTRY_REOPENED, ITEM_FAILED, ITEM_WAIVED, Event
from dutytui.rules.folds import ITEM_PREFIX
from dutytui.rules.item_fold import DECIDING, ItemFold, signer_of
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.lookup import Lookup
from dutytui.rules.plan import DayPlan, PlannedItem
from dutytui.rules.procedure import ItemKind
from dutytui.rules.state import State, Subject


class Why(StrEnum):
    ORDER = "order"  # something that comes first was not done then
    STOPPED = "stopped"  # something found was not disposed of then
    TEAM = "team"  # the team was not whole then
    SKIPPED = "skipped"  # left out although nobody may
    SIGNER = "signer"  # signed by somebody who did not go, or by a name that could be anybody's


@dataclass(frozen=True, slots=True)
class Breach:
    """One act out of turn. key: of its item; first: key of what should have come first, "" for none."""

    why: Why
    key: str
    event: Event
    first: str = ""


def breaches(state: State, plan: DayPlan, law: Lookup, phase: str) -> tuple[Breach, ...]:
    """Those of the sweep, or of the lock-up, by the order of the plan. Nothing without closing.yaml."""
    closing = law.procedures.closing
    if phase not in plan.by_phase or phase not in {closing.sweep, closing.lock_up}:
        return ()
    made_for = (law, plan, state.version)
    kept = state.memo.get(("breaches", phase))
    if kept is None or kept[0] != made_for:
        found = tuple(_Judge(state, plan, law, phase).breaches())
        kept = state.memo["breaches", phase] = (made_for, found)
    known: tuple[Breach, ...] = kept[1]
    return known


def comes_first(plan: DayPlan, key: str) -> frozenset[str]:
    """Keys of all that must be done before an item, however far before: what it waits for, and what that waits for."""
    found: set[str] = set()
    pending = [key]
    while pending:
        planned = plan.by_key.get(pending.pop())
        more = [one for one in planned.waits_on if one in plan.by_key and one not in found] if planned else []
        found.update(more)
        pending += more
    return frozenset(found)


class _Judge:
    """Judges each act by what had been recorded before it."""

    def __init__(self, state: State, plan: DayPlan, law: Lookup, phase: str) -> None:
        self._state, self._plan, self._law = state, plan, law
        self._closing = law.procedures.closing
        self._sweeping = phase == self._closing.sweep
        self._phase = plan.by_phase[phase]
        self._team = team_of(state, plan.day)
        sweep = plan.by_phase.get(self._closing.sweep)
        self._swept = frozenset(item.key for item in sweep.items) if sweep else frozenset()
        self._before_use = BeforeUse(state, plan, law)
        self._standing: dict[str, list[tuple[Event, Order | None]]] = {}
        self._stops = list(self._all_stops())

    def breaches(self) -> Iterator[Breach]:
        for planned in self._phase.items:
            subject = self._subject(planned.key)
            if subject is None or not isinstance(subject.fold, ItemFold):
                continue
            item = self._law.item(planned.key)
            if item is not None and item.kind is ItemKind.SIGNATURE:
                yield from self._signatures(planned, subject.fold)
                continue
            acts = [event for event in subject.fold.effective.values() if event.kind in DECIDING]
            found = [self._judged(planned, event) for event in acts]
            # Two desks may both have done it: once in its turn is enough.
            if found and all(found):
                yield from (breach for breach in found[:1] if breach)

    def _signatures(self, planned: PlannedItem, fold: ItemFold) -> Iterator[Breach]:
        item = self._law.item(planned.key)
        for post, event in fold.signers():
            went = {words(one.data, "person") for one in self._team.effective.values() if one.data["post"] == post}
            breach = self._judged(planned, event)
            strange = item is not None and of_team(self._law, item) and event.by not in went
            strange = strange and not self._not_swept_here(event.order)
            if breach is None and (strange or event.by not in self._law.people):
                breach = Breach(Why.SIGNER, planned.key, event)
            if breach is not None:
                yield breach

    def _judged(self, planned: PlannedItem, event: Event) -> Breach | None:
        if event.kind == ITEM_FAILED:
            return None  # what is found is found in any order
        item = self._law.item(planned.key)
        if event.kind == ITEM_WAIVED and item is not None and not item.skippable:
            return Breach(Why.SKIPPED, planned.key, event)
        if self._sweeping and self._closing.team and not self._team.whole_at(event.order):
            return Breach(Why.TEAM, planned.key, event)
        stop = next(
            (key for key, start, closed in self._stops if start < event.order and not _in(closed, event.order)), ""
        )
        if stop:
            return Breach(Why.STOPPED, planned.key, event, stop)
        missing = next((key for key in self._first(planned, event.order) if not self._stood(key, event.order)), "")
        return Breach(Why.ORDER, planned.key, event, missing) if missing else None

    def _first(self, planned: PlannedItem, order: Order) -> Iterable[str]:
        """In the order of the plan, what must come first; for the lock-up all that the sweep asks for, too."""
        wanted = comes_first(self._plan, planned.key)
        own = (item.key for item in self._phase.items if item.key in wanted)
        if self._sweeping or self._closing.sweep not in planned.needs_phases or self._not_swept_here(order):
            return own
        required = (key for key in sorted(self._swept) if (item := self._law.item(key)) is None or item.required)
        return chain(required, own)

    def _not_swept_here(self, order: Order) -> bool:
        """The sweep was over before the mall's first record, and nobody had begun it here when that was recorded."""
        acts = (act for key in self._swept for act in self._acts(key))
        begun = any(event.order < order and (end is None or order < end) for event, end in acts)
        return self._before_use.night_was_due(self._closing.sweep) and not begun

    def _stood(self, key: str, order: Order) -> bool:
        """Whether an item was done (or had failed, which is another matter) when that was recorded."""
        acts = [event for event, end in self._acts(key) if event.order < order and (end is None or order < end)]
        item = self._law.item(key)
        if item is None or item.kind is not ItemKind.SIGNATURE or any(event.kind == ITEM_FAILED for event in acts):
            return bool(acts)
        return set(item.posts) <= {signer_of(event, item) for event in acts}

    def _acts(self, key: str) -> list[tuple[Event, Order | None]]:
        """Every act on an item that ever had effect, with what took it back (None: it stands)."""
        if key not in self._standing:
            subject = self._subject(key)
            self._standing[key] = list(_acts(subject)) if subject is not None else []
        return self._standing[key]

    def _all_stops(self) -> Iterator[tuple[str, Order, list[tuple[Order, Order | None]]]]:
        """Every failure in effect on the sweep: its item, from when, and while what its entry was closed."""
        for key in self._swept:
            fold = self._state.item(self._plan.day, key)
            for failure in fold.failures if fold is not None else ():
                entry = self._state.subject(self._plan.day, words(failure.data, "entry"))
                yield key, failure.order, list(_closed(entry)) if entry is not None else []

    def _subject(self, key: str) -> Subject | None:
        return self._state.subject(self._plan.day, ITEM_PREFIX + key)


def _acts(subject: Subject) -> Iterator[tuple[Event, Order | None]]:
    for event in subject.events:
        if event.kind in DECIDING and event.id not in subject.fold.void:
            undo = subject.undone.get(event.id)
            yield event, undo.order if undo is not None else None


def _closed(entry: Subject) -> Iterator[tuple[Order, Order | None]]:
    """From when, exclusive, until when the entry was closed."""
    for event in entry.events:
        if event.kind != ENTRY_CLOSED or event.id in entry.fold.void:
            continue
        undo = entry.undone.get(event.id)
        reopened = [one for one in entry.events if one.kind == ENTRY_REOPENED and one.id not in entry.fold.void]
        ends = [one.order for one in reopened if one.order > event.order]
        ends += [undo.order] if undo is not None else []
        if undo is not None or event.id in entry.fold.effective:
            yield event.order, min(ends, default=None)


def _in(spans: Iterable[tuple[Order, Order | None]], order: Order) -> bool:
    return any(start < order and (end is None or order < end) for start, end in spans)
