"""The one place where the real clock, disk, procedures and journal are made and put together."""

from __future__ import annotations

import contextlib
import platform
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from dutytui.change_control.in_force import InForce
from dutytui.clock import Clock, SystemClock
from dutytui.desk_parts import Parts
from dutytui.exchange import SHARE, SHARE_ID, WRITER, Beat, Exchange
from dutytui.procedures.plans import Plans
from dutytui.procedures.source import ProcedureSource
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.roster.commands import Enrolling
from dutytui.rules.words import Text
from dutytui.session import Session
from dutytui.store.confirmed import Siblings
from dutytui.store.disk import Disk
from dutytui.store.index import Index
from dutytui.store.journal import Journal
from dutytui.store.keys import public_key
from dutytui.store.local import AdoptedNote, Alive, Drafts, Local, Settings, user_mall
from dutytui.store.noted import KeysNote
from dutytui.store.notices import SHARE_OF_OTHERS, Notice
from dutytui.store.records import Records
from dutytui.store.replica import Replica
from dutytui.store.roster_note import RosterNote
from dutytui.store.watching import NoJournal
from dutytui.trust_kept import KeptTrust

if TYPE_CHECKING:
    from dutytui.change_control.changes import Changes
    from dutytui.guard.compare import Ends
    from dutytui.guard.guard import Guard
    from dutytui.identity.pins import Pins
    from dutytui.past_figures import PastFigures
    from dutytui.search import Search
    from dutytui.store.sync.adopting import Adopting
    from dutytui.telling.alerts import Alerts

NOTICES = "sharing_"
"""What the codes of the share's notices begin with."""


@dataclass(frozen=True, slots=True)
class Desk:
    """A mall folder opened at this terminal. own: the terminal, as it introduces itself."""

    mall: Path
    session: Session
    local: Local
    drafts: Drafts
    settings: Settings
    index: Index
    alive: Alive
    exchange: Exchange
    journal: Journal
    trust: KeptTrust
    own: Enrolling
    parts: Parts

    @property
    def guard(self) -> Guard:
        return self.parts.guard

    @property
    def changes(self) -> Changes:
        return self.parts.changes

    @property
    def pins(self) -> Pins:
        return self.parts.pins

    @property
    def figures(self) -> PastFigures:
        return self.parts.figures

    @property
    def search(self) -> Search:
        return self.parts.search

    def wake(self) -> None:
        """This terminal stands open from now on. One that ended without a word is recorded as crashed first."""
        self.parts.listen()
        self.keep_alive()

    def keep_alive(self) -> None:
        """About once a minute: note that it still stands open; where even opening could not be recorded, try again."""
        from dutytui.rules.presence.fold import is_open  # with the first record of it

        if not self.session.awake:
            self.session.wake(self.alive.load())
        elif not is_open(self.session.state, self.session.day, self.alive.writer):
            self.session.wake(None)  # a new day, whose beginning could not be recorded
        if self.session.awake:
            self.alive.touch(self.session.now())
            self.changes.keep_up()
            self.guard.keep_up(self.trust.keys(self.session.state))
            self._present()
            self.pins.share()

    def _present(self) -> None:
        """Where there is a roster, this terminal introduces itself to it: once, by the program itself."""
        roster = self.session.state.roster
        if roster is not None and roster.begun is not None:
            from dutytui.rules.roster.commands import PresentTerminal  # where there is a roster

            self.session.submit(PresentTerminal(self.session.day, self.own))

    def sleep(self) -> None:
        """Closed in order. Where that can't be recorded the note stays, and the next start tells."""
        if self.session.sleep():
            self.alive.drop()
        self.guard.remember()

    def catch_up(self) -> None:
        """Take what is new in the journals into the index, and look whether anything was changed. For a worker thread.

        Signatures wait for this: checking them is not worth a slower start, and hashes are always checked. What is
        found comes to the session with its next change.
        """
        from dutytui.guard.compare import Ends  # as all of the guard

        replica = Replica(self.mall / "logs")  # of its own: a replica is used from one thread
        changed: list[Ends] = []
        indexed = self.index.catch_up(
            replica, self.search.told, read=lambda name, reading: changed.append(Ends.of(name, reading))
        )
        self.search.forget()
        self.trust.indexed = self.changes.indexed = indexed or self.changes.indexed
        self.guard.look(replica, changed, self.exchange.coming)

    @property
    def owes_a_look(self) -> bool:
        """Whether `catch_up` could not compare all with what is remembered while the share was asked, and now could."""
        return self.guard.waits and self.exchange.coming == frozenset()

    def take(self, beat: Beat) -> None:
        """Take in what a beat of the exchange brought. In the session's thread."""
        take(self.session, self.trust, replace(beat, notices=self.guard.hears(beat.notices)))
        if self.journal.writer in beat.forked:
            self.move_on()

    def go_on(self) -> None:
        """Once a second: where nothing can be recorded in this journal any more, go on in another."""
        if self.journal.left:
            self.move_on()

    def move_on(self) -> None:
        """Record under another name from now on: another machine went on with this journal, or its end is spoilt."""
        with contextlib.suppress(OSError):  # all slots taken, or the disk full: tried again in a moment
            self.journal.move_on()
            self.hear_journal()
            self.alive.move_on(self.journal.writer)
            self.drafts.move_on(self.journal.writer)
            self.guard.move_on(self.journal.writer)
            self.session.wake(None)

    def hear_journal(self) -> None:
        """What was mended or found wrong in the own journal: when it was opened, or by an append after a failed one."""
        self.session.notices += [one for one in self.journal.notices if one not in self.session.notices]

    def make_alerts(self) -> Alerts:
        """Who is told beside those at the desk; made when it is first asked for."""
        from dutytui.store.alert_file import AlertFile
        from dutytui.telling.alerts import Alerts

        return Alerts(AlertFile(self.local))

    def has_alerts(self) -> bool:
        """Whether they were ever set up here, by whichever window or command."""
        return self.local.alerts.exists()

    def close(self) -> None:
        self.exchange.close()
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
    trust: KeptTrust
    exchange: Exchange

    def take(self, beat: Beat) -> None:
        """Take in what a beat of the exchange brought. In the session's thread."""
        take(self.session, self.trust, beat)

    def catch_up(self) -> None:
        """Take what is new in the journals into the index. For a worker thread."""
        replica = Replica(self.logs)  # of its own: a replica is used from one thread
        self.trust.indexed = self.changes.indexed = self.index.catch_up(replica) or self.changes.indexed

    def close(self) -> None:
        self.exchange.close()
        self.index.close()


