"""A robot user: a real program on a real mall folder, with a clock that stands until it is moved.

``await desk.press("2"); desk.sees("员工进场")``. What it sees is the text that the compositor draws, row by row, and
each row must be exactly as wide as the screen.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, TypeVar
from unittest.mock import patch
from zoneinfo import ZoneInfo

from rich.cells import cell_len
from textual import events
from textual.geometry import Size
from textual.keys import _character_to_key, key_to_character
from textual.message_pump import MessagePump
from textual.pilot import Pilot
from textual.screen import Screen
from textual.timer import Timer

from dutytui.bootstrap import Desk, open_desk
from dutytui.rules.commands import SignIn
from dutytui.screens.app import DutyApp
from dutytui.session import Saved
from dutytui.texts import catalogue

CHECKOUT = Path(__file__).parent.parent
ZONE = ZoneInfo("Asia/Shanghai")
MONDAY = "2026-11-23"
_THREADS = 64


class StandingClock:
    """Shows the time it was set to. ``clock.at("08:25")`` moves it within its day, ``clock.later(minutes=5)`` on."""

    def __init__(self, day: str = MONDAY, time: str = "08:20") -> None:
        self._now = datetime.fromisoformat(f"{day} {time}").replace(tzinfo=ZONE)

    def now(self) -> datetime:
        return self._now

    def at(self, time: str) -> None:
        self._now = datetime.fromisoformat(f"{self._now:%Y-%m-%d} {time}").replace(tzinfo=ZONE)

    def later(self, **how: float) -> None:
        self._now += timedelta(**how)


def make_mall(folder: Path) -> Path:
    """The shipped mall in a folder of its own, with empty logs."""
    folders, files = _shipped()
    for name in (*folders, "logs"):
        (folder / name).mkdir(parents=True)
    for name, data, stat in files:
        path = f"{folder}/{name}"
        with open(path, "xb", buffering=0) as file:  # noqa: PTH123 - half a thousand malls of fifty files
            file.write(data)
        os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    return folder


@cache
def _shipped() -> tuple[list[str], list[tuple[str, bytes, os.stat_result]]]:
    """Folders of the shipped mall, each behind the one it is in, and its files with what they say; read once."""
    found = [path for path in sorted((CHECKOUT / "checklists").rglob("*")) if "schema" not in path.parts]
    named = [(path.relative_to(CHECKOUT).as_posix(), path) for path in found]
    folders = ["checklists", *(name for name, path in named if path.is_dir())]
    return folders, [(name, path.read_bytes(), path.stat()) for name, path in named if path.is_file()]


def in_use_since(folder: Path, day: str) -> Path:
    """The mall's first record is of this day: what was over before its first one is neither late nor missed."""
    desk = open_desk(folder, clock=StandingClock(day), name="desk")
    assert isinstance(desk.session.submit(SignIn("zhang-san", "张三", "duty_manager")), Saved)
    desk.close()
    return folder


def screen_rows(app: DutyApp) -> list[str]:
    """What is drawn, one text a row. The one place that asks Textual's compositor for it."""
    strips = app.screen._compositor.render_strips()
    rows = [strip.text for strip in strips]
    wrong = [row for row in rows if cell_len(row) != app.size.width]
    assert not wrong, f"rows that are not {app.size.width} cells wide: {wrong}"
    return rows


