"""What the screens look like, as text. After a change that is meant: DUTYTUI_SNAPSHOTS=update, then look at the diff.

Each mall and day is made once and always the same (`told` below, and `days`); only language, size and keys differ.
"""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import unicodedata
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from dutytui.bootstrap import look_on
from dutytui.procedures.source import ProcedureSource
from dutytui.rules.commands import EntryFields, FailItem, HandleEntry, LogEntry, RemarkEntry, SignIn, TickItem
from dutytui.screens.figures.screen import FiguresScreen
from dutytui.screens.wall.app import WallApp
from dutytui.screens.wall.screen import WallScreen
from dutytui.session import Saved, Session
from dutytui.store.local import Local
from dutytui.texts import catalogue
from tests.desk import MONDAY, Robot, StandingClock, at_desk, make_mall, screen_rows
from tests.snapshots.days import CALL, END, HANDOVER, NIGHT, NOON, play
from tests.snapshots.requests import DRAFTS, GM, MANAGER, PLANS, submit_them

FOLDER = Path(__file__).parent
UPDATE = os.environ.get("DUTYTUI_SNAPSHOTS") == "update"
MORNING = "08:36"
ASKED = "11:10"
"""A day of its own, with requests."""
EXPORT = "部门,铺号,商品大类,牌子,销售数量,实收\n女装部,A01,女装,丝绸坊,12,5680.00\n餐饮部,B07,小吃,面馆,96,2304.00\n"
"""Of a till whose words for counter, brand and amount the shipped sales.yaml does not have."""


@dataclass(frozen=True, slots=True)
class Scene:
    """day: which of the days, by its moment; keys: what is pressed, ``=text`` typed as an input method sends it;
    time: of the clock, when it is not the day's moment; who: person and post that look."""

    day: str
    keys: tuple[str, ...] = ()
    time: str = ""
    who: tuple[str, str] = ("zhang-san", "duty_manager")


SCENES = {
    "now": Scene(MORNING),
    "checklists": Scene(MORNING, ("2",)),
    "logbook": Scene(MORNING, ("3",)),
    "entry": Scene(MORNING, ("3", "home", "enter")),
    "capture": Scene(MORNING, ("f2", "=1432 客诉 3F 电梯夹包 !急 @工程")),
    "sign-in": Scene(MORNING, ("f8",)),
    "help": Scene(MORNING, ("f1",)),
    "palette": Scene(MORNING, ("f10", "=kd")),
    "choice": Scene(MORNING, ("2", "f3", "=配电", "enter", "enter", "2")),
    "number": Scene(MORNING, ("2", "f3", "=进场人数", "enter", "enter")),
    "details": Scene(MORNING, ("f7",)),
    "calendar": Scene(MORNING, ("9",)),
    "due-list": Scene(MORNING, ("9", "tab", "down", "down")),
    "roll-call": Scene(CALL, ("1",)),
    "hold": Scene(CALL, ("1", "end", "f5")),
    "journals": Scene(NOON, ("3", "3")),
    "page": Scene(NOON, ("3", "3", "enter")),
    "patrol": Scene(NOON, ("4",)),
    "explain": Scene(NOON, ("4", "f3", "=不明", "enter", "f4"), time="14:40"),
    "meals": Scene(NOON, ("4", "4")),
    "service": Scene(NOON, ("8",)),
    "told": Scene(NOON, ("8", "down", "enter", "7")),
    "sales": Scene(NOON, ("8", "8")),
    "columns": Scene(NOON, ("8", "8", "ctrl+o", "=sales.csv", "enter", "1")),
    "timers": Scene(NOON),
    "handover": Scene(HANDOVER, ("5",)),
    "count": Scene(NOON, ("5", "enter", "enter", "enter")),
    "read-back": Scene(HANDOVER, ("5", "f8", "2", "enter")),
    "self-check": Scene(HANDOVER, ("5", "end", "up", "up", "enter")),
    "closing": Scene(NIGHT, ("7",)),
    "stop": Scene(NIGHT, ("7", "f5", "1", "=试衣间一位顾客", "enter")),
    "found": Scene(NIGHT, ("7", "f5")),
    "day-end": Scene(NIGHT, ("7", "7")),
    "reason": Scene(NIGHT, ("7", "7", "down", "down", "f4")),
    "closed": Scene(END, ("7", "7")),
    "review": Scene(END, ("0",)),
    "approvals": Scene(ASKED, ("6",), who=MANAGER),
    "request": Scene(ASKED, ("6", "enter"), who=GM),
    "sent-back": Scene(ASKED, ("6", "enter"), who=PLANS),
    "decide": Scene(ASKED, ("6", "enter", "1", "=同意"), who=GM),
    "new-request": Scene(ASKED, ("6", "ctrl+n", "=SY003", "enter", "=春季家居展", "enter", "2"), who=DRAFTS),
    "outings": Scene(ASKED, ("6", "6"), who=MANAGER),
    "figures": Scene(NOON, ("9", "9")),
    "search": Scene(NOON, ("ctrl+f", "=电梯 #投诉 >2026-10")),
}
VERSION = re.compile(r"(?<=version )[0-9a-f]{8}|(?<=规程版本 )[0-9a-f]{8}|(?<=規程版本 )[0-9a-f]{8}")
SMALL, DESIGN, WALL = (80, 24), (120, 40), (200, 60)
CALENDAR = ("calendar", "due-list")
PAGES = (*CALENDAR, "roll-call", "journals", "patrol", "meals", "service", "sales", "handover", "stop", "day-end")
"""Each on the smallest screen in Chinese and on the usual one in English."""
OFFICE = ("review", "approvals", "request", "new-request", "outings", "figures", "search")
"""The same, of what lives on over days."""
DIALOGS = ("hold", "page", "explain", "told", "columns", "count", "read-back", "self-check", "found", "reason")
CASES = [
    *((name, "zh-Hans", SMALL, False) for name in tuple(SCENES)[:11]),
    *((name, "en", DESIGN, False) for name in ("now", "checklists", "logbook", "entry", "capture", "help")),
    *((name, "zh-Hans", WALL, False) for name in ("now", "checklists")),
    ("now", "zh-Hant", SMALL, False),
    ("now", "en", SMALL, False),
    ("now", "zh-Hans", SMALL, True),
    ("entry", "en", SMALL, True),
    *((name, language, size, False) for name in PAGES for language, size in (("zh-Hans", SMALL), ("en", DESIGN))),
    *((name, "zh-Hans", SMALL, False) for name in (*DIALOGS, "timers", "closing", "closed")),
    *((name, "zh-Hans", WALL, False) for name in ("patrol", "handover", "stop", "day-end")),
    ("stop", "zh-Hant", SMALL, True),
    *((name, language, size, False) for name in OFFICE for language, size in (("zh-Hans", SMALL), ("en", DESIGN))),
    *((name, "zh-Hans", SMALL, False) for name in ("sent-back", "decide")),
    ("request", "zh-Hant", SMALL, True),
]
ON_THE_WALL = [
    (NOON, "zh-Hans", SMALL, False),
    (NOON, "en", DESIGN, False),
    (NIGHT, "zh-Hans", WALL, False),
    (NIGHT, "zh-Hant", SMALL, True),
]


