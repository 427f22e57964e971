"""Property: under any order of commands and any merging of desks, no day is closed with a floor or a lock undone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from dutytui.rules.commands import Command, FailItem, TickItem, Undo, WaiveItem
from dutytui.rules.events import DAY_CLOSED, Event
from dutytui.rules.refusal import Refusal
from dutytui.rules.state import State
from tests.rules.a_mall import DAY, Desk, at
from tests.rules.closing.a_closing_day import (
    CLOSES,
    LOCKS,
    REASONS,
    SWEPT,
    all_but_reasons,
    closes,
    desk,
    is_closed,
    left_out,
    reopens,
)
from tests.thorough import examples

MUST = (*SWEPT, LOCKS)


@dataclass(frozen=True)
class Step:
    desk: int
    what: int
    item: str
    pick: int
    hears: bool


steps = st.lists(
    st.builds(
        Step,
        desk=st.integers(0, 1),
        what=st.integers(0, 7),
        item=st.sampled_from(MUST),
        pick=st.integers(0, 40),
        hears=st.sampled_from((False, False, False, True)),
    ),
    max_size=25,
)


def command_of(step: Step, here: Desk) -> Command:
    known = [event for subject in here.state.subjects(DAY, "item:") for event in subject.events]
    some: Event | None = known[step.pick % len(known)] if known else None
    undo = Undo(DAY, some.on if some else "", some.id if some else "")
    commands: tuple[Command, ...] = (
        TickItem(DAY, step.item),
        WaiveItem(DAY, step.item, "no"),
        FailItem(DAY, step.item, "somebody is inside"),
        undo,
        undo,
        reopens(),
        closes(REASONS, sure=True),
        closes(REASONS, sure=True),
    )
    return commands[step.what]


@settings(max_examples=examples(60), deadline=None)
@given(done=st.booleans(), plan=steps)
def test_no_day_is_closed_with_a_floor_or_a_lock_undone(done: bool, plan: list[Step]) -> None:
    desks = [desk("desk-1"), desk("desk-2")]
    if done:
        all_but_reasons(desks[0])
        desks[1].hears(desks[0])
    now = at("22:35")
    for step in plan:
        now += timedelta(seconds=30)
        here = desks[step.desk]
        who, post = (("zhao", "duty_manager"), ("qian", "security_chief"))[step.pick % 2]
        answer = here.tries(who, command_of(step, here), now, post)
        if not isinstance(answer, Refusal):
            if any(fact.kind == DAY_CLOSED for fact in answer):
                assert left_out(here) == []
            for fact in answer:
                here.records(fact, now)
        if step.hears:
            here.hears(desks[1 - step.desk])
        for one in desks:
            assert not (is_closed(one) and left_out(one))
    journal = [*desks[0].journal, *desks[1].journal]
    assert State(CLOSES, journal) == State(CLOSES, reversed(journal))