class Robot:
    """Somebody at the desk. `session` is theirs to look behind the screen."""

    def __init__(self, app: DutyApp, pilot: Pilot[None], desk: Desk, clock: StandingClock) -> None:
        self.app = app
        self.pilot = pilot
        self.desk = desk
        self.session = desk.session
        self.clock = clock

    async def press(self, *keys: str) -> None:
        for key in keys:
            name = _character_to_key(key) if len(key) == 1 and not key.isalnum() else key
            event = events.Key(name, key if len(key) == 1 else key_to_character(name))
            event.set_sender(self.app)
            assert self.app._driver is not None
            self.app._driver.send_message(event)
            await self.settle()

    async def types(self, text: str) -> None:
        """Text as an input method commits it: one character after another."""
        # Not `pilot.press`: it takes full-width marks for key names, and drops them.
        for character in text:
            assert self.app.screen.focused is not None, "nothing takes what is typed"
            self.app.screen.focused.post_message(events.Key(_character_to_key(character), character))
        await self.settle()

    async def pastes(self, text: str) -> None:
        focused = self.app.focused
        assert focused is not None, "nothing takes the paste"
        focused.post_message(events.Paste(text))
        await self.settle()

    async def clicks(self, what: Any, offset: tuple[int, int]) -> None:
        """At so many cells from the left and top of a widget."""
        await self.pilot.click(what, offset=offset)
        await self.settle()

    async def resizes(self, width: int, height: int) -> None:
        # Not `pilot.resize_terminal`, which sleeps until the process is idle.
        size = Size(width, height)
        driver: Any = self.app._driver
        driver._size = size
        self.app.post_message(events.Resize(size, size))
        await self.settle()

    async def settle(self) -> None:
        """Let everything that a key has set off come to an end, and draw what came of it.

        Not `pilot.pause`, which sleeps until the process has been idle for a while: thousands of keys make minutes. Nor
        `pilot._wait_for_screen`, which asks only the widgets of the screen on top, one by one: that nobody's turn is
        next is asked of the loop itself, so no widget, screen or worker that goes on is overlooked, whatever its name.
        """
        loop: Any = asyncio.get_running_loop()
        quiet = 0
        while quiet < 2:
            await asyncio.sleep(0)
            if self.app._exception is not None or not self.app.is_running:
                return
            if loop._ready or _update(self.app):
                quiet = 0
            elif _busy(self.app) or _threads_busy():
                quiet = 0
                await asyncio.sleep(0.001)
            elif _paint(self.app):
                quiet = 0
            else:
                quiet += 1

    async def at(self, time: str) -> None:
        """The clock moves on and the program notices."""
        self.clock.at(time)
        self.app._tick()
        await self.settle()

    @property
    def screen(self) -> str:
        return "\n".join(row.rstrip() for row in screen_rows(self.app))

    def sees(self, *texts: str) -> None:
        shown = self.screen
        for text in texts:
            assert text in shown, f"{text!r} is not on the screen:\n{shown}"

    def misses(self, *texts: str) -> None:
        shown = self.screen
        for text in texts:
            assert text not in shown, f"{text!r} is on the screen:\n{shown}"

    def row_of(self, text: str) -> str:
        """The row that shows `text`."""
        found = [row for row in self.screen.split("\n") if text in row]
        assert found, f"{text!r} is not on the screen:\n{self.screen}"
        return found[0]


Hand = TypeVar("Hand", bound=Robot)


PAINT = Screen._compositor_refresh
"""What paints a screen in the program: tests of the order in which things are painted put it back."""


def _paint_later(screen: Screen[Any]) -> None:
    """Leave noted what has changed. Textual paints at each of the dozen steps in which a page is built and measured,
    and what nobody would see for longer than a moment costs as much as what stays."""
    if screen is screen.app.screen:
        screen._dirty_widgets.clear()
        screen.app._update_mouse_over(screen)
    else:
        PAINT(screen)


def _paint(app: DutyApp) -> bool:
    """Paint what has changed, once it has come to rest, and say whether anything had. As on a terminal, nothing else
    is painted: a widget that does not say that it has changed still shows what it did."""
    compositor = app.screen._compositor
    changed = bool(compositor._dirty_regions) and not app._batch_count
    if changed:
        compositor.render_update(screen_stack=app._background_screens)
        compositor._dirty_regions.clear()
    return changed


