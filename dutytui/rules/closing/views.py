"""What the closing board and the wall board draw: the sweep, the lock-up, who stays late."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta

from dutytui.rules.acts import person, recorded_at
from dutytui.rules.closing.order import Breach, breaches, comes_first
from dutytui.rules.closing.stay_fold import STAY_PREFIX, StayFold
from dutytui.rules.closing.sweep_view import (
    BreachView,
    FloorStatus,
    FloorView,
    MemberView,
    StayView,
    StopView,
    SweepView,
)
from dutytui.rules.closing.team import signers, team_of
from dutytui.rules.entry_fold import words
from dutytui.rules.entry_views import entry_view
from dutytui.rules.item_views import SATISFIED, DayItems, Viewer, title_of
from dutytui.rules.looking import Looking
from dutytui.rules.plan import PlannedItem
from dutytui.rules.procedure import ItemKind, Place
from dutytui.rules.self_check import Pace, hurried, pace
from dutytui.rules.views import ItemStatus, ItemView, Named


def sweep(at: Looking) -> SweepView | None:
    """None for a mall without closing.yaml, and on a closed day."""
    return _part(at, at.procedures.closing.sweep)


def lock_up(at: Looking) -> SweepView | None:
    """The same for the lock-up; its floors have one step each."""
    return _part(at, at.procedures.closing.lock_up)


def stays(at: Looking) -> tuple[StayView, ...]:
    """Everybody registered for the day: those still inside first, by the time they mean to leave."""
    found = [_stay(at, subject.on, subject.fold) for subject in at.state.subjects(at.day, STAY_PREFIX)]
    known = [stay for stay in found if stay is not None]
    return tuple(sorted(known, key=lambda stay: (stay.ended is not None, stay.until or at.now, stay.subject)))


def last_of_stay(at: Looking, on: str) -> str | None:
    """The id of the last act on a late stay that counts: what taking back takes back."""
    subject = at.state.subject(at.day, on)
    acts = subject.fold.effective if subject is not None else {}
    return next(reversed(acts), None)


def pace_with(at: Looking, floor: FloorView) -> Pace | None:
    """The pace of a floor that one more step, recorded now, would finish; None when it is not too quick."""
    if floor.done != len(floor.steps) - 1:
        return None
    limit = at.procedures.closing.pace
    moments = [act.recorded for step in floor.steps for act in step.history if not act.undone and not act.void]
    found = pace([*moments, at.now], limit)
    return found if hurried(found, limit) else None


def _stay(at: Looking, on: str, fold: object) -> StayView | None:
    if not isinstance(fold, StayFold) or fold.registered is None:
        return None
    said = fold.registered.data
    return StayView(
        subject=on,
        name=words(said, "name"),
        place=at.law.place(words(said, "place")),
        until=fold.until,
        reason=words(said, "reason"),
        registered=fold.registered.at,
        by=person(at.state, at.law, fold.registered.by),
        ended=fold.ended.at if fold.ended else None,
        over=fold.inside and fold.until is not None and fold.until < at.now,
    )


def _part(at: Looking, phase: str) -> SweepView | None:
    return _Part(at, phase).view() if phase in at.plan.by_phase and phase in at.law.phases else None


class _Part:
    """One phase laid out as before, floor by floor, after."""

    def __init__(self, at: Looking, phase: str) -> None:
        self._at = at
        self._planned = at.plan.by_phase[phase]
        self._items = DayItems(at.state, at.plan, at.law, at.now, Viewer(at.post, at.person))
        self._breaches = breaches(at.state, at.plan, at.law, phase)
        self._is_sweep = phase == at.procedures.closing.sweep
        self._stays = [stay for stay in stays(at) if stay.ended is None]

    def view(self) -> SweepView:
        law, planned = self._at.law, self._planned
        before, after = self._once()
        missing = team_of(self._at.state, self._at.day).missing(law) if self._is_sweep else ()
        waits = bool(missing) or any(_open(one) for one in before)
        floors = self._floors(begun=not waits)
        items = [self._items.view(one) for one in planned.items]
        current = next((one for one in floors if one.status is not FloorStatus.CLEAR), None)
        finished = not self._breaches and all(_settled(one) for one in items if one.required)
        until = planned.ends + timedelta(minutes=law.phases[planned.phase].grace)
        return SweepView(
            day=self._at.day,
            phase=planned.phase,
            title=law.phases[planned.phase].title,
            starts=planned.starts,
            ends=planned.ends,
            before=before,
            floors=tuple(floors),
            after=after,
            current=None if waits else current,
            step=_step(before, current.steps if current else (), after),
            stopped_by=tuple(self._stop(one) for one in items if one.status is ItemStatus.FAILED),
            team=self._team() if self._is_sweep else (),
            missing=law.post_names(missing),
            signed=all(_settled(one) for one in after if one.kind is ItemKind.SIGNATURE),
            order_broken=tuple(self._breach(one) for one in self._breaches),
            late=not finished and self._at.now > until and not self._items.before_use.over(until),
            finished=finished,
            begun=self._items.before_use.begun(planned.phase),
            unsaid=self._at.now > until and self._items.before_use.unsaid(planned.phase),
        )

    def _once(self) -> tuple[tuple[ItemView, ...], tuple[ItemView, ...]]:
        """What has no place: it comes after the floors when it waits for one of them."""
        before: list[ItemView] = []
        after: list[ItemView] = []
        for planned in (one for one in self._planned.items if one.place is None):
            first = comes_first(self._at.plan, planned.key)
            behind = any(self._at.plan.by_key[key].place is not None for key in first)
            (after if behind else before).append(self._items.view(planned))
        return tuple(before), tuple(after)

    def _floors(self, *, begun: bool) -> list[FloorView]:
        by_place: dict[str, tuple[Place, list[PlannedItem]]] = {}
        for planned in self._planned.items:
            if planned.place is not None:
                by_place.setdefault(planned.place.id, (planned.place, []))[1].append(planned)
        found: list[FloorView] = []
        for place, planned_items in by_place.values():
            clear = all(one.status is FloorStatus.CLEAR for one in found)
            found.append(self._floor(place, planned_items, is_next=begun and clear))
        return found

    def _floor(self, place: Place, planned: Sequence[PlannedItem], *, is_next: bool) -> FloorView:
        steps = tuple(self._items.view(one) for one in planned)
        done = [one for one in steps if _settled(one)]
        times = [one.last.happened for one in done if one.last is not None]
        return FloorView(
            place=Named(place.id, place.name),
            status=self._status(steps, len(done) == len(steps), is_next),
            steps=steps,
            done=len(done),
            quick=self._quick(planned),
            finished_at=max(times, default=None) if len(done) == len(steps) else None,
            stays=tuple(stay for stay in self._stays if stay.place.id == place.id),
        )

    def _status(self, steps: Iterable[ItemView], done: bool, is_next: bool) -> FloorStatus:
        statuses = {one.status for one in steps}
        broken = {breach.key for breach in self._breaches}
        if ItemStatus.DISPUTED in statuses or not broken.isdisjoint(one.key for one in steps):
            return FloorStatus.DISPUTED
        if ItemStatus.FAILED in statuses:
            return FloorStatus.STOPPED
        if done:
            return FloorStatus.CLEAR
        return FloorStatus.CURRENT if is_next else FloorStatus.AHEAD

    def _quick(self, planned: Iterable[PlannedItem]) -> Pace | None:
        """By the stamps, which nobody types. A floor with fewer steps than the mall's limit is never quick."""
        limit = self._at.procedures.closing.pace
        folds = (self._at.state.item(self._at.day, one.key) for one in planned)
        moments = [recorded_at(event) for fold in folds if fold for event in fold.effective.values()]
        found = pace(moments, limit)
        return found if hurried(found, limit) else None

    def _stop(self, item: ItemView) -> StopView:
        subject = self._at.state.subject(self._at.day, item.entry) if item.entry else None
        known = subject is not None and self._at.state.entry(self._at.day, item.entry) is not None
        entry = entry_view(self._at.state, self._at.law, subject, self._at.now, False) if known and subject else None
        return StopView(item, entry)

    def _breach(self, breach: Breach) -> BreachView:
        law, event = self._at.law, breach.event
        return BreachView(
            why=breach.why,
            item=self._items.view(self._at.plan.by_key[breach.key]),
            event=event.id,
            by=person(self._at.state, law, event.by),
            writer=event.writer,
            first=title_of(law, self._at.plan, breach.first) if breach.first else None,
        )

    def _team(self) -> tuple[MemberView, ...]:
        law, state, day = self._at.law, self._at.state, self._at.day
        fold, signed = team_of(state, day), signers(state, law, day)
        found = []
        for post in law.procedures.closing.team:
            joined = fold.members.get(post)
            who = fold.person(post)
            found.append(
                MemberView(
                    post=law.post(post),
                    person=law.person(who, words(joined.data, "name")) if joined else None,
                    joined=joined.at if joined else None,
                    by=person(state, law, joined.by) if joined else None,
                    disputed=post in fold.disputed,
                    signed=who in signed.get(post, set()),
                )
            )
        return tuple(found)


def _settled(item: ItemView) -> bool:
    return item.status in SATISFIED


def _open(item: ItemView) -> bool:
    return item.required and not _settled(item)


def _step(before: Iterable[ItemView], floor: Sequence[ItemView], after: Iterable[ItemView]) -> ItemView | None:
    """What comes next: on a floor what waits for nothing, in the order of the checklist."""
    first = next((one for one in before if _open(one)), None)
    left = [one for one in floor if not _settled(one)]
    ready = next((one for one in left if not one.waits_for and one.status is not ItemStatus.FAILED), None)
    return first or ready or next(iter(left), None) or next((one for one in after if _open(one)), None)
