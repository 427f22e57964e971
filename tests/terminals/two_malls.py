"""Two terminals with mall folders of their own, whose journals somebody carries from one to the other."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from dutytui.bootstrap import Desk, open_desk
from dutytui.rules.commands import Command, SignIn
from dutytui.rules.events import Event
from dutytui.rules.refusal import Refusal
from dutytui.rules.roster.commands import BeginRoster, Enrolling, EnrolTerminal, RevokeTerminal
from dutytui.rules.roster.fingerprints import fingerprint
from dutytui.rules.roster.standing import Standing
from dutytui.session import Saved
from tests.desk import StandingClock, make_mall


@dataclass
class Terminal:
    """One machine. `desk` is opened with `start`, and may be closed and started again."""

    folder: Path
    home: Path
    monkeypatch: pytest.MonkeyPatch
    clock: StandingClock = field(default_factory=StandingClock)

    def __post_init__(self) -> None:
        make_mall(self.folder)

    def start(self, who: str = "jiang-shiwu", post: str = "general_manager") -> Desk:
        self.monkeypatch.setenv("DUTYTUI_HOME", str(self.home))
        self.desk = open_desk(self.folder, clock=self.clock)
        if not self.desk.session.actor.person:
            self.does(SignIn(person=who, name=who, post=post))
        self.desk.wake()
        self.desk.catch_up()
        self.desk.session.load_open(self.desk.session.open_before())
        return self.desk

    def stop(self) -> None:
        self.desk.sleep()
        self.desk.close()

    def brings(self, *others: Terminal) -> None:
        """Carry over what the others have recorded, as files."""
        for other in others:
            own = {event.writer for event in self.desk.session.state.openings.values() if self.is_own(event)}
            for path in sorted((other.folder / "logs").glob("*/*.json")):
                if path.name.partition(".")[0] not in own:
                    target = self.folder / "logs" / path.parent.name / path.name
                    target.parent.mkdir(exist_ok=True)
                    shutil.copyfile(path, target)
        self.desk.session.tick()
        self.desk.catch_up()
        self.desk.session.tick()

    def is_own(self, opened: Event) -> bool:
        return bool(opened.data["key"] == self.key)

    def does(self, command: Command) -> tuple[Event, ...]:
        outcome = self.desk.session.submit(command)
        assert isinstance(outcome, Saved), outcome
        return outcome.events

    def refused(self, command: Command) -> str:
        outcome = self.desk.session.submit(command)
        assert isinstance(outcome, Refusal), outcome
        return outcome.code

    @property
    def key(self) -> str:
        return self.desk.own.key

    def begins(self, *keys: str) -> None:
        others = (Enrolling(key, "", f"t{number}") for number, key in enumerate(keys))
        self.does(BeginRoster(self.desk.session.day, self.key, (self.desk.own, *others)))

    def enrols(self, key: str) -> None:
        self.does(EnrolTerminal(self.desk.session.day, self.key, key, "two", fingerprint(key)))

    def revokes(self, key: str) -> None:
        cut = self.desk.trust.cut_of(self.desk.session.state, key)
        self.does(RevokeTerminal(self.desk.session.day, self.key, key, "lost", cut))

    def stands(self, key: str) -> Standing:
        roster = self.desk.session.state.roster
        assert roster is not None
        found = roster.terminal(key)
        assert found is not None
        return found.standing


def two(folder: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Terminal, Terminal]:
    """The second knows the first one's journal before it starts, as one that joins does."""
    clock = StandingClock()
    one, other = (Terminal(folder / name, folder / f"home-{name}", monkeypatch, clock) for name in ("one", "two"))
    one.start()
    shutil.copytree(one.folder / "logs", other.folder / "logs", dirs_exist_ok=True)
    other.start()
    return one, other