def take(session: Session, trust: KeptTrust, beat: Beat) -> None:
    """What others recorded goes to the session, what is to be known of the share to its notices.

    A terminal that has accepted no roster yet keeps to the one that the share belongs to, and to no other that comes.
    """
    told = beat.notices
    if beat.mall and not trust.held:
        trust.hold(beat.mall)
        session.judge()
    elif beat.mall not in ("", trust.held):
        told = (*told, Notice(SHARE_OF_OTHERS))
    if beat.events:
        session.receive(beat.events)
    session.replace_notices(NOTICES, told)


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


def open_desk(mall: Path, *, clock: Clock | None = None, name: str | None = None) -> Desk:
    """Open a mall folder: take a writer slot of `name` (default: as set here), put the procedures in force, read today.

    Where a share is set it is asked first, for two seconds at most, whether it has more of this terminal's journal.

    Raises OSError when the local folder or the journal can't be used, `NoProceduresError` when the mall's files can't.
    """
    local = Local(mall)
    procedures = in_force(mall, local)
    if clock is None:
        clock = _zoned_clock(procedures)
    settings = Settings(local)
    adopting = _adopting(mall, local, settings)
    name = name or str(settings.get(WRITER, "desk"))
    journal = Journal.open(mall / "logs", local.data, name=name, may_go_on=adopting)
    try:
        desk = _made(mall, local, settings, procedures, clock, journal)
    except BaseException:
        journal.close()
        raise
    # An alarm at once: what the exchange says of itself is replaced by its first word.
    told = desk.guard.hears(adopting.notices) if adopting else ()
    desk.session.notices += [*settings.notices, *told]
    desk.hear_journal()
    desk.session.listen(desk.hear_journal)
    return desk


