"""What the screens look like, as text. After a change that is meant: DUTYTUI_SNAPSHOTS=update, then look at the diff.

The day, the mall and what has happened are the same in all of them; only language, size and keys differ.
"""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

import pytest

from dutytui.rules.commands import EntryFields, FailItem, HandleEntry, LogEntry, RemarkEntry, SignIn, TickItem
from dutytui.session import Saved, Session
from tests.desk import Robot, StandingClock, at_desk

FOLDER = Path(__file__).parent
UPDATE = os.environ.get("DUTYTUI_SNAPSHOTS") == "update"

KEYS = {
    "now": (),
    "checklists": ("2",),
    "logbook": ("3",),
    "entry": ("3", "home", "enter"),
    "capture": ("f2", *"1432 客诉 3F 电梯夹包 !急 @工程"),
    "sign-in": ("f8",),
    "help": ("f1",),
    "palette": ("f10", *"kd"),
    "choice": ("2", "f3", *"配电", "enter", "enter", "2"),
    "number": ("2", "f3", *"进场人数", "enter", "enter"),
    "details": ("f7",),
}
SMALL, DESIGN, WALL = (80, 24), (120, 40), (200, 60)
CASES = [
    *((name, "zh-Hans", SMALL, False) for name in KEYS),
    *((name, "en", DESIGN, False) for name in ("now", "checklists", "logbook", "entry", "capture", "help")),
    *((name, "zh-Hans", WALL, False) for name in ("now", "checklists")),
    ("now", "zh-Hant", SMALL, False),
    ("now", "en", SMALL, False),
    ("now", "zh-Hans", SMALL, True),
    ("entry", "en", SMALL, True),
]


def told(session: Session, clock: StandingClock) -> None:
    """The morning until 08:36, in which not everything went well."""
    day = session.day

    def does(time: str, person: str, name: str, post: str, *commands: object) -> None:
        clock.at(time)
        for command in (SignIn(person, name, post), *commands):
            assert isinstance(session.submit(command), Saved), command  # type: ignore[arg-type]

    does("08:20", "zhou-ba", "周八", "security_chief", TickItem(day, "staff_entry/locks_checked"))
    does(
        "08:24",
        "zheng-shi",
        "郑十",
        "electrician",
        TickItem(day, "staff_entry/lighting_on"),
        TickItem(day, "staff_entry/air_conditioning_on"),
        FailItem(day, "staff_entry/lifts_state", "3号客梯关门时异响，已停用", value="faulty"),
    )
    lift = next(entry.subject for entry in session.logbook().entries)
    does("08:26", "wu-jiu", "吴九", "guard", TickItem(day, "staff_entry/passage_opened"))
    does(
        "08:31",
        "zhang-san",
        "张三",
        "duty_manager",
        RemarkEntry(day, lift, "先走 2 号梯，已贴告示"),
        LogEntry(day, EntryFields("complaint", "顾客嫌一楼空调太冷", "1F", "normal", "service_desk")),
        LogEntry(day, EntryFields("lost_found", "捡到黑色钱包一只，内有现金", "B1", "watch", "service_desk")),
        HandleEntry(day, lift, "已更换门机皮带，试运行正常"),
    )


@pytest.mark.parametrize(
    ("name", "language", "size", "plain"),
    CASES,
    ids=[f"{name}-{language}-{w}x{h}{'-plain' * plain}" for name, language, (w, h), plain in CASES],
)
async def test_it_looks_as_it_did(
    mall: Path, request: pytest.FixtureRequest, name: str, language: str, size: tuple[int, int], plain: bool
) -> None:
    clock = StandingClock(time="08:19")
    async with at_desk(mall, clock=clock, size=size, language=language, settings={"safe_width": plain}) as desk:
        told(desk.session, clock)
        await desk.at("08:36")
        await types(desk, *KEYS[name])
        shown = desk.screen  # asserts that every row is as wide as the screen
    if plain:
        odd = {char for char in shown if unicodedata.east_asian_width(char) == "A"}
        assert not odd, f"drawn one cell wide by some terminals and two by others: {odd}"
    file = FOLDER / f"{request.node.callspec.id}.txt"
    if UPDATE:
        file.write_text(shown + "\n", encoding="utf-8")
    assert shown + "\n" == file.read_text("utf-8"), f"{file.name} looks different:\n{shown}"


async def types(desk: Robot, *keys: str) -> None:
    """Named keys, and characters as an input method sends them."""
    for key in keys:
        await desk.press(key)
    await desk.settle()
