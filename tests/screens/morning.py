"""A duty manager's morning on the screen: a desk in memory over the shipped checklists, and a robot at its keyboard.

Beside `tests.desk`, which works on a real folder: here procedures can be changed and the disk can fail.
"""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from typing import Any

from dutytui.exchange import Beat
from dutytui.procedures.load import load
from dutytui.rules.commands import Command, EntryFields, LogEntry, SignIn
from dutytui.rules.events import Event, Fact
from dutytui.rules.plan import DayPlan
from dutytui.rules.procedure import Procedures
from dutytui.rules.sharing import ALL_AT_ONCE, NOT_SHARED
from dutytui.rules.stamps import next_stamp
from dutytui.rules.timetable import plan_day
from dutytui.rules.views import ItemView
from dutytui.screens.app import DutyApp
from dutytui.session import Saved, Session
from dutytui.telling.alerts import Alerts
from dutytui.texts import catalogue
from dutytui.widgets.bars import BottomBar
from tests import desk
from tests.desk import CHECKOUT, MONDAY, StandingClock, robot_at

TODAY = date.fromisoformat(MONDAY)


@cache
def shipped() -> Procedures:
    procedures = load(CHECKOUT / "checklists", TODAY).procedures
    assert procedures is not None
    # What falls due has tests of its own: these are about the day.
    return replace(procedures, obligations=())


@cache
def _shipped_plan(day: date) -> DayPlan:
    return plan_day(shipped(), day)


class ListJournal:
    """broken: what the disk answers to the next append."""

    writer = "desk"

    def __init__(self) -> None:
        self.events: list[Event] = []
        self.broken: OSError | None = None
        self._stamp = ""

    @property
    def next_seq(self) -> int:
        return len(self.events) + 1

    def append(self, facts: Sequence[Fact], *, now: Any, day: date) -> list[Event]:
        if self.broken is not None:
            raise self.broken
        made = []
        for fact in facts:
            self._stamp = next_stamp(self._stamp, now)
            named = {name: getattr(fact, name) for name in Event._fields[:10]}
            made.append(Event(**named, writer="desk", seq=self.next_seq, stamp=self._stamp, id=f"id{self.next_seq}"))
            self.events.append(made[-1])
        return made

    def observe(self, stamp: str, *, now: Any) -> None:
        pass

    def close(self) -> None:
        pass


class NoRecords:
    def about(self, day: date) -> tuple[Sequence[Event], Sequence[Any]]:
        return (), ()

    def about_subjects(self, prefix: str, first: date, last: date) -> Sequence[Event]:
        return ()

    def first_day(self) -> date | None:
        """The mall has kept its journals for a year: its morning is not before their first record."""
        return TODAY - timedelta(days=365)

    def open_before(self, day: date, limit: Any) -> Sequence[Event]:
        return ()

    def news(self, day: date, besides: str) -> Sequence[Event]:
        return ()


class InForce:
    """The shipped procedures, or others in their place."""

    countersigned = None

    def __init__(self, procedures: Procedures) -> None:
        self._procedures = procedures

    def current(self, around: date) -> tuple[Procedures, Sequence[Any]]:
        return self._procedures, ()

    def changed(self) -> bool:
        return False

    def plan(self, procedures: Procedures, day: date) -> DayPlan:
        return _shipped_plan(day) if procedures is shipped() else plan_day(procedures, day)

    def version(self, version: str) -> Procedures | None:
        return None


class DictDrafts:
    """Drafts that outlive the app, as a file would."""

    def __init__(self) -> None:
        self.kept: dict[str, dict[str, Any]] = {}

    def save(self, name: str, value: dict[str, Any]) -> OSError | None:
        self.kept[name] = dict(value)
        return None

    def load(self, name: str) -> dict[str, Any] | None:
        return self.kept.get(name)

    def drop(self, name: str) -> None:
        self.kept.pop(name, None)


class DictSettings:
    def __init__(self, **kept: Any) -> None:
        self.kept = kept

    def get(self, name: str, default: Any = None) -> Any:
        return self.kept.get(name, default)

    def set(self, name: str, value: Any) -> OSError | None:
        self.kept[name] = value
        return None


class NoAlertFile:
    """Nobody is told of anything outside of the desk."""

    def changed(self, since: object) -> object:
        return None

    def load(self) -> dict[str, Any]:
        return {}

    def close(self) -> None:
        pass


class NoExchange:
    """A terminal that shares with nobody."""

    sharing = NOT_SHARED
    arrivals = ALL_AT_ONCE
    folder = None
    news = threading.Event()
    rest = None

    def beat(self) -> Beat:
        return Beat()


class MorningDesk:
    """What `DutyApp` is handed; signed in at `clock`, as the duty manager unless said otherwise."""

    figures: Any = None
    search: Any = None
    changes: Any = None
    trust: Any = None
    own: Any = None
    pins: Any = None
    """Pages of their own, which nobody opens here."""
    exchange: Any = NoExchange()
    owes_a_look = False

    def __init__(
        self,
        clock: str = "08:22",
        *,
        post: str = "duty_manager",
        language: str = "en",
        day: date = TODAY,
        procedures: Procedures | None = None,
    ) -> None:
        self.clock = StandingClock(str(day), clock)
        self.journal = ListJournal()
        self.drafts = DictDrafts()
        self.settings = DictSettings(language=language)
        source = InForce(procedures or shipped())
        self.session = Session(clock=self.clock, procedures=source, journal=self.journal, records=NoRecords())
        who = "zhang-san" if post == "duty_manager" else f"a {post}"
        name = next((person.name for person in shipped().people if person.id == who), who)
        self.does(SignIn(who, name, post))

    def does(self, command: Command) -> None:
        outcome = self.session.submit(command)
        assert isinstance(outcome, Saved), outcome

    def logs(self, text: str, **fields: Any) -> None:
        self.does(LogEntry(self.session.day, EntryFields(fields.pop("kind", "general"), text, **fields)))

    def catch_up(self) -> bool:
        return False

    def take(self, beat: Beat) -> None:
        """Nothing comes."""

    def wake(self) -> None:
        """A desk in memory says nothing of when it was on."""

    def go_on(self) -> None:
        """Its journal is never spoilt."""

    def keep_alive(self) -> None:
        pass

    def sleep(self) -> None:
        pass

    def make_alerts(self) -> Alerts:
        return Alerts(NoAlertFile())  # type: ignore[arg-type]

    def has_alerts(self) -> bool:
        return False

    def recorded(self) -> list[tuple[str, str, dict[str, Any]]]:
        """(kind, subject, data) of everything but sign-ins."""
        return [(e.kind, e.on, dict(e.data)) for e in self.journal.events if not e.on.startswith("person:")]


class Robot(desk.Robot):
    """Knows the list it works in, besides."""

    async def waits(self, minutes: int) -> None:
        self.clock.later(minutes=minutes)
        self.app.refresh_desk()
        await self.settle()

    @property
    def cursor(self) -> str:
        """The row the cursor stands on."""
        return next((line.removeprefix("> ") for line in self.screen.split("\n") if line.startswith("> ")), "")

    @property
    def message(self) -> str:
        return self.app.screen.query_one(BottomBar).message

    def item(self, key: str) -> ItemView:
        item = self.session.item(key)
        assert item is not None
        return item


@asynccontextmanager
async def at_the_desk(desk: MorningDesk, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Robot]:
    app = DutyApp(desk)
    try:
        async with robot_at(app, desk, desk.clock, size, Robot) as robot:
            yield robot
    finally:
        catalogue.use("en")
