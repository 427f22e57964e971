"""Properties of meals: one batch at a time at any one desk, and a clash of desks apart is always seen."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import timedelta
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from dutytui.rules.commands import Command, Undo
from dutytui.rules.meals.commands import LeaveForMeal, ReturnFromMeal
from dutytui.rules.meals.fold import MealFold
from dutytui.rules.meals.unsettled import unsettled
from dutytui.rules.refusal import Refusal
from dutytui.rules.state import State
from tests.rules.a_mall import DAY, Desk, at
from tests.rules.meals.a_lunch import NAMES, WITH_LUNCH, desk, looking, lunch
from tests.thorough import examples

WHO = ("zhao", "sun", "qian", "zhou", "wu", "name//ann")
END = at("15:00")


@dataclass(frozen=True)
class Step:
    """what: 0, 1 leave, 2 left and came back, 3, 4 return, 5 undo; ago: minutes between happening and recording."""

    desk: int
    what: int
    who: str
    batch: int
    pick: int
    minutes: int
    ago: int
    away: int
    hears: bool


steps = st.lists(
    st.builds(
        Step,
        desk=st.integers(0, 1),
        what=st.integers(0, 5),
        who=st.sampled_from(WHO),
        batch=st.sampled_from((1, 1, 2, 2, 3)),
        pick=st.integers(0, 50),
        minutes=st.sampled_from((0, 1, 3, 10)),
        ago=st.sampled_from((0, 0, 0, 4, 20)),
        away=st.sampled_from((0, 5, 25)),
        hears=st.sampled_from((False,) * 5 + (True,)),
    ),
    min_size=5,
    max_size=30,
)


def command_of(step: Step, one: Desk, now_minutes: int) -> Command:
    now = at("11:30") + timedelta(minutes=now_minutes)
    then = now - timedelta(minutes=step.ago) if step.ago else None
    if step.what == 5:
        event = one.journal[step.pick % len(one.journal)] if one.journal else None
        return Undo(DAY, "meal:lunch", event.id if event else "")
    if step.what in {3, 4}:
        return ReturnFromMeal(DAY, "lunch", step.who, at=then)
    back = (then or now) + timedelta(minutes=min(step.away, step.ago)) if step.what == 2 else None
    return LeaveForMeal(DAY, "lunch", step.who, NAMES.get(step.who, "Ann"), step.batch, at=then, back=back)


def play(script: list[Step], apart: bool) -> tuple[Desk, Desk]:
    desks = (desk(), desk("desk-2"))
    minutes = 0
    for step in script:
        one, other = desks[step.desk if apart else 0], desks[1 - step.desk]
        minutes += step.minutes
        if step.hears and apart:
            one.hears(other)
        now = at("11:30") + timedelta(minutes=minutes)
        answer = one.tries("zhao", command_of(step, one, minutes), now)
        for fact in () if isinstance(answer, Refusal) else answer:
            one.records(fact, now)
    return desks


def outings(state: State) -> MealFold:
    subject = state.subject(DAY, "meal:lunch")
    return subject.fold if subject is not None and isinstance(subject.fold, MealFold) else MealFold("lunch")


def out_together(fold: MealFold) -> set[frozenset[str]]:
    """Pairs of different batches out in the same minute: found minute by minute, not as the program does it."""
    gone = [(one.who, one.batches, one.left_at, one.back_at or END) for one in fold.outings.values()]
    found = set()
    for minute in range(-30, 210):
        now = at("11:30") + timedelta(minutes=minute, seconds=30)
        out = [(who, batches) for who, batches, left, back in gone if left <= now < back]
        found |= {frozenset((one, other)) for (one, a), (other, b) in combinations(out, 2) if len(a | b) > 1}
    return found


@settings(max_examples=examples(60), deadline=None)
@given(steps)
def test_at_one_desk_no_order_of_commands_puts_two_batches_out_at_once(script: list[Step]) -> None:
    """Domain §4: the second meal batch out while the first is out must never happen."""
    one, _other = play(script, apart=False)
    assert out_together(outings(one.state)) == set()
    shown = lunch(one, END)
    assert shown.clashes == ()
    for event in one.journal:
        subject = one.state.subject(DAY, event.on)
        assert subject is not None and event.id not in subject.fold.void


@settings(max_examples=examples(60), deadline=None)
@given(steps)
def test_desks_apart_always_show_who_was_out_with_another_batch(script: list[Step]) -> None:
    one, other = play(script, apart=True)
    one.hears(other)
    other.hears(one)
    fold = outings(one.state)
    names = {who: outing.name for who, outing in fold.outings.items()}
    together = {frozenset(names[who] for who in pair) for pair in out_together(fold)}
    shown = lunch(one, END)
    assert {frozenset(pair) for pair in shown.clashes} == together
    assert lunch(other, END) == shown
    told = {frozenset(m.values["others"]) for m in unsettled(looking(one, END)) if m.code == "meal_clash"}
    assert told == together
    clashing = {eater.name for batch in shown.batches for eater in batch.eaters if eater.clashes}
    assert clashing == {name for pair in together for name in pair}


@settings(max_examples=examples(40), deadline=None)
@given(steps, st.randoms(use_true_random=False))
def test_any_order_of_arrival_gives_the_same_meal_and_loses_nobody(script: list[Step], shuffle: random.Random) -> None:
    desks = play(script, apart=True)
    events = [event for one in desks for event in one.journal]
    straight = State(WITH_LUNCH, sorted(events, key=lambda event: event.order))
    shuffle.shuffle(events)
    pieces = State(WITH_LUNCH)
    for event in events:
        pieces.add(event)
        if shuffle.random() < 0.3:
            outings(pieces)
    assert pieces == straight
    merged = desk()
    merged.state = straight
    shown = [eater.who for batch in lunch(merged, END).batches for eater in batch.eaters]
    assert len(shown) == len(set(shown))
    assert set(outings(straight).outings) <= set(shown)
