"""The invented mall and its day: a folder made for it, everybody at work, and the desk on top."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from dutytui.bootstrap import Desk, open_desk
from dutytui.clock import FastClock, SystemClock
from dutytui.demo.colleagues import Colleagues
from dutytui.procedures.making import Wishes, init
from dutytui.rules.commands import SignIn

if TYPE_CHECKING:
    from dutytui.cli.live import LiveDesk

ZONE = ZoneInfo("Asia/Shanghai")
BEGINS = time(7, 40)
"""Before anybody comes in: the demonstration tells the day from here."""
ME = "zhang-san"
_STEP = timedelta(minutes=5)


class StoryClock:
    """Stands where it is put."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def now(self) -> datetime:
        return self.moment


def today() -> date:
    return SystemClock(ZONE).now().date()


def make_mall(folder: Path) -> None:
    """A mall folder as shipped, with an invented name."""
    name = {"zh-Hans": "云杉百货（演示）", "zh-Hant": "雲杉百貨（示範）", "en": "Spruce Store (demo)"}
    init(folder, Wishes(name=name))


def tell_until(mall: Path, moment: datetime) -> int:
    """Record what everybody, the watching person too, has done from the beginning of the story until `moment`.

    Returns how much of the story was told.
    """
    clock = StoryClock(min(moment, datetime.combine(moment.date(), BEGINS, ZONE)))
    desk = open_desk(mall, clock=clock, name="others")
    try:
        everybody = Colleagues(desk.session, "")
        while clock.moment < moment:
            everybody.catch_up()
            clock.moment = min(moment, clock.moment + _STEP)
        everybody.catch_up()
    finally:
        desk.close()
    return everybody.told


def ready(mall: Path, start: datetime, rate: float, told: int, language: str) -> tuple[LiveDesk, Desk, Desk]:
    """The program ready to run, and the two desks to close after it: the one that is watched, and the others'."""
    from dutytui.cli.live import LiveDesk

    clock = FastClock(start, rate)
    mine, theirs = open_desk(mall, clock=clock), open_desk(mall, clock=clock, name="others")
    mine.settings.set("language", language)
    person = next(one for one in mine.session.people() if one.id == ME)
    mine.session.submit(SignIn(person.id, person.name, person.posts[0]))
    colleagues = Colleagues(theirs.session, ME, told)

    class DemoDesk(LiveDesk):
        def on_mount(self) -> None:
            self.set_interval(1, self._others)

        def _others(self) -> None:
            known = mine.session.state.subjects(mine.session.day)
            theirs.session.receive(event for subject in known for event in subject.events)
            recorded = colleagues.catch_up()
            if recorded:
                mine.session.receive(recorded)

    return DemoDesk(mine, None), mine, theirs
