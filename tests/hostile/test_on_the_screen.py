"""What somebody typed to make a terminal do something is shown on every page, and does nothing."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path

import pytest
from textual.app import App

from dutytui.bootstrap import look_on
from dutytui.change_control.in_force import NoProceduresError
from dutytui.rules.commands import CloseEntry, EntryFields, HandleEntry, LogEntry, ReopenEntry
from dutytui.screens.wall.app import WallApp
from dutytui.screens.wall.screen import WallScreen
from dutytui.session import Saved
from tests.desk import Robot, StandingClock, at_desk, make_mall, screen_rows
from tests.hostile.texts import TEXTS
from tests.hostile.world import recorded, rewritten, turn
from tests.screens.disputes.apart import does, other_desk
from tests.snapshots.days import CALL, HANDOVER, NIGHT
from tests.snapshots.requests import GM
from tests.thorough import examples

UNSEEN = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]")
STACK = re.compile("[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{5}")


DUTY = ("zhang-san", "duty_manager")
"""Each step begins at a destination; ``=`` types."""
WALKS: dict[str, tuple[str, tuple[str, str], tuple[tuple[str, ...], ...]]] = {
    CALL: (CALL, DUTY, (("1",), ("1",), ("3",), ("1", "1"), ("enter",), ("f5",), ("f1",), ("f10",))),
    HANDOVER: (
        HANDOVER,
        DUTY,
        (
            *(("1",), ("f7",), ("2",), ("2", "enter"), ("3",), ("3", "home", "enter"), ("3", "end", "enter")),
            *(("3",), ("3", "enter"), ("4",), ("4", "enter"), ("4",), ("4", "enter"), ("5",), ("5", "end", "enter")),
            *(("5", "down", "enter"), ("8",), ("8", "enter"), ("8",), ("8", "enter"), ("9",), ("9", "9"), ("f12",)),
            *(("ctrl+f", "=READ"), ("f10", "=READ"), ("f8",), ("3", "f3", "=READ")),
        ),
    ),
    NIGHT: (NIGHT, DUTY, (("7",), ("7", "f5"), ("7", "7"), ("7", "7", "down", "enter"), ("7", "7", "end", "enter"))),
    "asked": ("11:10", GM, (("6",), ("6", "enter"), ("6", "enter", "1"), ("6", "6"), ("1",), ("9",))),
}


def harmless(robot: Robot) -> None:
    drawn(robot.app)


def drawn(app: App[None]) -> None:
    """Of all that is drawn: no character commands, turns or climbs; no style leads anywhere or does anything typed."""
    screen_rows(app)  # type: ignore[arg-type]
    for text, style, control in (one for strip in app.screen._compositor.render_strips() for one in strip):
        odd = {one for one in text if unicodedata.category(one) in {"Cc", "Cs"}}
        assert not odd, f"{odd} of {text!r} on {app.screen} {app.focused}"
        assert not UNSEEN.search(text), repr(text)
        assert not STACK.search(text), repr(text)
        assert not control
        if style is not None:
            assert style.link is None
            assert "app.quit" not in str(style.meta)


async def walks(robot: Robot, steps: Sequence[tuple[str, ...]]) -> str:
    """Everything that was seen on the way."""
    seen = ""
    for keys in steps:
        for key in keys:
            await (robot.types(key[1:]) if key.startswith("=") else robot.press(key))
            harmless(robot)
            seen += robot.screen
        while len(robot.app.screen_stack) > 1:
            before = len(robot.app.screen_stack)
            await robot.press("escape")
            harmless(robot)
            if len(robot.app.screen_stack) == before:
                break
    return seen


@pytest.mark.parametrize("number", range(min(len(TEXTS), examples(2))))
@pytest.mark.parametrize("walk", WALKS)
async def test_every_page_shows_such_texts_and_none_of_them_does_anything(
    malls: dict[str, Path], tmp_path: Path, walk: str, number: int
) -> None:
    time, (who, post), steps = WALKS[walk]
    mall = rewritten(malls[walk], tmp_path / "mall", turn(number)).mall
    clock = StandingClock(time=time)
    async with at_desk(mall, clock=clock, language="en", who=who, post=post) as robot:
        await robot.at(time)
        seen = await walks(robot, steps)
        assert robot.app.is_running
    assert "READ" in seen


@pytest.mark.parametrize("name", TEXTS)
async def test_what_a_malls_own_files_call_something_does_nothing_either(tmp_path: Path, name: str) -> None:
    """Escaped as YAML allows, so that the files themselves look innocent."""
    mall = make_mall(tmp_path / "mall")
    people = mall / "checklists" / "people.yaml"
    called = json.dumps(TEXTS[name][:300])
    people.write_text(people.read_text("utf-8").replace("name: 张三", f"name: {called}"), "utf-8")
    try:
        async with at_desk(mall, language="en") as robot:
            seen = await walks(robot, (("1",), ("f8",), ("3",), ("4", "4"), ("5",), ("f1", "=READ"), ("f10", "=READ")))
    except NoProceduresError:
        return  # the check of the files has refused it
    assert called[1:4] in seen


@pytest.mark.parametrize("name", TEXTS)
async def test_what_is_pasted_into_a_field_is_shown_and_recorded_and_does_nothing(tmp_path: Path, name: str) -> None:
    mall = make_mall(tmp_path / "mall")
    async with at_desk(mall, language="en") as robot:
        assert isinstance(robot.session.submit(LogEntry(robot.session.day, EntryFields("general", "first"))), Saved)
        await robot.press("3", "home", "enter", "1")
        await robot.pastes(TEXTS[name])
        harmless(robot)
        await robot.press("enter")
        harmless(robot)
    (event,) = [event for event in recorded(mall) if event.kind == "entry_remarked"]
    lines = TEXTS[name].replace("\r\n", "\n").strip()
    assert event.data["text"] == lines, "only line ends are those of the editor"


@pytest.mark.parametrize("name", TEXTS)
async def test_a_dispute_of_such_words_is_told_and_settled_like_any_other(tmp_path: Path, name: str) -> None:
    mall, text = make_mall(tmp_path / "mall"), TEXTS[name]
    clock = StandingClock(time="08:21")
    with other_desk(mall, clock, "zheng-shi", "electrician") as one, other_desk(mall, clock, "wu-jiu", "guard") as two:
        does(one, LogEntry(one.day, EntryFields("general", text)))
        does(two, LogEntry(two.day, EntryFields("general", text)))
    with other_desk(mall, clock, "zhang-san", "duty_manager") as manager:
        entry = manager.logbook().entries[0].subject
        does(manager, HandleEntry(manager.day, entry, text))
        with other_desk(mall, clock, "zhang-san", "duty_manager") as third:
            clock.at("08:24")
            does(manager, CloseEntry(manager.day, entry, text))
            does(third, ReopenEntry(third.day, entry, text))
    async with at_desk(mall, clock=clock, language="en") as robot:
        await robot.at("08:36")
        seen = await walks(robot, (("f12",), ("f12", "enter"), ("f12", "enter", "1"), ("f10", "=Terminals", "enter")))
    assert "READ" in seen


@pytest.mark.parametrize("time", [HANDOVER, NIGHT])
async def test_the_wall_board_shows_such_texts_and_none_of_them_does_anything(
    malls: dict[str, Path], tmp_path: Path, time: str
) -> None:
    looker = look_on(rewritten(malls[time], tmp_path / "mall", turn(0)).mall, clock=StandingClock(time=time))
    app = WallApp(looker, every=10, theme="night", plain=False)
    try:
        async with app.run_test(size=(120, 40)) as pilot:
            for _page in range(4):
                assert isinstance(app.screen, WallScreen)
                app.screen.second()
                await pilot.pause()
                drawn(app)
    finally:
        looker.close()
