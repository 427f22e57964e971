"""A terminal's exchange with its share, as the program drives it: `beat` in a worker, what it brings to the session.

Where no share is set it does nothing. One process of a terminal carries for all, held by a lock in the local folder;
the others learn from its note how it stands and what came.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from dutytui.clock import passed
from dutytui.rules.events import Event
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.sharing import NOT_SHARED, Arrivals, Reach, Sharing
from dutytui.store.disk import Disk, Lock
from dutytui.store.keys import own_key
from dutytui.store.notices import Notice
from dutytui.store.segments import segment_name
from dutytui.store.tail import Head

if TYPE_CHECKING:
    # What a terminal without a share never needs is loaded by the first beat of one that has one.
    from dutytui.store.received import Received
    from dutytui.store.sync.connecting import CannotConnect
    from dutytui.store.sync.heard import Heard
    from dutytui.store.sync.intake import Arrival
    from dutytui.store.sync.note import Note, Said
    from dutytui.store.sync.sync import Step, Sync
    from dutytui.store.transport.file_events import FileEvents
    from dutytui.store.transport.folder import Folder

SHARE, SHARE_ID, WRITER = "share", "share_id", "writer"
"""Settings of a terminal: the share's folder, which share it is, and the name its journals begin with."""
_CHOSEN = "share_roster"
"""Setting: the roster that a person has chosen here, which the share does not name yet."""

AT_ONCE = 32
"""Segments taken over in one beat: some 8,000 events, a tenth of a second."""
_LISTENS_EVERY = 0.25
"""Seconds between two looks at the note of the process that carries."""
_MANY = 4000
"""Events in one beat beyond which a takeover is on: of the days before yesterday only the index tells, afterwards."""


class Settings(Protocol):
    def get(self, name: str, default: Any = None) -> Any: ...
    def set(self, name: str, value: Any) -> OSError | None: ...


class Journal(Protocol):
    @property
    def writer(self) -> str: ...
    @property
    def head(self) -> Head: ...


@dataclass(frozen=True, slots=True)
class Beat:
    """What a beat brought, for the session's thread.

    events: what others recorded; older: some of it stands in folders of earlier days, so the index must catch up;
    forked: own writers that another machine went on with; again: there is more to be done at once; mall: id of the
    roster that the share belongs to, "" where it names none or another process carries.
    """

    events: tuple[Event, ...] = ()
    older: bool = False
    forked: frozenset[str] = frozenset()
    notices: tuple[Notice, ...] = ()
    again: bool = False
    sharing: Sharing = NOT_SHARED
    mall: str = ""


