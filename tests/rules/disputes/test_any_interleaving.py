"""Two desks do what they like, hear each other now and then, and meet: every contradiction is in the list, nothing else
is, and settling one after the other leaves none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from dutytui.rules.commands import (
    CloseEntry,
    Command,
    CorrectEntry,
    EntryFields,
    FailItem,
    HandleEntry,
    LogEntry,
    ReopenEntry,
    TickItem,
    Undo,
    WaiveItem,
)
from dutytui.rules.dispute import Dispute
from dutytui.rules.disputes import open_disputes
from dutytui.rules.entry_fold import EntryFold
from dutytui.rules.events import ENTRY_CLOSED, ENTRY_HANDLED, ENTRY_LOGGED, ENTRY_REOPENED, Event
from dutytui.rules.folds import UNDOABLE
from dutytui.rules.item_fold import ItemFold, Verdict
from dutytui.rules.looking import Looking
from dutytui.rules.state import State
from tests.rules.a_mall import DAY, MALL, Desk, at, plan_of
from tests.thorough import examples

KEY = "staff_entry/staff_in"
WHO = "zhao"
STATUS = {ENTRY_HANDLED, ENTRY_CLOSED, ENTRY_REOPENED}


@dataclass
class Pair:
    """Two desks, and which records each had when it made one of its own: what the test knows, asked of no rule."""

    desks: tuple[Desk, Desk] = field(default_factory=lambda: (Desk(), Desk("desk-2")))
    known: dict[str, frozenset[str]] = field(default_factory=dict)
    minute: int = 0

    def does(self, place: int, command: Command) -> bool:
        desk = self.desks[place]
        self.minute += 1
        now = at("08:20") + timedelta(seconds=20 * self.minute)
        answer = desk.tries(WHO, command, now)
        if not isinstance(answer, tuple):
            return False
        before = frozenset(event.id for event in events(desk.state))
        for fact in answer:
            self.known[desk.records(fact, now).id] = before
        return True

    def meet(self) -> None:
        first, second = self.desks
        first.hears(second)
        second.hears(first)

    def apart(self, one: Event, other: Event) -> bool:
        return one.writer != other.writer and other.id not in self.known[one.id] and one.id not in self.known[other.id]


def events(state: State) -> list[Event]:
    return [event for subject in state.subjects(DAY) for event in subject.events]


def command_of(desk: Desk, what: int, pick: int) -> Command | None:
    """One of the things that can be done now, whether the rules let it or not."""
    entries = [event.on for event in events(desk.state) if event.kind == ENTRY_LOGGED]
    entry = entries[pick % len(entries)] if entries else ""
    taken = [event for event in events(desk.state) if event.kind in UNDOABLE]
    act = taken[-1 - pick % len(taken)] if taken else None
    found = look(desk) if what == 9 else ()
    stands = found[0].sides[pick % len(found[0].sides)].stands if found else None
    commands: tuple[Command | None, ...] = (
        TickItem(DAY, KEY, value=200 + pick % 2),
        WaiveItem(DAY, KEY, "no counter"),
        FailItem(DAY, KEY, "no counter"),
        LogEntry(DAY, EntryFields("note", f"word {pick}")) if len(entries) < 2 else None,
        HandleEntry(DAY, entry, "done") if entry else None,
        CloseEntry(DAY, entry) if entry else None,
        ReopenEntry(DAY, entry, "not so") if entry else None,
        CorrectEntry(DAY, entry, {"text": f"text {pick % 3}"}, "x") if entry else None,
        Undo(DAY, act.on, act.id) if act else None,
        stands.because("asked")[0] if stands else None,  # settled here, and it may be otherwise there
    )
    return commands[what]


def standing(pair: Pair, state: State) -> Iterator[str]:
    """Subjects in which acts stand that contradict each other, by what the test knows of who knew of what."""
    for subject in state.subjects(DAY):
        fold = subject.fold
        if isinstance(fold, ItemFold) and fold.verdict(None) is Verdict.DISPUTED:
            yield subject.on
        if isinstance(fold, EntryFold) and fold.origin is not None:
            acts = [one for one in subject.events if one.kind in STATUS and one.id not in subject.undone]
            pairs = [
                (one, other)
                for one in acts
                for other in acts
                if (one.kind, other.kind) == (ENTRY_CLOSED, ENTRY_REOPENED) and pair.apart(one, other)
            ]
            if any(not any({one.id, other.id} <= pair.known[act.id] for act in acts) for one, other in pairs):
                yield subject.on


def look(desk: Desk) -> tuple[Dispute, ...]:
    return open_disputes(Looking(desk.state, plan_of(DAY), MALL, at("20:00"), WHO, "duty_manager"))


STEPS = st.lists(
    st.tuples(st.integers(0, 1), st.integers(0, 9), st.integers(0, 5), st.booleans()), min_size=2, max_size=24
)


def begun() -> Pair:
    """Both know of an entry that was handled."""
    pair = Pair()
    assert pair.does(0, LogEntry(DAY, EntryFields("note", "door jams")))
    assert pair.does(0, HandleEntry(DAY, events(pair.desks[0].state)[0].on, "oiled"))
    pair.meet()
    return pair


def played(steps: list[tuple[int, int, int, bool]]) -> Pair:
    pair = begun()
    for place, what, pick, hears in steps:
        command = command_of(pair.desks[place], what, pick)
        if command is not None:
            pair.does(place, command)
        if hears and pick == 0:
            pair.meet()
    pair.meet()
    return pair


@given(STEPS)
@settings(max_examples=examples(150), deadline=None)
def test_every_contradiction_is_in_the_list_of_both_and_nothing_without_two_who_did_not_know(
    steps: list[tuple[int, int, int, bool]],
) -> None:
    pair = played(steps)
    first, second = pair.desks
    assert first.state == second.state
    assert look(first) == look(second)
    by_id = {event.id: event for event in events(first.state)}
    assert set(standing(pair, first.state)) <= {one.subject for one in look(first)}
    for one in look(first):
        acts = [[by_id[said.act.event] for said in side.acts] for side in one.sides]
        assert any(
            pair.apart(left, right)
            for place, side in enumerate(acts)
            for other in acts[place + 1 :]
            for left in side
            for right in other
        ), one


@given(STEPS, st.lists(st.integers(0, 3), min_size=1, max_size=6))
@settings(max_examples=examples(150), deadline=None)
def test_settling_each_of_them_leaves_none(steps: list[tuple[int, int, int, bool]], sides: list[int]) -> None:
    pair = played(steps)
    desk = pair.desks[0]
    for turn in range(40):
        found = look(desk)
        if not found:
            break
        one = found[turn % len(found)]
        chosen = sides[turn % len(sides)]
        ways = [*one.sides[chosen % len(one.sides) :], *one.sides[: chosen % len(one.sides)]]
        assert any(
            side.stands is not None and all(pair.does(0, command) for command in side.stands.because("asked"))
            for side in ways
        ), one
    assert look(desk) == ()


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 5)), max_size=30))
@settings(max_examples=examples(150), deadline=None)
def test_one_desk_alone_is_never_in_dispute(steps: list[tuple[int, int]]) -> None:
    pair = begun()
    for what, pick in steps:
        command = command_of(pair.desks[0], what, pick)
        if command is not None:
            pair.does(0, command)
        assert look(pair.desks[0]) == ()


@given(STEPS)
@settings(max_examples=examples(100), deadline=None)
def test_two_desks_that_always_hear_each_other_are_never_in_dispute(steps: list[tuple[int, int, int, bool]]) -> None:
    pair = begun()
    for place, what, pick, _hears in steps:
        command = command_of(pair.desks[place], what, pick)
        if command is not None:
            pair.does(place, command)
        pair.meet()
        assert look(pair.desks[0]) == ()
