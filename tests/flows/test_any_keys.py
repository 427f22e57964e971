"""Somebody leans on the keyboard: random keys through the real program, at different hours of a day.

Fixed seeds, so that what fails fails again. Nothing raises, each row stays as wide as the screen, nothing of domain §4
comes of it, and what was acknowledged is in the files.
"""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from random import Random

import pytest
from textual import events
from textual.keys import _character_to_key

from dutytui.rehearsal import stage
from dutytui.rehearsal.invented.day import InventedDay
from dutytui.rehearsal.story import STORY
from dutytui.rules.commands import Command
from dutytui.rules.events import Event
from dutytui.rules.state import State
from dutytui.screens.keys import ALL
from dutytui.session import Outcome, Saved
from dutytui.store.replica import Replica
from tests.desk import MONDAY, Robot, StandingClock, at_desk, make_mall, screen_rows
from tests.rules.never.invariants import nothing_lost, nothing_wrong
from tests.thorough import examples

DAY = date.fromisoformat(MONDAY)
HOURS = {"08:25": 1, "12:05": 2, "22:15": 3}
"""When somebody begins, with the seed of what they press."""
KEYS = 125
LEAVES = "ctrl+q"
BOUND = sorted({form for key in ALL for form in key.keys} - {LEAVES})
WORDS = (
    "完毕",
    "3",
    "x",
    "2f",
    "1432 客诉 3F 电梯 夹包 !急 @工程",
    "xc",
    "30m",
    "？",
    "[b]",
    "%s {x}",
    "-5",
    "e\u0301",
    "👩\u200d🚒",
)
"""What is typed: sensible, odd, markup, and characters that are hard to measure."""


def a_key(random: Random) -> str:
    """Mostly what a hurried hand hits."""
    group = random.choices(("digit", "enter", "bound", "escape", "move", "word", "edit"), (24, 24, 22, 7, 13, 6, 4))[0]
    match group:
        case "digit":
            return random.choice("123456789")
        case "enter" | "escape":
            return group
        case "bound":
            return random.choice(BOUND)
        case "move":
            return random.choice(("up", "down", "down", "pagedown", "home", "end", "left", "right", "tab", "shift+tab"))
        case "edit":
            return random.choice(("backspace", "delete", "space", "ctrl+a", "ctrl+u", "ctrl+c", "ctrl+z"))
        case _:
            return f"text {random.choice(WORDS)}"


class Witness:
    """Notes what the program acknowledges."""

    def __init__(self) -> None:
        self.acknowledged: list[Event] = []

    def watches(self, desk: Robot) -> None:
        submit = desk.session.submit

        def watched(command: Command) -> Outcome:
            outcome = submit(command)
            if isinstance(outcome, Saved):
                self.acknowledged += outcome.events
            return outcome

        desk.session.submit = watched  # type: ignore[method-assign]


async def hits(desk: Robot, key: str, character: str | None = None) -> None:
    """As the driver sends it, whatever is under way; a program that is left by it takes no more."""
    sent = events.Key(key, character or (key if len(key) == 1 else None))
    sent.set_sender(desk.app)
    assert desk.app._driver is not None
    desk.app._driver.send_message(sent)
    await desk.settle()


async def leans_on(desk: Robot, random: Random, keys: int) -> int:
    """Press so many keys, or until the program was left by its menu. Returns how many."""
    for number in range(keys):
        key = a_key(random)
        if key.startswith("text "):
            for character in key.removeprefix("text "):
                await hits(desk, _character_to_key(character), character)
        else:
            await hits(desk, key)
        if not desk.app.is_running:
            return number + 1
        if random.random() < 0.3:
            desk.clock.later(seconds=random.choice((1, 7, 50, 180)))
            desk.app._tick()
            await desk.settle()
        assert desk.app._exception is None, key
        screen_rows(desk.app)
    return keys


@pytest.fixture(scope="module")
def hours(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A folder for each hour, in which all that the mall's people do until then is recorded."""
    found = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DUTYTUI_HOME", str(tmp_path_factory.mktemp("home")))
        for hour in HOURS:
            found[hour] = make_mall(tmp_path_factory.mktemp("hour") / "mall")
            begins = StandingClock(time=hour).now()
            stage.catch_up(stage.Rehearsal(found[hour], begins, 60, "zhang-san", InventedDay(STORY)))
    return found


@pytest.mark.parametrize("hour", HOURS)
async def test_whatever_is_pressed_nothing_breaks_and_nothing_is_lost(
    hours: dict[str, Path], hour: str, tmp_path: Path
) -> None:
    mall = shutil.copytree(hours[hour], tmp_path / "mall")
    random, clock, witness, left = Random(HOURS[hour]), StandingClock(time=hour), Witness(), examples(KEYS)
    while left > 0:
        async with at_desk(mall, clock=clock, language=random.choice(("zh-Hans", "zh-Hant", "en"))) as desk:
            witness.watches(desk)
            left -= await leans_on(desk, random, left)
            session = desk.session
        for day in {DAY, session.day}:
            nothing_wrong(session.look(day))
        nothing_lost(session.look(), witness.acknowledged)
    assert witness.acknowledged
    replica = Replica(mall / "logs")
    written = [event for day in replica.days() for event in replica.read_day(day).events]
    assert {event.id for event in witness.acknowledged} <= {event.id for event in written}
    assert not replica.notices
    nothing_lost(session.look(), written)
    again = State(session.procedures, written)
    assert {s.on: s.fold for s in again.subjects(DAY)} == {s.on: s.fold for s in session.state.subjects(DAY)}


def test_a_hurried_hand_hits_every_key_there_is() -> None:
    """Else the test above says less than it seems to."""
    random = Random(0)
    assert {a_key(random) for _ in range(20_000)} >= {*BOUND, *"123456789", "enter", "escape"}
