"""The one place where the real clock, disk, procedures and journal are made and put together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from dutytui.change_control.changes import Changes
from dutytui.change_control.in_force import InForce
from dutytui.clock import Clock, SystemClock
from dutytui.identity.pins import Pins
from dutytui.past_figures import PastFigures
from dutytui.procedures.plans import Plans
from dutytui.procedures.source import ProcedureSource
from dutytui.rules.presence.fold import is_open
from dutytui.session import Session
from dutytui.store.index import Index
from dutytui.store.journal import Journal
from dutytui.store.local import AdoptedNote, Alive, Drafts, Local, Settings, user_mall
from dutytui.store.noted import KeysNote
from dutytui.store.reading import Signatures
from dutytui.store.records import Records
from dutytui.store.replica import Replica
from dutytui.store.watching import NoJournal


@dataclass(frozen=True, slots=True)
class Desk:
    """A mall folder opened at this terminal."""

    mall: Path
    session: Session
    local: Local
    drafts: Drafts
    settings: Settings
    index: Index
    alive: Alive
    figures: PastFigures
    changes: Changes
    pins: Pins

    def wake(self) -> None:
        """This terminal stands open from now on. One that ended without a word is recorded as crashed first."""
        self.keep_alive()

    def keep_alive(self) -> None:
        """About once a minute: note that it still stands open; where even opening could not be recorded, try again."""
        if not self.session.awake:
            self.session.wake(self.alive.load())
        elif not is_open(
            self.session.state, self.session.day, self.alive.writer
        ):  # a new day, whose beginning could not be recorded
            self.session.wake(None)
        if self.session.awake:
            self.alive.touch(self.session.now())
            self.changes.keep_up()
            self.pins.share()

    def sleep(self) -> None:
        """Closed in order. Where that can't be recorded the note stays, and the next start tells."""
        if self.session.sleep():
            self.alive.drop()

    def catch_up(self) -> None:
        """Take what is new in the journals into the index, and check today's signatures. For a worker thread.

        Signatures wait for this: checking them is not worth a slower start, and hashes are always checked. What is
        found is added to the session's notices, which is one step that no other thread can see the half of.
        """
        replica = Replica(self.mall / "logs")  # of its own: a replica is used from one thread
        self.changes.indexed = self.index.catch_up(replica) or self.changes.indexed
        found = replica.read_day(self.session.day, signatures=Signatures.LAST).notices
        self.session.notices += [notice for notice in found if notice not in self.session.notices]

    def close(self) -> None:
        self.session.close()
        self.index.close()


@dataclass(frozen=True, slots=True)
class Onlooker:
    """A mall folder that is only looked at: no writer slot is taken, and nothing can be recorded."""

    session: Session
    local: Local
    settings: Settings
    index: Index
    logs: Path
    changes: Changes

    def catch_up(self) -> None:
        """Take what is new in the journals into the index. For a worker thread."""
        replica = Replica(self.logs)  # of its own: a replica is used from one thread
        self.changes.indexed = self.index.catch_up(replica) or self.changes.indexed

    def close(self) -> None:
        self.index.close()


def is_mall(folder: Path) -> bool:
    return (folder / "checklists").is_dir() and (folder / "logs").is_dir()


def find_mall(argument: str | None, environ: Mapping[str, str], cwd: Path) -> Path | None:
    """The mall folder: the argument, else DUTYTUI_MALL, else this folder if it is one, else the user's own if made."""
    named = argument or environ.get("DUTYTUI_MALL")
    if named:
        return Path(named).expanduser()
    if is_mall(cwd):
        return cwd
    own = user_mall()
    return own if is_mall(own) else None


def open_desk(mall: Path, *, clock: Clock | None = None, name: str = "desk") -> Desk:
    """Open a mall folder: take a writer slot of `name`, put the procedures in force, read today.

    Raises OSError when the local folder or the journal can't be used, `NoProceduresError` when the mall's files can't.
    """
    local = Local(mall)
    procedures = in_force(mall, local)
    if clock is None:
        clock = _zoned_clock(procedures)
    replica = Replica(mall / "logs")
    index = Index(local.cache / "index.sqlite")
    journal = Journal.open(mall / "logs", local.data, name=name)
    note = KeysNote(local.data)
    try:
        records = Records(replica, index)
        session = Session(clock=clock, procedures=procedures, journal=journal, records=records, noted=note.load())
    except BaseException:
        journal.close()
        raise
    settings = Settings(local)
    session.notices += [*journal.notices, *settings.notices]
    alive = Alive(local, journal.writer)
    figures = PastFigures(mall / "logs", local.cache, index, procedures, session)
    drafts = Drafts(local, journal.writer)
    changes, pins = Changes(procedures, session), Pins(session, local.data, journal.key, note)
    return Desk(mall, session, local, drafts, settings, index, alive, figures, changes, pins)


def look_on(mall: Path, *, clock: Clock | None = None) -> Onlooker:
    """Open a mall folder to look at it; what others record comes in with `Session.tick`. Raises as `open_desk`."""
    local = Local(mall)
    procedures = in_force(mall, local)
    logs = mall / "logs"
    index = Index(local.cache / "index.sqlite")
    records = Records(Replica(logs), index)
    clock = clock or _zoned_clock(procedures)
    noted = KeysNote(local.data).load()
    session = Session(clock=clock, procedures=procedures, journal=NoJournal(), records=records, noted=noted)
    return Onlooker(session, local, Settings(local), index, logs, Changes(procedures, session))


def in_force(mall: Path, local: Local) -> InForce:
    """The procedures of a mall folder at this terminal."""
    return InForce(ProcedureSource(mall / "checklists", local.data), Plans(local.cache), AdoptedNote(local))


def _zoned_clock(procedures: InForce) -> Clock:
    """The real clock in the mall's zone, which only its procedures know."""
    first = SystemClock(ZoneInfo("UTC")).now()
    found, _notices = procedures.current(first.date())
    return SystemClock(ZoneInfo(found.mall.time_zone))