def _update(app: DutyApp) -> bool:
    """Lay out what waits for it, and say whether anything did. What lies beneath a form is seen as well.

    The program does it sixty times a second of the real clock; here, once nobody has anything to do any more.
    """
    drawn = False
    for screen in (*app._background_screens, app.screen):
        if screen.is_current and not app._batch_count and _waits_to_be_drawn(screen):
            screen._on_timer_update()
            if screen is not app.screen:
                # Textual leaves it on beneath a form, whose drawing it has asked for: it would be drawn for ever.
                screen._repaint_required = False
            drawn = True
    return drawn


def _waits_to_be_drawn(screen: Screen[Any]) -> bool:
    dirty = screen._layout_required or screen._scroll_required or screen._repaint_required or screen._dirty_widgets
    return bool(dirty or screen._recompose_required or screen._callbacks)


def _busy(app: DutyApp) -> bool:
    """Whether a widget waits for something else than a message, or for a moment that is near."""
    pumps = [app, *(pump for screen in app.screen_stack for pump in screen.walk_children(with_self=True))]
    waiting = any(_is_at_work(pump) or any(map(_is_pending, pump._timers)) for pump in pumps)
    moving = bool(app.animator._animations or app.animator._scheduled)
    return waiting or moving or app._batch_count > 0 or app._type_ahead._following is not None


def _is_at_work(pump: MessagePump) -> bool:
    """Whether it has messages left, or is in the midst of one. An idle one waits for its next."""
    queue: Any = pump._message_queue
    return (
        pump._running
        and not pump._closing
        and bool(queue.qsize() or pump._next_callbacks or not queue.ready_event._waiters)
    )


def _is_pending(timer: Timer) -> bool:
    """Something that is done once, in a moment: a draft that is kept, a line that is read while it is typed."""
    return timer._repeat == 0 and timer._task is not None and not timer._task.done()


def _threads_busy() -> bool:
    """Whether a thread of asyncio's pool works on something."""
    pool: Any = getattr(asyncio.get_running_loop(), "_default_executor", None)
    return pool is not None and pool._idle_semaphore._value < len(pool._threads)


@asynccontextmanager
async def robot_at(
    app: DutyApp, desk: Any, clock: StandingClock, size: tuple[int, int], robot: type[Hand]
) -> AsyncIterator[Hand]:
    """Start the program and hand over the robot. From then on nothing is drawn by the real clock: a machine that is
    slow would draw one key's work three times over, and show what a quick one never does. Nor does the program look
    at the time by it: a second goes by when the robot says so, and not amid what a test has set."""
    # Never more tasks than threads: a pool that has had tasks waiting counts idle threads that there are not.
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(_THREADS))
    with patch("textual.screen.UPDATE_PERIOD", 3600.0), patch.object(Screen, "_compositor_refresh", _paint_later):
        async with app.run_test(size=size) as pilot:
            for timer in app._timers:
                if timer._callback == app._tick:
                    timer.pause()
            someone = robot(app, pilot, desk, clock)
            await someone.settle()
            yield someone


@asynccontextmanager
async def at_desk(
    mall: Path,
    *,
    clock: StandingClock | None = None,
    size: tuple[int, int] = (80, 24),
    language: str = "zh-Hans",
    who: str = "zhang-san",
    post: str = "duty_manager",
    settings: dict[str, Any] | None = None,
    terminal: str = "desk",
) -> AsyncIterator[Robot]:
    """Open the mall as a process would, sign in (unless `who` is "") and hand over the robot."""
    clock = clock or StandingClock()
    desk = open_desk(mall, clock=clock, name=terminal)
    desk.settings.set("language", language)
    desk.settings.set("safe_width", False)
    for name, value in (settings or {}).items():
        desk.settings.set(name, value)
    if who:
        name = next((person.name for person in desk.session.people() if person.id == who), who)
        assert isinstance(desk.session.submit(SignIn(person=who, name=name, post=post)), Saved)
    app = DutyApp(desk)
    try:
        async with robot_at(app, desk, clock, size, Robot) as robot:
            yield robot
    finally:
        desk.close()
        catalogue.use("en")
