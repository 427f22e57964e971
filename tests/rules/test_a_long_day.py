"""A day of 20,000 events: the work is counted, not timed."""

from __future__ import annotations

import pytest

from dutytui.rules import board, logbook
from dutytui.rules.events import ENTRY_LOGGED, ENTRY_REMARKED, ITEM_DONE, UNDONE, Event, Fact
from dutytui.rules.stamps import next_stamp
from dutytui.rules.state import State
from tests.rules.a_mall import DAY, MALL, at, event_of, plan_of

COUNT = 20_000
KEYS = tuple(plan_of(DAY).by_key)


def event(number: int, kind: str, on: str, data: dict[str, object]) -> Event:
    fact = Fact(kind, on, DAY, at("08:25"), "wu", "service_desk", data=data, procedure="v1")
    return event_of(fact, "desk", number, f"{next_stamp('', at('08:25'))[:-4]}{number // 3:05d}")


def busy_day() -> list[Event]:
    """2,000 entries, 8,000 remarks on them, and 10,000 events that only a newer version understands."""
    events = []
    for number in range(1, COUNT + 1):
        entry = f"entry:desk.{number - number % 10}"
        if number % 10 == 0:
            data = {"no": number // 10, "kind": "complaint", "text": "x", "due": at("13:00").isoformat()}
            events.append(event(number, ENTRY_LOGGED, entry, data))
        elif number % 2:
            events.append(event(number, "item_photographed", f"item:{KEYS[number % len(KEYS)]}", {}))
        else:
            events.append(event(number, ENTRY_REMARKED, entry if number > 10 else "entry:desk.10", {"text": "r"}))
    return events


def look(state: State, clock: str = "12:00") -> None:
    board.board(state, plan_of(DAY), MALL, at(clock), "guard", "sun")
    logbook.logbook(state, MALL, DAY, at(clock))


def test_each_event_is_folded_once() -> None:
    state = State(MALL, busy_day())
    assert state.steps == 0  # nobody has looked yet
    look(state)
    assert (state.steps, state.refolds) == (COUNT, 0)


def test_a_redraw_folds_nothing_and_keeps_every_entry() -> None:
    state = State(MALL, busy_day())
    look(state)
    before, entries = state.steps, logbook.logbook(state, MALL, DAY, at("12:00")).entries
    look(state, "12:01")
    assert state.steps == before
    assert logbook.logbook(state, MALL, DAY, at("12:01")).entries is entries


def test_one_more_event_is_one_step_and_one_new_view() -> None:
    state = State(MALL, busy_day())
    look(state)
    before, entries = state.steps, logbook.logbook(state, MALL, DAY, at("12:00")).entries
    state.add(event(COUNT + 1, ENTRY_REMARKED, "entry:desk.500", {"text": "r"}))
    look(state)
    after = logbook.logbook(state, MALL, DAY, at("12:00")).entries
    assert state.steps == before + 1
    assert [a is b for a, b in zip(entries, after, strict=True)].count(False) == 1


def test_a_late_arrival_refolds_its_own_subject_and_no_other() -> None:
    events = busy_day()
    late = next(e for e in events if e.on == "entry:desk.500" and e.kind == ENTRY_REMARKED)
    events.remove(late)
    state = State(MALL, events)
    look(state)
    steps, refolds = state.steps, state.refolds
    state.add(late)
    look(state)
    of_the_subject = sum(e.on == late.on for e in events) + 1
    assert (state.steps - steps, state.refolds - refolds) == (of_the_subject, 1)


@pytest.mark.parametrize("backwards", [False, True])
def test_a_day_on_one_single_subject_is_folded_once(backwards: bool) -> None:
    on = "item:staff_entry/staff_in"
    events = [event(number, ITEM_DONE, on, {"value": 1}) for number in range(1, COUNT + 1)]
    state = State(MALL, reversed(events) if backwards else events)
    look(state)
    assert (state.steps, state.refolds) == (COUNT, int(backwards))
    state.add(event(COUNT + 1, ITEM_DONE, on, {"value": 1}))
    look(state)
    assert state.steps == COUNT + 1


def test_many_undos_at_once_are_one_refold() -> None:
    on = "item:staff_entry/staff_in"
    done = [event(number, ITEM_DONE, on, {"value": 1}) for number in range(1, 1001)]
    undone = [event(1000 + number, UNDONE, on, {"event": e.id}) for number, e in enumerate(done, 1)]
    state = State(MALL, done)
    look(state)
    state.extend(undone)
    look(state)
    assert (state.steps, state.refolds) == (3000, 1)
