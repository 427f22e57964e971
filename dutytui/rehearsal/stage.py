"""Where a rehearsal is played: a folder made for it, a clock that may run fast, the desk, and those who play."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Protocol
from zoneinfo import ZoneInfo

from dutytui.bootstrap import Desk, open_desk
from dutytui.clock import FastClock, SystemClock
from dutytui.procedures.making import Wishes, init
from dutytui.rehearsal.troupe import Troupe
from dutytui.rules.commands import SignIn
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.plan import business_day
from dutytui.rules.procedure import Mall

if TYPE_CHECKING:
    from dutytui.cli.live import LiveDesk

ZONE = ZoneInfo("Asia/Shanghai")
"""Of the invented mall."""
_BEFORE = timedelta(hours=2)
"""How long before the first phase a day is told from: what the night has left for the morning."""
_STEP = timedelta(minutes=5)
SLOW_DAY = timedelta(minutes=15)
"""Between two looks on a day of which only the review is of interest."""


class Play(Protocol):
    """A day that plays itself: an invented or a replayed one."""

    def play(self, troupe: Troupe) -> None: ...


class StoryClock:
    """Stands where it is put."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def now(self) -> datetime:
        return self.moment


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """mall: a folder of its own; start: when it begins; rate: times as fast as the real clock; me: who is played by
    somebody real; play: what the others do."""

    mall: Path
    start: datetime
    rate: float
    me: str
    play: Play


def today() -> date:
    return SystemClock(ZONE).now().date()


def moment_of(day: date, at: time, mall: Mall) -> datetime:
    """A time of the business day; one before the mall's day begins is of the night that ends it."""
    moment = datetime.combine(day, at, ZoneInfo(mall.time_zone))
    return moment if business_day(moment, mall.day_starts) == day else moment + timedelta(days=1)


def make_invented_mall(folder: Path) -> None:
    """A mall folder as shipped, with an invented name."""
    name = {"zh-Hans": "云杉百货（演示）", "zh-Hant": "雲杉百貨（示範）", "en": "Spruce Store (demo)"}
    init(folder, Wishes(name=name))


def copy_mall(mall: Path, folder: Path) -> None:
    """A mall folder with the procedures of `mall` and nothing recorded."""
    shutil.copytree(mall / "checklists", folder / "checklists")
    (folder / "logs").mkdir()


def catch_up(rehearsal: Rehearsal, step: timedelta = _STEP) -> None:
    """Record what everybody, `me` too, has done from the beginning of the day until the rehearsal starts.

    step: how often somebody looks what is to be done; the longer, the later they are, and the sooner it is played.
    """
    clock = StoryClock(rehearsal.start)
    desk = open_desk(rehearsal.mall, clock=clock, name="others")
    try:
        troupe = Troupe(desk.session, "")
        phases = desk.session.plan(desk.session.day).phases
        begins = phases[0].starts - _BEFORE if phases else datetime.combine(desk.session.day, time(6), ZONE)
        clock.moment = min(rehearsal.start, begins)
        while clock.moment < rehearsal.start:
            rehearsal.play.play(troupe)
            clock.moment = min(rehearsal.start, clock.moment + step)
        rehearsal.play.play(troupe)
    finally:
        desk.close()


def ready(rehearsal: Rehearsal, language: str, *, with_tour: bool = False) -> tuple[LiveDesk, Desk, Desk]:
    """The program ready to run, and the two desks to close after it: the one that is watched, and the others'."""
    clock = FastClock(rehearsal.start, rehearsal.rate)
    mine = open_desk(rehearsal.mall, clock=clock)
    theirs = open_desk(rehearsal.mall, clock=clock, name="others")
    mine.settings.set("language", language)
    person = next((one for one in mine.session.people() if one.id == rehearsal.me), None)
    if person is not None:
        mine.session.submit(SignIn(person.id, person.name, person.posts[0]))
    return _live(mine, others(mine, theirs, rehearsal), with_tour=with_tour), mine, theirs


def others(mine: Desk, theirs: Desk, rehearsal: Rehearsal) -> Callable[[], None]:
    """What the others do once a second; the two desks hear of each other at once."""
    troupe = Troupe(theirs.session, rehearsal.me)

    def play() -> None:
        state = mine.session.state
        known = (subject for day in state.days() for subject in state.subjects(day))
        theirs.session.receive(event for subject in known for event in subject.events)
        theirs.session.tick()
        troupe.recorded.clear()
        rehearsal.play.play(troupe)
        if troupe.recorded:
            mine.session.receive(troupe.recorded)

    return play


def _live(mine: Desk, play: Callable[[], None], *, with_tour: bool) -> LiveDesk:
    from dutytui.cli.live import LiveDesk

    class RehearsalDesk(LiveDesk):
        practice = True

        def on_mount(self) -> None:
            self.set_interval(1, play)

    return RehearsalDesk(mine, None, with_tour=with_tour)
