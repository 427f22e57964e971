"""What must never happen (domain §4), in any order of commands and of what terminals hear of each other.

No sweep is complete with a floor skipped or done out of turn, and no lock is checked by one person under two names,
whatever two desks do apart and a foreign program writes.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from dutytui.rules.closing.commands import JoinSweep
from dutytui.rules.commands import CloseEntry, Command, FailItem, HandleEntry, TickItem, Undo, WaiveItem
from dutytui.rules.events import ENTRY_LOGGED, ITEM_DONE, UNDONE, Event, Fact
from dutytui.rules.item_fold import ItemFold
from dutytui.rules.refusal import Refusal
from dutytui.rules.state import State
from tests.rules.a_mall import DAY, Desk
from tests.rules.closing.a_night import (
    FLOORS,
    NIGHT,
    START,
    STEPS,
    WHO,
    a_desk,
    gathered,
    lock_up_of,
    sweep_of,
    swept,
    tick,
)
from tests.thorough import examples

KEYS = (
    "clearance_sweep/staff_left",
    *STEPS,
    "clearance_sweep/signed",
    *(f"lock_up/locked@{floor}" for floor in FLOORS),
    "lock_up/checked",
)


@dataclass(frozen=True)
class Step:
    """what: 0 to 6 for an ordinary command, 7 for what a foreign program writes."""

    desk: int
    hears: bool
    who: str
    what: int
    key: int
    pick: int


WHATS = (*[0] * 12, 1, 2, 3, 3, 4, 4, 5, 6, 7)
"""Mostly what comes next, so that scripts get anywhere."""

steps = st.lists(
    st.builds(
        Step,
        desk=st.integers(0, 1),
        hears=st.booleans(),
        who=st.sampled_from(sorted(WHO)),
        what=st.sampled_from(WHATS),
        key=st.integers(0, len(KEYS) - 1),
        pick=st.integers(0, 20),
    ),
    min_size=10,
    max_size=50,
)


def next_key(desk: Desk, step: Step) -> str:
    part = sweep_of(desk.state)
    part = lock_up_of(desk.state) if part.finished else part
    return part.step.key if part.step is not None and step.pick % 5 else KEYS[step.key]


def command_of(desk: Desk, step: Step) -> Command:
    some = desk.journal[step.pick * 7 % len(desk.journal)] if desk.journal else None
    entries = [event.on for event in desk.journal if event.kind == ENTRY_LOGGED] or ["entry:none"]
    entry = entries[step.pick % len(entries)]
    key = next_key(desk, step)
    typed: dict[int, Command] = {
        1: FailItem(DAY, key, "found", value="person" if "corners" in key else None),
        2: Undo(DAY, some.on if some else "", some.id if some else ""),
        3: HandleEntry(DAY, entry, "done"),
        4: CloseEntry(DAY, entry),
        5: WaiveItem(DAY, key, "tired"),
        6: JoinSweep(DAY, WHO[step.who], step.who),
    }
    return typed.get(step.what) or tick(key)


def play(script: list[Step], prelude: int) -> tuple[Desk, Desk]:
    """prelude: what is done before the desks part: nothing, the team, the first two floors, all of them, signed."""
    here, there = a_desk(), a_desk("desk-2")
    if prelude:
        gathered(here)
    if prelude > 1:
        swept(here, floors=min(prelude, len(FLOORS)))
    for who in ("zhao", "qian", "sun") if prelude > 3 else ():
        here.does(who, TickItem(DAY, "clearance_sweep/signed"), START, post=WHO[who])
    there.hears(here)
    desks, now = (here, there), START
    for step in script:
        desk = desks[step.desk]
        now += timedelta(seconds=1 + step.pick)
        if step.hears:
            desk.hears(desks[1 - step.desk])
        if step.what == 7:
            data = {"signer": WHO[step.who]} if KEYS[step.key].endswith(("signed", "checked")) else {"value": "clear"}
            by = step.who if step.pick % 2 else f"{step.who} under another name"
            fact = Fact(ITEM_DONE, f"item:{KEYS[step.key]}", DAY, now, by, WHO[step.who], data=data, procedure="other")
            desk.records(fact, now)
            continue
        answer = desk.tries(step.who, command_of(desk, step), now, post=WHO[step.who])
        for fact in () if isinstance(answer, Refusal) else answer:
            desk.records(fact, now)
    return here, there


@settings(max_examples=examples(60), deadline=None)
@given(steps, st.integers(0, 4), st.randoms(use_true_random=False))
def test_no_sweep_is_complete_with_a_floor_skipped_and_no_lock_checked_by_one_person(
    script: list[Step], prelude: int, shuffle: random.Random
) -> None:
    desks = play(script, prelude)
    desks[0].hears(desks[1])
    events = [event for desk in desks for event in desk.journal]
    shuffle.shuffle(events)
    merged = State(NIGHT, events)
    assert sweep_of(merged) == sweep_of(desks[0].state), "the order in which events come makes no difference"
    for state in (merged, desks[1].state):
        if sweep_of(state).finished:
            _every_floor_was_done_in_its_turn(state)
            _signed_by_different_people_who_went(state)
        if lock_up_of(state).finished:
            _checked_by_two_people(state)


def _every_floor_was_done_in_its_turn(state: State) -> None:
    """Played once more, naively: when something was done on a floor, all above it stood."""
    events = sorted((e for s in state.subjects(DAY, "item:clearance_sweep/") for e in s.events), key=lambda e: e.order)
    standing: dict[str, set[str]] = {}
    in_turn: set[str] = set()
    by_id: dict[str, Event] = {}
    for event in events:
        subject = state.subject(DAY, event.on)
        assert subject is not None
        if event.kind == UNDONE:
            target = by_id.get(str(event.data.get("event")))
            if target is not None and subject.undone.get(target.id) == event:
                standing.get(target.on, set()).discard(target.id)
            continue
        if event.id in subject.fold.void:
            continue
        by_id[event.id] = event
        floor = event.on.partition("@")[2]
        above = FLOORS[: FLOORS.index(floor)] if floor in FLOORS else FLOORS if event.on.endswith("signed") else ()
        wanted = [f"item:{key}" for key in STEPS if key.partition("@")[2] in above]
        if event.kind == "item_failed" or all(standing.get(on) for on in wanted):
            in_turn.add(event.id)
        standing.setdefault(event.on, set()).add(event.id)
    for key in STEPS:
        fold = state.item(DAY, key)
        assert fold is not None, f"{key} was skipped"
        assert "item_waived" not in {event.kind for event in fold.effective.values()}
        assert in_turn & set(fold.effective), f"{key} was done out of turn"


def _signed_by_different_people_who_went(state: State) -> None:
    fold = state.item(DAY, "clearance_sweep/signed")
    assert isinstance(fold, ItemFold)
    if fold.failures:
        return  # failed, handled by one and rechecked by another
    signed = {post: event.by for post, event in fold.signers()}
    assert set(signed) == set(WHO.values())
    assert len(set(signed.values())) == 3
    went = {event.data["person"] for s in state.subjects(DAY, "sweep:") for event in s.fold.effective.values()}
    assert set(signed.values()) <= went


def _checked_by_two_people(state: State) -> None:
    fold = state.item(DAY, "lock_up/checked")
    assert isinstance(fold, ItemFold)
    by = {event.by for _post, event in fold.signers()} if not fold.failures else {"two", "others"}
    assert len(by) == 2
    assert by <= {*WHO, "two", "others"}


def test_the_script_of_an_ordinary_night_gets_to_the_end() -> None:
    """So that the property above is not empty."""
    desk = swept(gathered(a_desk()))
    for who in ("zhao", "qian", "sun"):
        desk.does(who, TickItem(DAY, "clearance_sweep/signed"), START, post=WHO[who])
    assert sweep_of(desk.state).finished
    _every_floor_was_done_in_its_turn(desk.state)
    _signed_by_different_people_who_went(desk.state)
