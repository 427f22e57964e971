"""What somebody knows who reads the mall's files and journals: the plan of the day, and what is recorded of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from dutytui.bootstrap import open_desk
from dutytui.rules.events import SIGNED_IN
from dutytui.rules.folds import PERSON_PREFIX
from dutytui.rules.looking import Looking
from dutytui.rules.procedure import Person
from dutytui.rules.views import EntryView, ItemView
from dutytui.session import Actor
from tests.desk import ZONE


class Book:
    """The mall, read beside the program and never written to. `now`: what the program's clock shows."""

    def __init__(self, mall: Path, now: Callable[[], datetime]) -> None:
        self._now = now
        self._desk = open_desk(mall, clock=self, name="reader")
        self._session = self._desk.session

    def now(self) -> datetime:
        """As the clock of the session that reads."""
        return self._now().astimezone(ZONE)

    def look(self) -> Looking:
        """Everything that is on disk by now."""
        self._session.tick()
        return self._session.look()

    def sits(self, person: str, post: str) -> None:
        """Look with their eyes from now on."""
        self._session.actor = Actor(person, person, post)

    def items(self, phase: str) -> list[ItemView]:
        self._session.tick()
        return list(self._session.checklist(phase).items)

    def title(self, phase: str) -> str:
        return self.look().law.phases[phase].title["zh-Hans"]

    @property
    def people(self) -> tuple[Person, ...]:
        return self._session.people()

    def floors_of(self, person: str) -> tuple[str, ...]:
        return next(one.floors for one in self.people if one.id == person)

    def at_desk(self) -> tuple[str, str]:
        """Person and post of whoever signed in last."""
        at = self.look()
        people = [event for subject in at.state.subjects(at.day, PERSON_PREFIX) for event in subject.events]
        last = max((event for event in people if event.kind == SIGNED_IN), key=lambda event: event.order)
        return last.by, last.post

    def entries(self) -> tuple[EntryView, ...]:
        self._session.tick()
        return self._session.logbook().entries

    def kinds(self) -> Counter[str]:
        """How many events of each kind the day has."""
        at = self.look()
        return Counter(event.kind for subject in at.state.subjects(at.day) for event in subject.events)

    def close(self) -> None:
        self._desk.close()
