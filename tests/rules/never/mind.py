"""Somebody at a desk who is about to try something: what they know, and who they are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import TypeVar

from dutytui.rules.commands import Command
from dutytui.rules.looking import Looking
from tests.rules.a_mall import DAY, Desk
from tests.rules.never.a_day import looking, shipped

T = TypeVar("T")
ALL_POSTS = ("duty_manager", "ops_manager", "floor_supervisor", "security_chief", "guard", "electrician")
DUTY_POSTS = ("duty_manager", "ops_manager")
ODD = (("temp-1", "guard"), ("", ""), ("wu-jiu", "duty_manager"), ("zhang-san", "security_chief"), ("temp-1", ""))
"""Unlisted, signed out, or under a post that is not theirs."""


@dataclass(frozen=True)
class Try:
    """posts: those that probably may; person: who probably does it, "" for anybody of these posts; sure: it is
    certainly they who do."""

    command: Command
    posts: tuple[str, ...] = ALL_POSTS
    person: str = ""
    sure: bool = False


Tries = list[Try]
"""One after another, whatever becomes of each."""


class Mind:
    """What somebody at a desk knows when they try something."""

    def __init__(self, desk: Desk, now: datetime, pick: int) -> None:
        self.desk, self.now, self.random = desk, now, Random(pick)
        self.at: Looking = looking(desk.state, now, writer=desk.writer)

    def one(self, of: list[T] | tuple[T, ...], otherwise: T) -> T:
        return self.random.choice(of) if of else otherwise

    def when(self) -> datetime | None:
        """Mostly now; sometimes typed in later, and once in a while in the future."""
        ago = self.random.choice((0, 0, 0, 0, 2, 15, 60, -5))
        return self.now - timedelta(minutes=ago) if ago else None

    def subject(self, prefix: str) -> str:
        return self.one([subject.on for subject in self.desk.state.subjects(DAY, prefix)][-6:], prefix + "none")

    def who(self, tried: Try) -> tuple[str, str]:
        """(person, post): mostly one who may."""
        chance = 1.0 if tried.sure else self.random.random()
        if chance < 0.08:
            return self.random.choice(ODD)
        people = shipped().people
        fitting = [(one.id, post) for one in people for post in one.posts if post in tried.posts]
        own = [(person, post) for person, post in fitting if person == tried.person]
        if chance < 0.15 or not fitting:
            fitting = [(one.id, post) for one in people for post in one.posts]
            own = []
        return self.random.choice(own or fitting)
