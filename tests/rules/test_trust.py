"""Whose records count: what does not is kept and void, whenever it is learned."""

from __future__ import annotations

import pytest

from dutytui.rules import board
from dutytui.rules.commands import TickItem, Undo
from dutytui.rules.events import UNDONE, Event
from dutytui.rules.state import State
from dutytui.rules.views import ItemStatus
from tests.rules.a_mall import DAY, MALL, Desk, at, plan_of

KEY = "staff_entry/locks_checked"
ON = f"item:{KEY}"


class Without:
    """Trusts everybody but one writer."""

    def __init__(self, writer: str) -> None:
        self.writer = writer

    def counts(self, event: Event) -> bool:
        return event.writer != self.writer

    def why(self, event: Event) -> str:
        return "" if self.counts(event) else "stranger"


def status(state: State) -> ItemStatus:
    found = board.item(state, plan_of(DAY), MALL, KEY, at("12:00"), "", "")
    assert found is not None
    return found.status


@pytest.mark.parametrize("before", [True, False], ids=["known before", "learned later"])
def test_what_a_stranger_ticks_is_kept_and_void(before: bool) -> None:
    desk = Desk("stranger")
    desk.does("qian", TickItem(DAY, KEY), at("08:22"))
    state = State(MALL)
    if before:
        state.trust_by(Without("stranger"))
    state.extend(desk.journal)
    assert before or status(state) is ItemStatus.DONE
    state.trust_by(Without("stranger"))
    found = state.subject(DAY, ON)
    assert found is not None
    assert status(state) is not ItemStatus.DONE
    assert {event.id for event in found.events} == found.fold.void
    state.trust_by(Without("nobody"))
    assert status(state) is ItemStatus.DONE


def test_a_stranger_takes_nothing_back() -> None:
    desk = Desk("desk")
    (ticked,) = desk.does("qian", TickItem(DAY, KEY), at("08:22"))
    desk.does("qian", Undo(DAY, ON, ticked.id), at("08:23"))
    as_strangers = [one._replace(writer="stranger") if one.kind == UNDONE else one for one in desk.journal]
    state = State(MALL, as_strangers)
    assert status(state) is not ItemStatus.DONE
    state.trust_by(Without("stranger"))
    assert status(state) is ItemStatus.DONE
