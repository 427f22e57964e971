"""Whatever two terminals do apart and in any order of arrival: the same state, and no door opens while it is held."""

from __future__ import annotations

import random
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from dutytui.rules.commands import Command, TickItem, Undo
from dutytui.rules.events import ITEM_DONE, ORDER_GIVEN, ORDER_HELD, ORDER_RELEASED
from dutytui.rules.refusal import Refusal
from dutytui.rules.roll_call.fold import Answer, Gate
from dutytui.rules.roll_call.gate import fold_of
from dutytui.rules.roll_call.views import CallStatus
from dutytui.rules.state import State
from tests.rules.a_mall import DAY, Desk, at
from tests.rules.roll_call.a_roll_call import CALLING, HOLD, ORDER, READY, RELEASE, call, desk, not_ready
from tests.thorough import examples

COMMANDS: tuple[Command, ...] = (
    *READY.values(),
    *READY.values(),
    not_ready("guard"),
    HOLD,
    RELEASE,
    RELEASE,
    ORDER,
    ORDER,
    TickItem(DAY, "opening/main_door"),
)
WHO = (("zhao", "duty_manager"), ("qian", "duty_manager"), ("qian", "security_chief"), ("sun", "guard"))

steps = st.lists(
    st.tuples(
        st.integers(0, 1),
        st.integers(0, len(COMMANDS)),
        st.integers(0, len(WHO) - 1),
        st.sampled_from((0, 1, 7)),
        st.sampled_from((False, False, False, True)),
        st.integers(0, 40),
    ),
    min_size=8,
    max_size=40,
)


def undo(desk: Desk, pick: int) -> Undo:
    events = [event for event in desk.journal if event.on == "call:opening"]
    return Undo(DAY, "call:opening", events[pick % len(events)].id if events else "")


@given(steps, st.randoms(use_true_random=False))
@settings(max_examples=examples(40), deadline=None)
def test_any_order_of_arrival_gives_the_same_and_nothing_goes_past_a_hold(
    script: list[tuple[int, int, int, int, bool, int]], shuffled: random.Random
) -> None:
    desks = (desk(), desk("desk-2"))
    now = at("08:50")
    for which, what, who, minutes, hears, pick in script:
        now += timedelta(minutes=minutes)
        here, there = desks[which], desks[1 - which]
        if hears:
            here.hears(there)
        before = fold_of(here.state, DAY, "opening")
        gate, answers = before.gate(), [before.answer(post) for post in READY]
        command = COMMANDS[what] if what < len(COMMANDS) else undo(here, pick)
        answer = here.tries(WHO[who][0], command, now, post=WHO[who][1])
        if isinstance(answer, Refusal):
            continue
        kinds = {fact.kind for fact in answer}
        assert not kinds & {ORDER_GIVEN, ORDER_HELD, ORDER_RELEASED} or WHO[who][1] == "duty_manager"
        assert ITEM_DONE not in kinds or gate is Gate.GIVEN
        assert ORDER_GIVEN not in kinds or (gate is Gate.WAITING and set(answers) == {Answer.READY})
        for fact in answer:
            here.records(fact, now)
    everything = [event for one in desks for event in one.journal]
    together = State(CALLING, everything)
    shuffled.shuffle(everything)
    assert State(CALLING, everything) == together
    desks[0].hears(desks[1])
    assert desks[0].state == together
    view = call(desks[0], now)
    assert (view.status in {CallStatus.HELD, CallStatus.DISPUTED}) == (view.held_since is not None)
    assert view.answered + len(view.silent) + len(view.unready) == view.total
