"""A past day, played again from its records: who did what, when, as commands that are decided anew.

Decided anew, not copied: whoever trains may have done something before, or not yet. What the rules refuse waits and is
tried again, so that nobody opens the door before the order was given.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields, replace
from datetime import date, datetime
from itertools import groupby
from typing import Any

from dutytui.rehearsal.as_command import command_of
from dutytui.rehearsal.troupe import Troupe
from dutytui.rules.commands import Command
from dutytui.rules.events import Event
from dutytui.rules.figures.assessment_fold import ASSESSMENT_PREFIX
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.obligations.fold import OBLIGATION_PREFIX
from dutytui.rules.stamps import parse


@dataclass(frozen=True, slots=True)
class Line:
    """moment: when it was recorded; said: the events it was recorded as, one command's."""

    moment: datetime
    person: str
    post: str
    command: Command
    said: tuple[Event, ...]


def script(events: Iterable[Event]) -> tuple[Line, ...]:
    """What was recorded of a day, in the order in which all terminals agree on; what no person did is left out."""
    ordered = sorted(events, key=lambda event: event.order)
    return tuple(_lines(ordered))


_DATED_OTHERWISE = (OBLIGATION_PREFIX, ASSESSMENT_PREFIX)
"""Subjects that stand on the date they are for: their acts are of the day on which they were recorded."""


def of_day(recorded: Iterable[Event], day: date) -> Iterator[Event]:
    """What the stage of a day has room for, of all that was recorded on it: the day's own, and what was done on it
    about other dates. What was added to entries and requests of earlier days is left out: they are not on the stage.
    """
    return (one for one in recorded if one.day == day or one.on.startswith(_DATED_OTHERWISE))


def _lines(ordered: list[Event]) -> Iterator[Line]:
    for _cause, of_cause in groupby(ordered, key=lambda event: (event.writer, event.cause)):
        said = tuple(of_cause)
        command = command_of(said) if said[0].by else None
        if command is not None:
            yield Line(_recorded(said[0]), said[0].by, said[0].post, command, said)


def _recorded(event: Event) -> datetime:
    try:
        return parse(event.stamp).astimezone(event.at.tzinfo)
    except ValueError:
        return event.at


class ReplayedDay:
    """Plays a script. What is refused is tried again, the earliest first, until the rules allow it."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self._waiting = list(lines)
        self._new: dict[str, str] = {}

    @property
    def left(self) -> int:
        """Lines that have not been played."""
        return len(self._waiting)

    def play(self, troupe: Troupe) -> None:
        """Everything whose time has come. What the person in training would do is left to them."""
        refused: list[Line] = []
        for place, line in enumerate(self._waiting):
            if line.moment > troupe.now:
                refused += self._waiting[place:]
                break
            if line.person != troupe.me and not self._played(troupe, line):
                refused.append(line)
        self._waiting = refused

    def _played(self, troupe: Troupe, line: Line) -> bool:
        saved = troupe.does(line.person, line.post, self._renamed(line.command))
        if saved is None:
            return False
        for old, new in zip(line.said, saved.events, strict=False):
            # Entries, rounds and handovers are named after the command that made them; later lines speak of them.
            self._new[old.id] = new.id
            self._new[old.on] = new.on
            self._new[old.on.partition(":")[2]] = new.on.partition(":")[2]
        return True

    def _renamed(self, command: Command) -> Command:
        """The command with what it names (subjects, event ids) called as it is called in this rehearsal."""
        changed: dict[str, Any] = {}
        for one in fields(command):
            value = getattr(command, one.name)
            renamed = self._rename(value)
            if renamed != value:
                changed[one.name] = renamed
        return replace(command, **changed) if changed else command

    def _rename(self, value: Any) -> Any:
        if isinstance(value, str):
            return self._new.get(value, value)
        if isinstance(value, tuple):
            return tuple(self._rename(one) for one in value)
        return value
