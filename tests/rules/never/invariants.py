"""What must never happen (domain §4), asked of whatever a state has come to: `nothing_wrong` at any moment of any day.

Each is computed from the events as plainly as possible, not as the program does it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import combinations

from dutytui.rules.acts import acts
from dutytui.rules.closing import views as closing_views
from dutytui.rules.closing.day_matters import Need, closed, matters
from dutytui.rules.closing.sweep_view import SweepView
from dutytui.rules.events import (
    DUTY_TAKEN,
    ENTRY_CLOSED,
    HANDOVER_SIGNED,
    ITEM_DONE,
    ITEM_FAILED,
    ITEM_WAIVED,
    MEAL_LEFT,
    MEAL_RETURNED,
    ORDER_GIVEN,
    ORDER_HELD,
    ORDER_RELEASED,
    Event,
)
from dutytui.rules.handover.views import duty
from dutytui.rules.item_fold import ItemFold
from dutytui.rules.looking import Looking
from dutytui.rules.meals.views import meals
from dutytui.rules.patrols.rounds import day_rounds
from dutytui.rules.patrols.standing import RoundStatus, status_of
from dutytui.rules.patrols.unsettled import unsettled
from dutytui.rules.patrols.views import spans
from dutytui.rules.procedure import ItemKind
from dutytui.rules.roll_call.gate import order_stands
from dutytui.rules.roll_call.views import CallStatus, calls
from dutytui.rules.state import Subject
from dutytui.rules.views import ItemStatus

_NOT_YET = frozenset({RoundStatus.AHEAD, RoundStatus.DUE, RoundStatus.LATE})


def nothing_wrong(at: Looking) -> None:
    """All of them."""
    signed_by_their_own_signer(at)
    no_floor_skipped(at)
    locks_checked_by_two(at)
    batches_out_together_are_shown(at)
    one_holder_or_a_dispute(at)
    no_order_while_held(at)
    closed_with_nothing_that_blocks(at)
    missed_rounds_stay(at)


def nothing_lost(at: Looking, recorded: Iterable[Event]) -> None:
    """Everything that was recorded stands in the history of what it is about."""
    for event in recorded:
        subject = at.state.subject(event.day, event.on)
        assert subject is not None and event in subject.events, event
        assert event.id in {act.event for act in acts(at.state, at.law, subject)}, event


def _effective(at: Looking, prefix: str) -> Iterator[Event]:
    for subject in at.state.subjects(at.day, prefix):
        yield from subject.fold.effective.values()


# -- signatures -------------------------------------------------------------------------------------------------------


def signed_by_their_own_signer(at: Looking) -> None:
    """A signature counts only by a listed person who holds that post, for themselves."""
    people = at.law.people
    for subject in at.state.subjects(at.day, "item:"):
        item = at.law.item(subject.on.removeprefix("item:"))
        if item is None or item.kind is not ItemKind.SIGNATURE or not isinstance(subject.fold, ItemFold):
            continue
        for post, event in subject.fold.signers():
            assert event.kind == ITEM_DONE and event.data["signer"] == event.post == post, event
            assert post in item.posts and post in people[event.by].posts and not event.behalf, event
        if _status(at, subject) is ItemStatus.DONE and not subject.fold.failures:
            signed = [(post, event.by) for post, event in subject.fold.signers()]
            assert {post for post, _ in signed} == set(item.posts), signed
            assert len({by for _, by in signed}) == len(item.posts), signed
    for event in _effective(at, "handover:"):
        if event.kind == HANDOVER_SIGNED:
            begun = next(e for e in _effective(at, "handover:") if e.on == event.on and e.kind == "handover_begun")
            assert (event.by == begun.by) is (event.data["side"] == "giving"), event
            assert event.post in at.procedures.handover.holders and event.post in people[event.by].posts, event


def _status(at: Looking, subject: Subject) -> ItemStatus | None:
    from dutytui.rules.board import item

    view = item(at.state, at.plan, at.procedures, subject.on.removeprefix("item:"), at.now, "", "")
    return view.status if view is not None else None


# -- the sweep and the locks ------------------------------------------------------------------------------------------


def no_floor_skipped(at: Looking) -> None:
    for part in (closing_views.sweep(at), closing_views.lock_up(at)):
        if part is not None and part.finished:
            _floor_by_floor(at, part)


def _floor_by_floor(at: Looking, part: SweepView) -> None:
    """Every step of every floor was really done; and what stands was done when something stood on all floors above."""
    order = [place.id for place in at.procedures.mall.floors]
    assert [floor.place.id for floor in part.floors] == order
    above: list[str] = []
    for floor in part.floors:
        for step in floor.steps:
            if not step.required:
                continue
            subject = at.state.subject(at.day, f"item:{step.key}")
            assert subject is not None, f"{step.key} was skipped"
            kinds = {event.kind for event in subject.fold.effective.values()}
            assert kinds & {ITEM_DONE, ITEM_FAILED} and ITEM_WAIVED not in kinds, (step.key, kinds)
            if ITEM_FAILED in kinds:
                _disposed_of(at, subject)
            assert any(_stood_above(at, above, event) for event in subject.fold.effective.values()), step.key
        above += [step.key for step in floor.steps if step.required]


def _disposed_of(at: Looking, subject: Subject) -> None:
    for event in subject.fold.effective.values():
        raised = str(event.data.get("entry", "")) if event.kind == ITEM_FAILED else ""
        if raised:
            entry = at.state.subject(at.day, raised)
            assert entry is not None and any(one.kind == ENTRY_CLOSED for one in entry.fold.effective.values()), event


def _stood_above(at: Looking, above: list[str], event: Event) -> bool:
    return event.kind == ITEM_FAILED or all(_stood(at, key, event) for key in above)


def _stood(at: Looking, key: str, when: Event) -> bool:
    subject = at.state.subject(at.day, f"item:{key}")
    for event in subject.events if subject is not None else ():
        undo = subject.undone.get(event.id) if subject is not None else None
        counts = event.kind in {ITEM_DONE, ITEM_FAILED} and subject is not None and event.id not in subject.fold.void
        if counts and event.order < when.order and (undo is None or when.order < undo.order):
            return True
    return False


def locks_checked_by_two(at: Looking) -> None:
    """Whatever the lock-up asks to be signed was signed by as many different listed people as posts."""
    part = closing_views.lock_up(at)
    for step in (*part.before, *part.after) if part is not None and part.finished else ():
        fold = at.state.item(at.day, step.key)
        if step.kind is ItemKind.SIGNATURE and fold is not None:
            by = {event.by for _post, event in fold.signers()}
            assert len(by) == len(step.posts) and by <= set(at.law.people), (step.key, by)


# -- meals ------------------------------------------------------------------------------------------------------------


Gone = tuple[set[int], datetime, datetime | None]
"""The batches somebody was said to be of, when they left and when they were back."""


def batches_out_together_are_shown(at: Looking) -> None:
    for meal in meals(at):
        gone: dict[str, Gone] = {}
        for event in sorted(_effective(at, f"meal:{meal.meal}"), key=lambda event: event.order):
            _take(gone, event)
        shown = {eater.who: eater for batch in meal.batches for eater in batch.eaters}
        for one, other in combinations(gone, 2):
            if _together(gone[one], gone[other]):
                assert shown[other].name in shown[one].clashes, (meal.meal, one, other)
                assert shown[one].name in shown[other].clashes, (meal.meal, one, other)


def _take(gone: dict[str, Gone], event: Event) -> None:
    who = str(event.data["who"])
    batches, left, back = gone.get(who, (set(), event.at, None))
    if event.kind == MEAL_LEFT:
        gone[who] = ({*batches, int(event.data["batch"])}, min(left, event.at), back)
    elif event.kind == MEAL_RETURNED and who in gone:
        gone[who] = (batches, left, event.at if back is None else max(back, event.at))


def _together(one: Gone, other: Gone) -> bool:
    if len(one[0] | other[0]) < 2:
        return False
    ends = [back for _, _, back in (one, other) if back is not None]
    begins = max(one[1], other[1])
    return not ends or begins < min(ends)


# -- the duty, the orders, the day ------------------------------------------------------------------------------------


def one_holder_or_a_dispute(at: Looking) -> None:
    held = duty(at)
    taken = any(event.kind == DUTY_TAKEN for event in _effective(at, "duty:"))
    assert held.disputed is (len(held.people) > 1), held
    assert (held.holder is not None) is (len(held.people) == 1), held
    assert held.people or not taken, "the duty was taken and nobody holds it"


def no_order_while_held(at: Looking) -> None:
    """By the events alone: a hold that nothing has released lets no order stand."""
    for call in calls(at):
        known = list(_effective(at, f"call:{call.call}"))
        released = {name for event in known if event.kind == ORDER_RELEASED for name in event.data.get("holds", ())}
        holds = [event for event in known if event.kind == ORDER_HELD and event.cause not in released]
        if holds:
            assert call.given is None and call.status in {CallStatus.HELD, CallStatus.DISPUTED}, call
            assert not order_stands(at.state, at.plan, call.call)
            recalled = {name for event in known for name in event.data.get("recalls", ())}
            standing = [event for event in known if event.kind == ORDER_GIVEN and event.cause not in recalled]
            assert (call.status is CallStatus.DISPUTED) is bool(standing), call


def closed_with_nothing_that_blocks(at: Looking) -> None:
    if closed(at.state, at.plan, at.law) is None:
        return
    must = at.procedures.closing
    blocking = [one for one in matters(at) if one.need is Need.BLOCKS]
    assert not blocking, blocking[0]
    for phase, part in ((must.sweep, closing_views.sweep(at)), (must.lock_up, closing_views.lock_up(at))):
        if must.day is not None and phase in must.day.must and part is not None:
            assert part.finished, f"closed without {phase}"


# -- rounds -----------------------------------------------------------------------------------------------------------


def missed_rounds_stay(at: Looking) -> None:
    """When the clock moves on, a round that is over stays listed under its key, and is not ahead again."""
    before = _standing(at)
    assert {one.key for one in at.plan.rounds} <= before.keys()
    later = before
    for hours in (1, 30):
        later = _standing(replace(at, now=at.now + timedelta(hours=hours)))
        assert before.keys() <= later.keys(), before.keys() - later.keys()
        for key, status in before.items():
            if status not in _NOT_YET:
                assert later[key] not in _NOT_YET, (key, status, later[key])
    gone = {matter.subject for matter in unsettled(replace(at, now=at.now + timedelta(hours=30)))}
    for key, status in later.items():
        assert status not in {RoundStatus.MISSED, RoundStatus.UNKNOWN} or f"round:{key}" in gone, (key, status)


def _standing(at: Looking) -> dict[str, RoundStatus]:
    on = spans(at)
    listed = day_rounds(at.state, at.plan, at.procedures)
    found = {one.key: status_of(one, at.now, on) for one in listed}
    assert len(found) == len(listed), "two rounds under one key"
    return found


def rounds_seen(at: Looking) -> frozenset[str]:
    """Keys of all planned and drawn rounds that are listed."""
    return frozenset(one.key for one in day_rounds(at.state, at.plan, at.procedures) if one.planned is not None)


__all__ = ["nothing_lost", "nothing_wrong", "rounds_seen"]
