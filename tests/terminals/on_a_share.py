"""Terminals with mall folders and homes of their own, that meet in a folder: desks as the program opens them."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

import pytest

from dutytui import exchange
from dutytui.bootstrap import Desk, open_desk
from dutytui.identity.pins import Attempt
from dutytui.rules.commands import Command, SignIn
from dutytui.rules.events import Event
from dutytui.rules.refusal import Refusal
from dutytui.rules.roster.commands import BeginRoster, EnrolTerminal, RevokeTerminal
from dutytui.rules.roster.fingerprints import fingerprint
from dutytui.session import Saved
from dutytui.store.local import data_of
from tests.desk import StandingClock, make_mall

CHIEF = ("jiang-shiwu", "general_manager")


@dataclass
class Station:
    """One machine. `desk` is opened with `start`, and may be closed and started again."""

    folder: Path
    name: str
    share: Path
    clock: StandingClock
    monkeypatch: pytest.MonkeyPatch

    @property
    def mall(self) -> Path:
        return self.folder / self.name

    def start(self, who: str = "", post: str = "") -> Desk:
        self.monkeypatch.setenv("DUTYTUI_HOME", str(self.folder / f"home-{self.name}"))
        if not self.mall.is_dir():
            make_mall(self.mall)
        self.desk = open_desk(self.mall, clock=self.clock, name=self.name)
        if who:
            self.does(SignIn(person=who, name=who, post=post))
        if self.desk.exchange.folder is None:
            assert self.desk.exchange.connect(self.share) is None
        self.desk.wake()
        self.looks()
        return self.desk

    def looks(self) -> None:
        """As the program does after its first paint."""
        self.desk.catch_up()
        self.desk.session.prove()
        self.desk.session.load_open(self.desk.session.open_before())
        self.desk.keep_alive()

    def stop(self) -> None:
        self.desk.sleep()
        self.beat()
        self.desk.close()

    def copy_to(self, name: str) -> Station:
        """The whole machine as it is, as somebody copies a disk: its mall folder, its own data, its name."""
        copy = replace(self, folder=self.folder / f"copy-{name}")
        shutil.copytree(self.mall, copy.mall)
        with self.monkeypatch.context() as at:
            at.setenv("DUTYTUI_HOME", str(copy.folder / f"home-{self.name}"))
            data = data_of(copy.mall)
        shutil.copytree(self.desk.local.data, data)
        return copy

    def beat(self) -> None:
        self.desk.take(self.desk.exchange.beat())

    def does(self, command: Command) -> tuple[Event, ...]:
        outcome = self.desk.session.submit(command)
        assert isinstance(outcome, Saved), outcome
        return outcome.events

    def refused(self, command: Command) -> str:
        outcome = self.desk.session.submit(command)
        assert isinstance(outcome, Refusal), outcome
        return outcome.code

    # -- people ---------------------------------------------------------------------------------------------------

    def chooses_pin(self, person: str, pin: str) -> None:
        assert isinstance(self.desk.pins.set(*self.desk.pins.making(person, pin)()), Saved)

    def types_pin(self, person: str, pin: str) -> bool:
        attempt = self.desk.pins.attempt(person)
        assert isinstance(attempt, Attempt), attempt
        key = attempt.opens(pin)
        if key is not None:
            self.desk.pins.right(person, key)
        return key is not None

    # -- terminals ------------------------------------------------------------------------------------------------

    @property
    def key(self) -> str:
        return self.desk.own.key

    def founds(self) -> None:
        (begun,) = self.does(BeginRoster(self.desk.session.day, self.key, (self.desk.own,)))
        self.desk.trust.hold(begun.id)
        self.desk.session.judge()

    def enrolling(self, other: Station) -> EnrolTerminal:
        return EnrolTerminal(self.desk.session.day, self.key, other.key, other.name, fingerprint(other.key))

    def revoking(self, other: Station) -> RevokeTerminal:
        cut = self.desk.trust.cut_of(self.desk.session.state, other.key)
        return RevokeTerminal(self.desk.session.day, self.key, other.key, "lost", cut)


class House:
    """All terminals of a mall on one share; time passes only when they meet."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._folder, self._monkeypatch = folder, monkeypatch
        self.share, self.clock = folder / "share", StandingClock()
        seconds = count(0, 2)
        monkeypatch.setattr(exchange, "passed", lambda: float(next(seconds)))

    def station(self, name: str) -> Station:
        return Station(self._folder, name, self.share, self.clock, self._monkeypatch)

    def meet(self, *stations: Station, times: int = 4) -> None:
        """Long enough for what one records to come to all, and what they answer."""
        for _ in range(times):
            for one in stations:
                one.beat()
