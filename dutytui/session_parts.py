"""What a session is made of, each of which `bootstrap` makes and tests replace."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from typing import Protocol

from dutytui.rules.events import Event, Fact
from dutytui.rules.plan import DayPlan
from dutytui.rules.procedure import Procedures
from dutytui.rules.rights import Versions
from dutytui.rules.stamps import is_stamp, latest_heeded
from dutytui.rules.state import State
from dutytui.rules.trust import EVERYBODY, Trust
from dutytui.store.notices import Notice

Signed = Callable[[Event], bool]
Limit = Callable[[str], "int | None"]


class Journal(Protocol):
    """This terminal's own journal. `append` returns when the facts are durable, or raises OSError and keeps none."""

    @property
    def writer(self) -> str: ...
    @property
    def next_seq(self) -> int: ...
    def append(self, facts: Sequence[Fact], *, now: datetime, day: date) -> list[Event]: ...
    def observe(self, stamp: str, *, now: datetime) -> object: ...
    def close(self) -> None: ...


def standing(journal: Journal, recorded: Iterable[Event]) -> list[Event]:
    """Without what the disk has not confirmed of one's own: a refused save leaves it in the file until the next one."""
    return [event for event in recorded if event.writer != journal.writer or event.seq < journal.next_seq]


def heed(journal: Journal, events: Iterable[Event], now: datetime) -> None:
    """What the journal records from now on sorts after these events; but not after one whose clock is far ahead.

    That one says nothing of the others, which are to be heeded all the same.
    """
    edge = latest_heeded(now)
    stamps = (event.stamp for event in events if event.writer != journal.writer and event.stamp <= edge)
    if latest := max(filter(is_stamp, stamps), default=""):
        journal.observe(latest, now=now)


class Records(Protocol):
    """Everything recorded, by all writers, read only."""

    def about(self, day: date) -> tuple[Sequence[Event], Sequence[Notice]]:
        """Events of that day's folder and the later ones about it that are known of."""
        ...

    def news(self, day: date, besides: str) -> Sequence[Event]:
        """What other writers recorded in that day's folder since the last call."""
        ...

    def open_before(self, day: date, limit: Limit) -> Sequence[Event]:
        """Events of what earlier days left open (entries, requests, delegations), and all about terminals, as far as
        the index knows them. limit: writer → the number of its last event that counts, None where all do."""
        ...

    def about_subjects(self, prefix: str, first: date, last: date) -> Sequence[Event]:
        """Events about subjects whose name starts with `prefix`, of days from first to last (inclusive)."""
        ...

    def first_day(self) -> date | None:
        """The earliest day that anything was recorded on, None when nothing ever was."""
        ...


class ProceduresInForce(Versions, Protocol):
    """The mall's procedures and the plans made of them, with the last good version kept in force."""

    def current(self, day: date) -> tuple[Procedures, Sequence[Notice]]: ...
    def changed(self) -> bool: ...
    def plan(self, procedures: Procedures, day: date) -> DayPlan: ...


class WhoCounts(Protocol):
    """What this terminal knows of terminals and people."""

    @property
    def noted(self) -> Sequence[Event]:
        """What was known of them when it was last closed: a start knows whom to trust before it has read a journal."""
        ...

    @property
    def shut_out(self) -> bool:
        """Whether this terminal was: its program says nothing more by itself, since it would stand behind the cut."""
        ...

    @property
    def notices(self) -> Sequence[Notice]:
        """What whoever sits here must know of this terminal itself; their codes begin with ``terminal_``."""
        ...

    def terminals(self, state: State, procedures: Procedures, signed: Signed | None) -> Trust:
        """Whose terminals count, which people's keys are taken by. signed: whether an act about terminals is; None: as
        if all were that let one in, and none that shuts one out. The same object while there is no news."""
        ...

    def learn(self, state: State, procedures: Procedures, people: Trust | None) -> bool:
        """Tell the state whose records count, as far as that has news. Whether it has changed.

        people: what people's signatures say of it, None where nobody has a key.
        """
        ...


class EverybodyCounts:
    """Where nobody keeps a roster."""

    noted: Sequence[Event] = ()
    shut_out = False
    notices: Sequence[Notice] = ()

    def terminals(self, state: State, procedures: Procedures, signed: Signed | None) -> Trust:  # noqa: ARG002
        return EVERYBODY

    def learn(self, state: State, procedures: Procedures, people: Trust | None) -> bool:  # noqa: ARG002
        trust = people or EVERYBODY
        if state.trust is trust:
            return False
        state.trust_by(trust)
        return True