def _made(mall: Path, local: Local, settings: Settings, procedures: InForce, clock: Clock, journal: Journal) -> Desk:
    """Everything that stands around a journal."""
    logs, index = mall / "logs", Index(local.cache / "index.sqlite")
    own = Enrolling(journal.key.public, journal.key.box, _called(settings) or journal.writer)
    trust, note = KeptTrust(RosterNote(local), index, own.key, procedures), KeysNote(local.data)
    siblings = Siblings(Disk(), local.data / "journals", lambda: journal.writer)
    # Before the session reads: what another window takes from the share from now on is told.
    exchange = Exchange(mall, local.data, settings, clock.now, lambda: trust.held, journal, let_in=trust.let_in)
    session = Session(
        clock=clock,
        procedures=procedures,
        journal=journal,
        records=Records(Replica(logs), index, siblings.settled),
        who_counts=trust,
        noted=note.load(),
    )
    return Desk(
        mall=mall,
        session=session,
        local=local,
        drafts=Drafts(local, journal.writer),
        settings=settings,
        index=index,
        alive=Alive(local, journal.writer),
        exchange=exchange,
        journal=journal,
        trust=trust,
        own=own,
        parts=Parts(mall, local, index, procedures, session, journal, own, note),
    )


def look_on(mall: Path, *, clock: Clock | None = None) -> Onlooker:
    """Open a mall folder to look at it; what others record comes in with `Session.tick`. Raises as `open_desk`."""
    local = Local(mall)
    procedures = in_force(mall, local)
    logs = mall / "logs"
    index = Index(local.cache / "index.sqlite")
    records = Records(Replica(logs), index, Siblings(Disk(), local.data / "journals").settled)
    clock = clock or _zoned_clock(procedures)
    trust = KeptTrust(RosterNote(local), index, public_key(local.data), procedures)
    noted = KeysNote(local.data).load()
    settings = Settings(local)
    exchange = Exchange(mall, local.data, settings, clock.now, lambda: trust.held, let_in=trust.let_in)
    session = Session(
        clock=clock, procedures=procedures, journal=NoJournal(), records=records, who_counts=trust, noted=noted
    )
    from dutytui.change_control.changes import Changes  # not needed for the first screen of a desk

    return Onlooker(session, local, settings, index, logs, Changes(procedures, session), trust, exchange)


def _called(settings: Settings) -> str:
    """How a terminal introduces itself: by the name it was given when it joined, else by its machine's."""
    return str(settings.get(WRITER) or platform.node())[:40]


def in_force(mall: Path, local: Local) -> InForce:
    """The procedures of a mall folder at this terminal."""
    return InForce(ProcedureSource(mall / "checklists", local.data), Plans(local.cache), AdoptedNote(local))


def _adopting(mall: Path, local: Local, settings: Settings) -> Adopting | None:
    """What asks the share before a journal is gone on with; None where no share is set.

    A further window asks, too: the process that carries has asked for its own journal, and may not reach the share.
    """
    folder = settings.get(SHARE)
    if not folder:
        return None
    disk = Disk()
    from dutytui.store.sync.adopting import Adopting, Waiter  # only where there is a share
    from dutytui.store.transport.folder import Folder

    carrier = Folder(Path(folder), share_id=str(settings.get(SHARE_ID, "")), disk=disk)
    return Adopting(mall / "logs", local.data, carrier, disk=disk, wait=Waiter())


def clock_and_name(mall: Path) -> tuple[Clock, Text]:
    """The real clock in the mall's zone, and what the mall is called: for a command that opens no journal.

    Raises `NoProceduresError` when the mall's files can't be used, OSError when its local folder can't.
    """
    procedures = in_force(mall, Local(mall))
    clock = _zoned_clock(procedures)
    return clock, procedures.current(clock.now().date())[0].mall.name


def _zoned_clock(procedures: InForce) -> Clock:
    """The real clock in the mall's zone, which only its procedures know."""
    first = SystemClock(ZoneInfo("UTC")).now()
    found, _notices = procedures.current(first.date())
    return SystemClock(ZoneInfo(found.mall.time_zone))