class Exchange:
    """mall: the mall folder; local: this terminal's own; held: id of the roster that holds here, "" for none; journal:
    the one this process has open, if any.

    `sharing` may be read from any thread; `beat` is called from one. `rest`: seconds that the next one has nothing to
    do, None for no end; `news` is set when it has all the same: the share has told that something has changed there, or
    another one is set.
    """

    def __init__(
        self,
        mall: Path,
        local: Path,
        settings: Settings,
        now: Callable[[], datetime],
        held: Callable[[], str],
        journal: Journal | None = None,
        disk: Disk | None = None,
        steady: Callable[[], float] | None = None,
        let_in: Callable[[str], bool] = lambda _key: True,
    ) -> None:
        """steady: seconds by a clock that nobody sets, whatever `now` does; the machine's without one; let_in: whether
        the terminal of a public key counts here, asked in the thread of `beat`. Only of the disk of the machine, which
        is there without `disk`, does the system tell what changes."""
        self.sharing: Sharing = NOT_SHARED
        self.news = threading.Event()
        self.rest: float | None = 0.0
        self._mall = mall
        self._logs = mall / "logs"
        self._local = local
        self._settings = settings
        self._now = now
        self._steady = steady
        self._held = held
        self._let_in = let_in
        self._journal = journal
        self._disk = disk or Disk()
        self._lock: Lock | None = None
        self._sync: Sync | None = None
        self._carrier: Folder | None = None
        self._events: FileEvents | None = None
        self._listens = disk is None
        self._of: tuple[str, str] | None = None
        self._guard = threading.Lock()
        self._heard = self._hearing() if self.folder is not None else None

    @property
    def folder(self) -> Path | None:
        """The share that is set."""
        found = self._settings.get(SHARE)
        return Path(found) if isinstance(found, str) and found else None

    @property
    def coming(self) -> frozenset[str] | None:
        """Journals that the share has more of than is here; None until it has answered, or has not for once."""
        if self.folder is not None and self.sharing.reach in {Reach.OFF, Reach.FIRST}:
            return None
        shared, saved = self.sharing.shared, self.sharing.saved
        return frozenset(writer for writer, seq in shared.items() if seq > saved.get(writer, 0))

    @property
    def arrivals(self) -> Arrivals:
        """What came here late, and when."""
        return self._received.arrivals

    @cached_property
    def _received(self) -> Received:
        from dutytui.store.received import Received  # with the first beat, or the first look at a record

        return Received(self._local)

    def now(self) -> datetime:
        return self._now()

    def beat(self, at_once: int = AT_ONCE) -> Beat:
        """Do what is due, or see what the process that carries has done."""
        with self._guard:
            if self.folder is None:
                self._let_go()
                self.sharing, self.rest = NOT_SHARED, None
                return Beat()
            heard = self._heard = self._heard or self._hearing()
            carried, sync = self._sync is not None, self._carrying()
            # Who carries only now hears the last of the one before.
            said = None if carried and sync else heard.note.read()
            recent = _recent(self._now())
            news = [heard.adopted(recent), heard.carried(said, recent)]
            if news[1].events:
                self._received.read()  # the one that carries has noted when it came
            beat = self._carried(sync, heard.note, at_once) if sync else self._said_by_another(said)
            self.rest = sync.rest.total_seconds() if sync else _LISTENS_EVERY
            events = (*(event for one in news for event in one.events), *beat.events)
            return replace(beat, events=events, older=beat.older or any(one.older for one in news))

    def _hearing(self) -> Heard:
        from dutytui.store.sync.heard import Heard

        return Heard(self._logs, self._local, self._disk)

    def connect(self, typed: Path) -> CannotConnect | None:
        """Set the share, making it if it is empty or not there. Why not, if it can't be; then nothing is changed.

        It asks the share and may take long. The reason is the disk's own if the setting could not be kept.
        """
        from dutytui.store.sync.connecting import CannotConnect, connect

        folder = typed.expanduser().absolute()
        try:
            about = connect(folder, self._mall, own_key(self._disk, self._local).key.public, self._held(), self._disk)
        except CannotConnect as reason:
            return reason
        except OSError as error:
            return CannotConnect("unreachable", reason=error.strerror or str(error))
        for name, value in ((SHARE_ID, about.share), (SHARE, str(folder))):
            refused = self._settings.set(name, value)
            if refused is not None:
                return CannotConnect("unreachable", reason=refused.strerror or str(refused))
        self.news.set()
        return None

    def belongs_to(self, founding: str) -> None:
        """A person has chosen that roster: the share is to name it as soon as it can be reached."""
        self._settings.set(_CHOSEN, founding)

    def disconnect(self) -> OSError | None:
        """Set no share. What is there stays, and so does what is here."""
        refused = self._settings.set(SHARE, "")
        self.news.set()
        return refused

    def close(self) -> None:
        """Another process may carry. A beat that hangs on a dead share is not waited for: its lock ends with us."""
        self._hear()
        if self._guard.acquire(blocking=False):
            self._let_go()
            self._guard.release()

    # -- the process that carries ---------------------------------------------------------------------------------

    def _carrying(self) -> Sync | None:
        """None while another process of this terminal carries, or the local folder takes no lock."""
        wanted = (str(self.folder), str(self._settings.get(SHARE_ID, "")))
        if self._of != wanted:
            self._let_go()
        if self._sync is None:
            try:
                self._lock = self._lock or self._disk.lock(self._local / "sync.lock")
                if self._lock is None:
                    return None
                self._sync, self._of = self._begun(*wanted), wanted
            except OSError:
                return None
        return self._sync

    def _begun(self, folder: str, share_id: str) -> Sync:
        from dutytui.store.sync.sync import Sync
        from dutytui.store.transport.folder import Folder

        carrier = self._carrier = Folder(Path(folder), share_id=share_id, disk=self._disk)
        return Sync(
            self._logs,
            self._local,
            transport=carrier,
            cards_of=carrier,
            key=own_key(self._disk, self._local).key,
            name=str(self._settings.get(WRITER, "desk")),
            acknowledged=partial(_head_of, self._journal),
            let_in=self._let_in,
            disk=self._disk,
        )

    def _carried(self, sync: Sync, note: Note, at_once: int) -> Beat:
        step = sync.step(self._now(), at_once, (self._steady or passed)())
        self.sharing = sync.sharing
        self._received.beat(step.arrivals, self.sharing, self._now())
        arrived = [(arrival.day.isoformat(), arrival.file) for arrival in step.arrivals]
        note.write(self.sharing, arrived, sync.notices, step.forked)
        if self._listens and self._carrier:
            self._hear(self._carrier.newest if self.sharing.reach is Reach.HERE else ())
        events, older = _for_session(step, _recent(self._now()))
        return Beat(events, older, step.forked, sync.notices, step.again, sync.sharing, self._named(sync))

    def _hear(self, folders: Iterable[Path] = ()) -> None:
        """Have the system tell what changes there. Of none it need not be asked, nor while the share is away."""
        listening = tuple(folders)
        if listening:
            from dutytui.store.transport.file_events import FileEvents

            events = self._events = self._events or FileEvents(self._told)
            events.listen(listening)
        else:
            ended, self._events = self._events, None  # who leaves and the worker may come here at once
            if ended is not None:
                ended.end()

    def _told(self, changed: Iterable[Path]) -> None:
        """In the listening thread. What this terminal itself has put there is no news."""
        sync = self._sync
        names = [name for path in changed if (name := segment_name(path))]
        if sync is not None and any(name.writer not in sync.sharing.own_writers for name in names):
            sync.look_soon()
            self.news.set()

    def _named(self, sync: Sync) -> str:
        """The roster that the share names. One that names none, or that a person has chosen another for, is told."""
        carrier = self._carrier
        if carrier is None or sync.sharing.reach is not Reach.HERE:
            return ""
        chosen = str(self._settings.get(_CHOSEN, ""))
        wanted = chosen or self._held()
        if wanted and carrier.mall != wanted and (chosen or not carrier.mall):
            with contextlib.suppress(OSError):  # with the next beat
                carrier.name_mall(wanted)
        if chosen and carrier.mall == chosen:
            self._settings.set(_CHOSEN, "")
        return carrier.mall

    def _said_by_another(self, said: Said | None) -> Beat:
        if said is None:
            return Beat()
        self.sharing = said.sharing
        return Beat(forked=frozenset(said.forked), notices=said.told, sharing=said.sharing)

    def _let_go(self) -> None:
        self._hear()
        if self._sync is not None:
            self._received.keep()
        self._sync = self._carrier = None
        self._of = None
        if self._lock is not None:
            self._lock.release()
            self._lock = None


def _recent(now: datetime) -> date:
    """Of the days before it the index tells."""
    return now.date() - timedelta(days=1)


def _head_of(journal: Journal | None) -> tuple[str, Head] | None:
    """See `Sync`: what is acknowledged of the journal that this process has open."""
    return (journal.writer, journal.head) if journal else None


def _for_session(step: Step, recent: date) -> tuple[tuple[Event, ...], bool]:
    """The events that are handed over, and whether the index has to tell of others."""
    many = sum(len(arrival.lines) for arrival in step.arrivals) > _MANY

    def handed(arrival: Arrival) -> bool:
        return not many or arrival.day >= recent

    events = tuple(event for arrival in step.arrivals if handed(arrival) for event in arrival.events)
    return events, any(arrival.day < recent for arrival in step.arrivals)
