"""Properties: whoever hears of it in whatever order judges alike, and nobody outside the roster has any effect."""

from __future__ import annotations

import random
from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from dutytui.rules.commands import EntryFields, LogEntry, TickItem, Undo
from dutytui.rules.events import ITEM_DONE, TERMINAL_ENROLLED, TERMINAL_REVOKED, Event
from dutytui.rules.lookup import lookup
from dutytui.rules.refusal import Refusal
from dutytui.rules.roster.learning import learn
from dutytui.rules.roster.standing import Standing
from dutytui.rules.state import State
from tests.rules.a_mall import DAY, at
from tests.rules.roster.a_roster import MALL, Terminals, judged, key_of, terminals, with_data
from tests.thorough import examples

KEYS = ("staff_entry/locks_checked", "staff_entry/passage_open")
INSIDE = ("one", "two", "three")
OUTSIDE = ("left", "right")
ABOUT_TERMINALS = {TERMINAL_ENROLLED, TERMINAL_REVOKED}


@dataclass(frozen=True)
class Step:
    """desk: who does it; other: to whom; what: see `does`."""

    desk: int
    other: int
    what: int
    hears: bool


STEPS = st.lists(
    st.builds(Step, st.integers(0, 4), st.integers(0, 4), st.integers(0, 7), st.booleans()), min_size=3, max_size=22
)


def does(desk: Terminals, other: Terminals, what: int, minute: int) -> None:
    """What a person does there, if the rules allow it; a desk that is heard of by nobody does as it likes."""
    now = at("08:20") if minute < 0 else at(f"09:{minute:02}")
    match what:
        case 0:
            attempt(desk, "qian", TickItem(DAY, KEYS[minute % 2]), now)
        case 1:
            done = [event for event in desk.journal if event.kind == ITEM_DONE]
            if done:
                attempt(desk, "qian", Undo(DAY, done[-1].on, done[-1].id), now)
        case 2:
            attempt(desk, "sun", LogEntry(DAY, EntryFields(kind="note", text="x")), now)
        case 3:
            desk.presents() if desk.roster.terminal(desk.key) is None else None
        case 4:
            managed(desk, lambda: desk.enrols(other))
        case 5 | 6:
            managed(desk, lambda: desk.revokes(other, "vice"))


def attempt(desk: Terminals, who: str, command, now) -> None:  # type: ignore[no-untyped-def]
    answer = desk.tries(who, command, now)
    for fact in () if isinstance(answer, Refusal) else answer:
        desk.records(fact, now)


def managed(desk: Terminals, act) -> None:  # type: ignore[no-untyped-def]
    """AssertionError: the rules refuse it, as they may."""
    try:
        act()
    except AssertionError:
        return


def forged(desk: Terminals, other: Terminals) -> None:
    """Whatever an inside desk said of terminals, once more in one's own name and about somebody else."""
    known = [e for one in desk.state.unfinished("terminal") for e in one.events if e.writer in INSIDE]
    for event in known[-2:]:
        desk.forges(with_data(event, key=other.key), on=f"terminal:{other_print(other)}")


def other_print(other: Terminals) -> str:
    from dutytui.rules.roster.fingerprints import fingerprint

    return fingerprint(other.key)


def played(steps: list[Step]) -> list[Terminals]:
    desks = list(terminals(*INSIDE, *OUTSIDE))
    one, two, three, *_ = desks
    one.begins(two, three)
    for desk in desks[1:]:
        desk.hears(one)
    for minute, step in enumerate(steps):
        desk, other = desks[step.desk], desks[step.other]
        if step.hears:
            desk.hears(other)
        elif step.what == 7:
            forged(desk, other)
        else:
            does(desk, other, step.what, minute)
    return desks


@settings(max_examples=examples(150), deadline=None)
@given(STEPS, st.randoms(use_true_random=False))
def test_the_same_events_give_the_same_roster_verdicts_and_state_in_any_order(
    steps: list[Step], chance: random.Random
) -> None:
    desks = played(steps)
    events = [event for desk in desks for event in desk.journal]
    expected = judged(events)
    shuffled = events * 2
    chance.shuffle(shuffled)
    state, keys = State(MALL), {event.writer: key_of(event.writer) for event in events}
    for start in range(0, len(shuffled), 5):
        state.extend(shuffled[start : start + 5])
        if chance.random() < 0.6:
            learn(state, lookup(MALL), keys)
    learn(state, lookup(MALL), keys)
    assert state.roster == expected.roster
    assert [state.trust.why(event) for event in events] == [expected.trust.why(event) for event in events]
    assert state == expected
    for desk in desks:
        desk.hears(*desks)
        assert desk.roster == expected.roster
        assert desk.state == expected


@settings(max_examples=examples(150), deadline=None)
@given(STEPS)
def test_without_what_is_void_everything_stands_as_it_does_with_it(steps: list[Step]) -> None:
    """Leave out what does not count, and no verdict, number or item differs.

    But for what terminals of the roster said of each other: an act that is void because of another kept that one from
    being certain, and where three or four shut each other out in a ring that makes the difference between disputed and
    not.
    """
    events = [event for desk in played(steps) for event in desk.journal]
    state = judged(events)
    assert state.roster is not None
    inside = {key for key, one in state.roster.terminals.items() if one.standing is not Standing.WAITING}
    kept = {one.since.id for one in state.roster.terminals.values() if one.since is not None}
    counting = [event for event in events if state.trust.counts(event)]
    among = [e for e in events if (e.kind in ABOUT_TERMINALS and key_of(e.writer) in inside) or e.id in kept]
    without = judged({event.id: event for event in (*counting, *among)}.values())
    assert without.roster is not None
    standing = {key: (one.standing, one.disputed) for key, one in state.roster.terminals.items()}
    assert {key: (one.standing, one.disputed) for key, one in without.roster.terminals.items()} == standing
    assert without.next_number(DAY) == state.next_number(DAY)
    for subject in state.subjects(DAY):
        effective = subject.fold.effective
        found = without.subject(DAY, subject.on)
        assert (found.fold.effective if found else {}) == effective, subject.on
        assert {event.id for event in effective.values()} <= {event.id for event in counting}


@settings(max_examples=examples(150), deadline=None)
@given(STEPS)
def test_whoever_is_outside_never_counts_and_what_is_behind_a_cut_never_does(steps: list[Step]) -> None:
    events = [event for desk in played(steps) for event in desk.journal]
    state = judged(events)
    assert state.roster is not None
    for event in events:
        terminal = state.roster.terminals.get(key_of(event.writer))
        if terminal is None or terminal.standing is Standing.WAITING:
            assert not state.trust.counts(event)
        elif terminal.standing is Standing.REVOKED and event.id not in state.roster.acts:
            allowed = all(_before(one.cut, event) for one in terminal.revocations)
            assert state.trust.counts(event) is allowed
        elif terminal.standing is Standing.ENROLLED:
            assert state.trust.counts(event)


def _before(cut, event: Event) -> bool:  # type: ignore[no-untyped-def]
    last, hash_ = cut.get(event.writer, (0, ""))
    return event.seq < last or (event.seq, event.id) == (last, hash_)
