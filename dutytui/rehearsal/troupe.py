"""Those who play: everybody but the person in training, through a session and a journal of their own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from random import Random

from dutytui.rules.commands import Command
from dutytui.rules.events import Event
from dutytui.rules.procedure import Person
from dutytui.session import Actor, Saved, Session


class Troupe:
    """me: the person who is played by somebody real, "" when nobody is; what they would do is left to them."""

    def __init__(self, session: Session, me: str) -> None:
        self.session = session
        self.me = me
        self.recorded: list[Event] = []

    @property
    def now(self) -> datetime:
        return self.session.now()

    @property
    def day(self) -> date:
        return self.session.day

    def does(self, person: str, post: str, command: Command) -> Saved | None:
        """Somebody gives a command, by the rules as everybody; None when it was refused."""
        if person == self.me:
            return None
        name = next((one.name for one in self.session.people() if one.id == person), person)
        self.session.actor = Actor(person, name, post)
        outcome = self.session.submit(command)
        if not isinstance(outcome, Saved):
            return None
        self.recorded += outcome.events
        return outcome

    def one_does(self, posts: Iterable[str], command: Command, floor: str = "") -> Saved | None:
        """The first who may do it: of these posts in order, whose floor it is first."""
        for person, post in self.holders(posts, floor):
            saved = self.does(person.id, post, command)
            if saved is not None:
                return saved
        return None

    def holders(self, posts: Iterable[str], floor: str = "") -> Sequence[tuple[Person, str]]:
        """(person, post) of everybody who plays, by post, then by whether the floor is theirs, then as listed."""
        people = sorted(self.session.people(), key=lambda person: floor not in person.floors)
        return [(one, post) for post in posts for one in people if post in one.posts and one.id != self.me]

    def chance(self, *of: object) -> Random:
        """Depends on the day and `of` alone, so that two rehearsals of one day are alike."""
        return Random(" ".join(map(str, (self.day, *of))))
