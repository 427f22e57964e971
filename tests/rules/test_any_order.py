"""Properties: order, duplication and partition of events never matter, and what must never happen never does."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from dutytui.rules import board, logbook
from dutytui.rules.commands import (
    CloseEntry,
    Command,
    CorrectEntry,
    EntryFields,
    FailItem,
    HandleEntry,
    LogEntry,
    RemarkEntry,
    ReopenEntry,
    SignIn,
    TickItem,
    Undo,
    WaiveItem,
)
from dutytui.rules.events import ENTRY_LOGGED, ITEM_DONE, ITEM_FAILED, ITEM_WAIVED, UNDONE, Event
from dutytui.rules.folds import UNDOABLE
from dutytui.rules.item_fold import Verdict
from dutytui.rules.plan import business_day
from dutytui.rules.procedure import ItemKind
from dutytui.rules.refusal import Refusal
from dutytui.rules.state import State
from tests.rules.a_mall import DAY, MALL, TOMORROW, Desk, at, plan_of
from tests.thorough import examples

ITEMS = (
    "staff_entry/locks_checked",
    "staff_entry/passage_open",
    "staff_entry/staff_in",
    "clearance_sweep/floor@6F",
    "clearance_sweep/floor@5F",
    "lock_up/locks",
    "gone/item",
)
FITTING = {
    "staff_entry/locks_checked": ("qian", "security_chief"),
    "staff_entry/passage_open": ("sun", "guard"),
    "staff_entry/staff_in": ("sun", "guard"),
    "clearance_sweep/floor@6F": ("qian", "security_chief"),
    "clearance_sweep/floor@5F": ("qian", "security_chief"),
}
MANAGER = ("zhao", "duty_manager")
ODD = (
    MANAGER,
    ("qian", "duty_manager"),
    ("li", "electrician"),
    ("temp-1", "guard"),
    ("temp-1", "duty_manager"),
    ("sun", "security_chief"),  # a post that is not theirs
    ("", ""),
)
ITEM_COMMANDS = 5  # the first of `command_of`


@dataclass(frozen=True)
class Step:
    """One thing that somebody tries at one of two desks, or the desks hearing of each other.

    odd: by whom, None for somebody who may; pick: which record or variant.
    """

    desk: int
    odd: int | None
    what: int
    item: str
    pick: int
    minutes: int
    hears: bool

    @property
    def who(self) -> tuple[str, str]:
        if self.odd is not None:
            return ODD[self.odd % len(ODD)]
        if self.what >= ITEM_COMMANDS or self.item not in FITTING:
            return (MANAGER, ("qian", "security_chief"))[self.pick % 2]
        return MANAGER if self.what == 2 else FITTING[self.item]


steps = st.lists(
    st.builds(
        Step,
        desk=st.integers(0, 1),
        odd=st.none() | st.none() | st.integers(0, 6),
        what=st.integers(0, 13),
        item=st.sampled_from(ITEMS),
        pick=st.integers(0, 50),
        minutes=st.sampled_from((0, 1, 5, 20, 120)),
        hears=st.sampled_from((False,) * 7 + (True,)),
    ),
    min_size=15,
    max_size=60,
)


def command_of(step: Step, desk: Desk) -> Command:
    journal = [event for subject in desk.state.subjects(DAY) for event in subject.events]
    some = journal[step.pick % len(journal)] if journal else None
    entries = [event.on for event in journal if event.kind == ENTRY_LOGGED] or ["entry:none"]
    entry = entries[step.pick % len(entries)]
    day = TOMORROW if step.pick == 50 else DAY
    value = 1 + step.pick % 2 if step.item.endswith("staff_in") else None
    commands: tuple[Command, ...] = (
        TickItem(day, step.item, value=value),
        TickItem(day, step.item, value=value),
        WaiveItem(day, step.item, "no"),
        FailItem(day, step.item, "broken"),
        TickItem(day, step.item, value=(600, "held", -1)[step.pick % 3]),
        Undo(DAY, some.on if some else "", some.id if some else ""),
        Undo(DAY, some.on if some else "", some.id if some else ""),
        LogEntry(day, EntryFields("complaint", "x")),
        RemarkEntry(DAY, entry, "r"),
        CorrectEntry(DAY, entry, {"place": ("1F", "2F", "")[step.pick % 3]}, "c"),
        HandleEntry(DAY, entry, "h"),
        CloseEntry(DAY, entry),
        ReopenEntry(DAY, entry, "o"),
        SignIn("temp-1", f"name {step.pick}", "guard"),
    )
    return commands[step.what]


def play(script: list[Step]) -> tuple[Desk, Desk]:
    """Two desks work from staff entry on, or from a finished sweep to the last lock; both know of one open entry."""
    desks = (Desk(), Desk("desk-2"))
    evening = script[0].pick % 2
    clock = at("22:35") if evening else at("08:15")
    desks[0].does("wu", LogEntry(DAY, EntryFields("rectification", "x")), clock)
    for floor in MALL.mall.floors if evening else ():
        desks[0].does("qian", TickItem(DAY, f"clearance_sweep/floor@{floor.id}"), clock)
    desks[1].hears(desks[0])
    for step in script:
        desk, other = desks[step.desk], desks[1 - step.desk]
        clock += timedelta(minutes=step.minutes)
        if step.hears:
            desk.hears(other)
        answer = desk.tries(step.who[0], command_of(step, desk), clock, post=step.who[1])
        if not isinstance(answer, Refusal):
            for fact in answer:
                desk.records(fact, clock)
    return desks


def views(state: State, now: datetime) -> object:
    plan = plan_of(DAY)
    return (
        board.board(state, plan, MALL, now, "security_chief", "qian"),
        board.checklist(state, plan, MALL, "lock_up", now, "duty_manager", "zhao"),
        [board.item(state, plan, MALL, key, now, "", "") for key in ITEMS],
        logbook.logbook(state, MALL, DAY, now),
    )


NOWS = (at("08:30"), at("22:40"))


@settings(max_examples=examples(70), deadline=None)
@given(steps, st.randoms(use_true_random=False))
def test_any_order_duplication_and_partition_gives_the_same_state_and_views(
    script: list[Step], shuffle: random.Random
) -> None:
    events = [event for desk in play(script) for event in desk.journal]
    straight = State(MALL, sorted(events, key=lambda event: event.order))
    mixed = events + shuffle.sample(events, len(events) // 2)
    shuffle.shuffle(mixed)
    pieces = State(MALL)
    for event in mixed:
        pieces.add(event)
        if shuffle.random() < 0.3:
            views(pieces, NOWS[0])  # looking at it half-way must not change what it adds up to
    assert pieces == straight
    assert [views(pieces, now) for now in NOWS] == [views(straight, now) for now in NOWS]
    assert pieces.version == straight.version == len(events)


@settings(max_examples=examples(70), deadline=None)
@given(steps)
def test_what_must_never_happen_never_happens(script: list[Step]) -> None:
    """Domain §4, as far as items and entries go; on each desk alone and when they have heard of each other."""
    desks = play(script)
    for desk in desks:
        for event in desk.journal:
            _never(event)
    desks[0].hears(desks[1])
    for state in (desks[0].state, desks[1].state):
        _nobody_signs_for_another_or_twice(state)
        _every_record_is_still_there(state, desks)


def _never(event: Event) -> None:
    recorded = datetime.fromisoformat(event.stamp[:24])
    assert event.by, "somebody did it"
    assert event.at <= recorded + timedelta(seconds=1), "nothing that has not happened"
    assert event.day <= business_day(event.at, MALL.mall.day_starts), "nothing of tomorrow"
    if event.kind in {ITEM_DONE, ITEM_FAILED, ITEM_WAIVED}:
        assert event.at >= plan_of(DAY).by_key[event.on.removeprefix("item:")].opens, "nothing before it opens"
        assert event.data.get("signer", event.post) == event.post, "no signature for another post"


def _nobody_signs_for_another_or_twice(state: State) -> None:
    signature = next(item for phase in MALL.phases for item in phase.items if item.kind is ItemKind.SIGNATURE)
    fold = state.item(DAY, "lock_up/locks")
    if fold is None or fold.verdict(signature) is not Verdict.DONE:
        return
    signed = dict(fold.signers())
    assert set(signed) == set(signature.posts)
    assert len({event.by for event in signed.values()}) == len(signed)
    assert all(event.post == post and not event.behalf for post, event in signed.items())


def _every_record_is_still_there(state: State, desks: tuple[Desk, Desk]) -> None:
    known = {event.id for subject in state.subjects(DAY) for event in subject.events}
    own = desks[0] if state is desks[0].state else desks[1]
    assert {event.id for event in own.journal if event.day == DAY} <= known
    shown = logbook.logbook(state, MALL, DAY, NOWS[1]).entries
    lines = {act.event for entry in shown for act in entry.history}
    logged = {e.id for s in state.subjects(DAY, "entry:") for e in s.events if state.entry(DAY, s.on)}
    assert lines == logged
    numbers = [entry.number for entry in shown]
    assert len(set(numbers)) == len(numbers), "no two entries show one number"


@settings(max_examples=examples(60), deadline=None)
@given(steps)
def test_what_a_desk_decides_has_effect_there(script: list[Step]) -> None:
    """Decision and fold agree on rights and on what is possible: nothing decided is void or without effect."""
    (desk, _) = play([replace(step, desk=0, hears=False) for step in script])
    for event in desk.journal:
        subject = desk.state.subject(event.day, event.on)
        assert subject is not None
        assert event.id not in subject.fold.void
        if event.kind in UNDOABLE and event.id not in subject.undone:
            assert event.id in subject.fold.effective
        if event.kind == UNDONE:
            assert event.data["event"] in subject.undone


@settings(max_examples=examples(60), deadline=None)
@given(steps)
def test_undoing_the_last_act_gives_the_state_before_it(script: list[Step]) -> None:
    """Undo is the inverse of what it takes back, in everything but the history."""
    (desk, _) = play(script)
    for event in desk.journal:
        if event.kind not in {ITEM_DONE, ITEM_WAIVED, ITEM_FAILED}:
            continue
        earlier = [e for e in desk.journal if (e.day, e.on) == (event.day, event.on) and e.seq < event.seq]
        item = State(MALL, earlier).item(event.day, event.on.removeprefix("item:"))
        undo = event._replace(kind=UNDONE, data={"event": event.id}, seq=event.seq + 10_000, id=f"undo {event.id}")
        state = State(MALL, [undo, event, *earlier])
        after = state.item(event.day, event.on.removeprefix("item:"))
        assert after is not None
        if item is None:
            assert after.verdict(None) is Verdict.NONE
        else:
            assert (after.said, after.signed, after.effective) == (item.said, item.signed, item.effective)


@settings(max_examples=examples(40), deadline=None)
@given(steps)
def test_deciding_asks_nothing_but_its_arguments(script: list[Step]) -> None:
    """The same state, command and context give the same answer, and asking changes nothing."""
    (desk, _) = play(script)
    now = at("23:00")
    before = State(MALL, desk.journal)
    for step in script[:10]:
        command = command_of(step, desk)
        first = desk.tries(step.who[0], command, now, post=step.who[1])
        assert desk.tries(step.who[0], command, now, post=step.who[1]) == first
    again = State(MALL, [e for s in desk.state.subjects(DAY) for e in s.events])
    assert before == State(MALL, desk.journal)
    assert again.version <= desk.state.version
