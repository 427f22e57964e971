"""Must never happen (domain §4): a missed patrol vanishing when the clock moves on. Under any order, at two desks."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from dutytui.rules.commands import Command, Undo
from dutytui.rules.events import UNDONE
from dutytui.rules.folds import UNDOABLE
from dutytui.rules.patrols.alarms import alarms
from dutytui.rules.patrols.commands import (
    DrawRounds,
    EndRound,
    ExplainRounds,
    ImportReadings,
    ReachPoint,
    Reading,
    StartRound,
)
from dutytui.rules.patrols.standing import RoundStatus
from dutytui.rules.patrols.unsettled import unsettled
from dutytui.rules.patrols.views import next_round, rounds
from dutytui.rules.presence.commands import CloseDesk, OpenDesk
from dutytui.rules.refusal import Refusal
from dutytui.rules.state import State
from tests.rules.a_mall import DAY, at
from tests.rules.patrols.a_patrol import PATROLLED, Terminal, day_plan, looking
from tests.thorough import examples

KEYS = ("floors@0930", "floors@1000", "fire@1100", "floors@1145", "gone@0000")
POINTS = ("floor_3f", "store_3f", "floor_b1", "tills_1f")
WHO = (("zhao", "duty_manager"), ("sun", "guard"), ("wu", "service_desk"), ("", ""))
SETTLED = frozenset({RoundStatus.MISSED, RoundStatus.UNKNOWN, RoundStatus.EXPLAINED})


@dataclass(frozen=True)
class Step:
    desk: int
    who: int
    what: int
    key: str
    pick: int
    minutes: int
    hears: bool


steps = st.lists(
    st.builds(
        Step,
        desk=st.integers(0, 1),
        who=st.sampled_from((0, 0, 0, 1, 1, 2, 3)),
        what=st.integers(0, 9),
        key=st.sampled_from(KEYS),
        pick=st.integers(0, 50),
        minutes=st.sampled_from((0, 1, 5, 20, 60)),
        hears=st.sampled_from((False,) * 6 + (True,)),
    ),
    min_size=8,
    max_size=40,
)


def command_of(step: Step, desk: Terminal, now_minutes: int) -> Command:
    journal = [event for subject in desk.state.subjects(DAY, "round:") for event in subject.events]
    some = journal[step.pick % len(journal)] if journal else None
    key = some.on.removeprefix("round:") if some is not None and step.pick % 2 else step.key
    earlier = at("09:00") + timedelta(minutes=max(0, now_minutes - step.pick))
    point = POINTS[step.pick % len(POINTS)]
    commands: tuple[Command, ...] = (
        StartRound(DAY, step.key.partition("@")[0], step.key),
        StartRound(DAY, "floors", "" if step.pick % 3 else step.key, earlier),
        ReachPoint(DAY, key, point, "radio" if step.pick % 2 else "desk"),
        ReachPoint(DAY, key, point, "radio", earlier),
        EndRound(DAY, key, "rest left out" if step.pick % 2 else ""),
        ExplainRounds(DAY, (key, *KEYS[:2]) if step.pick % 3 == 0 else (key,), "why"),
        Undo(DAY, some.on if some else "", some.id if some else ""),
        DrawRounds(DAY, "security", f"seed{step.pick:06d}"),
        ImportReadings(DAY, (Reading(point, earlier, "wand"),), "file.csv"),
        OpenDesk(DAY, desk.writer) if step.pick % 2 else CloseDesk(DAY, desk.writer),
    )
    return commands[step.what]


def play(script: list[Step]) -> tuple[Terminal, Terminal]:
    desks = (Terminal(), Terminal("desk-2"))
    minutes = 0
    desks[0].opens("08:00")
    for step in script:
        desk, other = desks[step.desk], desks[1 - step.desk]
        minutes += step.minutes
        now = at("09:00") + timedelta(minutes=minutes)
        if step.hears:
            desk.hears(other)
        who, post = WHO[step.who]
        answer = desk.tries(who, command_of(step, desk, minutes), now, post=post)
        for fact in answer if not isinstance(answer, Refusal) else ():
            desk.records(fact, now)
    return desks


def seen(state: State, clock: str) -> object:
    at_ = looking(state, at(clock), post="duty_manager", writer="desk")
    return rounds(at_), next_round(at_), alarms(at_), unsettled(at_)


@settings(max_examples=examples(40), deadline=None)
@given(steps, st.randoms(use_true_random=False))
def test_any_order_of_the_same_events_shows_the_same_rounds(script: list[Step], shuffle: random.Random) -> None:
    events = [event for desk in play(script) for event in desk.journal]
    straight = State(PATROLLED, sorted(events, key=lambda event: event.order))
    mixed = events + shuffle.sample(events, len(events) // 2)
    shuffle.shuffle(mixed)
    pieces = State(PATROLLED)
    for event in mixed:
        pieces.add(event)
        if shuffle.random() < 0.2:
            seen(pieces, "12:00")
    assert pieces == straight
    assert [seen(pieces, clock) for clock in ("10:15", "23:00")] == [seen(straight, c) for c in ("10:15", "23:00")]


@settings(max_examples=examples(40), deadline=None)
@given(steps)
def test_no_round_vanishes_when_the_clock_moves_on_or_desks_meet(script: list[Step]) -> None:
    """What was planned, drawn or walked stays; one that nobody began stays missed or unknown, explained or not."""
    desks = play(script)
    before = {one.key for desk in desks for one in rounds(looking(desk.state, at("09:00"))).rounds}
    desks[0].hears(desks[1])
    state = desks[0].state
    shown = {}
    for clock in ("10:15", "12:00", "16:00", "23:00", "28:59"):
        shown = {one.key: one for one in rounds(looking(state, at(clock), writer="desk")).rounds}
        undone = {key for key in before - shown.keys() if "." in key}  # free ones that the other desk took back
        assert before - undone <= shown.keys()
        assert {one.key for one in day_plan().rounds} <= shown.keys()
    waiting = {matter.subject for matter in unsettled(looking(state, at("28:59"), writer="desk"))}
    for one in shown.values():
        begun = [act for act in one.history if act.kind in {"round_started", "point_reached"}]
        if one.planned and not any(not act.undone and not act.void for act in begun):
            assert one.status in SETTLED
        if one.status in {RoundStatus.MISSED, RoundStatus.UNKNOWN, RoundStatus.RUNNING}:
            assert one.subject in waiting


@settings(max_examples=examples(40), deadline=None)
@given(steps)
def test_what_a_desk_decides_has_effect_there(script: list[Step]) -> None:
    """Decision and fold agree on rights, for rounds, drawings and presence."""
    (desk, _) = play([Step(**{**vars_of(step), "desk": 0, "hears": False}) for step in script])
    for event in desk.journal:
        subject = desk.state.subject(event.day, event.on)
        assert subject is not None
        assert event.id not in subject.fold.void
        if event.kind in UNDOABLE and event.id not in subject.undone:
            assert event.id in subject.fold.effective
        if event.kind == UNDONE:
            assert event.data["event"] in subject.undone


def vars_of(step: Step) -> dict[str, object]:
    return {name: getattr(step, name) for name in Step.__dataclass_fields__}
