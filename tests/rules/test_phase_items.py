"""A phase whose items are judged anew only where something was recorded is the phase judged as a whole."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta
from unittest.mock import patch

import pytest

from dutytui.rules import board
from dutytui.rules.commands import (
    CloseEntry,
    Command,
    EntryFields,
    FailItem,
    HandleEntry,
    LogEntry,
    SignIn,
    TickItem,
    Undo,
    WaiveItem,
)
from dutytui.rules.events import Fact
from dutytui.rules.item_views import DayItems
from dutytui.rules.looking import Looking
from dutytui.rules.phase_items import phase_items
from dutytui.rules.procedure import Procedures
from dutytui.rules.refusal import Refusal
from dutytui.rules.touched import Touched
from tests.rules.a_mall import DAY, MALL, PEOPLE, POST_OF, TOMORROW, Desk, at, mall, plan_of, plan_under

_PHASES = [phase.id for phase in MALL.phases]
_KEYS = list(plan_of(DAY).by_key)
_CHANGED = mall(phases=(replace(MALL.phases[0], grace=20), *MALL.phases[1:]))


def _look(desk: Desk, now: timedelta, who: str, procedures: Procedures = MALL) -> Looking:
    plan = plan_of(DAY) if procedures is MALL else plan_under(procedures, DAY)
    return Looking(desk.state, plan, procedures, at("00:00") + now, who, POST_OF.get(who, ""))


def _whole(look: Looking, phase: str) -> object:
    return board.checklist(look.state, look.plan, look.procedures, phase, look.now, look.post, look.person).items


def _some_command(chance: random.Random, desk: Desk) -> Command:
    key = chance.choice(_KEYS)
    logged = [event.on for event in desk.journal if event.on.startswith("entry:")]
    commands: list[Command] = [TickItem(DAY, key, value) for value in (None, None, 3, "held", "not_held")]
    commands += [WaiveItem(DAY, key, "no time"), FailItem(DAY, key, "broken")]
    commands += [
        LogEntry(DAY, EntryFields(kind="note", text="wet floor")),
        SignIn("new", f"{chance.random()}", "guard"),
    ]
    commands += [HandleEntry(DAY, on, "done") for on in logged[-1:]] + [
        CloseEntry(DAY, on, "done") for on in logged[:1]
    ]
    commands += [Undo(DAY, event.on, event.id) for event in desk.journal[-2:]]
    return chance.choice(commands)


@pytest.mark.parametrize("seed", range(12))
def test_whatever_is_recorded_and_whenever_it_is_the_phase_as_a_whole(seed: int) -> None:
    chance = random.Random(seed)
    here, there = Desk(), Desk(writer="there")
    now = timedelta(hours=7, minutes=40)
    for _step in range(60):
        now += timedelta(seconds=chance.choice([0, 1, 20, 60, 600]))
        desk = chance.choice([here, here, there])
        who = chance.choice(PEOPLE).id
        answer = desk.tries(who, _some_command(chance, desk), at("00:00") + now)
        for fact in () if isinstance(answer, Refusal) else answer:
            desk.records(fact, at("00:00") + now)
        if chance.random() < 0.2:
            here.hears(there)  # late ones among them
        if chance.random() < 0.05:
            here.state.judge_by(MALL)
        phase = chance.choice(_PHASES[:3])
        for look in (_look(here, now, chance.choice(["", "zhao", who])), _look(here, now, "zhao")):
            assert phase_items(look, phase) == _whole(look, phase)


def test_one_tick_judges_its_item_and_what_waits_for_it_alone() -> None:
    desk, now = Desk(), timedelta(hours=8, minutes=21)
    phase_items(_look(desk, now, "qian"), "staff_entry")
    desk.does("qian", TickItem(DAY, "staff_entry/locks_checked"), at("08:21"))
    judged: list[str] = []
    before = DayItems.view

    def view(items: DayItems, planned: object) -> object:
        judged.append(planned.key)  # type: ignore[attr-defined]
        return before(items, planned)  # type: ignore[arg-type]

    with patch.object(DayItems, "view", view):
        phase_items(_look(desk, now, "qian"), "staff_entry")
    assert judged == ["staff_entry/locks_checked", "staff_entry/passage_open"]


def test_the_last_item_of_a_phase_frees_those_that_wait_for_the_phase() -> None:
    desk, now = Desk(), timedelta(hours=8, minutes=55)
    optional = {"staff_entry/staff_in", "staff_entry/turned_away"}
    *most, last = [item.key for item in plan_of(DAY).by_phase["staff_entry"].items if item.key not in optional]
    for key in most:
        desk.does("zhao", WaiveItem(DAY, key, "none"), at("08:50"))
    (waiting,) = phase_items(_look(desk, now, "qian"), "opening")
    desk.does("zhao", WaiveItem(DAY, last, "none"), at("08:55"))
    (freed,) = phase_items(_look(desk, now, "qian"), "opening")
    assert waiting.waits_for and not freed.waits_for


def test_other_procedures_other_people_and_another_minute_are_looked_at_as_a_whole() -> None:
    desk, now = Desk(), timedelta(hours=8, minutes=36)
    for look in (
        _look(desk, now, "qian"),
        _look(desk, now, "zhao"),
        _look(desk, now, "zhao", _CHANGED),
        _look(desk, now + timedelta(minutes=1), "zhao", _CHANGED),
        _look(desk, now + timedelta(minutes=1, seconds=1), "zhao", _CHANGED),
    ):
        assert phase_items(look, "staff_entry") == _whole(look, "staff_entry")


def test_an_item_that_only_events_know_of_is_judged_by_the_second() -> None:
    desk = Desk()
    desk.records(
        Fact("item_done", "item:staff_entry/gone", DAY, at("08:21"), "qian", "guard", "", {}, "v0", "c"), at("08:21")
    )
    desk.does("zhao", Undo(DAY, "item:staff_entry/gone", desk.journal[0].id), at("08:22"))
    for seconds in (0, 1, 30):
        look = _look(desk, timedelta(hours=8, minutes=22, seconds=seconds), "zhao")
        assert phase_items(look, "staff_entry") == _whole(look, "staff_entry")


def test_what_was_touched_is_known_for_as_long_as_it_is_kept_and_without_a_gap() -> None:
    touched = Touched()
    for version in range(1, 70):
        touched.note(version, DAY if version % 2 else TOMORROW, f"item:{version}")
    assert touched.since(69, 69) == frozenset()
    assert touched.since(67, 69) == {(TOMORROW, "item:68"), (DAY, "item:69")}
    assert touched.since(1, 69) is None, "longer ago than is kept"
    assert touched.since(68, 70) is None, "the law has changed, which no record was about"
    touched.note(72, DAY, "item:x")
    assert touched.since(68, 72) is None
    assert touched.since(71, 72) == {(DAY, "item:x")}
