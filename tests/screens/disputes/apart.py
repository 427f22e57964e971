"""A second session on a mall folder, with a journal of its own, that never hears what others record."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dutytui.bootstrap import open_desk
from dutytui.rules.commands import Command, SignIn
from dutytui.session import Saved, Session
from tests.desk import StandingClock


@contextmanager
def other_desk(mall: Path, clock: StandingClock, who: str, post: str) -> Iterator[Session]:
    """A second session on the folder, which never hears what the first records."""
    desk = open_desk(mall, clock=clock)
    does(desk.session, SignIn(who, who, post))
    try:
        yield desk.session
    finally:
        desk.close()


def does(session: Session, command: Command) -> None:
    """What the rules and the disk must take."""
    outcome = session.submit(command)
    assert isinstance(outcome, Saved), outcome
