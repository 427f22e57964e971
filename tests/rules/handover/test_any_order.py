"""Whatever is tried at two desks: one holder or a visible dispute, and the same on both once they have heard."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import timedelta

from hypothesis import given as example
from hypothesis import settings
from hypothesis import strategies as st

from dutytui.rules.commands import Command, CorrectEntry, Undo
from dutytui.rules.events import DUTY_TAKEN
from dutytui.rules.handover import views
from dutytui.rules.handover.commands import (
    AcknowledgeMatter,
    BeginHandover,
    CountArticle,
    PlanMatter,
    RefuseHandover,
    Side,
    SignHandover,
    TakeDuty,
    WithdrawHandover,
)
from dutytui.rules.handover.duty import duty_at
from dutytui.rules.handover.fold import HandoverFold, Status
from dutytui.rules.handover.said import handovers
from dutytui.rules.refusal import Refusal
from dutytui.rules.state import State
from tests.rules.a_mall import DAY, Desk, at
from tests.rules.handover.a_duty import DUTY_MALL, MANAGER, duty_desk, logged, looking
from tests.thorough import examples

PEOPLE = (("zhao", MANAGER), ("wei", MANAGER), ("qian", MANAGER), ("sun", "guard"), ("qian", "security_chief"))


@dataclass(frozen=True)
class Step:
    """Somebody tries something at one of two desks, which may hear of the other first."""

    desk: int
    who: int
    what: int
    pick: int
    hears: bool


steps = st.lists(
    st.builds(
        Step,
        desk=st.integers(0, 1),
        who=st.sampled_from((0, 0, 0, 1, 1, 1, 2, 3, 4)),
        what=st.integers(0, 15),
        pick=st.integers(0, 20),
        hears=st.sampled_from((False,) * 7 + (True,)),
    ),
    min_size=20,
    max_size=60,
)


def command_of(step: Step, desk: Desk, entry: str) -> Command:
    known = list(handovers(desk.state, DAY))
    on = known[-1 - step.pick % len(known) if step.pick > 15 else -1].on if known else "handover:none"
    events = [event for subject in known for event in subject.events]
    some = events[step.pick % len(events)] if events else None
    commands: tuple[Command, ...] = (
        TakeDuty(DAY),
        TakeDuty(DAY, holder=PEOPLE[step.pick % 3][0]),
        BeginHandover(DAY),
        BeginHandover(DAY, "wei"),
        CountArticle(DAY, on, "radios", 7 + step.pick % 2, "counted twice"),
        CountArticle(DAY, on, "keys", 24),
        PlanMatter(DAY, on, entry, f"plan {step.pick}"),
        AcknowledgeMatter(DAY, on, entry, "watch the lift"),
        AcknowledgeMatter(DAY, on, entry, "watch the lift"),
        SignHandover(DAY, on, Side.GIVING, anyway=True),
        SignHandover(DAY, on, Side.GIVING, anyway=True),
        SignHandover(DAY, on, Side.RECEIVING, anyway=True),
        SignHandover(DAY, on, Side.RECEIVING, anyway=True),
        RefuseHandover(DAY, on, "unclear"),
        WithdrawHandover(DAY, on, "later")
        if step.pick % 3
        else Undo(DAY, some.on if some else "", some.id if some else ""),
        CorrectEntry(DAY, entry, {"severity": ("urgent", "normal")[step.pick % 2]}, "looked again"),
    )
    return commands[step.what]


def ready(desk: Desk) -> None:
    """zhao has the duty, and a handover stands before its signatures: otherwise few scripts ever come that far."""
    desk.does("zhao", TakeDuty(DAY), at("13:30"), post=MANAGER)
    (event,) = desk.does("zhao", BeginHandover(DAY), at("13:40"), post=MANAGER)
    desk.does("zhao", CountArticle(DAY, event.on, "radios", 8), at("13:41"), post=MANAGER)
    desk.does("zhao", CountArticle(DAY, event.on, "keys", 24), at("13:42"), post=MANAGER)


def play(script: list[Step]) -> tuple[Desk, Desk]:
    desks = (duty_desk(), duty_desk("desk-2"))
    entry = logged(desks[0], "lift door")
    if script[0].pick % 2:
        ready(desks[0])
    desks[1].hears(desks[0])
    clock = at("14:00")
    for step in script:
        desk, other = desks[step.desk], desks[1 - step.desk]
        clock += timedelta(minutes=1)
        if step.hears:
            desk.hears(other)
        before = duty_at(desk.state, DAY)
        who, post = PEOPLE[step.who]
        command = command_of(step, desk, entry)
        answer = desk.tries(who, command, clock, post=post)
        if not isinstance(answer, Refusal):
            kinds = {desk.records(fact, clock).kind for fact in answer}
            after = duty_at(desk.state, DAY)
            moves = isinstance(command, TakeDuty) or (
                isinstance(command, SignHandover) and command.side is Side.RECEIVING
            )
            assert moves or after == before, f"the duty moved by {kinds}"
            assert not moves or not after.disputed or before.disputed, "nobody makes a dispute who knows of the holder"
        _one_or_a_dispute(desk.state)
    return desks


def _one_or_a_dispute(state: State) -> None:
    duty = duty_at(state, DAY)
    ever = any(event.kind == DUTY_TAKEN for subject in state.subjects(DAY, "duty:") for event in subject.events)
    assert bool(duty.claims) == ever, "it can't be dropped"
    assert bool(duty.holder) + duty.disputed == ever, "one holder, or a dispute"
    for subject in handovers(state, DAY):
        fold = subject.fold
        assert isinstance(fold, HandoverFold)
        for event in fold.received:
            assert event.by != fold.giver and event.post == MANAGER, "two people, and one who may hold it"
        if fold.status in {Status.REFUSED, Status.OPEN, Status.WITHDRAWN}:
            assert not fold.received


@settings(max_examples=examples(60), deadline=None)
@example(steps, st.randoms(use_true_random=False))
def test_one_holder_or_a_visible_dispute_the_same_on_all_terminals(script: list[Step], shuffle: random.Random) -> None:
    desks = play(script)
    desks[0].hears(desks[1])
    desks[1].hears(desks[0])
    events = [event for desk in desks for event in desk.journal]
    shuffle.shuffle(events)
    mixed = State(DUTY_MALL)
    for event in events:
        mixed.add(event)
        if shuffle.random() < 0.2:
            duty_at(mixed, DAY)  # looking at it half-way must not change what it adds up to
    assert desks[0].state == desks[1].state == mixed
    shown = [(views.duty(looking(desk, at("23:00"))), views.over(looking(desk, at("23:00")))) for desk in desks]
    assert shown[0] == shown[1]
    _one_or_a_dispute(mixed)


@settings(max_examples=examples(30), deadline=None)
@example(steps)
def test_at_one_desk_there_is_never_a_dispute(script: list[Step]) -> None:
    alone = [Step(0, step.who, step.what, step.pick, False) for step in script]
    here, _ = play(alone)
    assert not duty_at(here.state, DAY).disputed