@pytest.fixture(scope="module")
def compiled(days: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The compiled procedures of both malls."""
    folder = tmp_path_factory.mktemp("compiled")
    for mall in (make_mall(folder / "mall"), days[CALL]):
        ProcedureSource(mall / "checklists", folder).current(date.fromisoformat(MONDAY))
    return folder / "procedures"


@pytest.fixture(scope="module")
def days(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("days")
    return {**play(folder), ASKED: submit_them(folder)}


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


async def worked_out(desk: Robot) -> None:
    """A page that works its figures out beside has come to the end of it."""
    screen = desk.app.screen
    while isinstance(screen, FiguresScreen) and screen.working.under_way:
        await asyncio.sleep(0.01)
        await desk.settle()


def looks_like(name: str, shown: str, plain: bool) -> None:
    """As it did: as the file says that has this name. Which version of the procedures it is does not matter."""
    shown = VERSION.sub("00000000", shown)
    if plain:
        odd = {char for char in shown if unicodedata.east_asian_width(char) == "A"}
        assert not odd, f"drawn one cell wide by some terminals and two by others: {odd}"
    file = FOLDER / f"{name}.txt"
    if UPDATE:
        file.write_text(shown + "\n", encoding="utf-8")
    assert shown + "\n" == file.read_text("utf-8"), f"{file.name} looks different:\n{shown}"


def named(name: str, language: str, size: tuple[int, int], plain: bool) -> str:
    return f"{name}-{language}-{size[0]}x{size[1]}{'-plain' * plain}"


@pytest.mark.parametrize(("name", "language", "size", "plain"), CASES, ids=[named(*case) for case in CASES])
async def test_it_looks_as_it_did(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    language: str,
    size: tuple[int, int],
    plain: bool,
) -> None:
    scene = SCENES[name]
    morning = scene.day == MORNING
    mall = request.getfixturevalue("mall") if morning else copied(request, scene.day, tmp_path)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "sales.csv").write_text(EXPORT, encoding="utf-8")
    clock = StandingClock(time="08:19" if morning else scene.time or scene.day)
    known(mall, request)
    who, post = scene.who
    settings = {"safe_width": plain}
    async with at_desk(mall, clock=clock, size=size, language=language, who=who, post=post, settings=settings) as desk:
        if morning:
            told(desk.session, clock)
        # The second that passes before the keys, and after them, passes here and not by the real clock.
        await desk.at(scene.time or scene.day)
        await does(desk, *scene.keys)
        await worked_out(desk)
        await desk.at(scene.time or scene.day)
        shown = desk.screen  # asserts that every row is as wide as the screen
    looks_like(named(name, language, size, plain), shown, plain)


@pytest.mark.parametrize(("day", "language", "size", "plain"), ON_THE_WALL)
async def test_the_wall_looks_as_it_did(
    request: pytest.FixtureRequest, tmp_path: Path, day: str, language: str, size: tuple[int, int], plain: bool
) -> None:
    mall = copied(request, day, tmp_path)
    known(mall, request)
    looker = look_on(mall, clock=StandingClock(time=day))
    catalogue.use(language)
    app = WallApp(looker, every=10, theme="night", plain=plain)
    try:
        async with app.run_test(size=size) as pilot:
            assert isinstance(app.screen, WallScreen)
            app.screen.second()
            await pilot.pause()
            shown = "\n".join(row.rstrip() for row in screen_rows(app))  # type: ignore[arg-type]
    finally:
        looker.close()
        catalogue.use("en")
    looks_like(named(f"wall-{day.replace(':', '')}", language, size, plain), shown, plain)


def known(mall: Path, request: pytest.FixtureRequest) -> None:
    """The mall's procedures are compiled already, as on a terminal that was in use before."""
    compiled = request.getfixturevalue("compiled")
    shutil.copytree(compiled, Local(mall).data / "procedures")


def copied(request: pytest.FixtureRequest, day: str, folder: Path) -> Path:
    """The mall of that day in a folder of the test's own."""
    shutil.copytree(request.getfixturevalue("days")[day], folder / "mall")
    return folder / "mall"


async def does(desk: Robot, *keys: str) -> None:
    for key in keys:
        await (desk.types(key[1:]) if key.startswith("=") and len(key) > 1 else desk.press(key))
    await desk.settle()
